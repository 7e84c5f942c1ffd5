using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Brain;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Adds a skip rule to the working copy or changes one.</summary>
/// <param name="Rule">The rule as it is to be.</param>
/// <param name="BasedOn"><see cref="BrainItems.Checksum"/> of the rule that the author began with; null to add one.</param>
[RequiresPermission(Permission.EditBrain)]
public sealed record SaveSkipRule(SkipRuleDefinition Rule, string? BasedOn) : IRequest<EditResult>;

/// <summary>Checks <see cref="SaveSkipRule"/>.</summary>
public sealed class SaveSkipRuleValidator : AbstractValidator<SaveSkipRule>
{
    /// <summary>The rules.</summary>
    public SaveSkipRuleValidator()
    {
        RuleFor(request => request.Rule.Id).BrainKey(BrainLimits.SkipRuleIdLength);
        RuleFor(request => request.Rule.Id).NotTheNewPage();
        RuleFor(request => request.Rule.ConditionSlot).NotEmpty().WithMessage("Choose the slot that decides.");
        RuleFor(request => request.Rule.ConditionType)
            .Must(name => ConditionJsonConverter.OperatorNamed(name) is not null)
            .WithMessage("Choose how the slot is compared.");
        RuleFor(request => request.Rule.ConditionValues).ConditionValues();
        RuleFor(request => request.Rule.SkipQuestionIds).NotEmpty().WithMessage("Choose at least one question to leave out.");
    }
}

/// <summary>Handles <see cref="SaveSkipRule"/>.</summary>
public sealed class SaveSkipRuleHandler(WorkingCopyEditor editor) : IRequestHandler<SaveSkipRule, EditResult>
{
    /// <inheritdoc/>
    public Task<EditResult> Handle(SaveSkipRule request, CancellationToken cancellationToken)
    {
        var at = new BrainAddress(BrainSection.SkipRules, request.Rule.Id);
        return editor.EditAsync(document => BrainEdit.Put(document, at, request.Rule, request.BasedOn), cancellationToken);
    }
}
