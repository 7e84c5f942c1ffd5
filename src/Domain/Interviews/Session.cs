using AgentBrain.Domain.Engine;

namespace AgentBrain.Domain.Interviews;

/// <summary>One interview from its first question to its report. All changes go through its methods, which keep its parts consistent.</summary>
public sealed class Session
{
    private readonly List<Message> _messages = [];
    private readonly List<DecisionRecord> _decisions = [];

    private Session()
    {
    }

    /// <summary>Id, assigned at the start.</summary>
    public Guid Id { get; private set; }

    /// <summary>Language of the interview; see <see cref="Brain.Languages"/>.</summary>
    public string Language { get; private set; } = Brain.Languages.Lithuanian;

    /// <summary>The current round, 1 to 3.</summary>
    public int Round { get; private set; } = 1;

    /// <summary>What changes from answer to answer.</summary>
    public SessionState State { get; private set; } = new();

    /// <summary>The revision that the interview is held under; null for interviews of the legacy service.</summary>
    public int? RevisionId { get; private set; }

    /// <summary>SHA-256 of the token that the respondent holds; null for interviews of the legacy service, which nobody can reopen.</summary>
    public byte[]? TokenHash { get; private set; }

    /// <summary>The form or request that started it; unique among the sessions of one token. Null for legacy interviews.</summary>
    public Guid? StartSubmissionId { get; private set; }

    /// <summary>The full report in Markdown; null before the end.</summary>
    public string? FinalReport { get; private set; }

    /// <summary>The summary that the respondent reads, in Markdown; null before the end.</summary>
    public string? ReportSummary { get; private set; }

    /// <summary>The respondent's name; null before the end.</summary>
    public string? ContactName { get; private set; }

    /// <summary>The respondent's e-mail address; null when not given.</summary>
    public string? ContactEmail { get; private set; }

    /// <summary>The respondent's telephone number; null when not given.</summary>
    public string? ContactPhone { get; private set; }

    /// <summary>When it started (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it last changed (UTC); kept by the database.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>When the report was made (UTC); null before that.</summary>
    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>When the mail server accepted the report (UTC); null before that.</summary>
    public DateTimeOffset? EmailSentAt { get; private set; }

    /// <summary>Concurrency token, kept by the database: of two simultaneous changes one is refused.</summary>
    public uint Version { get; private set; }

    /// <summary>Turns that were loaded or added.</summary>
    public IReadOnlyCollection<Message> Messages => _messages;

    /// <summary>Decisions that were loaded or added.</summary>
    public IReadOnlyCollection<DecisionRecord> Decisions => _decisions;

    /// <summary>The question that waits for an answer; null when the interview has ended.</summary>
    public AskedQuestion? CurrentQuestion => State.NextQuestions.Count > 0 ? State.NextQuestions[0] : null;

    /// <summary>What the respondent is to do next.</summary>
    public InterviewStage Stage => (CompletedAt, CurrentQuestion) switch
    {
        ({ }, _) => InterviewStage.Finished,
        (_, { }) => InterviewStage.Asking,
        _ => InterviewStage.LeavingContact,
    };

    /// <summary>Starts an interview and asks its first question.</summary>
    public static Session Start(StartedInterview start, CompiledBrain brain, DateTimeOffset now)
    {
        var session = new Session
        {
            Id = Guid.CreateVersion7(now),
            Language = start.Language,
            RevisionId = start.RevisionId,
            TokenHash = start.TokenHash,
            StartSubmissionId = start.SubmissionId,
            State = new SessionState
            {
                Language = start.Language,
                UnknownSlots = [.. brain.Document.Slots.Select(slot => slot.Key)],
                QuickState = new QuickState(),
            },
            CreatedAt = now,
        };
        session.DecideNext(brain, now);
        return session;
    }

    /// <summary>Takes in an answer to the current question, then asks the next one or ends the interview.</summary>
    /// <returns>Keys of the slots that the answer filled or changed.</returns>
    /// <exception cref="InvalidOperationException">The answer is not to the current question; callers check <see cref="CurrentQuestion"/>.</exception>
    public IReadOnlyList<string> Answer(SubmittedAnswer answer, CompiledBrain brain, DateTimeOffset now)
    {
        if (CompletedAt is not null || CurrentQuestion?.Id != answer.QuestionId)
            throw new InvalidOperationException("An answer is taken only to the current question.");

        _messages.Add(Message.Answer(Id, 2 * State.AskedQuestionIds.Count, answer, Round, now));
        var slots = new Dictionary<string, SlotValue>(State.Slots, StringComparer.Ordinal);
        var changed = new List<string>();
        foreach (var understood in answer.Understanding.Slots)
        {
            if (brain.FindSlot(understood.SlotKey) is not { } slot)
                continue;
            var before = slots.GetValueOrDefault(slot.Key, SlotValue.Empty);
            var after = before.Merge(slot, understood, answer.QuestionId, answer.Text);
            if (after.Value == before.Value && after.Confidence <= before.Confidence)
                continue;
            slots[slot.Key] = after;
            changed.Add(slot.Key);
        }

        var declined = answer.Understanding.Declined
            ? State.DeclinedSlots.Union(brain.SlotsAskedBy(answer.QuestionId))
            : State.DeclinedSlots;
        var quick = State.QuickState ?? new QuickState();
        State = State with
        {
            Slots = slots,
            DeclinedSlots = [.. declined.Where(key => !slots.GetValueOrDefault(key, SlotValue.Empty).HasValue)],
            UnknownSlots = [.. brain.Document.Slots.Select(slot => slot.Key).Where(key => !slots.GetValueOrDefault(key, SlotValue.Empty).HasValue)],
            NextQuestions = [],
            QuickState = quick with { LowInfoStreak = changed.Count == 0 ? quick.LowInfoStreak + 1 : 0 },
        };
        DecideNext(brain, now);
        return changed;
    }

    /// <summary>Ends the session with the respondent's contact details and the reports.</summary>
    /// <exception cref="InvalidOperationException">A question still waits, or the session is finished; callers check <see cref="Stage"/>.</exception>
    public void Finish(ContactDetails contact, InterviewReport report, DateTimeOffset now)
    {
        if (Stage != InterviewStage.LeavingContact)
            throw new InvalidOperationException("Only an interview that has ended and is not finished can be finished.");
        ContactName = contact.Name;
        ContactEmail = contact.Email;
        ContactPhone = contact.Phone;
        FinalReport = report.Full;
        ReportSummary = report.Summary;
        CompletedAt = now;
    }

    /// <summary>What the next decision depends on.</summary>
    public DecisionInputs DecisionInputs() => new()
    {
        Values = State.Slots.ToDictionary(slot => slot.Key, slot => new SlotFact(slot.Value.Value, slot.Value.Confidence)),
        Declined = State.DeclinedSlots,
        Asked = State.AskedQuestionIds,
        LastQuestionId = State.QuickState?.LastQuestionId,
        LowInfoStreak = State.QuickState?.LowInfoStreak ?? 0,
    };

    private void DecideNext(CompiledBrain brain, DateTimeOffset now)
    {
        var inputs = DecisionInputs();
        var decision = InterviewEngine.Decide(brain, inputs);
        var quick = State.QuickState ?? new QuickState();
        State = State with
        {
            RiskFlags = [.. decision.Flags.Select(flag => new RiskFlag(
                flag.Code,
                flag.Severity,
                brain.FindRisk(flag.Code)!.Note.In(Language),
                flag.Evidence,
                flag.Confirmed))],
            QuickState = quick with { StopReason = decision.Stop.Reason },
        };
        if (decision.Chosen is { } chosen)
        {
            var question = new AskedQuestion(chosen.Id, chosen.Text.In(Language), chosen.RoundHint);
            var asked = State.AskedQuestionIds.Count + 1;
            State = State with
            {
                NextQuestions = [question],
                AskedQuestionIds = [.. State.AskedQuestionIds, chosen.Id],
                QuestionsAskedCount = asked,
                QuickState = State.QuickState! with { AskedCount = asked, LastQuestionId = chosen.Id },
            };
            // Questions stand at odd places and their answers at the even ones behind them.
            _messages.Add(Message.Question(Id, (2 * asked) - 1, question, Round, now));
        }
        _decisions.Add(DecisionRecord.Of(Id, inputs.Asked.Count + 1, RevisionId!.Value, inputs, decision, now));
    }
}

/// <summary>What a respondent is to do next.</summary>
public enum InterviewStage
{
    /// <summary>Answer the current question.</summary>
    Asking,

    /// <summary>Leave contact details.</summary>
    LeavingContact,

    /// <summary>Read the report.</summary>
    Finished,
}

/// <summary>How an interview starts.</summary>
/// <param name="Language">See <see cref="Brain.Languages"/>.</param>
/// <param name="RevisionId">The published revision that it is held under to its end.</param>
/// <param name="TokenHash">SHA-256 of the respondent's token.</param>
/// <param name="SubmissionId">The form or request that starts it.</param>
public sealed record StartedInterview(string Language, int RevisionId, byte[] TokenHash, Guid SubmissionId);

/// <summary>An answer as it is stored, with what was understood of it.</summary>
/// <param name="QuestionId">Id of the question that it answers.</param>
/// <param name="Text">Clean; what was written, at most <see cref="TextLimits.Answer"/> characters, behind the labels of picked options.</param>
/// <param name="Understanding">What was understood; its evidence lies within <paramref name="Text"/>.</param>
/// <param name="SubmissionId">The form or request that brought it.</param>
public sealed record SubmittedAnswer(string QuestionId, string Text, Understanding Understanding, Guid SubmissionId);

/// <summary>How the respondent can be reached.</summary>
/// <param name="Name">1 to <see cref="TextLimits.ContactName"/> characters.</param>
/// <param name="Email">Up to <see cref="TextLimits.ContactEmail"/> characters; null when not given.</param>
/// <param name="Phone">Up to <see cref="TextLimits.ContactPhone"/> characters; null when not given.</param>
public sealed record ContactDetails(string Name, string? Email, string? Phone);

/// <summary>The two forms of a report, in Markdown.</summary>
/// <param name="Full">The full report.</param>
/// <param name="Summary">What the respondent reads.</param>
public sealed record InterviewReport(string Full, string Summary);
