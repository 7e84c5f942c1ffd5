using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>Where an interview stands, and its current question or one that was answered.</summary>
/// <param name="SessionId">The interview.</param>
/// <param name="Number">Place of the question in the interview, counted from 1; null for the current one.</param>
public sealed record GetInterview(Guid SessionId, int? Number = null) : IRequest<InterviewView>, IRespondentRequest;

/// <summary>Where an interview stands.</summary>
public sealed record InterviewView
{
    /// <summary>What the respondent is to do next.</summary>
    public required InterviewStage Stage { get; init; }

    /// <summary>See <see cref="Domain.Brain.Languages"/>.</summary>
    public required string Language { get; init; }

    /// <summary>Number of questions asked so far.</summary>
    public required int Asked { get; init; }

    /// <summary>The question; null when no question stands at the place, none waits, or the interview is finished.</summary>
    public QuestionView? Question { get; init; }

    /// <summary>What is known so far.</summary>
    public IReadOnlyList<KnownFactView> Known { get; init; } = [];
}

/// <summary>What is known of a slot, in one line.</summary>
/// <param name="Key">Key of the slot.</param>
/// <param name="Label">Its label.</param>
/// <param name="Text">Its options and measures.</param>
/// <param name="Sure">False when it was only hinted at.</param>
public sealed record KnownFactView(string Key, string Label, string Text, bool Sure);

/// <summary>A question as a page shows it. All texts are in the language of the interview.</summary>
public sealed record QuestionView
{
    /// <summary>The question's id.</summary>
    public required string Id { get; init; }

    /// <summary>The question.</summary>
    public required string Text { get; init; }

    /// <summary>Its place in the interview, counted from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Number of questions in the shortest usual interview.</summary>
    public required int UsuallyFrom { get; init; }

    /// <summary>Number of questions in the longest interview.</summary>
    public required int UsuallyTo { get; init; }

    /// <summary>The answer that was given; null while it waits for one.</summary>
    public GivenAnswerView? Given { get; init; }

    /// <summary>What can be picked, slot by slot.</summary>
    public IReadOnlyList<OptionGroupView> OptionGroups { get; init; } = [];

    /// <summary>Why it is asked; null when no record says so.</summary>
    public ReasonsView? Why { get; init; }
}

/// <summary>An answer as it was given.</summary>
/// <param name="Input">What was written and picked.</param>
/// <param name="SubmissionId">The form or request that brought it; <see cref="NoSubmission"/> for answers of the legacy service.</param>
public sealed record GivenAnswerView(AnswerInput Input, Guid SubmissionId)
{
    /// <summary>Stands for the submission of an answer that none brought.</summary>
    public static Guid NoSubmission => Guid.Empty;
}

/// <summary>The options of one slot.</summary>
/// <param name="SlotKey">Key of the slot.</param>
/// <param name="Label">Its label.</param>
/// <param name="Options">Its options.</param>
public sealed record OptionGroupView(string SlotKey, string Label, IReadOnlyList<OptionView> Options);

/// <summary>An option.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Label">Its label.</param>
public sealed record OptionView(string Key, string Label);

/// <summary>Why a question is asked, from its decision record.</summary>
public sealed record ReasonsView
{
    /// <summary>Labels of covered slots of which nothing sure is known.</summary>
    public required IReadOnlyList<string> MissingSlots { get; init; }

    /// <summary>Labels of those that every consultation needs.</summary>
    public required IReadOnlyList<string> RequiredSlots { get; init; }

    /// <summary>The raised risks that the question helps to settle.</summary>
    public required IReadOnlyList<RiskView> Risks { get; init; }

    /// <summary>Points by the names of <see cref="ScoreTerms"/>; they sum to <see cref="Total"/>.</summary>
    public required IReadOnlyDictionary<string, decimal> Terms { get; init; }

    /// <summary>The score.</summary>
    public required decimal Total { get; init; }

    /// <summary>The question that came second; null when there was none.</summary>
    public RunnerUpView? RunnerUp { get; init; }

    /// <summary>Whether both had the same score, so that their set order decided.</summary>
    public bool DecidedByOrder => RunnerUp?.Total == Total;
}

/// <summary>A raised risk.</summary>
/// <param name="Note">What it means.</param>
/// <param name="Confirmed">False when some slot that it rests on has no value yet.</param>
public sealed record RiskView(string Note, bool Confirmed);

/// <summary>The question that would have been asked otherwise.</summary>
/// <param name="Text">The question.</param>
/// <param name="Terms">Points by the names of <see cref="ScoreTerms"/>.</param>
/// <param name="Total">Its score.</param>
public sealed record RunnerUpView(string Text, IReadOnlyDictionary<string, decimal> Terms, decimal Total);

/// <summary>Handles <see cref="GetInterview"/>.</summary>
public sealed class GetInterviewHandler(IApplicationDbContext db, CompiledBrains brains) : IRequestHandler<GetInterview, InterviewView>
{
    /// <inheritdoc/>
    public async Task<InterviewView> Handle(GetInterview request, CancellationToken cancellationToken)
    {
        var session = await db.SessionAsync(request.SessionId, cancellationToken);
        var asked = session.State.AskedQuestionIds;
        var view = new InterviewView { Stage = session.Stage, Language = session.Language, Asked = asked.Count };
        if (session.Stage == InterviewStage.Finished)
            return view;

        var brain = await brains.ToReadAsync(db, session, cancellationToken);
        var number = request.Number ?? (session.Stage == InterviewStage.Asking ? asked.Count : 0);
        return view with
        {
            Question = number >= 1 && number <= asked.Count ? await QuestionAsync(session, brain, number, cancellationToken) : null,
            Known =
            [
                .. FactText.Slots(brain, session.State)
                    .Where(known => known.Value.HasValue)
                    .Select(known => new KnownFactView(
                        known.Slot.Key,
                        known.Slot.Label.In(session.Language),
                        FactText.Line(known.Slot, known.Value, session.Language),
                        known.Value.Confidence >= ConfidenceLevels.Missing)),
            ],
        };
    }

    private async Task<QuestionView?> QuestionAsync(Session session, CompiledBrain brain, int number, CancellationToken cancellationToken)
    {
        var id = session.State.AskedQuestionIds[number - 1];
        var question = brain.FindQuestion(id);
        // The same question may have been chosen anew after something changed: the newest record is the reason.
        var decision = await db.DecisionRecords
            .AsNoTracking()
            .Where(record => record.SessionId == session.Id && record.QuestionId == id)
            .OrderByDescending(record => record.Sequence)
            .FirstOrDefaultAsync(cancellationToken);
        var answer = id == session.CurrentQuestion?.Id ? null : await db.Messages
            .AsNoTracking()
            .Where(message => message.SessionId == session.Id && message.QuestionId == id && message.Role == Message.UserRole)
            .OrderByDescending(message => message.Sequence)
            .FirstOrDefaultAsync(cancellationToken);
        // The legacy service left some questions without an answer, and went on.
        if (answer is null && id != session.CurrentQuestion?.Id)
            return null;
        return new QuestionView
        {
            Id = id,
            Text = question?.Text.In(session.Language) ?? await AsPutAsync(session, id, cancellationToken),
            Number = number,
            UsuallyFrom = brain.Policy.UsualMinimum,
            UsuallyTo = brain.Policy.Limits.MaxQuestions,
            Given = answer is null ? null : new GivenAnswerView(answer.Input ?? AnswerInput.InWords(answer.Content), answer.SubmissionId ?? GivenAnswerView.NoSubmission),
            OptionGroups =
            [
                .. (question?.SlotCoverage ?? [])
                    .Select(brain.FindSlot)
                    .Where(slot => slot?.Options.Count > 0)
                    .Select(slot => new OptionGroupView(
                        slot!.Key,
                        slot.Label.In(session.Language),
                        [.. slot.Options.Select(option => new OptionView(option.Key, option.Label.In(session.Language)))])),
            ],
            Why = decision is null ? null : Reasons(decision, brain, session.Language),
        };
    }

    // The legacy service put questions that its brain did not hold, or no longer holds.
    private async Task<string> AsPutAsync(Session session, string id, CancellationToken cancellationToken) =>
        session.CurrentQuestion is { } current && current.Id == id
            ? current.Text
            : await db.Messages
                .Where(message => message.SessionId == session.Id && message.QuestionId == id && message.Role == Message.AgentRole)
                .OrderByDescending(message => message.Sequence)
                .Select(message => message.Content)
                .FirstOrDefaultAsync(cancellationToken) ?? "";

    private static ReasonsView? Reasons(DecisionRecord record, CompiledBrain brain, string language)
    {
        if (DecisionReasons.Of(record, brain) is not { } reasons)
            return null;
        return new ReasonsView
        {
            MissingSlots = [.. reasons.MissingSlots.Select(slot => slot.Label.In(language))],
            RequiredSlots = [.. reasons.MissingSlots.Where(slot => slot.IsRequired).Select(slot => slot.Label.In(language))],
            Risks = [.. reasons.Risks.Select(risk => new RiskView(risk.Rule.Note.In(language), risk.Confirmed))],
            Terms = reasons.Chosen.Terms,
            Total = reasons.Chosen.Score,
            RunnerUp = reasons.RunnerUp is { } second && brain.FindQuestion(second.Id) is { } question
                ? new RunnerUpView(question.Text.In(language), second.Terms, second.Score)
                : null,
        };
    }
}
