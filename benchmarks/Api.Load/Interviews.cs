using System.Collections.Concurrent;
using System.Text.Json;
using AgentBrain.Web.BrowserTests.Support;

namespace AgentBrain.Api.Load;

/// <summary>What respondents ask of a server. Interviews that wait for an answer are kept here; each is answered to its end before the next one is taken up.</summary>
internal sealed class Interviews
{
    private const string Language = "lt";
    private static readonly byte[] StartRequest = HttpConnection.Request("POST", "/api/session/start", body: $$"""{"language":"{{Language}}"}""");
    private readonly ConcurrentStack<Waiting> _waiting = new();

    /// <summary>How many interviews wait.</summary>
    public int Count => _waiting.Count;

    public void Add(Waiting interview) => _waiting.Push(interview);

    /// <summary>Reads the state of a session, another one each time.</summary>
    public static Operation Reading(IReadOnlyList<Waiting> sessions)
    {
        var requests = sessions.Select(session => HttpConnection.Request("GET", $"/api/session/{session.SessionId}/state", session.Token)).ToArray();
        return async (connection, cancellationToken) =>
            (await connection.SendAsync(requests[Random.Shared.Next(requests.Length)], cancellationToken)).MustBeSuccess("Reading a state");
    }

    /// <summary>Starts a session that nobody goes on with.</summary>
    public static async ValueTask StartAsync(HttpConnection connection, CancellationToken cancellationToken) =>
        (await connection.SendAsync(StartRequest, cancellationToken)).MustBeSuccess("Starting a session");

    /// <summary>Starts a session.</summary>
    public static async Task<(Waiting Interview, StartReply Reply)> BeginAsync(HttpConnection connection, CancellationToken cancellationToken)
    {
        var response = await connection.SendAsync(StartRequest, cancellationToken);
        response.MustBeSuccess("Starting a session");
        var reply = JsonSerializer.Deserialize(response.Body.Span, Wire.Default.StartReply)!;
        return (new Waiting(reply.SessionId, reply.SessionToken, reply.Questions[0].Id), reply);
    }

    /// <summary>Answers the question that waits in an interview. The body is valid until the next request.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> AnswerAsync(HttpConnection connection, Waiting interview, CancellationToken cancellationToken)
    {
        var request = new AnswerRequest([new AnsweredQuestion(interview.QuestionId, Replies.To(interview.QuestionId, Language))]);
        var response = await connection.SendAsync(
            HttpConnection.Request("POST", $"/api/session/{interview.SessionId}/answer", interview.Token, JsonSerializer.Serialize(request, Wire.Default.AnswerRequest)),
            cancellationToken);
        response.MustBeSuccess("An answer");
        return response.Body;
    }

    /// <summary>Answers a question of one of the interviews that wait.</summary>
    public async ValueTask AnswerAsync(HttpConnection connection, CancellationToken cancellationToken)
    {
        if (!_waiting.TryPop(out var interview))
            throw new InvalidOperationException("All interviews were answered to their end before the time was over.");
        var outcome = JsonSerializer.Deserialize((await AnswerAsync(connection, interview, cancellationToken)).Span, Wire.Default.AnswerOutcome)!;
        if (!outcome.IsComplete)
            _waiting.Push(interview with { QuestionId = outcome.NextQuestions[0].Id });
    }

    /// <summary>What a day brings: of ten requests five read, four answer and one starts an interview that is answered later.</summary>
    public async ValueTask MixAsync(Operation reading, HttpConnection connection, CancellationToken cancellationToken)
    {
        switch (Random.Shared.Next(10))
        {
            case < 5:
                await reading(connection, cancellationToken);
                break;
            case < 9:
                await AnswerAsync(connection, cancellationToken);
                break;
            default:
                Add((await BeginAsync(connection, cancellationToken)).Interview);
                break;
        }
    }
}

/// <summary>An interview whose respondent is to answer.</summary>
/// <param name="SessionId">Its id.</param>
/// <param name="Token">The respondent's token.</param>
/// <param name="QuestionId">The question that waits.</param>
internal sealed record Waiting(Guid SessionId, string Token, string QuestionId);
