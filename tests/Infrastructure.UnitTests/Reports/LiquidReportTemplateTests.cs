using AgentBrain.Application.Interviews.Reports;
using AgentBrain.Domain.Brain;
using AgentBrain.Infrastructure.Brain;
using AgentBrain.Infrastructure.Reports;

namespace AgentBrain.Infrastructure.UnitTests.Reports;

public class LiquidReportTemplateTests
{
    private static readonly ReportModel Empty = new()
    {
        Reference = "7F3A-09BC",
        Date = "2027-03-01",
        Name = "",
        EndedEarly = false,
        Facts = [],
        Findings = [],
        ToClarify = [],
        NotEstablished = [],
        Footer = "",
    };

    private static readonly ReportModel Sparse = Empty with
    {
        Name = "Ona",
        Facts = [new ReportFact("purpose", "Purpose", Sure: false, [new ReportPart("Relaxation", "")])],
        NotEstablished = [new ReportGap("Budget", Required: false, Declined: true)],
    };

    private static readonly ReportModel Full = new()
    {
        Reference = "7F3A-09BC",
        Date = "2027-03-01",
        Name = "Ona \\<b\\>Onaitė\\</b\\>",
        EndedEarly = false,
        Facts =
        [
            new ReportFact("purpose", "Purpose", Sure: true, [new ReportPart("Relaxation", "a place to \\*relax\\*"), new ReportPart("Health", "good \\& healthy")]),
            new ReportFact("users", "Users", Sure: false, [new ReportPart("6 people", "six of \\`us\\`")]),
        ],
        Findings =
        [
            new ReportFlag("RISK_HIGH", "high", "High note.", ""),
            new ReportFlag("RISK_MEDIUM", "medium", "Medium note.", ""),
            new ReportFlag("RISK_LOW", "low", "Low note.", ""),
        ],
        ToClarify = [new ReportFlag("RISK_MAYBE", "medium", "Maybe note.", "Drainage, Water")],
        NotEstablished = [new ReportGap("Ritual", Required: true, Declined: true), new ReportGap("Water", Required: true, Declined: false), new ReportGap("Budget", Required: false, Declined: false)],
        Footer = "The footer.",
    };

    private static readonly ReportSection Shipped = new ShippedBrain().Read().Report;
    private readonly LiquidReportTemplate _template = new();

    private static IEnumerable<TestCaseData> Templates() =>
        from language in Languages.All
        from form in new[] { (Name: "full", Of: Shipped.Full), (Name: "summary", Of: Shipped.Summary) }
        select new TestCaseData(form.Of.In(language), form.Name == "full").SetArgDisplayNames(form.Name, language);

    private static IEnumerable<TestCaseData> FullTemplates() => Languages.All.Select(language => new TestCaseData(Shipped.Full.In(language)).SetArgDisplayNames(language));

    [TestCaseSource(nameof(Templates))]
    public void A_shipped_template_shows_all_that_is_known(string template, bool full)
    {
        var report = Render(template, Full);

        report.ShouldContain("7F3A-09BC");
        report.ShouldContain("Ona \\<b\\>Onaitė\\</b\\>");
        report.ShouldContain("**Purpose");
        report.ShouldContain("Relaxation");
        report.ShouldContain("a place to \\*relax\\*");
        report.ShouldContain("six of \\`us\\`");
        report.ShouldContain("High note.");
        report.ShouldContain("Medium note.");
        report.ShouldContain("Low note.");
        report.ShouldContain("Maybe note.");
        report.ShouldContain("Drainage, Water");
        report.ShouldContain("Ritual; Water");
        report.ShouldEndWith("\n\nThe footer.\n");
        report.Contains("2027-03-01", StringComparison.Ordinal).ShouldBe(full);
        report.ShouldContain("good \\& healthy", Case.Sensitive, "every part has its source");
        report.Contains("Budget", StringComparison.Ordinal).ShouldBe(full, "the summary names only what is essential");
    }

    [TestCaseSource(nameof(Templates))]
    public void A_shipped_template_leaves_out_what_there_is_not(string template, bool full)
    {
        var report = Render(template, Sparse);

        report.ShouldContain("Ona");
        report.ShouldContain("**Purpose");
        report.ShouldContain("Relaxation");
        report.Contains("Budget", StringComparison.Ordinal).ShouldBe(full);
        report.Split('\n').Count(line => line.StartsWith('#')).ShouldBe(full ? 4 : 2, "no heading without something below it");
    }

    [TestCaseSource(nameof(Templates))]
    public void A_shipped_template_has_words_for_an_empty_interview(string template, bool full)
    {
        var report = Render(template, Empty);

        report.ShouldContain("7F3A-09BC");
        report.Split('\n').Count(line => line.StartsWith('#')).ShouldBe(full ? 3 : 2, "no heading without something below it");
    }

    [TestCaseSource(nameof(FullTemplates))]
    public void The_facts_are_one_table_and_the_findings_callouts_gravest_first(string template)
    {
        var lines = Render(template, Full with { Name = "Ona" }).Split('\n');

        var table = lines.SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).ToList();
        table.Count.ShouldBe(4);
        table[1].ShouldBe("|---|---|---|");
        table.ShouldAllBe(line => line.Count(character => character == '|') == 4);
        table[2].ShouldContain("| **Purpose** | Relaxation; Health |");
        table[3].ShouldContain("| **Users** | 6 people – *");
        lines.Where(line => line.StartsWith("> [!", StringComparison.Ordinal)).ShouldBe(["> [!CAUTION]", "> [!WARNING]", "> [!NOTE]"]);
        lines.Where(line => line.StartsWith("> **", StringComparison.Ordinal)).Select(line => line[(line.IndexOf(".** ", StringComparison.Ordinal) + 4)..])
            .ShouldBe(["High note.", "Medium note.", "Low note."]);
    }

    [TestCaseSource(nameof(FullTemplates))]
    public void Parts_that_rest_on_the_same_words_quote_them_once(string template)
    {
        var report = Render(template, Empty with
        {
            Facts = [new ReportFact("purpose", "Purpose", true, [new ReportPart("Relaxation", "rest and health"), new ReportPart("Health", "rest and health")])],
        });

        report.Split("rest and health").Length.ShouldBe(2);
        Render(template, Sparse).ShouldContain("* |  |\n", Case.Sensitive, "no words, no quotation marks");
    }

    [TestCaseSource(nameof(FullTemplates))]
    public void What_was_set_by_hand_says_so_in_the_place_of_words(string template)
    {
        var byHand = Empty with { Facts = [new ReportFact("users", "Users", true, [new ReportPart("6 people", "")], SetByHand: true)] };

        var row = Render(template, byHand).Split('\n').Single(line => line.StartsWith("| **Users**", StringComparison.Ordinal));

        row.Split('|')[3].Trim().ShouldNotBeEmpty();
    }

    [TestCaseSource(nameof(Templates))]
    public void An_interview_that_was_ended_early_is_told_so_kindly(string template, bool full)
    {
        var early = Render(template, Sparse with { EndedEarly = true });

        early.ShouldNotBe(Render(template, Sparse));
        early.Contains("Budget", StringComparison.Ordinal).ShouldBe(full);
        Render(template, Empty with { EndedEarly = true }).ShouldContain("7F3A-09BC");
    }

    [Test]
    public void What_a_respondent_wrote_is_never_read_as_a_template()
    {
        const string Written = "{{ footer }}{% assign name = 'x' %}";

        _template.Render("{{ name }}|{% for fact in facts %}{{ fact.parts[0].text }}{% endfor %}", Empty with
        {
            Name = Written,
            Footer = "secret",
            Facts = [new ReportFact("purpose", "Purpose", true, [new ReportPart(Written, "")])],
        }).ShouldBe($"{Written}|{Written}\n");
    }

    [Test]
    public void Templates_see_the_model_under_snake_case_names() => _template.Render(
        "{{ reference }} {{ date }} {{ name }} {{ footer }} {{ facts[1].key }} {{ facts[1].label }} {{ facts[1].sure }} {{ facts[0].parts[1].quote }} "
        + "{{ findings[0].code }} {{ findings[0].severity }} {{ to_clarify[0].note }} {{ to_clarify[0].missing }} "
        + "{{ not_established[0].label }} {{ not_established[0].required }} {{ not_established[1].declined }} {{ ended_early }} {{ unknown }}",
        Full with { Name = "Ona" }).ShouldBe(
        "7F3A-09BC 2027-03-01 Ona The footer. users Users false good \\& healthy RISK_HIGH high Maybe note. Drainage, Water Ritual true false false\n");

    [TestCase("{{ name")]
    [TestCase("{% for fact in facts %}")]
    [TestCase("{% if %}{% endif %}")]
    [TestCase("{% nonsense %}")]
    [TestCase("{{ name | nonsense }}")]
    [TestCase("{% include 'other' %}")]
    [TestCase("{{ 1 | divided_by: 0 }}")]
    [TestCase("{% for i in (1..20000) %}{% endfor %}")]
    public void A_template_that_is_not_valid_is_refused(string template) =>
        Should.Throw<FormatException>(() => _template.Render(template, Full)).Message.ShouldContain("not valid");

    private string Render(string template, ReportModel model)
    {
        var report = _template.Render(template, model);
        report.ShouldNotContain("{{");
        report.ShouldNotContain("{%");
        report.ShouldNotContain("}}");
        report.ShouldNotContain("%}");
        report.ShouldNotContain("\n\n\n");
        report.ShouldNotContain("Liquid");
        report.Split('\n').ShouldAllBe(line => line == line.TrimEnd());
        report.ShouldBe(_template.Render(template, model));
        return report;
    }
}
