using AgentBrain.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Testing;

/// <summary>What the application has stored.</summary>
public static class Stored
{
    /// <summary>Looks into the database.</summary>
    public static async Task<T> ReadAsync<T>(this AgentBrainApp app, Func<AgentBrainDbContext, Task<T>> read)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<AgentBrainDbContext>());
    }

    /// <summary>The answers of an interview in their order.</summary>
    public static Task<List<string>> AnswersAsync(this AgentBrainApp app, Guid sessionId) => app.ReadAsync(db => db.Messages
        .Where(message => message.SessionId == sessionId && message.Role == "user")
        .OrderBy(message => message.Sequence)
        .Select(message => message.Content)
        .ToListAsync());

    public static Task<int> FeedbackCountAsync(this AgentBrainApp app, Guid sessionId) =>
        app.ReadAsync(db => db.Feedback.CountAsync(entry => entry.SessionId == sessionId));

    public static Task<bool> IsFinishedAsync(this AgentBrainApp app, Guid sessionId) =>
        app.ReadAsync(db => db.Sessions.AnyAsync(session => session.Id == sessionId && session.CompletedAt != null));
}
