using System.Globalization;
using System.Text;
using AgentBrain.Application.Mail;
using AgentBrain.Domain.Interviews;
using MimeKit;
using MimeKit.Text;

namespace AgentBrain.Infrastructure.Mail;

/// <summary>Puts the message of a report together: plain text and HTML, with the Markdown attached.</summary>
internal static class ReportMessage
{
    /// <summary>The message; null where the address is none that mail can be sent to.</summary>
    public static MimeMessage? Of(ReportMail mail, MailOptions options)
    {
        if (!MailAddresses.IsSendable(mail.Address))
            return null;
        var words = MailWords.In(mail.Language);
        var subject = Say(words.Subject, mail.Reference);
        string[] closing = [Say(options.AnswersTo is null ? words.NoAnswer : words.Answer, mail.Reference), words.Why];
        var report = MailMarkdown.Read(mail.Report);

        var message = new MimeMessage
        {
            Subject = subject,
            MessageId = mail.MessageId,
            Date = mail.Date,
            Body = new Multipart("mixed")
            {
                new MultipartAlternative
                {
                    Text(TextFormat.Plain, $"{words.Lead}\n\n{MailText.Of(report)}\n\n-- \n{string.Join('\n', closing)}\n"),
                    Text(TextFormat.Html, MailHtml.Of(report, mail.Language, subject, words.Lead, closing)),
                },
                Markdown(Say(words.FileName, mail.Reference), mail.Report),
            },
        };
        message.From.Add(options.Sender);
        // A name with a line break could otherwise start a header of its own.
        message.To.Add(new MailboxAddress(CleanText.Line(mail.Name), mail.Address));
        if (options.AnswersTo is { } answers)
            message.ReplyTo.Add(answers);
        // No notices of absence in return.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.Body.Headers.Add(HeaderId.ContentLanguage, mail.Language);
        return message;
    }

    private static string Say(string words, string reference) => string.Format(CultureInfo.InvariantCulture, words, reference);

    private static TextPart Text(TextFormat format, string text)
    {
        var part = new TextPart(format) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        part.SetText(Encoding.UTF8, text);
        return part;
    }

    private static TextPart Markdown(string fileName, string report)
    {
        var part = new TextPart("markdown") { ContentTransferEncoding = ContentEncoding.Base64 };
        part.SetText(Encoding.UTF8, report);
        part.ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = fileName };
        part.ContentType.Name = fileName;
        foreach (var parameter in part.ContentDisposition.Parameters.Concat(part.ContentType.Parameters))
            parameter.EncodingMethod = ParameterEncodingMethod.Rfc2231;
        return part;
    }
}
