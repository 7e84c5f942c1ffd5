using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>Where an interview stands, and its current question.</summary>
/// <param name="SessionId">The interview.</param>
public sealed record GetInterview(Guid SessionId) : IRequest<InterviewView>, IRespondentRequest;

/// <summary>Where an interview stands.</summary>
public sealed record InterviewView
{
    /// <summary>What the respondent is to do next.</summary>
    public required InterviewStage Stage { get; init; }

    /// <summary>See <see cref="Domain.Brain.Languages"/>.</summary>
    public required string Language { get; init; }

    /// <summary>Number of questions asked so far.</summary>
    public required int Asked { get; init; }

    /// <summary>The question that waits for an answer; null when none does.</summary>
    public QuestionView? Question { get; init; }
}

/// <summary>The current question as a page shows it. All texts are in the language of the interview.</summary>
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

    /// <summary>What can be picked, slot by slot.</summary>
    public IReadOnlyList<OptionGroupView> OptionGroups { get; init; } = [];

    /// <summary>Why it is asked; null when no record says so.</summary>
    public ReasonsView? Why { get; init; }
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
        var session = (await db.Sessions.FindAsync([request.SessionId], cancellationToken))!;
        if (session.Stage != InterviewStage.Asking)
            return new InterviewView { Stage = session.Stage, Language = session.Language, Asked = session.State.AskedQuestionIds.Count };

        var brain = await brains.GetAsync(db, session.RevisionId!.Value, cancellationToken);
        var current = session.CurrentQuestion!;
        var decision = await db.DecisionRecords
            .AsNoTracking()
            .SingleOrDefaultAsync(record => record.SessionId == session.Id && record.QuestionId == current.Id, cancellationToken);
        var coverage = brain.FindQuestion(current.Id)?.SlotCoverage ?? [];
        return new InterviewView
        {
            Stage = session.Stage,
            Language = session.Language,
            Asked = session.State.AskedQuestionIds.Count,
            Question = new QuestionView
            {
                Id = current.Id,
                Text = current.Text,
                Number = session.State.AskedQuestionIds.Count,
                UsuallyFrom = brain.Policy.UsualMinimum,
                UsuallyTo = brain.Policy.Limits.MaxQuestions,
                OptionGroups =
                [
                    .. coverage
                        .Select(brain.FindSlot)
                        .Where(slot => slot?.Options.Count > 0)
                        .Select(slot => new OptionGroupView(
                            slot!.Key,
                            slot.Label.In(session.Language),
                            [.. slot.Options.Select(option => new OptionView(option.Key, option.Label.In(session.Language)))])),
                ],
                Why = decision is null ? null : Reasons(decision, brain, session.Language),
            },
        };
    }

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
