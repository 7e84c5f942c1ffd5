using System.Text.Json;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;
using CsCheck;

namespace AgentBrain.Domain.UnitTests.Interviews;

/// <summary>What holds of every interview whose answers and facts are changed in any order.</summary>
public class ChangePropertyTests
{
    private const int Iterations = 3_000;

    private static readonly Gen<SlotCorrection> Correction = Gen.Select(
        Gen.OneOf("ash", "birch", "oak").Array[0, 2],
        Gen.OneOf<string?>(null, null, "6 people"),
        (options, measure) => new SlotCorrection([.. options.Distinct()], measure));

    private static readonly Gen<Edit> AnyEdit = Gen.Select(
        Gen.Enum<EditKind>(),
        Gen.Int[0, 11],
        RandomBrains.Understanding,
        Correction,
        (kind, place, understanding, correction) => new Edit(kind, place, understanding, correction));

    private static readonly Gen<ChangedInterview> Interviews = Gen.Select(
        RandomBrains.Interview,
        AnyEdit.Array[0, 16],
        AnyEdit.Where(edit => edit.Kind is not (EditKind.Answer or EditKind.AnswerMore)).Array[0, 12],
        Gen.Int,
        (interview, edits, detours, order) => new ChangedInterview(interview, edits, detours, order));

    [Test]
    public void The_same_answers_and_corrections_give_the_same_state_whatever_was_said_in_between() => Sample((interview, brain) =>
    {
        var history = interview.Hold(brain);
        var settled = WithoutCount(history.Session);

        var (said, corrections) = (history.Said.ToDictionary(), history.Corrections.ToDictionary());
        foreach (var detour in interview.Detours)
            history.Apply(detour, detour.Understanding);

        history.Return(said, corrections, new Random(interview.Order));

        return WithoutCount(history.Session) == settled;
    });

    [Test]
    public void Who_answers_rightly_at_once_gets_to_the_same_state_as_who_corrects_themselves()
    {
        var compared = 0;
        Sample((interview, brain) =>
        {
            var history = interview.Hold(brain);
            var straight = history.Straight(correctFirst: interview.Order % 2 == 0);
            if (!straight.State.AskedQuestionIds.SequenceEqual(history.Session.State.AskedQuestionIds))
                return true;
            Interlocked.Increment(ref compared);
            return WithoutCount(straight) == WithoutCount(history.Session);
        });
        compared.ShouldBeGreaterThan(Iterations / 3, "in most interviews the questions come in the same order");
    }

    [Test]
    public void Messages_and_decisions_stay_gapless_and_the_state_consistent_after_every_change() => Sample((interview, brain) =>
    {
        var consistent = true;
        interview.Hold(brain, history => consistent &= IsConsistent(history, interview.Interview.Brain));
        return consistent;
    });

    [Test]
    public void Every_decision_replays_to_the_recorded_choice_also_after_changes() => Sample((interview, brain) =>
        interview.Hold(brain).Session.Decisions.All(record =>
        {
            var read = TestBrain.StoredAndRead(record.Details);
            var replayed = InterviewEngine.Decide(brain, read.Inputs);
            return replayed.Chosen?.Id == record.QuestionId
                && replayed.Stop.Reason == record.StopReason
                && Written(DecisionDetails.Of(read.Inputs, replayed)) == Written(record.Details);
        }));

    [Test]
    public void What_is_set_by_hand_is_what_is_known() => Sample((interview, brain) =>
    {
        var history = interview.Hold(brain);
        return history.Corrections.All(correction =>
        {
            var known = history.Session.State.Slots[correction.Key];
            return known.SetByHand && Written(known) == Written(correction.Value.ValueFor(brain.FindSlot(correction.Key)!));
        }) && history.Session.State.Slots.All(known => known.Value.SetByHand == history.Corrections.ContainsKey(known.Key));
    });

    [Test]
    public void No_statement_of_an_answer_that_counts_is_forgotten() => Sample((interview, brain) =>
    {
        var state = interview.Hold(brain).Session.State;
        return state.Answers!.SelectMany(answer => answer.Slots).All(said =>
        {
            if (brain.FindSlot(said.SlotKey) is not { } slot || state.Corrections.ContainsKey(slot.Key))
                return true;
            var known = state.Slots.GetValueOrDefault(slot.Key) ?? SlotValue.Empty;
            var kept = known.Evidence.Concat(known.Overruled.Select(overruled => overruled.Statement)).Select(evidence => evidence.Supports).ToHashSet();
            return said.Options.Where(option => slot.FindOption(option.Supports) is not null).All(option => kept.Contains(option.Supports))
                && (said.Measure is null || kept.Contains(said.Measure.Supports));
        });
    });

    [Test]
    public void A_language_and_back_changes_nothing() => Sample((interview, brain) =>
    {
        var session = interview.Hold(brain, settle: false).Session;
        var before = Written(session.State) + string.Join("\n", session.Messages.Select(message => message.Content));
        session.SwitchLanguage(Languages.Russian, brain, TestBrain.Now);
        session.SwitchLanguage(Languages.English, brain, TestBrain.Now);
        return Written(session.State) + string.Join("\n", session.Messages.Select(message => message.Content)) == before;
    });

    private static void Sample(Func<ChangedInterview, CompiledBrain, bool> holds) => Interviews.Sample(
        interview => holds(interview, new CompiledBrain(interview.Interview.Brain)),
        iter: Iterations,
        print: interview => JsonSerializer.Serialize(interview, BrainDocument.Json));

    private static bool IsConsistent(History history, BrainDocument brain)
    {
        var session = history.Session;
        var state = session.State;
        var asked = state.AskedQuestionIds;
        var answered = session.CurrentQuestion is null ? asked.Count : asked.Count - 1;
        var filled = state.Slots.Where(slot => slot.Value.HasValue).Select(slot => slot.Key).ToHashSet();
        var messages = session.Messages.OrderBy(message => message.Sequence).ToList();
        return messages.Select(message => message.Sequence).SequenceEqual(Enumerable.Range(1, asked.Count + answered))
            && messages.Index().All(turn => turn.Item.QuestionId == asked[turn.Index / 2]
                && turn.Item.Role == (turn.Index % 2 == 0 ? Message.AgentRole : Message.UserRole))
            && asked.Distinct().Count() == asked.Count
            && state.QuestionsAskedCount == asked.Count
            && state.QuickState!.AskedCount == asked.Count
            && state.QuickState.LastQuestionId == (asked.Count == 0 ? null : asked[^1])
            && (session.CurrentQuestion is null) == (state.QuickState.StopReason is not null)
            && (session.CurrentQuestion is null || session.CurrentQuestion.Id == asked[^1])
            && !(state.EndedEarly && session.CurrentQuestion is not null)
            && session.Decisions.Select(record => record.Sequence).SequenceEqual(Enumerable.Range(1, session.Decisions.Count))
            && state.DecisionCount == session.Decisions.Count
            && session.Decisions.Last().QuestionId == session.CurrentQuestion?.Id
            && session.ReplacedAnswers.Count == history.Changes
            && state.Answers!.Select(answer => answer.QuestionId).SequenceEqual(asked.Take(answered))
            && state.UnknownSlots.SequenceEqual(brain.Slots.Select(slot => slot.Key).Where(key => !filled.Contains(key)))
            && !state.DeclinedSlots.Any(filled.Contains)
            && state.DeclinedSlots.Distinct().Count() == state.DeclinedSlots.Count
            && state.Corrections.Where(correction => correction.Value.Options.Count == 0 && correction.Value.Measure is null).All(correction => state.DeclinedSlots.Contains(correction.Key));
    }

    private static string WithoutCount(Session session) => Written(session.State with { DecisionCount = 0 });

    private static string Written<T>(T value) => JsonSerializer.Serialize(value, TestBrain.Stored);

    private enum EditKind
    {
        Answer,
        AnswerMore,
        Change,
        Correct,
        TakeBack,
        EndOrTakeUp,
        SwitchLanguage,
    }

    private sealed record Edit(EditKind Kind, int Place, Understanding Understanding, SlotCorrection Correction);

    /// <summary>An interview during which its respondent changes this and that, and detours on which they change it once more.</summary>
    private sealed record ChangedInterview(RandomInterview Interview, IReadOnlyList<Edit> Edits, IReadOnlyList<Edit> Detours, int Order)
    {
        /// <summary>Holds the interview to its end; what its respondent says last is in the history.</summary>
        public History Hold(CompiledBrain brain, Action<History>? afterEach = null, bool settle = true)
        {
            var history = new History(brain);
            afterEach?.Invoke(history);
            foreach (var edit in Edits)
            {
                history.Apply(edit, edit.Kind is EditKind.Answer or EditKind.AnswerMore ? Interview.Answers[edit.Place] : edit.Understanding);
                afterEach?.Invoke(history);
            }
            if (!settle)
            {
                history.Session.SwitchLanguage(Languages.English, brain, TestBrain.Now);
                return history;
            }
            history.Settle();
            foreach (var understanding in Interview.Answers)
            {
                history.Answer(understanding);
                afterEach?.Invoke(history);
            }
            return history;
        }
    }

    /// <summary>A session with what its respondent said last to each question and set by hand last.</summary>
    private sealed class History(CompiledBrain brain)
    {
        public Session Session { get; } = Session.Start(new StartedInterview(Languages.English, 7, [], Guid.Empty), brain, TestBrain.Now);

        public Dictionary<string, Understanding> Said { get; } = [];

        public Dictionary<string, SlotCorrection> Corrections { get; } = [];

        public int Changes { get; private set; }

        public void Answer(Understanding understanding)
        {
            if (Session.CurrentQuestion is not { } question)
                return;
            Session.Answer(Submitted(question.Id, understanding), brain, TestBrain.Now);
            Said[question.Id] = understanding;
        }

        private void Change(string questionId, Understanding understanding)
        {
            Session.ChangeAnswer(Submitted(questionId, understanding), brain, TestBrain.Now);
            Said[questionId] = understanding;
            Changes++;
        }

        private void Correct(string key, SlotCorrection? correction)
        {
            Session.Correct(key, correction, brain, TestBrain.Now);
            if (correction is null)
                Corrections.Remove(key);
            else
                Corrections[key] = correction;
        }

        public void Apply(Edit edit, Understanding understanding)
        {
            var slots = brain.Document.Slots;
            switch (edit.Kind)
            {
                case EditKind.Change when Said.Count > 0:
                    Change(Said.Keys.Order(StringComparer.Ordinal).ElementAt(edit.Place % Said.Count), understanding);
                    break;
                case EditKind.Correct:
                    Correct(slots[edit.Place % slots.Count].Key, edit.Correction);
                    break;
                case EditKind.TakeBack:
                    Correct(slots[edit.Place % slots.Count].Key, null);
                    break;
                case EditKind.EndOrTakeUp:
                    Session.SetEndedEarly(!Session.State.EndedEarly, brain, TestBrain.Now);
                    break;
                case EditKind.SwitchLanguage:
                    Session.SwitchLanguage(Languages.All[edit.Place % Languages.All.Count], brain, TestBrain.Now);
                    break;
                case EditKind.Answer or EditKind.AnswerMore:
                    Answer(understanding);
                    break;
            }
        }

        /// <summary>Back to English, and not ended early.</summary>
        public void Settle()
        {
            Session.SwitchLanguage(Languages.English, brain, TestBrain.Now);
            if (Session.State.EndedEarly)
                Session.SetEndedEarly(false, brain, TestBrain.Now);
        }

        /// <summary>Says and sets everything as it was, in some order.</summary>
        public void Return(Dictionary<string, Understanding> said, Dictionary<string, SlotCorrection> corrections, Random order)
        {
            List<Action> steps =
            [
                .. said.Select(Action (answer) => () => Change(answer.Key, answer.Value)),
                .. brain.Document.Slots.Select(Action (slot) => () => Correct(slot.Key, corrections.GetValueOrDefault(slot.Key))),
                Settle,
            ];
            foreach (var step in steps.OrderBy(_ => order.Next()).ToList())
                step();
        }

        /// <summary>An interview in which everything is said and set once, as it was said and set here last.</summary>
        public Session Straight(bool correctFirst)
        {
            var straight = new History(brain);
            if (correctFirst)
                CorrectAll();
            AnswerAll();
            if (!correctFirst)
                CorrectAll();
            AnswerAll();
            return straight.Session;

            void AnswerAll()
            {
                while (straight.Session.CurrentQuestion is { } question && Said.TryGetValue(question.Id, out var understanding))
                    straight.Answer(understanding);
            }

            void CorrectAll()
            {
                foreach (var (key, correction) in Corrections.OrderByDescending(correction => correction.Key, StringComparer.Ordinal))
                    straight.Correct(key, correction);
            }
        }

        private static SubmittedAnswer Submitted(string questionId, Understanding understanding) =>
            new(questionId, AnswerInput.InWords(RandomBrains.AnswerText), RandomBrains.AnswerText, understanding, Guid.NewGuid());
    }
}
