using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Interviews;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Privacy;

/// <summary>Erases an interview on behalf of its respondent.</summary>
/// <param name="SessionId">The interview.</param>
/// <param name="TypedReference">Its reference, typed by whoever erases it, so that none goes by a slip.</param>
[RequiresPermission(Permission.ManagePrivacy)]
public sealed record EraseInterview(Guid SessionId, string? TypedReference) : IRequest<Erasure>;

/// <summary>An interview that was erased.</summary>
/// <param name="Reference">The short reference that it had.</param>
/// <param name="Language">The language in which it was held.</param>
public sealed record Erasure(string Reference, string Language);

/// <summary>Validates <see cref="EraseInterview"/>.</summary>
public sealed class EraseInterviewValidator : AbstractValidator<EraseInterview>
{
    /// <summary>Sets the rules.</summary>
    public EraseInterviewValidator() => RuleFor(request => request.TypedReference)
        .Must((request, typed) => TypedReferences.Matches(typed, request.SessionId)).WithMessage(request => $"Type the reference of the interview: {SessionReference.Of(request.SessionId)}.");
}

/// <summary>Handles <see cref="EraseInterview"/>.</summary>
public sealed class EraseInterviewHandler(InterviewEraser eraser) : IRequestHandler<EraseInterview, Erasure>
{
    /// <inheritdoc/>
    public async Task<Erasure> Handle(EraseInterview request, CancellationToken cancellationToken)
    {
        var language = "";
        await eraser.EraseAsync(
            request.SessionId,
            ErasureCause.Administrator,
            session =>
            {
                language = session.Language;
                return true;
            },
            cancellationToken);
        return new Erasure(SessionReference.Of(request.SessionId), language);
    }
}
