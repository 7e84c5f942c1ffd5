using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Brain.Analysis;
using AgentBrain.Infrastructure.Reports;

namespace AgentBrain.Application.FunctionalTests.Brain;

/// <summary>What the analyser said last is kept for whoever asks the same.</summary>
public sealed class AnalysedBrainsTests
{
    [Test]
    public void The_same_brain_is_not_analysed_again()
    {
        var analysed = new AnalysedBrains(new LiquidReportTemplate());
        var first = analysed.Of(Brain("Kas?"), []);

        analysed.Of(Brain("Kas?"), []).ShouldBeSameAs(first);

        first.Select(finding => finding.Code).ShouldContain("translation-missing");
    }

    [Test]
    public void Another_brain_or_other_translations_are()
    {
        var analysed = new AnalysedBrains(new LiquidReportTemplate());
        var first = analysed.Of(Brain("Kas?"), []);

        analysed.Of(Brain("Kas čia?"), []).ShouldNotBeSameAs(first);
        analysed.Of(Brain("Kas?", "What?"), [new BrainAddress(BrainSection.Questions, "Q", "text_en")]).ShouldContain(finding => finding.Code == "translation-stale");
        analysed.Of(Brain("Kas?", "What?"), []).ShouldNotContain(finding => finding.Code == "translation-stale");
        analysed.Of(Brain("Kas?"), []).ShouldBe(BrainAnalyser.Analyse(Brain("Kas?")), new ByText());
    }

    private static BrainDocument Brain(string text, string? english = null) => new() { Questions = [new QuestionDefinition { Id = "Q", TextLt = text, TextEn = english }] };

    private sealed class ByText : IEqualityComparer<Finding>
    {
        public bool Equals(Finding? one, Finding? other) => one?.Sentence == other?.Sentence;

        public int GetHashCode(Finding finding) => finding.Sentence.GetHashCode(StringComparison.Ordinal);
    }
}
