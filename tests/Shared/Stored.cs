using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Domain.Interviews;
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

    /// <summary>The contact details of an interview, opened, and its full report as it was written.</summary>
    public static async Task<(ContactDetails Contact, string? Report)> ContactAsync(this AgentBrainApp app, Guid sessionId)
    {
        var session = await app.ReadAsync(db => db.Sessions.AsNoTracking().SingleAsync(session => session.Id == sessionId));
        var contact = app.Services.GetRequiredService<ContactBook>().Open(session);
        return (contact.Details, ContactBook.Reports(session, contact).Full);
    }

    public static Task<int> FeedbackCountAsync(this AgentBrainApp app, Guid sessionId) =>
        app.ReadAsync(db => db.Feedback.CountAsync(entry => entry.SessionId == sessionId));

    public static Task<bool> IsFinishedAsync(this AgentBrainApp app, Guid sessionId) =>
        app.ReadAsync(db => db.Sessions.AnyAsync(session => session.Id == sessionId && session.CompletedAt != null));
}
