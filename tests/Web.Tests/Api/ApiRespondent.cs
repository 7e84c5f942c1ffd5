using System.Net;
using System.Text.Json;

namespace AgentBrain.Web.Tests.Api;

/// <summary>Somebody who is interviewed by a program that knows the JSON API alone.</summary>
/// <param name="client">Sends the requests.</param>
/// <param name="language">Language of the interview.</param>
/// <param name="seed">What is said depends on it.</param>
public sealed class ApiRespondent(ApiClient client, string language, int seed)
{
    private const int MostQuestions = 50;
    private readonly Random _random = new(seed);
    private string _token = "";

    /// <summary>Plays a whole interview, from the start to feedback, and looks at everything that comes back.</summary>
    /// <returns>What was told to be stored.</returns>
    public async Task<InterviewLedger> PlayAsync()
    {
        try
        {
            return await InterviewAsync();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new InvalidOperationException($"An interview in {language} with the seed {seed} failed: {exception.Message}", exception);
        }
    }

    private async Task<InterviewLedger> InterviewAsync()
    {
        var started = await OkAsync(ApiCall.Start(language));
        var ledger = new InterviewLedger(started.Json.GetProperty("session_id").GetGuid(), language) { StartAttempts = started.Attempts };
        _token = started.Json.GetProperty("session_token").GetString()!;
        var words = new RespondentWords(language, _random);
        for (var question = started.QuestionId; question is not null;)
        {
            ledger.Answers.Count.ShouldBeLessThan(MostQuestions);
            ledger.Answers.ShouldNotContain(answer => answer.QuestionId == question, "a question was asked again");
            var parts = words.Next();
            var call = ApiCall.Answer(ledger.SessionId, question, parts) with { Key = Guid.NewGuid().ToString(), Token = SometimesToken() };
            var reply = await OkAsync(call);
            ledger.Answers.Add(new AcknowledgedAnswer(question, string.Join('\n', parts), call, reply));
            question = reply.QuestionId;
            reply.Json.GetProperty("is_complete").GetBoolean().ShouldBe(question is null);
            await SometimesRepeatAsync(ledger);
        }
        await FinishAsync(ledger);
        await LeaveFeedbackAsync(ledger);
        await SometimesRepeatAsync(ledger);
        return ledger;
    }

    private async Task FinishAsync(InterviewLedger ledger)
    {
        var name = $"Ona {seed}";
        var email = $"ona{(uint)seed}@example.org";
        var finished = await OkAsync(ApiCall.Finalize(ledger.SessionId, name, email) with { Token = _token });
        ledger.ContactName = name;
        var summary = finished.Json.GetProperty("final_markdown").GetString();
        summary.ShouldNotBeNullOrEmpty();

        var results = await OkAsync(ApiCall.Read(ledger.SessionId, "results") with { Token = _token });
        results.Json.GetProperty("contact_email").GetString().ShouldBe(email);
        results.Json.GetProperty("final_markdown").GetString().ShouldBe(summary);
        (await OkAsync(ApiCall.Read(ledger.SessionId, "download"))).Text.ShouldNotBeEmpty();
        var state = (await OkAsync(ApiCall.Read(ledger.SessionId, "state") with { Token = _token })).Json.GetProperty("state");
        state.GetProperty("contact_info").GetProperty("name").GetString().ShouldBe(name);
        Told(state, "agent").ShouldBe(ledger.Answers.Select(answer => answer.QuestionId));
        Told(state, "user").ShouldBe(ledger.Answers.Select(answer => answer.QuestionId));
        state.GetProperty("history").EnumerateArray().Where(turn => turn.GetProperty("role").GetString() == "user")
            .Select(turn => turn.GetProperty("text").GetString()).ShouldBe(ledger.Answers.Select(answer => answer.Text));
    }

    private async Task LeaveFeedbackAsync(InterviewLedger ledger)
    {
        var rating = _random.Next(1, 6);
        var call = ApiCall.Feedback(ledger.SessionId, rating, "Ačiū!");
        var reply = await client.SendAsync(call);
        // Whoever did not hear of the first copy learns that it has been received.
        if (reply.Status != HttpStatusCode.Conflict || reply.Attempts == 1)
            reply.MustBe(HttpStatusCode.OK, call);
        ledger.Rating = rating;
    }

    // As a program does that has lost its memory: what was told is told again, whatever happened meanwhile.
    private async Task SometimesRepeatAsync(InterviewLedger ledger)
    {
        if (_random.Next(4) > 0)
            return;
        var answer = ledger.Answers[_random.Next(ledger.Answers.Count)];
        (await OkAsync(answer.Call)).Text.ShouldBe(answer.Reply.Text);
    }

    private string? SometimesToken() => _random.Next(2) == 0 ? _token : null;

    private static IEnumerable<string?> Told(JsonElement state, string role) => state.GetProperty("history").EnumerateArray()
        .Where(turn => turn.GetProperty("role").GetString() == role).Select(turn => turn.GetProperty("question_id").GetString());

    private async Task<ApiReply> OkAsync(ApiCall call) => (await client.SendAsync(call)).MustBe(HttpStatusCode.OK, call);
}
