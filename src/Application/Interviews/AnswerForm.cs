using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;
using FluentValidation;
using FluentValidation.Results;

namespace AgentBrain.Application.Interviews;

/// <summary>What a respondent sends to answer a question, for the first time or again.</summary>
public abstract record AnswerForm
{
    /// <summary>The interview.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>Id of the question that is answered.</summary>
    public required string QuestionId
    {
        get;
        init => field = BrainLimits.FitQuestionId(value ?? "");
    }

    /// <summary>The form or request.</summary>
    public required Guid SubmissionId { get; init; }

    /// <summary>What the respondent wrote, up to <see cref="TextLimits.Answer"/> characters; may be empty with choices or when declined.</summary>
    public string Answer
    {
        get;
        init => field = CleanText.Lines(value);
    } = "";

    /// <summary>Options picked from those that the question offers.</summary>
    public IReadOnlyList<ChosenOption> Choices { get; init; } = [];

    /// <summary>The respondent says that they do not know.</summary>
    public bool Declined { get; init; }

    /// <summary>Recordings whose words were used for it; null where that is not known, which takes all that were heard for the question.</summary>
    public IReadOnlyList<Guid>? Recordings { get; init; } = [];

    /// <summary>What is kept of it.</summary>
    internal AnswerInput Input => new(Answer, [.. Choices.Distinct()], Declined);

    /// <summary>Whether it says exactly what <paramref name="other"/> says, in whatever order options were picked.</summary>
    internal bool SaysTheSameAs(AnswerInput other) =>
        Answer == other.Written && Declined == other.Declined && Choices.ToHashSet().SetEquals(other.Choices);

    /// <summary>The refusal of a form that brought an answer to another question before.</summary>
    internal ValidationException Stale() =>
        new([new ValidationFailure(nameof(SubmissionId), "Load the page again and send the form once more.") { ErrorCode = "FormStale" }]);

    /// <exception cref="ValidationException">An option was picked that the question does not offer.</exception>
    internal void MustFit(CompiledBrain brain) => ComposedAnswer.MustFit(QuestionId, Choices, brain);
}

/// <summary>Validates an <see cref="AnswerForm"/>.</summary>
public abstract class AnswerFormValidator<T> : AbstractValidator<T>
    where T : AnswerForm
{
    /// <summary>Sets the rules.</summary>
    protected AnswerFormValidator()
    {
        RuleFor(request => request.SubmissionId).NotEmpty().WithErrorCode("FormStale").WithMessage("Load the page again and send the form once more.");
        RuleFor(request => request.QuestionId).NotEmpty().WithErrorCode("FormStale").WithMessage("Load the page again and send the form once more.");
        RuleFor(request => request.Answer)
            .NotEmpty().When(request => !request.Declined && request.Choices.Count == 0, ApplyConditionTo.CurrentValidator)
            .WithErrorCode("AnswerEmpty").WithMessage("Write an answer, choose an option, or say that you do not know.")
            .MaximumLength(TextLimits.Answer).WithErrorCode("AnswerTooLong").WithMessage($"Use {TextLimits.Answer} characters at most.");
    }
}
