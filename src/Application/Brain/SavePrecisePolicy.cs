using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Brain;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Changes when a precise interview ends and what it clarifies, in the working copy.</summary>
/// <param name="Policy">The policy as it is to be.</param>
/// <param name="BasedOn"><see cref="BrainItems.Checksum"/> of the policy that the author began with.</param>
[RequiresPermission(Permission.EditBrain)]
public sealed record SavePrecisePolicy(PrecisePolicy Policy, string BasedOn) : IRequest<EditResult>;

/// <summary>Checks <see cref="SavePrecisePolicy"/>.</summary>
public sealed class SavePrecisePolicyValidator : AbstractValidator<SavePrecisePolicy>
{
    /// <summary>The rules.</summary>
    public SavePrecisePolicyValidator()
    {
        RuleFor(request => request.BasedOn).NotEmpty();
        RuleFor(request => request.Policy.MinQuestions).InclusiveBetween(1, 100).WithMessage("Give a number of questions from 1 to 100.");
        RuleFor(request => request.Policy.MaxQuestions).InclusiveBetween(1, 100).WithMessage("Give a number of questions from 1 to 100.");
        RuleFor(request => request.Policy.MaxQuestions).GreaterThanOrEqualTo(request => request.Policy.MinQuestions)
            .WithMessage("Let the most questions be no fewer than the fewest.");
        RuleFor(request => request.Policy.CompleteAtProgress).InclusiveBetween(1, 100).WithMessage("Give a progress from 1 to 100 percent.");
        RuleFor(request => request.Policy.ClarifyBelow).InclusiveBetween(0, 1).WithMessage("Give a confidence from 0 to 1.");
    }
}

/// <summary>Handles <see cref="SavePrecisePolicy"/>.</summary>
public sealed class SavePrecisePolicyHandler(WorkingCopyEditor editor) : IRequestHandler<SavePrecisePolicy, EditResult>
{
    /// <inheritdoc/>
    public Task<EditResult> Handle(SavePrecisePolicy request, CancellationToken cancellationToken) => editor.EditAsync(
        document => BrainEdit.Put(document, new BrainAddress(BrainSection.Modes, BrainItems.PreciseMode), request.Policy, request.BasedOn), cancellationToken);
}
