using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using AgentBrain.Infrastructure.Persistence;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AgentBrain.Application.FunctionalTests;

/// <summary>What tests of use cases say. Every test starts with empty tables, and every request gets a scope of its own, as in the web.</summary>
public abstract class FunctionalTest
{
    /// <summary>The clock of the application under test.</summary>
    private protected static FakeTimeProvider Clock => TestHost.Services.GetRequiredService<FakeTimeProvider>();

    private protected static LostConfirmation LostConfirmation => TestHost.LostConfirmation;

    private protected static LogCapture Logs => TestHost.Logs;

    /// <summary>Who sends requests; null for somebody without a token.</summary>
    private protected SecretToken? Respondent { get; private set; }

    /// <summary>E-mail address and role of who works in the workspace; null for nobody.</summary>
    private protected (string Email, string Role)? Account { get; private set; }

    [SetUp]
    public async Task ResetState()
    {
        await TestHost.ResetStateAsync();
        Respondent = null;
        Account = null;
    }

    /// <summary>The application under test.</summary>
    private protected virtual IServiceProvider Services => TestHost.Services;

    private protected void AsRespondent(SecretToken? token) => Respondent = token;

    /// <summary>Works in the workspace as somebody in a role (see <see cref="Roles"/>).</summary>
    private protected void AsStaff(string role, string? email = null) => Account = (email ?? $"{role.ToLowerInvariant()}@example.org", role);

    private protected Task<TResponse> SendAsync<TResponse>(IRequest<TResponse> request) => SendAndReadAsync(request, Task.FromResult);

    /// <summary>Sends a request and reads what it brings before its scope ends.</summary>
    private protected async Task<TResult> SendAndReadAsync<TResponse, TResult>(IRequest<TResponse> request, Func<TResponse, Task<TResult>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TestRespondent>().Token = Respondent;
        if (Account is { } account)
        {
            var current = scope.ServiceProvider.GetRequiredService<TestAccount>();
            (current.Name, current.Roles) = (account.Email, [account.Role]);
        }
        return await read(await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request));
    }

    /// <summary>Sends the same request from many connections at once.</summary>
    private protected async Task<IReadOnlyList<TResponse>> SendAtOnceAsync<TResponse>(int count, IRequest<TResponse> request) =>
        await SendAtOnceAsync(Enumerable.Repeat(request, count));

    private protected async Task<IReadOnlyList<TResponse>> SendAtOnceAsync<TResponse>(IEnumerable<IRequest<TResponse>> requests)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = requests.Select(async request =>
        {
            await gate.Task;
            return await SendAsync(request);
        }).ToList();
        gate.SetResult();
        return await Task.WhenAll(sending);
    }

    /// <summary>The error codes with which a request is refused.</summary>
    private protected async Task<IReadOnlyList<string>> RefusedAsync<TResponse>(IRequest<TResponse> request) =>
        [.. (await Should.ThrowAsync<ValidationException>(() => SendAsync(request))).Errors.Select(error => error.ErrorCode)];

    private protected static async Task<T> QueryAsync<T>(Func<AgentBrainDbContext, Task<T>> query)
    {
        await using var scope = TestHost.Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<AgentBrainDbContext>());
    }

    private protected static Task<T?> FindAsync<T>(params object[] key)
        where T : class => QueryAsync(async db => await db.FindAsync<T>(key));

    private protected static Task AddAsync(params object[] entities) => QueryAsync(async db =>
    {
        db.AddRange(entities);
        return await db.SaveChangesAsync();
    });

    /// <summary>Empties the audit log, so that a test finds there only what it does itself.</summary>
    private protected static Task ForgetAuditAsync() => TestHost.ForgetAuditAsync();

    private protected static Task<int> CountAsync<T>()
        where T : class => QueryAsync(db => db.Set<T>().CountAsync());

    /// <summary>Publishes a brain; the small one unless another is given.</summary>
    private protected static async Task<BrainRevision> PublishBrainAsync(BrainDocument? document = null)
    {
        var revision = BrainRevision.Publish(document ?? SmallBrain.Document, "Test", Clock.GetUtcNow());
        await AddAsync(revision);
        return revision;
    }

    /// <summary>Publishes the sauna pack as the first start of the application does.</summary>
    private protected async Task<BrainRevision> PublishSaunaPackAsync()
    {
        await SendAsync(new EnsureBrainPublished());
        return await QueryAsync(db => db.BrainRevisions.AsNoTracking().SingleAsync());
    }

    /// <summary>Starts an interview as a new respondent.</summary>
    private protected async Task<Guid> StartAsync(string language = Languages.English)
    {
        AsRespondent(SecretToken.Create());
        return (await SendAsync(new StartInterview(language, Guid.NewGuid(), Respondent!))).SessionId!.Value;
    }

    private protected async Task<SubmitAnswer> AnswerToCurrentAsync(Guid sessionId, string answer) => new()
    {
        SessionId = sessionId,
        QuestionId = (await SendAsync(new GetInterview(sessionId))).Question!.Id,
        SubmissionId = Guid.NewGuid(),
        Answer = answer,
    };

    /// <summary>Answers the current question.</summary>
    private protected async Task<SubmitAnswerResult> AnswerAsync(Guid sessionId, string answer) =>
        await SendAsync(await AnswerToCurrentAsync(sessionId, answer));

    /// <summary>Starts an interview under the small brain and answers its three questions.</summary>
    private protected async Task<Guid> AnswerAllAsync(string colour = "red", string size = "large", string extras = "a gate")
    {
        var sessionId = await StartAsync();
        foreach (var answer in new[] { colour, size, extras })
            (await AnswerAsync(sessionId, answer)).Outcome.ShouldBe(SubmitAnswerOutcome.Stored);
        (await SendAsync(new GetInterview(sessionId))).Stage.ShouldBe(InterviewStage.LeavingContact);
        return sessionId;
    }

    /// <summary>An interview under the small brain with its report.</summary>
    private protected async Task<Guid> FinishAsync()
    {
        var sessionId = await AnswerAllAsync();
        (await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona" })).Stage.ShouldBe(InterviewStage.Finished);
        return sessionId;
    }

    /// <summary>A change of the answer that a question has now.</summary>
    private protected static async Task<ChangeAnswer> ChangeToAsync(Guid sessionId, string questionId, string answer) => new()
    {
        SessionId = sessionId,
        QuestionId = questionId,
        SubmissionId = Guid.NewGuid(),
        Answer = answer,
        Replaces = (await MessagesAsync(sessionId)).Find(message => message.Role == Message.UserRole && message.QuestionId == questionId)?.SubmissionId,
    };

    private protected static Task<List<ReplacedAnswer>> ReplacedAsync(Guid sessionId) => QueryAsync(db =>
        db.ReplacedAnswers.AsNoTracking().Where(replaced => replaced.SessionId == sessionId).OrderBy(replaced => replaced.ReplacedAt).ToListAsync());

    private protected static Task<List<Message>> MessagesAsync(Guid sessionId) => QueryAsync(db =>
        db.Messages.AsNoTracking().Where(message => message.SessionId == sessionId).OrderBy(message => message.Sequence).ToListAsync());

    private protected static Task<List<DecisionRecord>> DecisionsAsync(Guid sessionId) => QueryAsync(db =>
        db.DecisionRecords.AsNoTracking().Where(record => record.SessionId == sessionId).OrderBy(record => record.Sequence).ToListAsync());

    private protected static async Task<Session> SessionAsync(Guid sessionId) => (await FindAsync<Session>(sessionId)).ShouldNotBeNull();

    /// <summary>The contact details of an interview, opened.</summary>
    private protected static ContactDetails ContactOf(Session session) => TestHost.Services.GetRequiredService<ContactBook>().Open(session).Details;

    /// <summary>The reports of an interview as they were written.</summary>
    private protected static (string? Full, string? Summary) ReportsOf(Session session) =>
        ContactBook.Reports(session, TestHost.Services.GetRequiredService<ContactBook>().Open(session));

    /// <summary>Everything stored about a session, to see whether something changed.</summary>
    private protected static async Task<string> SnapshotAsync(Guid sessionId) => await QueryAsync(db => db.Database
        .SqlQuery<string>(
            $"""
            SELECT concat(
                (SELECT row_to_json(s) FROM sessions s WHERE session_id = {sessionId}),
                (SELECT json_agg(m ORDER BY id) FROM messages m WHERE session_id = {sessionId}),
                (SELECT json_agg(d ORDER BY sequence) FROM decision_records d WHERE session_id = {sessionId}),
                (SELECT json_agg(r ORDER BY id) FROM replaced_answers r WHERE session_id = {sessionId}),
                (SELECT json_agg(l ORDER BY id) FROM resume_links l WHERE session_id = {sessionId}),
                (SELECT json_agg(a ORDER BY token_hash) FROM session_accesses a WHERE session_id = {sessionId}),
                (SELECT json_agg(f ORDER BY id) FROM feedback f WHERE session_id = {sessionId})) AS "Value"
            """)
        .SingleAsync());
}
