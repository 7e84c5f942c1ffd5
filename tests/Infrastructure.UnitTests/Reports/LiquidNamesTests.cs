using AgentBrain.Domain.Brain;
using AgentBrain.Infrastructure.Brain;
using AgentBrain.Infrastructure.Reports;

namespace AgentBrain.Infrastructure.UnitTests.Reports;

public class LiquidNamesTests
{
    private static IEnumerable<TestCaseData> Shipped() =>
        from language in Languages.All
        let report = new ShippedBrain().Read().Report
        from form in new[] { (Name: "full", Of: report.Full), (Name: "summary", Of: report.Summary) }
        select new TestCaseData(form.Of.In(language)).SetArgDisplayNames(form.Name, language);

    [TestCaseSource(nameof(Shipped))]
    public void A_shipped_template_uses_no_unknown_names(string template) => Unknown(template).ShouldBeEmpty();

    [TestCase("{{ name | append: footer | upcase }}")]
    [TestCase("{% for fact in facts limit:2 offset: 1 %}{{ fact.key }}{{ forloop.index }}{% for part in fact.parts reversed %}{{ part.quote }}{% endfor %}{% endfor %}")]
    [TestCase("{{ facts.size }}{{ facts.first.label }}{{ facts[0].parts }}{{ findings.last.note }}")]
    [TestCase("{% assign best = findings | first %}{{ best.note }}{{ best.whatever }}")]
    [TestCase("{{ later }}{% capture later %}x{% endcapture %}")]
    [TestCase("{% if facts contains \"unknown thing\" and name != 'other' or ended_early == true %}{% endif %}")]
    [TestCase("{% for number in (1..facts.size) %}{{ number }}{% endfor %}")]
    [TestCase("{% raw %}{{ anything }}{% endraw %}{% comment %}{{ goes }}{% endcomment %}")]
    [TestCase("{% case name %}{% when \"a\" %}{% else %}{% endcase %}{% cycle 'one', 'two' %}")]
    [TestCase("{%- assign text = \"a\" -%}{{- text -}}")]
    public void What_a_report_has_or_a_template_gives_is_known(string template) => Unknown(template).ShouldBeEmpty();

    [TestCase("{{ nothing }}", "nothing")]
    [TestCase("{{ name.first }}", "name.first")]
    [TestCase("{% if nothing %}{% elsif less %}{% endif %}", "nothing less")]
    [TestCase("{% for fact in fact %}{{ fact.label }}{% endfor %}", "fact")]
    [TestCase("{% for flag in findings %}{{ flag.label }}{% endfor %}{{ flag }}", "flag.label flag")]
    [TestCase("{% assign one = two %}{{ one }}", "two")]
    [TestCase("{{ name | append: nothing }}", "nothing")]
    [TestCase("{{ footer | default: nothing, less }}{{ nothing }}", "nothing less")]
    [TestCase("{% case severity %}{% when other %}{% endcase %}", "severity other")]
    public void What_means_nothing_is_named_once(string template, string names) => string.Join(' ', Unknown(template)).ShouldBe(names);

    [Test]
    public void Lines_are_counted_with_those_that_are_not_read() =>
        LiquidNames.Unknown("a\n{% comment %}\n\n{% endcomment %}\n{{ nothing }}").ShouldHaveSingleItem().Line.ShouldBe(5);

    private static IEnumerable<string> Unknown(string template) => LiquidNames.Unknown(template).Select(name => name.Name);
}
