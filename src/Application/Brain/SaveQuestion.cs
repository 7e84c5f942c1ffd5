using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Brain;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Adds a question to the working copy or changes one.</summary>
/// <param name="Question">The question as it is to be.</param>
/// <param name="BasedOn"><see cref="BrainItems.Checksum"/> of the question that the author began with; null to add one.</param>
/// <param name="RightTranslations">Languages whose text the author declared right although the Lithuanian one has changed.</param>
[RequiresPermission(Permission.EditBrain)]
public sealed record SaveQuestion(QuestionDefinition Question, string? BasedOn, IReadOnlyList<string> RightTranslations) : IRequest<EditResult>;

/// <summary>Checks <see cref="SaveQuestion"/>.</summary>
public sealed class SaveQuestionValidator : AbstractValidator<SaveQuestion>
{
    /// <summary>The rules.</summary>
    public SaveQuestionValidator()
    {
        RuleFor(request => request.Question.Id).BrainKey(BrainLimits.QuestionIdLength);
        RuleFor(request => request.Question.Id).NotTheNewPage();
        RuleFor(request => request.Question.TextLt).NotEmpty().WithMessage("Write the question in Lithuanian; the other languages fall back to it.");
        RuleFor(request => request.Question.TextLt).BrainText();
        RuleFor(request => request.Question.TextEn).BrainText();
        RuleFor(request => request.Question.TextRu).BrainText();
        RuleFor(request => request.Question.BasePriority).InclusiveBetween(0, 1000).WithMessage("Give a priority from 0 to 1000.");
        RuleFor(request => request.Question.RoundHint).InclusiveBetween(1, 3).WithMessage("Choose round 1, 2 or 3, or none.");
        RuleFor(request => request.Question.RiskCoverage).NotEmpty().When(request => request.Question.RequiresRisk)
            .WithMessage("Choose the risk that has to be raised, or let the question be asked at any time.");
    }
}

/// <summary>Handles <see cref="SaveQuestion"/>.</summary>
public sealed class SaveQuestionHandler(WorkingCopyEditor editor) : IRequestHandler<SaveQuestion, EditResult>
{
    /// <inheritdoc/>
    public Task<EditResult> Handle(SaveQuestion request, CancellationToken cancellationToken)
    {
        var at = new BrainAddress(BrainSection.Questions, request.Question.Id);
        return editor.EditAsync(
            document => BrainEdit.Put(
                document, at, BrainCleaning.Clean(request.Question), request.BasedOn, [.. request.RightTranslations.Select(language => at with { Member = $"text_{language}" })]),
            cancellationToken);
    }
}
