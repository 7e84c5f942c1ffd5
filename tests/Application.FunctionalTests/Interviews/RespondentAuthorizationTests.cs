using System.Reflection;
using System.Runtime.CompilerServices;
using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using MediatR;

namespace AgentBrain.Application.FunctionalTests.Interviews;

/// <summary>Every request about a session, also one that is written later, is open to the holder of its token alone.</summary>
public sealed class RespondentAuthorizationTests : FunctionalTest
{
    private static readonly MethodInfo Send = typeof(RespondentAuthorizationTests)
        .GetMethod(nameof(SendAnyAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private static IEnumerable<Type> Requests => typeof(IRespondentRequest).Assembly.GetTypes()
        .Where(type => type is { IsInterface: false, IsAbstract: false } && type.IsAssignableTo(typeof(IRespondentRequest)));

    [Test]
    public void There_are_requests_to_test()
    {
        Requests.Count().ShouldBeGreaterThanOrEqualTo(12);
        Type[] changes = [typeof(ChangeAnswer), typeof(CorrectFact), typeof(EndInterview), typeof(SwitchLanguage), typeof(CreateResumeLink), typeof(GetFacts), typeof(GetFact)];
        changes.Except(Requests).ShouldBeEmpty();
    }

    [Test]
    public void Only_requests_that_bring_their_own_secret_or_tell_nothing_of_a_session_are_open_to_all()
    {
        var open = typeof(IRespondentRequest).Assembly.GetTypes()
            .Where(type => type is { IsInterface: false, IsAbstract: false } && !type.IsAssignableTo(typeof(IRespondentRequest)))
            .Where(type => type.GetInterfaces().Any(service => service.IsGenericType && service.GetGenericTypeDefinition() == typeof(IRequest<>)))
            .Where(type => type.GetProperty(nameof(IRespondentRequest.SessionId)) is not null && type.GetCustomAttribute<RequiresPermissionAttribute>() is null);

        open.ShouldBeEmpty("whatever names a session is asked for its token, or for a permission");
    }

    [TestCaseSource(nameof(Requests))]
    public async Task Another_respondent_finds_nothing(Type type)
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        var before = await SnapshotAsync(sessionId);
        AsRespondent(SecretToken.Create());

        await Should.ThrowAsync<NotFoundException>(() => SendAsync(type, sessionId));

        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [TestCaseSource(nameof(Requests))]
    public async Task Somebody_without_a_token_finds_nothing(Type type)
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        AsRespondent(null);

        await Should.ThrowAsync<NotFoundException>(() => SendAsync(type, sessionId));
    }

    [TestCaseSource(nameof(Requests))]
    public async Task An_unknown_session_is_not_found(Type type)
    {
        await PublishBrainAsync();
        await StartAsync();

        await Should.ThrowAsync<NotFoundException>(() => SendAsync(type, Guid.NewGuid()));
    }

    [TestCaseSource(nameof(Requests))]
    public async Task A_legacy_session_without_a_token_belongs_to_nobody(Type type)
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        await QueryAsync(async db =>
        {
            db.Entry((await db.Sessions.FindAsync(sessionId))!).Property(session => session.TokenHash).CurrentValue = null;
            return await db.SaveChangesAsync();
        });

        await Should.ThrowAsync<NotFoundException>(() => SendAsync(type, sessionId));
    }

    [Test]
    public async Task The_holder_of_the_token_finds_the_interview()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        AsRespondent(SecretToken.Parse(Respondent!.Reveal()));

        (await SendAsync(new GetInterview(sessionId))).Question.ShouldNotBeNull();
    }

    private Task SendAsync(Type type, Guid sessionId)
    {
        // Whatever else a request holds, its author is asked for first.
        var request = RuntimeHelpers.GetUninitializedObject(type);
        type.GetProperty(nameof(IRespondentRequest.SessionId))!.SetValue(request, sessionId);
        var response = type.GetInterfaces().Single(service => service.IsGenericType && service.GetGenericTypeDefinition() == typeof(IRequest<>)).GetGenericArguments()[0];
        return (Task)Send.MakeGenericMethod(response).Invoke(this, [request])!;
    }

    private Task<TResponse> SendAnyAsync<TResponse>(IRequest<TResponse> request) => SendAsync(request);
}
