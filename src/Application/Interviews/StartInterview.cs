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
public sealed record StartInterview(string Language, Guid SubmissionId, SecretToken Token, bool OpensById = false) : IRequest<StartInterviewResult>;

/// <summary>The interview that was started.</summary>
/// <param name="SessionId">Its id; null when no brain is published or its interview is switched off.</param>
/// <param name="Round">Its round, 1 to 3.</param>
/// <param name="Question">The question that waits; null when there is none.</param>
public sealed record StartInterviewResult(Guid? SessionId, int Round = 1, AskedQuestion? Question = null);

/// <summary>Validates <see cref="StartInterview"/>.</summary>
public sealed class StartInterviewValidator : AbstractValidator<StartInterview>
{
    /// <summary>Sets the rules.</summary>
    public StartInterviewValidator()
    {
        RuleFor(request => request.Language).MustBeSupported();
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

        var started = new StartedInterview(request.Language, newest.RevisionId, tokenHash, request.SubmissionId, request.OpensById);
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

        async Task<StartInterviewResult?> FindAsync() => await db.Sessions
            .AsNoTracking()
            .SingleOrDefaultAsync(session => session.TokenHash == tokenHash && session.StartSubmissionId == request.SubmissionId, cancellationToken)
            is { } session
                ? new StartInterviewResult(session.Id, session.Round, session.CurrentQuestion)
                : null;
    }
}
