using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Brain;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Lets questions or rules of the working copy take part in interviews, or keeps them out.</summary>
/// <param name="Section">Questions, risk rules or skip rules.</param>
/// <param name="Ids">Their ids; unknown ones are passed over.</param>
/// <param name="Enabled">Whether they take part.</param>
[RequiresPermission(Permission.EditBrain)]
public sealed record EnableBrainItems(BrainSection Section, IReadOnlyList<string> Ids, bool Enabled) : IRequest<EditResult>;

/// <summary>Checks <see cref="EnableBrainItems"/>.</summary>
public sealed class EnableBrainItemsValidator : AbstractValidator<EnableBrainItems>
{
    /// <summary>The rules.</summary>
    public EnableBrainItemsValidator() =>
        RuleFor(request => request.Section)
            .Must(section => section is BrainSection.Questions or BrainSection.RiskRules or BrainSection.SkipRules)
            .WithMessage("Only questions and rules can be enabled and disabled.");
}

/// <summary>Handles <see cref="EnableBrainItems"/>.</summary>
public sealed class EnableBrainItemsHandler(WorkingCopyEditor editor) : IRequestHandler<EnableBrainItems, EditResult>
{
    /// <inheritdoc/>
    public Task<EditResult> Handle(EnableBrainItems request, CancellationToken cancellationToken)
    {
        return editor.EditAsync(document => BrainEdit.To(Changed(document)), cancellationToken);

        BrainDocument Changed(BrainDocument document) => request.Section switch
        {
            BrainSection.Questions => document with { Questions = [.. document.Questions.Select(item => Concerns(item.Id) ? item with { Enabled = request.Enabled } : item)] },
            BrainSection.RiskRules => document with { RiskRules = [.. document.RiskRules.Select(item => Concerns(item.Id) ? item with { Enabled = request.Enabled } : item)] },
            _ => document with { SkipRules = [.. document.SkipRules.Select(item => Concerns(item.Id) ? item with { Enabled = request.Enabled } : item)] },
        };

        bool Concerns(string id) => request.Ids.Contains(id);
    }
}
