using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Api.Load.Yardsticks;

/// <summary>How a yardstick reads and writes.</summary>
internal interface IYardstick
{
    Task<StateReply> ReadAsync(Guid sessionId);

    Task StartAsync(Guid sessionId, byte[] tokenHash, StartRequest request);

    Task AnswerAsync(Guid sessionId, StoredStep step, string text);
}

/// <summary>A bare web server with the measured calls: no authentication, no limits, no validation, no engine, no log.</summary>
internal static class Yardstick
{
    public const string ConnectionVariable = "YARDSTICK_CONNECTION";
    public const string ScriptVariable = "YARDSTICK_SCRIPT";

    /// <summary>Serves until the standard input is closed.</summary>
    /// <param name="kind"><c>raw</c> or <c>ef</c>.</param>
    public static async Task ServeAsync(string kind)
    {
        var connection = Environment.GetEnvironmentVariable(ConnectionVariable)!;
        Script script;
        await using (var file = File.OpenRead(Environment.GetEnvironmentVariable(ScriptVariable)!))
            script = (await JsonSerializer.DeserializeAsync(file, Wire.Default.Script))!;
        IYardstick yardstick = kind == "raw" ? new RawYardstick(connection, script) : new EfYardstick(connection, script);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/api/session/{id:guid}/state", async (Guid id) => Results.Json(await yardstick.ReadAsync(id), Wire.Default.StateReply));
        app.MapPost("/api/session/start", async (HttpRequest http) =>
        {
            var request = (await http.ReadFromJsonAsync(Wire.Default.StartRequest))!;
            var id = Guid.CreateVersion7();
            var token = RandomNumberGenerator.GetBytes(32);
            await yardstick.StartAsync(id, SHA256.HashData(token), request);
            return Results.Json(script.StartReply with { SessionId = id, SessionToken = Convert.ToHexStringLower(token) }, Wire.Default.StartReply);
        });
        app.MapPost("/api/session/{id:guid}/answer", async (Guid id, HttpRequest http) =>
        {
            var request = (await http.ReadFromJsonAsync(Wire.Default.AnswerRequest))!;
            var answer = request.Transcripts[0];
            var step = script.Answers[answer.QuestionId];
            await yardstick.AnswerAsync(id, step.Stored, answer.Text);
            return Results.Json(step.Reply with { SessionId = id }, Wire.Default.AnswerReply);
        });

        // What the driver reaches at most: nothing to do, and as many bytes as a session's state has.
        var constant = new byte[JsonSerializer.SerializeToUtf8Bytes(script.Answers.Values.Last().Reply, Wire.Default.AnswerReply).Length * 2];
        app.MapGet("/nothing", () => Results.Ok());
        app.MapGet("/bytes", () => Results.Bytes(constant));

        await app.StartAsync();
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }

    /// <summary>The response to a reader, from the rows of a session.</summary>
    public static StateReply Reply(Script script, Guid sessionId, SessionRead session, IReadOnlyList<Turn> history)
    {
        var state = JsonSerializer.Deserialize(session.State, Wire.Default.StoredState)!;
        return new StateReply
        {
            SessionId = sessionId,
            Round = session.Round,
            State = new StateView
            {
                Language = state.Language,
                InterviewMode = state.InterviewMode,
                Round = state.Round,
                History = history,
                Slots = state.Slots,
                UnknownSlots = state.UnknownSlots,
                RiskFlags = state.RiskFlags,
                RoundSummary = state.RoundSummary,
                AskedQuestionIds = state.AskedQuestionIds,
                NextQuestions = state.NextQuestions,
                ContactInfo = session.ContactName is null ? null : new Contact(session.ContactName, session.ContactEmail, session.ContactPhone),
            },
            FinalReport = session.FinalReport,
            CreatedAt = session.CreatedAt,
            CompletedAt = session.CompletedAt,
            InterviewMode = state.InterviewMode,
            SlotStatus = [.. script.Slots.Select(slot => state.Slots.TryGetValue(slot.SlotKey, out var value) ? slot with { Status = "filled", Confidence = value.Confidence } : slot)],
            ProgressPercent = 100 * state.AskedQuestionIds.Count / script.MostQuestions,
        };
    }
}

/// <summary>What a reader needs of the row of a session.</summary>
internal sealed record SessionRead(
    int Round, string State, string? FinalReport, DateTime CreatedAt, DateTime? CompletedAt, string? ContactName, string? ContactEmail, string? ContactPhone);
