using AgentBrain.Application.Interviews;
using AgentBrain.Application.Interviews.Speech;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Pages.Interview;

/// <summary>A question of an interview: the one that waits, or an earlier one with its answer, which can be changed.</summary>
[EnableRateLimiting(RateLimits.AnswerPolicy)]
public sealed class QuestionModel(IMediator mediator, InterfaceText text, SpokenPages spoken) : InterviewPageModel(mediator, text)
{
    public const string DeclineIntent = "dont-know";

    /// <summary>More facts than these are folded away.</summary>
    public const int FactsInView = 4;

    [FromRoute]
    public int Number { get; set; }

    [BindProperty]
    public Guid SubmissionId { get; set; }

    /// <summary>The submission that brought the answer that was shown in the form; null where there was none.</summary>
    [BindProperty]
    public Guid? Replaces { get; set; }

    [BindProperty]
    public string? QuestionId { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    [BindProperty]
    public List<string> Choices { get; set; } = [];

    /// <summary>Recordings whose words are in the answer.</summary>
    [BindProperty]
    public List<Guid> Recordings { get; set; } = [];

    /// <summary>How the answer may be spoken; null where it may not.</summary>
    public SpeechOffer? Speech { get; private set; }

    public InterviewView Interview { get; private set; } = null!;

    /// <summary>Null where only words are given back for which no question stands at this place.</summary>
    public QuestionView? Question => Interview.Question;

    /// <summary>Number of questions that have been answered.</summary>
    public int Answered => Interview.Stage == InterviewStage.Asking ? Interview.Asked - 1 : Interview.Asked;

    /// <summary>The answer that was stored while another one was being written; that one is in the form.</summary>
    public string? StoredMeanwhile { get; private set; }

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Interview = await Mediator.Send(new GetInterview(SessionId, Number), cancellationToken);
        Text.Language = Interview.Language;
        var isOfThisQuestion = IsSent && Question is not null && (QuestionId is null || QuestionId == Question.Id);
        if (IsSent && !isOfThisQuestion)
            await GiveBackAsync(cancellationToken);
        if (Question is null && NotStored is null)
            return RedirectToStage(SessionId, Interview.Stage);

        if (Question?.Given is { } given && given.SubmissionId != Replaces)
        {
            if (isOfThisQuestion)
                await CompareAsync(given, cancellationToken);
            else
                Fill(given.Input);
            Replaces = given.SubmissionId;
        }
        SubmissionId = Guid.NewGuid();
        if (spoken.AreOffered && Question is not null)
            Speech = await Mediator.Send(new GetSpeechOffer(SessionId, RecordingPurpose.Answer, Question.Id), cancellationToken);
        return Page();
    }

    protected override async Task<IActionResult> SendAsync(CancellationToken cancellationToken)
    {
        if (Replaces is not null)
            return await ChangeAsync(cancellationToken);

        var result = await Mediator.Send(
            new SubmitAnswer
            {
                SessionId = SessionId,
                QuestionId = QuestionId ?? "",
                SubmissionId = SubmissionId,
                Answer = Answer ?? "",
                Choices = [.. Choices.Select(Choice)],
                Declined = Intent == DeclineIntent,
                Recordings = [.. Recordings],
            },
            cancellationToken);
        return result.Outcome switch
        {
            SubmitAnswerOutcome.Stored => RedirectToPage(new { SessionId, Number = Number + 1 }),
            SubmitAnswerOutcome.StoredBefore => RedirectToStage(SessionId, InterviewStage.Asking),
            _ => await ShowAgainAsync(cancellationToken),
        };
    }

    private async Task<IActionResult> ChangeAsync(CancellationToken cancellationToken)
    {
        var before = await StageAsync(cancellationToken);
        // The form still holds the earlier answer: whoever presses "I don't know" takes it back.
        var declined = Intent == DeclineIntent;
        var outcome = await Mediator.Send(
            new ChangeAnswer
            {
                SessionId = SessionId,
                QuestionId = QuestionId ?? "",
                SubmissionId = SubmissionId,
                Replaces = Replaces,
                Answer = declined ? "" : Answer ?? "",
                Choices = declined ? [] : [.. Choices.Select(Choice)],
                Declined = declined,
                Recordings = [.. Recordings],
            },
            cancellationToken);
        return outcome is ChangeAnswerOutcome.Stored or ChangeAnswerOutcome.StoredBefore
            ? Return(before, await StageAsync(cancellationToken))
            : await ShowAgainAsync(cancellationToken);
    }

    private void Fill(AnswerInput input)
    {
        Answer = input.Written;
        Choices = [.. input.Choices.Select(choice => ChoiceValue(choice.SlotKey, choice.OptionKey))];
    }

    // The form keeps what was sent: saving it once more replaces the answer that came first.
    private async Task CompareAsync(GivenAnswerView given, CancellationToken cancellationToken)
    {
        IsPast = true;
        StoredMeanwhile = await Mediator.Send(new GetAnswerText(SessionId, given.Input.Written, given.Input.Choices), cancellationToken);
    }

    // What was sent for another question has no place in the form of this one.
    private async Task GiveBackAsync(CancellationToken cancellationToken)
    {
        IsPast = true;
        if (!string.IsNullOrWhiteSpace(Answer) || Choices.Count > 0)
            NotStored = await Mediator.Send(new GetAnswerText(SessionId, Answer ?? "", [.. Choices.Select(Choice)]), cancellationToken);
        (Answer, Choices, Replaces) = (null, [], null);
    }
}

/// <summary>The options of one slot, with the picked ones as they are sent.</summary>
public sealed record Chips(OptionGroupView Group, IReadOnlyCollection<string> Chosen);

/// <summary>What a form brought when it was too late for it.</summary>
public sealed record Late(Guid SessionId, string Words, bool Finished);

/// <summary>What is known so far.</summary>
public sealed record Known(Guid SessionId, IReadOnlyList<KnownFactView> Facts);

/// <summary>One thing that is known.</summary>
public sealed record KnownFact(Guid SessionId, KnownFactView Fact);
