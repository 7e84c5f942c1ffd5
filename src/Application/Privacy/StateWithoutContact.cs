using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.Privacy;

/// <summary>A state from which contact details have gone for good. Keys of slots and options stay, whatever somebody is called.</summary>
internal static class StateWithoutContact
{
    public static SessionState Of(SessionState whole, ContactMask mask)
    {
        var state = LegacyContact.Without(whole);
        return state with
        {
            Slots = Values(state.Slots),
            InheritedSlots = Values(state.InheritedSlots),
            Answers = state.Answers?.Select(answer => answer with
            {
                Slots =
                [
                    .. answer.Slots.Select(said => said with
                    {
                        Options = [.. said.Options.Select(Words)],
                        Measure = said.Measure is { } measure ? Words(measure) : null,
                    }),
                ],
            }).ToList(),
            RiskFlags = Flags(state.RiskFlags),
            RoundSummary = state.RoundSummary is { } summary ? mask.Without(summary) : null,
            NextQuestions = [.. state.NextQuestions.Select(question => question with { Text = mask.Without(question.Text) })],
            Earlier = state.Earlier is { } earlier
                ? earlier with { RiskFlags = Flags(earlier.RiskFlags), State = earlier.State is { } left ? mask.Without(left) : null }
                : null,
            // It is not to the letter any more.
            Original = null,
            Others = state.Others?.ToDictionary(other => other.Key, other => mask.Without(other.Value)),
        };

        Dictionary<string, SlotValue> Values(IReadOnlyDictionary<string, SlotValue> slots) => slots.ToDictionary(slot => slot.Key, slot => Value(slot.Value));

        // The legacy service kept values as they were said, and no evidence.
        SlotValue Value(SlotValue value) => value with
        {
            Value = value.Value is { } said && value.Evidence.Count == 0 && !value.SetByHand ? mask.Without(said) : value.Value,
            Evidence = [.. value.Evidence.Select(Words)],
            Overruled = [.. value.Overruled.Select(overruled => overruled with { Statement = Words(overruled.Statement) })],
        };

        SlotEvidence Words(SlotEvidence evidence) => evidence with { Quote = evidence.Quote is { } quote ? mask.Without(quote) : null };

        List<RiskFlag> Flags(IReadOnlyList<RiskFlag> flags) => [.. flags.Select(flag => flag with { Note = mask.Without(flag.Note) })];
    }
}
