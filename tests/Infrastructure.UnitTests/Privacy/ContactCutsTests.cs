using System.Text;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Application.Interviews.Reports;
using AgentBrain.Domain.Interviews;
using AgentBrain.Infrastructure.Reports;

namespace AgentBrain.Infrastructure.UnitTests.Privacy;

public sealed class ContactCutsTests
{
    private const string Template = "# {{ name }}\n\nFor {{ name | upcase }}, {{ name | split: ' ' | first }} ({{ name }}): ⟦0⟧ {{ footer }}\n";

    private static readonly string[] _letters =
        ["Ona", "žę", "Ąžuolė", "Ёлкина", "O'Brien", "a", "李小龍", "𝒜da", "👩‍🔬", "é", "İpek", "ß", "*b*", "_c_", "<i>", "⟦0⟧", "⟧", "⟦", "\\", "(.*)", "1.", "- x", "$1", "|", "www.x.lt", "\u200F", "ﬁ", "+370", "&amp;"];

    [Test]
    public void Reports_with_any_name_are_put_together_to_the_letter([Range(1, 300)] int seed)
    {
        var random = new Random(seed);
        var contact = new ContactDetails(Text(random), $"{Text(random).Replace(" ", ".", StringComparison.Ordinal)}@example.org", Text(random));
        var model = ExampleReport.Everything with { Name = MarkdownText.Escape(contact.Name!), Footer = $"{contact.Email} {Text(random)} {contact.Phone}" };
        var full = new LiquidReportTemplate().Render(Template, model);

        var cut = ContactCuts.Cut([contact, new ContactDetails(Text(random), null, null)], full, contact.Name);

        ContactCuts.Fill(cut.Full, cut.Cuts).ShouldBe(full);
        ContactCuts.Fill(cut.Summary, cut.Cuts).ShouldBe(contact.Name);
        ContactCuts.Fill(cut.Full, cut.Masked)!.ShouldNotContain("⟧0", Case.Sensitive);
        // Letters alone tell anything; what stands in the template stays.
        if (contact.Name!.Count(char.IsLetter) > 4)
            cut.Full!.Split('\n')[0].ShouldNotContain(contact.Name!.Trim(), Case.Insensitive);
        cut.Masked.Count.ShouldBe(cut.Cuts.Count);
    }

    [Test]
    public void The_longest_match_is_taken_out_and_masked_as_a_whole()
    {
        var cut = ContactCuts.Cut([new ContactDetails("Jonas Jonaitis", "jonas@example.org", "+370 600 00000")], "Jonas Jonaitis, JONAS, jonas@example.org, +370 600 00000, Jonase", null);

        cut.Full.ShouldBe("⟦0⟧, ⟦1⟧, ⟦2⟧, ⟦3⟧, Jonase");
        ContactCuts.Fill(cut.Full, cut.Masked).ShouldBe(@"J\*\*\*, J\*\*\*, j\*\*\*@example.org, \*\*\*00, Jonase");
        ContactCuts.Fill(cut.Full, null).ShouldBe(@"\*\*\*, \*\*\*, \*\*\*, \*\*\*, Jonase");
    }

    [Test]
    public void What_looks_like_a_mark_is_no_mark()
    {
        var cut = ContactCuts.Cut([new ContactDetails("Ona", null, null)], "⟦0⟧ Ona ⟦⟦1⟧⟧", "⟦2⟧");

        cut.Full!.ShouldNotContain("Ona");
        ContactCuts.Fill(cut.Full, cut.Cuts).ShouldBe("⟦0⟧ Ona ⟦⟦1⟧⟧");
        ContactCuts.Fill(cut.Summary, cut.Cuts).ShouldBe("⟦2⟧");
    }

    [TestCase(" Ona@Example.ORG ", "ona@example.org")]
    [TestCase("ĄŽUOLĖ@example.lt", "ąžuolė@example.lt")]
    [TestCase("ąžuolė@example.lt", "ąžuolė@example.lt")]
    [TestCase(null, "")]
    public void Addresses_are_compared_without_case_and_composed(string? email, string normalized)
    {
        ContactEmail.Normalized(email).ShouldBe(normalized.Normalize(NormalizationForm.FormC));
        ContactEmail.Normalized(email?.Normalize(NormalizationForm.FormD)).ShouldBe(normalized.Normalize(NormalizationForm.FormC));
    }

    private static string Text(Random random) => CleanText.Line(string.Join(random.Next(2) == 0 ? " " : "", Enumerable.Range(0, random.Next(1, 5)).Select(_ => _letters[random.Next(_letters.Length)]))).PadRight(1, 'x');
}
