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
/// <param name="Number">Place of the question in the interview, counted from 1; null where the answer cannot be changed: in conversations of the legacy service.</param>
/// <param name="Question">The question; empty where it is not known which it was.</param>
/// <param name="Answer">What was said.</param>
public sealed record AnswerView(int? Number, string Question, string Answer);

/// <summary>Handles <see cref="GetFacts"/>.</summary>
public sealed class GetFactsHandler(IApplicationDbContext db, CompiledBrains brains) : IRequestHandler<GetFacts, FactsView>
{
    /// <inheritdoc/>
    public async Task<FactsView> Handle(GetFacts request, CancellationToken cancellationToken)
    {
        var session = await db.SessionAsync(request.SessionId, cancellationToken);
        var brain = await brains.ToReadAsync(db, session, cancellationToken);
        var turns = await db.TurnsAsync(session.Id).ToListAsync(cancellationToken);
        return new FactsView
        {
            Stage = session.Stage,
            Language = session.Language,
            EndedEarly = session.State.EndedEarly,
            Facts = [.. FactText.Slots(brain, session.State).Select(known => Fact(known.Slot, known.Value, session))],
            Answers = [.. turns.Select((turn, index) => (Turn: turn, Index: index))
                .Where(said => said.Turn.Role == Message.UserRole)
                .Select(said => new AnswerView(NumberOf(said.Index), QuestionOf(said.Turn), said.Turn.Text))],
        };

        string QuestionOf(TurnView answer) => answer.QuestionId is not { } id ? ""
            : brain.FindQuestion(id)?.Text.In(session.Language) ?? turns.LastOrDefault(turn => turn.Role == Message.AgentRole && turn.QuestionId == id)?.Text ?? "";

        // The legacy service put some questions again: the last answer counts.
        int? NumberOf(int index)
        {
            var id = turns[index].QuestionId;
            var isLast = id is not null && !turns.Skip(index + 1).Any(turn => turn.Role == Message.UserRole && turn.QuestionId == id);
            var asked = isLast && id != session.CurrentQuestion?.Id ? session.State.AskedQuestionIds.ToList().LastIndexOf(id!) : -1;
            return asked < 0 ? null : asked + 1;
        }
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
