using System.Text;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;
using FluentValidation;
using FluentValidation.Results;

namespace AgentBrain.Application.Interviews;

/// <summary>Makes one text of the labels that a respondent picked and the words that they wrote, and finds what both together say.</summary>
internal static class ComposedAnswer
{
    public static async Task<SubmittedAnswer> ComposeAsync(
        AnswerForm form,
        string language,
        CompiledBrain brain,
        IAnswerInterpreter interpreter,
        CancellationToken cancellationToken) =>
        await ComposeAsync(form.QuestionId, form.Input, form.SubmissionId, language, brain, interpreter, cancellationToken);

    /// <param name="questionId">Id of the question that is answered.</param>
    /// <param name="input">What was written and picked.</param>
    /// <param name="submissionId">The form or request that brought it.</param>
    /// <param name="language">Language of the interview.</param>
    /// <param name="brain">The brain of the interview.</param>
    /// <param name="interpreter">Understands the words.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<SubmittedAnswer> ComposeAsync(
        string questionId,
        AnswerInput input,
        Guid submissionId,
        string language,
        CompiledBrain brain,
        IAnswerInterpreter interpreter,
        CancellationToken cancellationToken)
    {
        var (text, chosen, writtenAt) = Write(input, language, brain);
        var written = input.Written.Length == 0
            ? Understanding.Nothing
            : await interpreter.InterpretAsync(
                new AnswerToInterpret
                {
                    Brain = brain.Document,
                    Language = language,
                    Text = input.Written,
                    AskedSlots = brain.SlotsAskedBy(questionId),
                },
                cancellationToken);
        var understanding = new Understanding
        {
            Slots = Join(brain, chosen, written.Slots, writtenAt),
            Declined = input.Declined || (written.Declined && chosen.Count == 0),
        };
        return new SubmittedAnswer(questionId, input, text, understanding, submissionId);
    }

    /// <exception cref="ValidationException">An option was picked that the question does not offer.</exception>
    public static void MustFit(string questionId, IEnumerable<ChosenOption> choices, CompiledBrain brain)
    {
        var question = brain.FindQuestion(questionId);
        if (choices.Any(choice => question?.SlotCoverage.Contains(choice.SlotKey) != true || brain.FindSlot(choice.SlotKey)?.FindOption(choice.OptionKey) is null))
            throw new ValidationException([new ValidationFailure(nameof(AnswerForm.Choices), "Choose only from the options that the question offers.") { ErrorCode = "OptionUnknown" }]);
    }

    /// <summary>The text alone; options that do not exist leave no trace in it.</summary>
    public static string TextOf(AnswerInput input, string language, CompiledBrain brain) => Write(input, language, brain).Text;

    private static (string Text, List<(string SlotKey, UnderstoodOption Option)> Chosen, int WrittenAt) Write(
        AnswerInput input,
        string language,
        CompiledBrain brain)
    {
        var text = new StringBuilder();
        var chosen = new List<(string SlotKey, UnderstoodOption Option)>();
        foreach (var choice in input.Choices)
        {
            if (brain.FindSlot(choice.SlotKey)?.FindOption(choice.OptionKey) is not { } option)
                continue;
            if (text.Length > 0)
                text.Append(", ");
            var label = option.Label.In(language);
            chosen.Add((choice.SlotKey, new UnderstoodOption(choice.OptionKey, ConfidenceLevels.Stated, new EvidenceSpan(text.Length, label.Length))));
            text.Append(label);
        }

        var writtenAt = 0;
        if (input.Written.Length > 0)
        {
            if (text.Length > 0)
                text.Append('\n');
            writtenAt = text.Length;
            text.Append(input.Written);
        }
        if (text.Length == 0)
            text.Append(DeclinedPhrase(language));
        return (text.ToString(), chosen, writtenAt);
    }

    /// <summary>What a respondent picked stands, whatever understanding makes of the words beside it.</summary>
    private static List<UnderstoodSlot> Join(
        CompiledBrain brain,
        List<(string SlotKey, UnderstoodOption Option)> chosen,
        IReadOnlyList<UnderstoodSlot> written,
        int writtenAt)
    {
        var slots = written.Select(slot => Shifted(slot, writtenAt)).ToDictionary(slot => slot.SlotKey);
        foreach (var picks in chosen.GroupBy(pick => pick.SlotKey, pick => pick.Option))
        {
            var picked = picks.Select(option => option.Key).ToHashSet();
            var slot = slots.GetValueOrDefault(picks.Key) ?? new UnderstoodSlot { SlotKey = picks.Key };
            var definition = brain.FindSlot(picks.Key)!;
            slots[picks.Key] = slot with
            {
                Options =
                [
                    .. picks,
                    .. slot.Options.Where(option => !picked.Contains(option.Key) && !picked.Any(key => definition.AreExclusive(key, option.Key))),
                ],
                Denied = [.. slot.Denied.Where(denied => !picked.Contains(denied.Key))],
            };
        }
        return [.. slots.Values];
    }

    private static UnderstoodSlot Shifted(UnderstoodSlot slot, int by) => slot with
    {
        Options = [.. slot.Options.Select(option => option with { Evidence = Shifted(option.Evidence, by) })],
        Measure = slot.Measure is { } measure ? measure with { Evidence = Shifted(measure.Evidence, by) } : null,
    };

    private static EvidenceSpan Shifted(EvidenceSpan span, int by) => span with { Start = span.Start + by };

    private static string DeclinedPhrase(string language) =>
        new LocalizedText("Nežinau", "I don't know", "Не знаю").In(language);
}
