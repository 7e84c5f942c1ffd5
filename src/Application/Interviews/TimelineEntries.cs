using System.Text.Json;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.Interviews;

/// <summary>
/// Tells what happened in an interview from its decisions, one after each thing that the respondent did; where there are none, from the
/// conversation alone.
/// </summary>
internal sealed class TimelineEntries
{
    private readonly Session _session;
    private readonly BrainWords _words;
    private readonly ContactMask _mask;
    private readonly IReadOnlyList<Message> _messages;
    private readonly IReadOnlyList<ReplacedAnswer> _replaced;
    private readonly List<TimelineEntry> _entries = [];

    private TimelineEntries(Session session, BrainWords words, ContactMask mask, IReadOnlyList<Message> messages, IReadOnlyList<ReplacedAnswer> replaced) =>
        (_session, _words, _mask, _messages, _replaced) = (session, words, mask, messages, replaced);

    public static IReadOnlyList<TimelineEntry> Of(
        Session session,
        BrainWords words,
        ContactMask mask,
        IReadOnlyList<Message> messages,
        IReadOnlyList<DecisionRecord> decisions,
        IReadOnlyList<ReplacedAnswer> replaced)
    {
        var timeline = new TimelineEntries(session, words, mask, messages, replaced);
        if (decisions.Count > 0)
            timeline.FromDecisions(decisions);
        else if (messages.Count > 0)
            timeline.FromMessages(messages);
        else
            timeline.FromHistory();
        return session.State.Earlier is null ? timeline._entries : timeline.Numbered();
    }

    private void FromDecisions(IReadOnlyList<DecisionRecord> decisions)
    {
        var (open, before) = FromEarlier(decisions[0]);
        foreach (var decision in decisions)
        {
            if (before is not null)
            {
                var change = new TimelineEntry
                {
                    Event = EventOf(before, decision),
                    At = decision.CreatedAt,
                    QuestionId = ChangedIn(decision)?.QuestionId,
                    QuestionText = ChangedIn(decision) is { } replaced ? TextOf(replaced.QuestionId) : null,
                    Facts = FactChanges(before.Inputs, decision.Details.Inputs),
                    Flags = FlagChanges(before.Flags, decision.Details.Flags),
                };
                if (change.Event == TimelineEvent.Question)
                {
                    // What followed from the answer belongs to the question.
                    _entries.Add((open ?? new TimelineEntry { Event = TimelineEvent.Question }) with { Facts = change.Facts, Flags = change.Flags });
                    open = null;
                }
                else
                {
                    // It happened while the question waited: it stands before the question that was answered in the end.
                    _entries.Add(change);
                }
            }
            open = Next(open, before, decision);
            before = new Moment(decision.Details.Inputs, decision.Details.Flags, decision.QuestionId, decision.StopReason);
        }
        if (open is not null)
            _entries.Add(open);
    }

    // What the legacy service left, and how it stood when its interview was gone on with.
    private (TimelineEntry? Open, Moment? Before) FromEarlier(DecisionRecord first)
    {
        if (_session.State.Earlier is not { } earlier)
            return (null, null);
        FromMessages(_messages.Where(message => message.Sequence <= earlier.Turns));
        TimelineEntry? open = null;
        if (earlier.WaitingQuestionId is { } id)
        {
            var put = _entries.FindLastIndex(entry => entry is { Event: TimelineEvent.Question, Answer: null } && entry.QuestionId == id);
            open = new TimelineEntry
            {
                Event = TimelineEvent.Question,
                At = put < 0 ? null : _entries[put].At,
                Number = 1,
                QuestionId = id,
                QuestionText = TextOf(id),
                Answer = AnswerTo(id),
            };
            if (put >= 0)
                _entries.RemoveAt(put);
        }
        var inputs = new DecisionInputs
        {
            Values = _session.State.InheritedSlots.ToDictionary(slot => slot.Key, slot => new SlotFact(slot.Value.Value, slot.Value.Confidence)),
            Declined = _session.State.InheritedDeclined,
            Asked = [.. _session.State.AskedQuestionIds.Take(earlier.Questions)],
        };
        // It did not tell which flags were certain: none became so.
        var flags = earlier.RiskFlags.Select(flag => first.Details.Flags.FirstOrDefault(raised => raised.Code == flag.Code)
            ?? new RaisedFlag(flag.Code, flag.Severity, flag.Confirmed, [.. flag.Evidence]));
        return (open, new Moment(inputs, [.. flags], earlier.WaitingQuestionId, StopReason: null));
    }

    // Its questions have no numbers of their own.
    private List<TimelineEntry> Numbered()
    {
        var number = 0;
        return [.. _entries.Select(entry => entry.Number is null ? entry : entry with { Number = ++number })];
    }

    private TimelineEntry? Next(TimelineEntry? open, Moment? before, DecisionRecord decision)
    {
        if (decision.QuestionId is not { } id)
        {
            // An interview that had ended, and stays so for the same reason.
            if (before is not null && before.QuestionId is null && before.StopReason == decision.StopReason)
                return null;
            Withdraw(open);
            _entries.Add(new TimelineEntry { Event = TimelineEvent.Stopped, At = decision.CreatedAt, StopReason = decision.StopReason });
            return null;
        }
        if (open is not null && open.QuestionId != id)
            Withdraw(open);
        return new TimelineEntry
        {
            Event = TimelineEvent.Question,
            At = open?.QuestionId == id ? open.At : decision.CreatedAt,
            Number = decision.Details.Inputs.Asked.Count + 1,
            QuestionId = id,
            QuestionText = TextOf(id),
            Choice = ChoiceView.Of(decision, _words),
            // Flags that stand before anything is said.
            Flags = before is null ? FlagChanges([], decision.Details.Flags) : [],
            Answer = AnswerTo(id),
        };
    }

    private void Withdraw(TimelineEntry? open)
    {
        if (open is not null)
            _entries.Add(open with { Event = TimelineEvent.Withdrawn, Number = null, Answer = null });
    }

    private TimelineEvent EventOf(Moment before, DecisionRecord decision)
    {
        var (was, inputs) = (before.Inputs, decision.Details.Inputs);
        if (inputs.EndedEarly != was.EndedEarly)
            return inputs.EndedEarly ? TimelineEvent.EndedEarly : TimelineEvent.TakenUpAgain;
        if (before.QuestionId is not null && inputs.Asked.Count > was.Asked.Count)
            return TimelineEvent.Question;
        return ChangedIn(decision) is null ? TimelineEvent.SetByHand : TimelineEvent.AnswerChanged;
    }

    // What replaces an answer and the decision that follows from it happen at the same moment.
    private ReplacedAnswer? ChangedIn(DecisionRecord decision) => _replaced.FirstOrDefault(replaced => replaced.ReplacedAt == decision.CreatedAt);

    private string TextOf(string questionId) =>
        _messages.LastOrDefault(message => message.Role == Message.AgentRole && message.QuestionId == questionId)?.Content ?? _words.Question(questionId);

    private TimelineAnswer? AnswerTo(string questionId)
    {
        var message = _messages.LastOrDefault(message => message.Role == Message.UserRole && message.QuestionId == questionId);
        return message is null ? null : Answer(message, Understood(questionId));
    }

    private TimelineAnswer Answer(Message message, IReadOnlyList<UnderstoodView> understood) => new()
    {
        Pieces = Pieces(_mask.In(message.Content), understood.Select(item => item.Quote)),
        At = message.ChangedAt ?? message.CreatedAt,
        Declined = message.Input?.Declined ?? false,
        Understood = understood,
        Former =
        [
            .. _replaced.Where(replaced => replaced.QuestionId == message.QuestionId)
                .Select(replaced => new FormerAnswer(_mask.In(replaced.Content), replaced.SaidAt, replaced.ReplacedAt)),
        ],
    };

    private List<UnderstoodView> Understood(string questionId)
    {
        var said = _session.State.Answers?.LastOrDefault(answer => answer.QuestionId == questionId);
        if (said is not null)
        {
            return
            [
                .. said.Slots.SelectMany(slot => slot.Options.Concat(slot.Measure is null ? [] : [slot.Measure]).Select(item => View(slot.SlotKey, item))
                    .Concat(slot.Denied.Select(denied =>
                        new UnderstoodView(slot.SlotKey, _words.Slot(slot.SlotKey), _words.Part(slot.SlotKey, denied.Key), denied.Confidence, null, Denied: true)))),
            ];
        }
        // Before answers were kept one by one, what is known told where it came from.
        return
        [
            .. _session.State.Slots.SelectMany(slot => slot.Value.Evidence
                .Where(evidence => evidence.QuestionId == questionId)
                .Select(evidence => View(slot.Key, evidence))),
        ];
    }

    private UnderstoodView View(string slotKey, SlotEvidence evidence) =>
        new(slotKey, _words.Slot(slotKey), _words.Part(slotKey, evidence.Supports), evidence.Confidence, _mask.In(evidence.Quote), Denied: false);

    private FactChange[] FactChanges(DecisionInputs was, DecisionInputs since) =>
    [
        .. was.Values.Keys.Union(since.Values.Keys)
            .Select(key => new FactChange(key, _words.Slot(key), Known(was, key), Known(since, key)))
            .Where(change => change.Before != change.After),
    ];

    private string Known(DecisionInputs inputs, string key) => inputs.Values.TryGetValue(key, out var fact) ? _words.Value(key, fact.Value) : "";

    private List<FlagChange> FlagChanges(IReadOnlyList<RaisedFlag> was, IReadOnlyList<RaisedFlag> since)
    {
        var changes = new List<FlagChange>();
        foreach (var flag in since)
        {
            var earlier = was.FirstOrDefault(other => other.Code == flag.Code);
            if (earlier is null)
                changes.Add(new FlagChange(Flag(flag), FlagChangeKind.Raised));
            else if (earlier.Confirmed != flag.Confirmed)
                changes.Add(new FlagChange(Flag(flag), flag.Confirmed ? FlagChangeKind.Confirmed : FlagChangeKind.Doubted));
        }
        changes.AddRange(was.Where(flag => since.All(other => other.Code != flag.Code)).Select(flag => new FlagChange(Flag(flag), FlagChangeKind.Cleared)));
        return changes;

        TimelineFlag Flag(RaisedFlag flag) => _words.Flag(flag.Code, flag.Severity, flag.Confirmed, null);
    }

    // Conversations of the legacy service: questions may be asked again, and some turns are neither question nor answer.
    private void FromMessages(IEnumerable<Message> messages)
    {
        TimelineEntry? open = null;
        var number = 0;
        foreach (var message in messages)
        {
            if (message.Role == Message.UserRole && open is { Answer: null } && (message.QuestionId is null || message.QuestionId == open.QuestionId))
            {
                _entries[^1] = open = open with { Answer = Answer(message, message.QuestionId is { } id ? Understood(id) : []) };
                continue;
            }
            open = message.Role == Message.AgentRole && message.QuestionId is not null
                ? new TimelineEntry
                {
                    Event = TimelineEvent.Question,
                    At = message.CreatedAt,
                    Number = ++number,
                    QuestionId = message.QuestionId,
                    QuestionText = message.Content,
                    IsEarlier = true,
                }
                : null;
            _entries.Add(open ?? new TimelineEntry { Event = TimelineEvent.Remark, At = message.CreatedAt, QuestionId = message.QuestionId, Answer = Answer(message, []), IsEarlier = true });
        }
    }

    // What could not be taken over into rows still stands in the state as it was.
    private void FromHistory()
    {
        if (_session.State.Others?.TryGetValue("history", out var history) != true || history.ValueKind != JsonValueKind.Array)
            return;
        foreach (var turn in history.EnumerateArray())
        {
            var text = turn.ValueKind == JsonValueKind.Object && turn.TryGetProperty("text", out var said) ? said.ToString() : turn.ToString();
            if (text.Length > 0)
                _entries.Add(new TimelineEntry { Event = TimelineEvent.Remark, Answer = new TimelineAnswer { Pieces = [new TextPiece(_mask.In(text), false)], At = _session.CreatedAt } });
        }
    }

    private sealed record Moment(DecisionInputs Inputs, IReadOnlyList<RaisedFlag> Flags, string? QuestionId, string? StopReason);

    /// <summary>Cuts an answer at the ends of the quotes within it.</summary>
    internal static IReadOnlyList<TextPiece> Pieces(string text, IEnumerable<string?> quotes)
    {
        var marked = new bool[text.Length];
        foreach (var quote in quotes.OfType<string>().Where(quote => quote.Length > 0))
        {
            if (text.IndexOf(quote, StringComparison.Ordinal) is >= 0 and var start)
                marked.AsSpan(start, quote.Length).Fill(true);
        }
        var pieces = new List<TextPiece>();
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            while (end < text.Length && marked[end] == marked[start])
                end++;
            pieces.Add(new TextPiece(text[start..end], marked[start]));
            start = end;
        }
        return pieces;
    }
}
