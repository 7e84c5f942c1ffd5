using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using AgentBrain.Infrastructure.Understanding;

namespace AgentBrain.Infrastructure.UnitTests.Understanding;

public class LexicalAnswerInterpreterTests
{
    private static IEnumerable<TestCaseData> Answers() =>
        from language in Languages.All
        from answer in Garden.Cases(language)
        select new TestCaseData(language, answer).SetArgDisplayNames(language, answer.Text);

    [TestCaseSource(nameof(Answers))]
    public void An_answer_is_understood_exactly(string language, object answer)
    {
        var example = (AnswerCase)answer;

        var understood = Interpret(example.Text, language, [.. example.Asked]);

        Rendered(understood).ShouldBe(example.Expect, ignoreOrder: true);
    }

    [Test]
    public void Evidence_of_an_option_is_what_was_said() =>
        EvidenceOf("borehole", "Taip, turime šulinį!", "lt").ShouldBe("šulinį");

    [Test]
    public void Evidence_of_what_follows_from_a_denial_covers_the_denial() =>
        EvidenceOf("open_plot", "sorry, no wooden fence here", "en").ShouldBe("no wooden fence");

    [Test]
    public void Evidence_of_what_follows_from_a_denial_behind_the_word_covers_both() =>
        EvidenceOf("dry_plot", "Sakyčiau, vandens čia nėra.", "lt").ShouldBe("vandens čia nėra");

    [Test]
    public void Evidence_of_a_measure_is_what_was_said() =>
        Interpret("apie 20 tūkst. eurų, ne daugiau", "lt").Slots.Single().Measure!.Evidence.Of("apie 20 tūkst. eurų, ne daugiau").ShouldBe("20 tūkst. eurų");

    [Test]
    public void Evidence_counts_characters_of_the_original_text()
    {
        const string Text = "🌻🌻 šu\u0301linys";

        var evidence = Interpret("🌻🌻 šulinys", "lt").Slots.Single().Options.Single().Evidence;

        evidence.ShouldBe(new EvidenceSpan(5, 7));
        EvidenceOf("borehole", Text, "lt").ShouldBe("šu\u0301linys");
    }

    [TestCase("A well", new[] { "water" }, ConfidenceLevels.Stated)]
    [TestCase("A well", new[] { "fence" }, ConfidenceLevels.InPassing)]
    [TestCase("A well", new string[0], ConfidenceLevels.InPassing)]
    [TestCase("Maybe a well", new[] { "water" }, ConfidenceLevels.Hedged)]
    [TestCase("Maybe a well", new[] { "fence" }, ConfidenceLevels.Hedged)]
    [TestCase("There is no water", new[] { "water" }, ConfidenceLevels.Stated)]
    public void Confidence_depends_on_the_question_and_on_hedges(string text, string[] asked, double confidence) =>
        Interpret(text, "en", asked).Slots.Single().Options.Single().Confidence.ShouldBe(confidence);

    [Test]
    public void The_same_confidence_holds_for_measures()
    {
        Interpret("6 people", "en", "helpers").Slots.Single().Measure!.Confidence.ShouldBe(ConfidenceLevels.Stated);
        Interpret("6 people", "en", "water").Slots.Single().Measure!.Confidence.ShouldBe(ConfidenceLevels.InPassing);
        Interpret("perhaps 6 people", "en", "helpers").Slots.Single().Measure!.Confidence.ShouldBe(ConfidenceLevels.Hedged);
    }

    [Test]
    public void An_unknown_language_is_read_all_the_same() =>
        Rendered(Interpret("We have a well", "xx")).ShouldBe(["water=borehole"]);

    [Test]
    public async Task The_interface_gives_the_same_result()
    {
        var answer = new AnswerToInterpret { Brain = Garden.Brain, Language = "en", Text = "A well" };

        var understood = await new LexicalAnswerInterpreter().InterpretAsync(answer, CancellationToken.None);

        Rendered(understood).ShouldBe(["water=borehole"]);
    }

    private static string EvidenceOf(string option, string text, string language) =>
        Interpret(text, language).Slots.SelectMany(slot => slot.Options).Single(found => found.Key == option).Evidence.Of(text);

    private static Domain.Interviews.Understanding Interpret(string text, string language, params string[] asked) =>
        LexicalAnswerInterpreter.Interpret(
            new AnswerToInterpret { Brain = Garden.Brain, Language = language, Text = text, AskedSlots = asked }, out _);

    private static List<string> Rendered(Domain.Interviews.Understanding understood)
    {
        var lines = understood.Declined ? new List<string> { "declined" } : [];
        foreach (var slot in understood.Slots)
        {
            lines.AddRange(slot.Options.Select(option => $"{slot.SlotKey}={option.Key}{Mark(option.Confidence)}"));
            lines.AddRange(slot.Denied.Select(denied => $"{slot.SlotKey}!{denied.Key}"));
            if (slot.Measure is { } measure)
                lines.Add($"{slot.SlotKey}={measure.Text}{Mark(measure.Confidence)}");
        }
        return lines;
    }

    private static string Mark(double confidence) => confidence < ConfidenceLevels.Missing ? "?" : "";
}
