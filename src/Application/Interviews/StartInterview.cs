using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>Starts an interview under the newest revision. Repeating the same submission finds the same interview.</summary>
/// <param name="Language">See <see cref="Languages"/>.</param>
/// <param name="SubmissionId">The form or request.</param>
/// <param name="Token">The respondent's token.</param>
/// <param name="OpensById">Whether whoever knows the interview's id may go on with it, as programs do that keep nothing else.</param>
/// <param name="ConsentVersion">The consent text that the respondent has read; null where none is known.</param>
/// <param name="Agreed">Whether the respondent agreed to it, where they are asked: then it has to be the newest. Null where a program asks by itself.</param>
public sealed record StartInterview(string Language, Guid SubmissionId, SecretToken Token, bool OpensById = false, int? ConsentVersion = null, bool? Agreed = null)
    : IRequest<StartInterviewResult>;

/// <summary>The interview that was started.</summary>
/// <param name="SessionId">Its id; null when no brain is published or its interview is switched off, and when <paramref name="OtherConsent"/> says why.</param>
/// <param name="Round">Its round, 1 to 3.</param>
/// <param name="Question">The question that waits; null when there is none.</param>
/// <param name="OtherConsent">Whether there is no such consent text, or another one is in force by now.</param>
public sealed record StartInterviewResult(Guid? SessionId, int Round = 1, AskedQuestion? Question = null, bool OtherConsent = false);

/// <summary>Validates <see cref="StartInterview"/>.</summary>
public sealed class StartInterviewValidator : AbstractValidator<StartInterview>
{
    /// <summary>Sets the rules.</summary>
    public StartInterviewValidator()
    {
        RuleFor(request => request.Language).MustBeSupported();
        RuleFor(request => request.Agreed).NotEqual(false).WithErrorCode("ConsentMissing").WithMessage("Agree to the consent text.");
        RuleFor(request => request.SubmissionId).NotEmpty().WithErrorCode("FormStale").WithMessage("Load the page again and send the form once more.");
    }
}

/// <summary>Handles <see cref="StartInterview"/>.</summary>
public sealed class StartInterviewHandler(IApplicationDbContext db, CompiledBrains brains, TimeProvider time)
    : IRequestHandler<StartInterview, StartInterviewResult>
{
    /// <inheritdoc/>
    public async Task<StartInterviewResult> Handle(StartInterview request, CancellationToken cancellationToken)
    {
        var tokenHash = request.Token.Hash;
        if (!request.Token.IsNew && await FindAsync() is { } found)
            return found;

        if (await brains.NewestAsync(db, cancellationToken) is not { Brain: { Policy.Enabled: true } brain } newest)
            return new StartInterviewResult(null);

        if (!await KnowsConsentAsync())
            return new StartInterviewResult(null, OtherConsent: true);

        var started = new StartedInterview(request.Language, newest.RevisionId, tokenHash, request.SubmissionId, request.OpensById, request.ConsentVersion);
        var session = Telemetry.Decide(() => Session.Start(started, brain, time.GetUtcNow()));
        db.Sessions.Add(session);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return new StartInterviewResult(session.Id, session.Round, session.CurrentQuestion);
        }
        catch (DbUpdateException)
        {
            // A simultaneous twin of this submission was first, or this one was stored although its confirmation got lost.
            db.ChangeTracker.Clear();
            if (await FindAsync() is { } twin)
                return twin;
            throw;
        }

        async Task<bool> KnowsConsentAsync() => request.Agreed is not null
            ? request.ConsentVersion == await db.ConsentTexts.MaxAsync(text => (int?)text.Version, cancellationToken)
            : request.ConsentVersion is not { } version || await db.ConsentTexts.AnyAsync(text => text.Version == version, cancellationToken);

        async Task<StartInterviewResult?> FindAsync() => await db.Sessions
            .AsNoTracking()
            .SingleOrDefaultAsync(session => session.TokenHash == tokenHash && session.StartSubmissionId == request.SubmissionId, cancellationToken)
            is { } session
                ? new StartInterviewResult(session.Id, session.Round, session.CurrentQuestion)
                : null;
    }
}
