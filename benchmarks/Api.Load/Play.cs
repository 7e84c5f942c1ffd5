using System.Text.Json;

namespace AgentBrain.Api.Load;

/// <summary>Interviews that were held through the application: one to its end, and one that was left at each of its questions.</summary>
/// <param name="Script">The first.</param>
/// <param name="Stages">The others, from the first question on.</param>
internal sealed record Play(Script Script, IReadOnlyList<Waiting> Stages)
{
    private const double SizeTolerance = 0.1;

    /// <summary>An interview whose first question waits.</summary>
    public Waiting Fresh => Stages[0];

    public static async Task<Play> RecordAsync(ServerProcess application, Database database, CancellationToken cancellationToken)
    {
        using var connection = await HttpConnection.OpenAsync(application.Port, cancellationToken);
        var (interview, startReply) = await Interviews.BeginAsync(connection, cancellationToken);
        var start = await database.LastStepAsync(interview.SessionId, 0, cancellationToken);
        var answers = new Dictionary<string, AnsweredStep>();
        var slots = (await StateAsync(connection, interview, cancellationToken)).SlotStatus;
        for (var (current, last) = (interview, start); ;)
        {
            var reply = JsonSerializer.Deserialize((await Interviews.AnswerAsync(connection, current, cancellationToken)).Span, Wire.Default.AnswerReply)!;
            last = await database.LastStepAsync(current.SessionId, last.Messages[^1].Sequence, cancellationToken);
            answers.Add(current.QuestionId, new AnsweredStep(reply, last));
            if (reply.IsComplete)
                break;
            current = current with { QuestionId = reply.NextQuestions[0].Id };
        }

        var stages = new List<Waiting>();
        for (var answered = 0; answered < answers.Count; answered++)
        {
            var (left, _) = await Interviews.BeginAsync(connection, cancellationToken);
            foreach (var question in answers.Keys.Take(answered))
                await Interviews.AnswerAsync(connection, left with { QuestionId = question }, cancellationToken);
            stages.Add(left with { QuestionId = answers.Keys.ElementAt(answered) });
        }
        var script = new Script
        {
            RevisionId = await database.RevisionAsync(interview.SessionId, cancellationToken),
            Slots = slots,
            MostQuestions = answers.Count,
            StartReply = startReply,
            Start = start,
            Answers = answers,
        };
        return new Play(script, stages);
    }

    /// <summary>Stores sessions at all stages, of which some will be read.</summary>
    public async Task<IReadOnlyList<Waiting>> FillAsync(Database database, int copiesOfEach, CancellationToken cancellationToken)
    {
        var sessions = new List<Waiting>();
        foreach (var stage in Stages)
            sessions.AddRange((await database.CopyAsync(stage.SessionId, copiesOfEach, cancellationToken)).Select(copy => stage with { SessionId = copy }));
        return sessions;
    }

    /// <summary>Makes sure that all servers send about the same.</summary>
    /// <exception cref="InvalidOperationException">They do not.</exception>
    public static async Task CompareAsync(IReadOnlyList<Contestant> contestants, Waiting session, CancellationToken cancellationToken)
    {
        var sizes = new Dictionary<string, int>();
        foreach (var contestant in contestants)
        {
            using var connection = await HttpConnection.OpenAsync(contestant.Server.Port, cancellationToken);
            var response = await connection.SendAsync(HttpConnection.Request("GET", $"/api/session/{session.SessionId}/state", session.Token), cancellationToken);
            response.MustBeSuccess("Reading a state");
            sizes[contestant.Name] = response.Body.Length;
        }
        Console.WriteLine($"The longest state read has {string.Join(", ", sizes.Select(size => $"{size.Value:N0} bytes from {size.Key}"))}.");
        if (sizes.Values.Min() < sizes.Values.Max() * (1 - SizeTolerance))
            throw new InvalidOperationException("The servers do not send the same.");
    }

    private static async Task<StateReply> StateAsync(HttpConnection connection, Waiting interview, CancellationToken cancellationToken)
    {
        var response = await connection.SendAsync(HttpConnection.Request("GET", $"/api/session/{interview.SessionId}/state", interview.Token), cancellationToken);
        response.MustBeSuccess("Reading a state");
        return JsonSerializer.Deserialize(response.Body.Span, Wire.Default.StateReply)!;
    }
}
