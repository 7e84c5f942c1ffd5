using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Interviews;

/// <summary>Goes on with an interview in another language. What was said stays as it was said. A finished interview keeps its language.</summary>
/// <param name="SessionId">The interview.</param>
/// <param name="Language">See <see cref="Languages"/>.</param>
public sealed record SwitchLanguage(Guid SessionId, string Language) : IRequest<InterviewStage>, IRespondentRequest;

/// <summary>Validates <see cref="SwitchLanguage"/>.</summary>
public sealed class SwitchLanguageValidator : AbstractValidator<SwitchLanguage>
{
    /// <summary>Sets the rules.</summary>
    public SwitchLanguageValidator() => RuleFor(request => request.Language).MustBeSupported();
}

/// <summary>Handles <see cref="SwitchLanguage"/>.</summary>
public sealed class SwitchLanguageHandler(IApplicationDbContext db, CompiledBrains brains, TimeProvider time)
    : IRequestHandler<SwitchLanguage, InterviewStage>
{
    /// <inheritdoc/>
    /// <returns>Where the interview stands.</returns>
    public Task<InterviewStage> Handle(SwitchLanguage request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var session = await db.SessionWithMessagesAsync(request.SessionId, cancellationToken);
        if (session.Stage == InterviewStage.Finished || session.Language == request.Language)
            return session.Stage;
        var (revisionId, brain) = await brains.OfAsync(db, session, cancellationToken);
        var now = time.GetUtcNow();
        await db.TakeOverAsync(session, revisionId, now, cancellationToken);
        session.SwitchLanguage(request.Language, brain, now);
        await db.SaveChangesAsync(cancellationToken);
        return session.Stage;
    });
}
