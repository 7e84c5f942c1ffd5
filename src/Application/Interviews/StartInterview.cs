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
public sealed record StartInterview(string Language, Guid SubmissionId, SecretToken Token) : IRequest<StartInterviewResult>;

/// <summary>The interview that was started.</summary>
/// <param name="SessionId">Its id; null when no brain is published or its interview is switched off.</param>
public sealed record StartInterviewResult(Guid? SessionId);

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
        if (await FindAsync() is { } found)
            return new StartInterviewResult(found);

        if (await brains.NewestAsync(db, cancellationToken) is not { Brain: { Policy.Enabled: true } brain } newest)
            return new StartInterviewResult(null);

        var started = new StartedInterview(request.Language, newest.RevisionId, tokenHash, request.SubmissionId);
        var session = Session.Start(started, brain, time.GetUtcNow());
        db.Sessions.Add(session);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return new StartInterviewResult(session.Id);
        }
        catch (DbUpdateException)
        {
            // A simultaneous twin of this submission was first, or this one was stored although its confirmation got lost.
            db.ChangeTracker.Clear();
            if (await FindAsync() is { } twin)
                return new StartInterviewResult(twin);
            throw;
        }

        async Task<Guid?> FindAsync() => await db.Sessions
            .Where(session => session.TokenHash == tokenHash && session.StartSubmissionId == request.SubmissionId)
            .Select(session => (Guid?)session.Id)
            .SingleOrDefaultAsync(cancellationToken);
    }
}
