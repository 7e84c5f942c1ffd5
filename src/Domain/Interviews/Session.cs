using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Webhooks;

namespace AgentBrain.Domain.Interviews;

/// <summary>One interview from its first question to its report. All changes go through its methods, which keep its parts consistent.</summary>
public sealed partial class Session
{
    private static readonly TimeSpan PresenceIsNotedEvery = TimeSpan.FromHours(1);

    private readonly List<Message> _messages = [];
    private readonly List<DecisionRecord> _decisions = [];
    private readonly List<ReplacedAnswer> _replacedAnswers = [];
    private readonly List<WebhookEvent> _webhookEvents = [];

    private Session()
    {
    }

    /// <summary>Id, assigned at the start.</summary>
    public Guid Id { get; private set; }

    /// <summary>Language of the interview; see <see cref="Brain.Languages"/>.</summary>
    public string Language { get; private set; } = Brain.Languages.Lithuanian;

    /// <summary>The current round, 1 to 3.</summary>
    public int Round { get; private set; } = 1;

    /// <summary>What changes from answer to answer. What lists and statistics need of it stands beside it, in the members that follow.</summary>
    public SessionState State
    {
        get;
        private set
        {
            field = value;
            WaitingQuestionId = CurrentQuestion?.Id;
            QuestionCount = value.AskedQuestionIds.Count;
            EndedEarly = value.EndedEarly;
            FlagCodes = [.. value.RiskFlags.Select(flag => flag.Code).Distinct().Order(StringComparer.Ordinal)];
            FilledSlots = [.. value.Slots.Where(slot => slot.Value.HasValue).Select(slot => slot.Key).Order(StringComparer.Ordinal)];
        }
    } = new();

    /// <summary>Id of the question that waits for an answer; null when the interview has ended.</summary>
    public string? WaitingQuestionId { get; private set; }

    /// <summary>Number of questions asked, the waiting one included.</summary>
    public int QuestionCount { get; private set; }

    /// <summary>Whether the respondent ended the interview before it was complete.</summary>
    public bool EndedEarly { get; private set; }

    /// <summary>Codes of the raised flags, in ordinal order.</summary>
    public IReadOnlyList<string> FlagCodes { get; private set; } = [];

    /// <summary>Codes of the flags of which receivers were told, in the order in which they were raised. They stay when a flag vanishes.</summary>
    public IReadOnlyList<string> ToldFlagCodes { get; private set; } = [];

    /// <summary>Keys of the slots with a value, in ordinal order.</summary>
    public IReadOnlyList<string> FilledSlots { get; private set; } = [];

    /// <summary>When the respondent last did something to it (UTC); being there counts to the hour, see <see cref="NotePresence"/>.</summary>
    public DateTimeOffset LastActivityAt { get; private set; }

    /// <summary>The revision that the interview is held under; null for interviews of the legacy service that were not gone on with.</summary>
    public int? RevisionId { get; private set; }

    /// <summary>SHA-256 of the token that the respondent holds; null for interviews of the legacy service.</summary>
    public byte[]? TokenHash { get; private set; }

    /// <summary>
    /// Whether whoever knows its id may go on with it: programs that keep nothing else started it. Interviews held in browser pages open to their
    /// token alone. Contact details are for the token in either case.
    /// </summary>
    public bool OpensById { get; private set; } = true;

    /// <summary>The consent text that its respondent agreed to; null for interviews of programs that named none, and for those from before there were any.</summary>
    public int? ConsentVersion { get; private set; }

    /// <summary>When its respondent agreed to <see cref="ConsentVersion"/> (UTC); null without one.</summary>
    public DateTimeOffset? ConsentedAt { get; private set; }

    /// <summary>The form or request that started it; unique among the sessions of one token. Null for legacy interviews.</summary>
    public Guid? StartSubmissionId { get; private set; }

    /// <summary>
    /// The full report in Markdown; null before the end. Where <see cref="ContactSealed"/> is set, contact details are taken out of it, and only what opens
    /// that puts them back.
    /// </summary>
    public string? FinalReport { get; private set; }

    /// <summary>The summary that the respondent reads, in Markdown; null before the end. Contact details are taken out of it as of the report.</summary>
    public string? ReportSummary { get; private set; }

    /// <summary>How the respondent can be reached, sealed; null when nothing was left, and as long as it stands in the three members that follow.</summary>
    public string? ContactSealed { get; private set; }

    /// <summary>A keyed hash of the e-mail address, by which the interview is found; null without a sealed address.</summary>
    public byte[]? ContactEmailHash { get; private set; }

    /// <summary>Whether nothing tells how to reach the respondent but <see cref="ContactSealed"/>, as far as the application knows: it has looked, or has made the interview.</summary>
    public bool ContactSettled { get; private set; }

    /// <summary>The respondent's name as it was stored before names were sealed; null when not given, and once it is sealed.</summary>
    public string? ContactName { get; private set; }

    /// <summary>The respondent's e-mail address as it was stored before addresses were sealed; null when not given, and once it is sealed.</summary>
    public string? ContactEmail { get; private set; }

    /// <summary>The respondent's telephone number as it was stored before numbers were sealed; null when not given, and once it is sealed.</summary>
    public string? ContactPhone { get; private set; }

    /// <summary>When it started (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When its row last changed (UTC), whoever changed it; kept by the database.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>When the report was made (UTC); null before that.</summary>
    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>When the mail server accepted the report (UTC); null before that.</summary>
    public DateTimeOffset? EmailSentAt { get; private set; }

    /// <summary>When the interview that it stands for was erased (UTC); null for interviews. See <see cref="Anonymous"/>.</summary>
    public DateTimeOffset? ErasedAt { get; private set; }

    /// <summary>Concurrency token, kept by the database: of two simultaneous changes one is refused.</summary>
    public uint Version { get; private set; }

    /// <summary>Turns that were loaded or added.</summary>
    public IReadOnlyCollection<Message> Messages => _messages;

    /// <summary>Decisions that were loaded or added.</summary>
    public IReadOnlyCollection<DecisionRecord> Decisions => _decisions;

    /// <summary>Answers that were changed since, as far as they were loaded or added.</summary>
    public IReadOnlyCollection<ReplacedAnswer> ReplacedAnswers => _replacedAnswers;

    /// <summary>What receivers are to be told of, as far as it was loaded or added.</summary>
    public IReadOnlyCollection<WebhookEvent> WebhookEvents => _webhookEvents;

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
            OpensById = start.OpensById,
            StartSubmissionId = start.SubmissionId,
            ConsentVersion = start.ConsentVersion,
            ConsentedAt = start.ConsentVersion is null ? null : now,
            ContactSettled = true,
            State = new SessionState
            {
                Language = start.Language,
                UnknownSlots = [.. brain.Document.Slots.Select(slot => slot.Key)],
                Answers = [],
                DecisionCount = 0,
                QuickState = new QuickState(),
            },
            CreatedAt = now,
        };
        session.DecideNext(brain, now);
        return session;
    }

    /// <summary>
    /// Takes an unfinished interview of the legacy service over, to go on with it under a revision: nothing is asked and nothing decided by that.
    /// All messages must be loaded; they stay as they are.
    /// </summary>
    /// <param name="revisionId">The published revision that it is held under from now on.</param>
    /// <param name="questionId">Id of the question that is about to be answered, where several wait; null for the first.</param>
    /// <param name="now">The present time.</param>
    /// <exception cref="InvalidOperationException">The interview is held under a revision, or finished; callers check both.</exception>
    public void TakeOver(int revisionId, string? questionId, DateTimeOffset now)
    {
        MustBeUnfinished();
        if (RevisionId is not null)
            throw new InvalidOperationException("The interview is held under a revision.");
        RevisionId = revisionId;
        var waiting = State.NextQuestions.FirstOrDefault(question => question.Id == questionId) ?? CurrentQuestion;
        State = EarlierPart.TakeOver(State, _messages, waiting);
        KeepAnswers();
        State = State with { QuestionsAskedCount = AskedCount };
        if (waiting is not null && !IsPut(waiting.Id))
            _messages.Add(Message.Question(Id, PlaceOfQuestion(State.AskedQuestionIds.Count), waiting, Round, now));
    }

    /// <summary>Takes in an answer to the current question, then asks the next one or ends the interview.</summary>
    /// <returns>Keys of the slots that the answer filled or changed.</returns>
    /// <exception cref="InvalidOperationException">The answer is not to the current question; callers check <see cref="CurrentQuestion"/>.</exception>
    public IReadOnlyList<string> Answer(SubmittedAnswer answer, CompiledBrain brain, DateTimeOffset now)
    {
        if (CompletedAt is not null || CurrentQuestion?.Id != answer.QuestionId)
            throw new InvalidOperationException("An answer is taken only to the current question.");

        KeepAnswers();
        _messages.Add(Message.Answer(Id, PlaceOfQuestion(State.AskedQuestionIds.Count) + 1, answer, Round, now));
        State = State with { Answers = [.. State.Answers!, AnswerStatements.Of(answer)], NextQuestions = [] };
        return GatherAndDecide(brain, now);
    }

    /// <summary>Takes another answer in the place of an earlier one and asks what then needs asking. All messages must be loaded.</summary>
    /// <exception cref="InvalidOperationException">The interview is finished, or the question has no answer; callers check both.</exception>
    public void ChangeAnswer(SubmittedAnswer answer, CompiledBrain brain, DateTimeOffset now)
    {
        var message = AnswerTo(answer.QuestionId);
        if (CompletedAt is not null || message is null)
            throw new InvalidOperationException("Only an answer that was given before the report can be changed.");

        KeepAnswers();
        _replacedAnswers.Add(ReplacedAnswer.Of(message, now));
        message.Become(answer, now);
        if (!State.Answers!.Any(IsAbout))
            ForgetInherited(answer.QuestionId, brain);
        var asked = State.AskedQuestionIds.ToList();
        State = State with
        {
            Answers = [.. State.Answers!.Where(other => !IsAbout(other)).Append(AnswerStatements.Of(answer)).OrderBy(other => asked.IndexOf(other.QuestionId))],
        };
        Reconsider(brain, now);

        bool IsAbout(AnswerStatements other) => other.QuestionId == answer.QuestionId;
    }

    /// <summary>
    /// Sets a slot by hand, or lets the answers speak again, and asks what then needs asking. All messages must be loaded.
    /// </summary>
    /// <param name="slotKey">Key of the slot.</param>
    /// <param name="correction">What the slot is set to; null to take an earlier correction back.</param>
    /// <param name="brain">The brain of the session's revision.</param>
    /// <param name="now">The present time.</param>
    /// <exception cref="InvalidOperationException">The interview is finished; callers check <see cref="Stage"/>.</exception>
    public void Correct(string slotKey, SlotCorrection? correction, CompiledBrain brain, DateTimeOffset now)
    {
        MustBeUnfinished();
        KeepAnswers();
        // Sorted, so that the state does not tell in which order they were made.
        var corrections = new SortedDictionary<string, SlotCorrection>(State.Corrections.ToDictionary(), StringComparer.Ordinal);
        if (correction is null)
            corrections.Remove(slotKey);
        else
            corrections[slotKey] = correction;
        State = State with { Corrections = corrections };
        Reconsider(brain, now);
    }

    /// <summary>Ends the interview before it is complete, or takes it up again. All messages must be loaded.</summary>
    /// <exception cref="InvalidOperationException">The interview is finished; callers check <see cref="Stage"/>.</exception>
    public void SetEndedEarly(bool endedEarly, CompiledBrain brain, DateTimeOffset now)
    {
        MustBeUnfinished();
        KeepAnswers();
        State = State with { EndedEarly = endedEarly };
        Reconsider(brain, now);
    }

    /// <summary>Goes on in another language: the waiting question and the notes of flags follow. All messages must be loaded.</summary>
    /// <exception cref="InvalidOperationException">The interview is finished; callers check <see cref="Stage"/>.</exception>
    public void SwitchLanguage(string language, CompiledBrain brain, DateTimeOffset now)
    {
        MustBeUnfinished();
        Language = language;
        LastActivityAt = now;
        State = State with
        {
            Language = language,
            RiskFlags = [.. State.RiskFlags.Select(flag => flag with { Note = brain.FindRisk(flag.Code)?.Note.In(language) ?? flag.Note })],
        };
        if (CurrentQuestion is { } current && brain.FindQuestion(current.Id) is { } question)
            Ask(current with { Text = question.Text.In(language) }, now);
    }

    /// <summary>
    /// Notes that the respondent is there without having answered yet, so that the interview is not taken for one that was left. Once an hour is enough:
    /// each time the row changes, answers that are on their way have to begin anew. A finished interview stays as it is.
    /// </summary>
    /// <param name="now">The present time.</param>
    public void NotePresence(DateTimeOffset now)
    {
        if (CompletedAt is null && now - LastActivityAt >= PresenceIsNotedEvery)
            LastActivityAt = now;
    }

    /// <summary>Ends the session with the respondent's contact details and the reports.</summary>
    /// <param name="contact">Everything that is known of how to reach the respondent, also what was stored before; null for nothing.</param>
    /// <param name="report">The reports, without what is sealed in <paramref name="contact"/>.</param>
    /// <param name="now">The present time.</param>
    /// <exception cref="InvalidOperationException">A question still waits, or the session is finished; callers check <see cref="Stage"/>.</exception>
    public void Finish(SealedContact? contact, InterviewReport report, DateTimeOffset now)
    {
        if (Stage != InterviewStage.LeavingContact)
            throw new InvalidOperationException("Only an interview that has ended and is not finished can be finished.");
        if (contact is not null)
        {
            ContactSettled = true;
            ContactSealed = contact.Text;
            ContactEmailHash = contact.EmailHash;
            ContactName = ContactEmail = ContactPhone = null;
            State = LegacyContact.Without(State);
        }
        FinalReport = report.Full;
        ReportSummary = report.Summary;
        CompletedAt = now;
        LastActivityAt = now;
        _webhookEvents.Add(WebhookEvent.InterviewCompleted(this, now));
    }

    /// <summary>Notes that the mail server has accepted the report. What is sent again by hand does not change when that was first.</summary>
    /// <exception cref="InvalidOperationException">The session is not finished; only then is there a report.</exception>
    public void NoteMailed(DateTimeOffset at)
    {
        if (CompletedAt is null)
            throw new InvalidOperationException("Only a finished interview has a report.");
        EmailSentAt ??= at;
    }

    /// <summary>The answer to a question, among the messages that were loaded or added; the last one where the legacy service asked again. Null without one, and while the question waits.</summary>
    /// <param name="questionId">Id of the question.</param>
    public Message? AnswerTo(string questionId) => CurrentQuestion?.Id == questionId && CompletedAt is null
        ? null
        : _messages.Where(message => message.Role == Message.UserRole && message.QuestionId == questionId).MaxBy(message => message.Sequence);

    /// <summary>What the next decision depends on.</summary>
    public DecisionInputs DecisionInputs() => new()
    {
        Values = State.Slots.ToDictionary(slot => slot.Key, slot => new SlotFact(slot.Value.Value, slot.Value.Confidence)),
        Declined = State.DeclinedSlots,
        Asked = State.AskedQuestionIds,
        UnnamedAsked = State.Earlier?.UnnamedQuestions ?? 0,
        LastQuestionId = LastAsked,
        LowInfoStreak = State.QuickState?.LowInfoStreak ?? 0,
        EndedEarly = State.EndedEarly,
    };

    /// <summary>The share of what the interview is held for that is established, in whole percent (0 to 100).</summary>
    /// <param name="brain">The brain of the session's revision.</param>
    public int ProgressPercent(CompiledBrain brain)
    {
        var inputs = DecisionInputs();
        return InterviewEngine.QuickProgressPercent(brain, brain.Facts(inputs.Values, inputs.Declined));
    }

    private string? LastAsked => State.AskedQuestionIds.Count > 0 ? State.AskedQuestionIds[^1] : null;

    private int AskedCount => State.AskedQuestionIds.Count + (State.Earlier?.UnnamedQuestions ?? 0);

    private void MustBeUnfinished()
    {
        if (CompletedAt is not null)
            throw new InvalidOperationException("A finished interview does not change any more.");
    }

    // An interview may have begun before answers were kept one by one: what was known then stands beneath everything that is said from now on.
    private void KeepAnswers()
    {
        if (State.Answers is not null)
            return;
        State = State with
        {
            Answers = [],
            InheritedSlots = State.Slots,
            InheritedDeclined = State.DeclinedSlots,
            InheritedLowInfoStreak = State.QuickState?.LowInfoStreak ?? 0,
            DecisionCount = State.DecisionCount ?? (State.AskedQuestionIds.Count + (CurrentQuestion is null ? 1 : 0)),
        };
    }

    // An answer from before answers were kept one by one is replaced: what it said goes with it. Values of the legacy service do not tell from
    // which answer they came: most likely from the one to the question about them.
    private void ForgetInherited(string questionId, CompiledBrain brain)
    {
        var asked = brain.SlotsAskedBy(questionId);
        State = State with
        {
            InheritedSlots = State.InheritedSlots.ToDictionary(
                known => known.Key,
                known => brain.FindSlot(known.Key) is not { } slot ? known.Value
                    : known.Value.Evidence.Count == 0 && asked.Contains(slot.Key) ? SlotValue.Empty
                    : known.Value.Without(slot, questionId)),
            InheritedDeclined = [.. State.InheritedDeclined.Except(asked)],
        };
    }

    // The waiting question was chosen by what was known before; perhaps another one is needed now, or none.
    private void Reconsider(CompiledBrain brain, DateTimeOffset now)
    {
        var waiting = CurrentQuestion;
        if (waiting is not null)
        {
            State = State with
            {
                NextQuestions = [],
                AskedQuestionIds = [.. State.AskedQuestionIds.SkipLast(1)],
                QuestionsAskedCount = AskedCount - 1,
            };
        }
        GatherAndDecide(brain, now);
        // What the legacy service put stays in the conversation.
        if (waiting is not null && CurrentQuestion is null && WaitingMessage(State.AskedQuestionIds.Count + 1) is { } message)
            _messages.Remove(message);
    }

    private IReadOnlyList<string> GatherAndDecide(CompiledBrain brain, DateTimeOffset now)
    {
        var facts = GatheredFacts.From(brain, State);
        State = State with
        {
            Slots = facts.Slots,
            DeclinedSlots = facts.Declined,
            UnknownSlots = [.. brain.Document.Slots.Select(slot => slot.Key).Where(key => !facts.Slots.GetValueOrDefault(key, SlotValue.Empty).HasValue)],
            QuickState = (State.QuickState ?? new QuickState()) with { LowInfoStreak = facts.LowInfoStreak },
        };
        DecideNext(brain, now);
        return facts.ChangedByLast;
    }

    private void DecideNext(CompiledBrain brain, DateTimeOffset now)
    {
        LastActivityAt = now;
        var inputs = DecisionInputs();
        var decision = InterviewEngine.Decide(brain, inputs);
        var number = State.DecisionCount!.Value + 1;
        var before = State.RiskFlags;
        State = State with
        {
            RiskFlags = [.. decision.Flags.Select(flag => new RiskFlag(
                flag.Code,
                flag.Severity,
                brain.FindRisk(flag.Code)!.Note.In(Language),
                flag.Evidence,
                flag.Confirmed))],
            DecisionCount = number,
            QuickState = (State.QuickState ?? new QuickState()) with { StopReason = decision.Stop.Reason },
        };
        TellOfFlags(before, now);
        if (decision.Chosen is { } chosen)
        {
            State = State with { AskedQuestionIds = [.. State.AskedQuestionIds, chosen.Id], QuestionsAskedCount = AskedCount + 1 };
            Ask(new AskedQuestion(chosen.Id, chosen.Text.In(Language), chosen.RoundHint), now);
        }
        State = State with
        {
            QuickState = State.QuickState! with { AskedCount = AskedCount, LastQuestionId = LastAsked },
        };
        _decisions.Add(DecisionRecord.Of(Id, number, RevisionId!.Value, inputs, decision, now));
    }

    // A flag may vanish with a correction and come again, which is nothing new. One that was raised before anybody could be told is none either.
    private void TellOfFlags(IReadOnlyList<RiskFlag> before, DateTimeOffset now)
    {
        var raised = State.RiskFlags.Where(flag => !ToldFlagCodes.Contains(flag.Code) && !before.Any(other => other.Code == flag.Code)).DistinctBy(flag => flag.Code).ToList();
        if (raised.Count == 0)
            return;
        ToldFlagCodes = [.. ToldFlagCodes, .. raised.Select(flag => flag.Code)];
        _webhookEvents.AddRange(raised.Select(flag => WebhookEvent.RiskRaised(this, flag, now)));
    }

    private void Ask(AskedQuestion question, DateTimeOffset now)
    {
        State = State with { NextQuestions = [question] };
        var asked = State.AskedQuestionIds.Count;
        if (WaitingMessage(asked) is { } waiting)
            waiting.Become(question, now);
        else if (!IsPut(question.Id, question.Text))
            _messages.Add(Message.Question(Id, PlaceOfQuestion(asked), question, Round, now));
    }

    private Message? WaitingMessage(int number) =>
        _messages.Find(message => message.Role == Message.AgentRole && message.Sequence == PlaceOfQuestion(number));

    // Questions stand at odd places and their answers at the even ones behind them, counted from the end of what the legacy service left.
    // A question that it put keeps the place that it has; the one that is its here stays empty.
    private int PlaceOfQuestion(int number) => (State.Earlier?.Turns ?? 0) + (2 * (number - (State.Earlier?.Questions ?? 0))) - 1;

    // Whether the legacy service put a question that has no answer yet, perhaps together with others.
    private bool IsPut(string questionId, string? text = null) =>
        State.Earlier is { } earlier
        && _messages.Where(message => message.QuestionId == questionId).MaxBy(message => message.Sequence) is { Role: Message.AgentRole } put
        && put.Sequence <= earlier.Turns
        && (text is null || put.Content == text);
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
/// <param name="OpensById">Whether whoever knows its id may go on with it.</param>
/// <param name="ConsentVersion">The consent text that the respondent agreed to; null where none is known.</param>
public sealed record StartedInterview(string Language, int RevisionId, byte[] TokenHash, Guid SubmissionId, bool OpensById = false, int? ConsentVersion = null);

/// <summary>An answer as it is stored, with what was understood of it.</summary>
/// <param name="QuestionId">Id of the question that it answers.</param>
/// <param name="Input">What the respondent wrote and picked.</param>
/// <param name="Text">Clean; what was written, at most <see cref="TextLimits.Answer"/> characters, behind the labels of picked options.</param>
/// <param name="Understanding">What was understood; its evidence lies within <paramref name="Text"/>.</param>
/// <param name="SubmissionId">The form or request that brought it.</param>
public sealed record SubmittedAnswer(string QuestionId, AnswerInput Input, string Text, Understanding Understanding, Guid SubmissionId);

/// <summary>How the respondent can be reached.</summary>
/// <param name="Name">1 to <see cref="TextLimits.ContactName"/> characters; null when not given.</param>
/// <param name="Email">Up to <see cref="TextLimits.ContactEmail"/> characters; null when not given.</param>
/// <param name="Phone">Up to <see cref="TextLimits.ContactPhone"/> characters; null when not given.</param>
public sealed record ContactDetails(string? Name, string? Email, string? Phone);

/// <summary>The two forms of a report, in Markdown.</summary>
/// <param name="Full">The full report.</param>
/// <param name="Summary">What the respondent reads.</param>
public sealed record InterviewReport(string Full, string Summary);
