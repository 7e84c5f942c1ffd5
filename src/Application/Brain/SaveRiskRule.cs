using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>
/// Adds a risk rule to the working copy or changes one. Questions name a risk by its code: a code that questions use changes only when they are
/// to follow.
/// </summary>
/// <param name="Rule">The rule as it is to be.</param>
/// <param name="BasedOn"><see cref="BrainItems.Checksum"/> of the rule that the author began with; null to add one.</param>
/// <param name="RightTranslations">Languages whose note the author declared right although the Lithuanian one has changed.</param>
/// <param name="CarryCode">Whether questions that name the risk by its old code name it by the new one from now on. Otherwise such a change is refused and the questions are named.</param>
[RequiresPermission(Permission.EditBrain)]
public sealed record SaveRiskRule(RiskRuleDefinition Rule, string? BasedOn, IReadOnlyList<string> RightTranslations, bool CarryCode) : IRequest<EditResult>;

/// <summary>Checks <see cref="SaveRiskRule"/>.</summary>
public sealed class SaveRiskRuleValidator : AbstractValidator<SaveRiskRule>
{
    /// <summary>The rules.</summary>
    public SaveRiskRuleValidator()
    {
        RuleFor(request => request.Rule.Id).BrainKey(BrainLimits.SlotKeyLength);
        RuleFor(request => request.Rule.Id).NotTheNewPage();
        RuleFor(request => request.Rule.Code).BrainKey(BrainLimits.SlotKeyLength, "code");
        RuleFor(request => request.Rule.Severity).Must(RiskSeverities.All.Contains).WithMessage("Choose low, medium or high.");
        RuleFor(request => request.Rule.RuleJson).SoundCondition();
        RuleFor(request => request.Rule.NoteTemplate).BrainText();
        RuleFor(request => request.Rule.NoteTemplateEn).BrainText();
        RuleFor(request => request.Rule.NoteTemplateRu).BrainText();
    }
}

/// <summary>Handles <see cref="SaveRiskRule"/>.</summary>
public sealed class SaveRiskRuleHandler(WorkingCopyEditor editor) : IRequestHandler<SaveRiskRule, EditResult>
{
    /// <inheritdoc/>
    public Task<EditResult> Handle(SaveRiskRule request, CancellationToken cancellationToken)
    {
        var rule = request.Rule with
        {
            NoteTemplate = Note(request.Rule.NoteTemplate),
            NoteTemplateEn = Note(request.Rule.NoteTemplateEn),
            NoteTemplateRu = Note(request.Rule.NoteTemplateRu),
        };
        var at = new BrainAddress(BrainSection.RiskRules, rule.Id);
        return editor.EditAsync(Edit, cancellationToken);

        BrainEdit Edit(BrainDocument document)
        {
            if (document.RiskRules.Any(other => other.Id != rule.Id && other.Code == rule.Code))
                return BrainEdit.Stop(new EditResult(EditOutcome.Taken));
            var edit = BrainEdit.Put(
                document,
                at,
                rule,
                request.BasedOn,
                [.. request.RightTranslations.Select(language => at with { Member = language == BrainTexts.Source ? "note_template" : $"note_template_{language}" })]);
            var before = document.Find(at) as RiskRuleDefinition;
            return edit.Document is not null && request.CarryCode && before is not null && before.Code != rule.Code
                ? BrainEdit.To(WithCode(edit.Document, before.Code, rule.Code), edit.RightTranslations)
                : edit;
        }
    }

    // An empty note is none.
    private static string? Note(string? text) => CleanText.Lines(text) is { Length: > 0 } clean ? clean : null;

    private static BrainDocument WithCode(BrainDocument document, string before, string after) => document with
    {
        Questions =
        [
            .. document.Questions.Select(question => question.RiskCoverage.Contains(before)
                ? question with { RiskCoverage = [.. question.RiskCoverage.Select(code => code == before ? after : code).Distinct()] }
                : question),
        ],
    };
}
