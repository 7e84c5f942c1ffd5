using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Brain;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Changes when a quick interview ends and how its questions are favoured, in the working copy.</summary>
/// <param name="Policy">The policy as it is to be.</param>
/// <param name="BasedOn"><see cref="BrainItems.Checksum"/> of the policy that the author began with.</param>
[RequiresPermission(Permission.EditBrain)]
public sealed record SaveQuickPolicy(InterviewPolicy Policy, string BasedOn) : IRequest<EditResult>;

/// <summary>Checks <see cref="SaveQuickPolicy"/>.</summary>
public sealed class SaveQuickPolicyValidator : AbstractValidator<SaveQuickPolicy>
{
    /// <summary>The rules.</summary>
    public SaveQuickPolicyValidator()
    {
        RuleFor(request => request.BasedOn).NotEmpty();
        RuleFor(request => request.Policy.Limits.MaxQuestions).InclusiveBetween(1, 100).WithMessage("Give a number of questions from 1 to 100.");
        RuleFor(request => request.Policy.Limits.MaxClarifications).InclusiveBetween(0, 100).WithMessage("Give a number of clarifications from 0 to 100.");
        RuleFor(request => request.Policy.Limits.LowInfoStreakMax).InclusiveBetween(1, 100).WithMessage("Give a number of answers from 1 to 100.");
        RuleFor(request => request.Policy.ClarifyThreshold).InclusiveBetween(0, 1).WithMessage("Give a confidence from 0 to 1.");
        RuleFor(request => request.Policy.CriticalSlots)
            .Must(slots => slots.Select(slot => slot.Id).Distinct().Count() == slots.Count).WithMessage("Name each critical slot once.")
            .Must(slots => slots.All(slot => slot.MinConfidence is >= 0 and <= 1)).WithMessage("Give each critical slot a confidence from 0 to 1.");
        RuleFor(request => request.Policy.ScoringOverrides.Weights.MissingCriticalSlotBonus).Points();
        RuleFor(request => request.Policy.ScoringOverrides.Weights.DiversifyTopicPenalty).Points();
        RuleFor(request => request.Policy.ScoringOverrides.Weights.RepeatSlotPenalty).Points();
    }
}

/// <summary>Handles <see cref="SaveQuickPolicy"/>.</summary>
public sealed class SaveQuickPolicyHandler(WorkingCopyEditor editor) : IRequestHandler<SaveQuickPolicy, EditResult>
{
    /// <inheritdoc/>
    public Task<EditResult> Handle(SaveQuickPolicy request, CancellationToken cancellationToken) => editor.EditAsync(
        document => BrainEdit.Put(document, new BrainAddress(BrainSection.Modes, BrainItems.QuickMode), request.Policy, request.BasedOn), cancellationToken);
}
