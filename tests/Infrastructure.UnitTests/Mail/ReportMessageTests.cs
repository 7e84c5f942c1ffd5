using AgentBrain.Infrastructure.Mail;
using MimeKit;

namespace AgentBrain.Infrastructure.UnitTests.Mail;

public sealed class ReportMessageTests
{
    private static readonly MailOptions Options = new() { From = "Pirčių studija <reports@example.org>", ReplyTo = "ona@example.org" };

    [TestCase("lt", "Jūsų pirties ataskaita 7F3A-09BC", "pirties-ataskaita-7F3A-09BC.md", "Ačiū už pokalbį.")]
    [TestCase("en", "Your sauna report 7F3A-09BC", "sauna-report-7F3A-09BC.md", "Thank you for the interview.")]
    [TestCase("ru", "Отчёт о вашей бане 7F3A-09BC", "отчёт-о-бане-7F3A-09BC.md", "Спасибо за разговор.")]
    public async Task Speaks_the_language_of_the_interview(string language, string subject, string fileName, string lead)
    {
        var message = await WrittenAsync(language);

        message.Subject.ShouldBe(subject);
        message.TextBody!.ShouldStartWith(lead);
        message.HtmlBody!.ShouldContain($"<html lang=\"{language}\">");
        message.Body!.Headers[HeaderId.ContentLanguage].ShouldBe(language);
        message.Attachments.Cast<MimePart>().ShouldHaveSingleItem().FileName.ShouldBe(fileName);
    }

    [Test]
    public async Task Has_text_and_HTML_of_the_report_and_the_Markdown_as_it_is()
    {
        var message = await WrittenAsync("en");

        var parts = message.Body.ShouldBeOfType<Multipart>();
        parts[0].ShouldBeOfType<MultipartAlternative>().Select(part => part.ContentType.MimeType).ShouldBe(["text/plain", "text/html"]);
        var attached = message.Attachments.Cast<TextPart>().Single();
        attached.ContentType.MimeType.ShouldBe("text/markdown");
        attached.Text.ReplaceLineEndings("\n").ShouldBe(TestMail.Report.ReplaceLineEndings("\n"));
        foreach (var body in new[] { message.TextBody!, message.HtmlBody! })
        {
            body.ShouldContain("Žydrūnė Ąžuolaitė");
            body.ShouldContain("“to rest by the lake with my seven neighbours”");
            body.ShouldContain("7F3A-09BC");
        }
        message.TextBody!.ReplaceLineEndings("\n").ShouldContain("Purpose: Resting\n  “to rest by the lake with my seven neighbours”\nWater: A well\n");
    }

    [Test]
    public async Task Says_who_sends_it_and_that_no_machine_need_answer()
    {
        var message = await WrittenAsync("en");

        message.From.Mailboxes.Single().ShouldBe(new MailboxAddress("Pirčių studija", "reports@example.org"));
        message.ReplyTo.Mailboxes.Single().Address.ShouldBe("ona@example.org");
        message.To.Mailboxes.Single().ShouldBe(new MailboxAddress("Žydrūnė Ąžuolaitė", "zydrune@example.org"));
        message.MessageId.ShouldBe(TestMail.Of().MessageId);
        message.Date.ShouldBe(TestMail.Of().Date);
        message.Headers[HeaderId.AutoSubmitted].ShouldBe("auto-generated");
        message.TextBody!.ShouldContain("Just answer this message");
    }

    [Test]
    public void Is_the_same_at_every_attempt_for_whoever_reads_it()
    {
        var (first, second) = (ReportMessage.Of(TestMail.Of(), Options)!, ReportMessage.Of(TestMail.Of(), Options)!);

        first.MessageId.ShouldBe(second.MessageId);
        first.Date.ShouldBe(second.Date);
        first.HtmlBody.ShouldBe(second.HtmlBody);
        first.TextBody.ShouldBe(second.TextBody);
    }

    [Test]
    public async Task Holds_no_HTML_of_the_report_no_script_and_nothing_to_load()
    {
        var html = (await WrittenAsync("en")).HtmlBody!;

        html.ShouldNotContain("<script");
        html.ShouldContain("&lt;script&gt;");
        html.ShouldNotContain("javascript:");
        html.ShouldNotContain("<img");
        html.ShouldNotContain("p.png");
        html.ShouldNotContain("<link");
        html.ShouldContain("href=\"https://example.org/next\"");
    }

    [Test]
    public async Task Travels_as_lines_of_plain_ASCII()
    {
        using var written = new MemoryStream();
        await ReportMessage.Of(TestMail.Of(language: "ru"), Options)!.WriteToAsync(written);

        var raw = written.ToArray();
        raw.ShouldAllBe(letter => letter < 128);
        System.Text.Encoding.ASCII.GetString(raw).Split('\n').Max(line => line.Length).ShouldBeLessThan(998);
    }

    private static async Task<MimeMessage> WrittenAsync(string language)
    {
        using var written = new MemoryStream();
        await ReportMessage.Of(TestMail.Of(language: language), Options)!.WriteToAsync(written);
        written.Position = 0;
        return await MimeMessage.LoadAsync(written);
    }
}
