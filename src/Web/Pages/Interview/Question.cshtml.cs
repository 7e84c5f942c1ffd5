using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Pages.Interview;

/// <summary>The current question of an interview.</summary>
[EnableRateLimiting(RateLimits.AnswerPolicy)]
public sealed class QuestionModel(IMediator mediator, InterfaceText text) : FormPageModel(mediator, text)
{
    public const string DeclineIntent = "dont-know";
    private const char ChoiceSeparator = ':';

    [FromRoute]
    public Guid SessionId { get; set; }

    [BindProperty]
    public Guid SubmissionId { get; set; }

    [BindProperty]
    public string? QuestionId { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    [BindProperty]
    public List<string> Choices { get; set; } = [];

    [BindProperty]
    public string? Intent { get; set; }

    public QuestionView Question { get; private set; } = null!;

    /// <summary>Key of a text that says what became of the last form; null when there is nothing to say.</summary>
    public string? Notice { get; private set; }

    /// <summary>Words that were not stored because their question had been answered; shown so that nothing typed is lost.</summary>
    public string? NotStored { get; private set; }

    /// <summary>How a picked option is sent.</summary>
    public static string ChoiceValue(string slotKey, string optionKey) => $"{slotKey}{ChoiceSeparator}{optionKey}";

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        var interview = await Mediator.Send(new GetInterview(SessionId), cancellationToken);
        Text.Language = interview.Language;
        if (interview.Question is null)
            return RedirectToStage(SessionId, interview.Stage);
        if (QuestionId is not null && QuestionId != interview.Question.Id)
            GiveBack();
        Question = interview.Question;
        SubmissionId = Guid.NewGuid();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var result = await Mediator.Send(
            new SubmitAnswer
            {
                SessionId = SessionId,
                QuestionId = QuestionId ?? "",
                SubmissionId = SubmissionId,
                Answer = Answer ?? "",
                Choices = [.. Choices.Select(Choice)],
                Declined = Intent == DeclineIntent,
            },
            cancellationToken);
        if (result.Outcome != SubmitAnswerOutcome.NotCurrent)
            return RedirectToPage(new { SessionId });

        var shown = await ShowAsync(cancellationToken);
        if (shown is PageResult)
            Response.StatusCode = StatusCodes.Status409Conflict;
        return shown;
    }

    // An empty value is bound as null.
    private static ChosenOption Choice(string? value)
    {
        var parts = (value ?? "").Split(ChoiceSeparator, 2);
        return new ChosenOption(parts[0], parts.Length == 2 ? parts[1] : "");
    }

    // What was typed for another question has no place in the form of this one.
    private void GiveBack()
    {
        IsPast = true;
        Notice = "Notice.AlreadyAnswered";
        (NotStored, Answer, Choices) = (Answer, null, []);
    }
}

/// <summary>The options of one slot, with the picked ones as they are sent.</summary>
public sealed record Chips(OptionGroupView Group, IReadOnlyCollection<string> Chosen);
