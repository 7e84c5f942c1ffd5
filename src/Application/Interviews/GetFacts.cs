using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>Everything that was understood so far, for the respondent to check.</summary>
/// <param name="SessionId">The interview.</param>
public sealed record GetFacts(Guid SessionId) : IRequest<FactsView>, IRespondentRequest;

/// <summary>Everything that was understood so far. All texts but quotes and answers are in the language of the interview.</summary>
public sealed record FactsView
{
    /// <summary>What the respondent is to do next.</summary>
    public required InterviewStage Stage { get; init; }

    /// <summary>See <see cref="Languages"/>.</summary>
    public required string Language { get; init; }

    /// <summary>Whether the respondent ended the interview before it was complete.</summary>
    public required bool EndedEarly { get; init; }

    /// <summary>All slots in the order of the brain.</summary>
    public required IReadOnlyList<FactView> Facts { get; init; }

    /// <summary>What was asked and answered, in order.</summary>
    public required IReadOnlyList<AnswerView> Answers { get; init; }
}

/// <summary>What was understood of one slot.</summary>
public sealed record FactView
{
    /// <summary>Key of the slot.</summary>
    public required string Key { get; init; }

    /// <summary>Its label.</summary>
    public required string Label { get; init; }

    /// <summary>Whether every consultation needs it.</summary>
    public required bool Required { get; init; }

    /// <summary>Its options and measures; empty when nothing is known.</summary>
    public required IReadOnlyList<FactPartView> Parts { get; init; }

    /// <summary>False when it was only hinted at.</summary>
    public required bool Sure { get; init; }

    /// <summary>Whether the respondent set it by hand.</summary>
    public required bool SetByHand { get; init; }

    /// <summary>Whether the respondent said that they do not know.</summary>
    public required bool Declined { get; init; }

    /// <summary>What was said as well but gave way to something else, oldest first.</summary>
    public required IReadOnlyList<FactPartView> Overruled { get; init; }
}

/// <summary>An option or measure, with the words that it rests on.</summary>
/// <param name="Text">The option's label, or the measure.</param>
/// <param name="Quote">The respondent's own words; null when it does not rest on any.</param>
/// <param name="Number">Place of the question in whose answer they stand, counted from 1; null when it is not known.</param>
public sealed record FactPartView(string Text, string? Quote, int? Number);

/// <summary>A question with its answer.</summary>
/// <param name="Number">Its place in the interview, counted from 1.</param>
/// <param name="Question">The question.</param>
/// <param name="Answer">What was said.</param>
public sealed record AnswerView(int Number, string Question, string Answer);

/// <summary>Handles <see cref="GetFacts"/>.</summary>
public sealed class GetFactsHandler(IApplicationDbContext db, CompiledBrains brains) : IRequestHandler<GetFacts, FactsView>
{
    /// <inheritdoc/>
    public async Task<FactsView> Handle(GetFacts request, CancellationToken cancellationToken)
    {
        var session = await db.SessionAsync(request.SessionId, cancellationToken);
        var brain = await brains.GetAsync(db, session.RevisionId!.Value, cancellationToken);
        var answers = await db.Messages
            .Where(message => message.SessionId == session.Id && message.Role == Message.UserRole)
            .OrderBy(message => message.Sequence)
            .Select(message => new { message.QuestionId, message.Content })
            .ToListAsync(cancellationToken);
        return new FactsView
        {
            Stage = session.Stage,
            Language = session.Language,
            EndedEarly = session.State.EndedEarly,
            Facts = [.. FactText.Slots(brain, session.State).Select(known => Fact(known.Slot, known.Value, session))],
            Answers = [.. answers.Select((answer, index) => new AnswerView(
                index + 1,
                brain.FindQuestion(answer.QuestionId!)?.Text.In(session.Language) ?? "",
                answer.Content))],
        };
    }

    internal static FactView Fact(SlotDefinition slot, SlotValue value, Session session)
    {
        return new FactView
        {
            Key = slot.Key,
            Label = slot.Label.In(session.Language),
            Required = slot.IsRequired,
            Parts = [.. value.Parts.Select(part => Part(value.Evidence.FirstOrDefault(evidence => evidence.Supports == part) ?? new SlotEvidence(part, value.Confidence, null, null)))],
            Sure = value.Confidence >= ConfidenceLevels.Missing,
            SetByHand = value.SetByHand,
            Declined = session.State.DeclinedSlots.Contains(slot.Key),
            Overruled = [.. value.Overruled.Select(overruled => Part(overruled.Statement))],
        };

        FactPartView Part(SlotEvidence evidence)
        {
            var asked = session.State.AskedQuestionIds.ToList().IndexOf(evidence.QuestionId ?? "");
            return new FactPartView(FactText.Of(slot, evidence.Supports, session.Language), evidence.Quote, asked < 0 ? null : asked + 1);
        }
    }
}
