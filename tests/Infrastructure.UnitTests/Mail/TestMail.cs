using AgentBrain.Application.Mail;
using AgentBrain.Infrastructure.Mail;
using AgentBrain.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBrain.Infrastructure.UnitTests.Mail;

/// <summary>A report to mail, and a sender that is connected to a server of tests.</summary>
internal static class TestMail
{
    public const string Report =
        """
        # Your sauna: a preliminary report

        Dear Žydrūnė Ąžuolaitė,

        > [!CAUTION]
        > **Very important.** There is no drain for the water.

        ## What you told us

        | What | How we understood it | In your own words |
        |---|---|---|
        | **Purpose** | Resting | “to rest by the lake with my seven neighbours” |
        | **Water** | A well | |

        - Meet a designer and [look here](https://example.org/next).
        - <script>alert(1)</script> and [not here](javascript:alert(1)) and ![a picture](https://example.org/p.png)

        ---

        This report is preliminary.
        """;

    public static ReportMail Of(string address = "zydrune@example.org", string name = "Žydrūnė Ąžuolaitė", string language = "en") => new()
    {
        Id = Guid.Parse("0193a1b2-0000-7000-8000-000000000001"),
        MessageId = "0193a1b2000070008000000000000001@example.org",
        Date = new DateTimeOffset(2026, 11, 23, 12, 30, 0, TimeSpan.FromHours(2)),
        Address = address,
        Name = name,
        Language = language,
        Reference = "7F3A-09BC",
        Report = Report,
    };

    public static MailOptions Options(SmtpServer server, Action<MailOptions>? change = null)
    {
        var options = new MailOptions
        {
            Host = SmtpServer.Host,
            Port = server.Port,
            From = "Sauna studio <reports@example.org>",
            AuthorityFile = server.AuthorityFile,
            DeadlineSeconds = 20,
        };
        change?.Invoke(options);
        return options;
    }

    public static Task<MailReply> SendAsync(SmtpServer server, ReportMail? mail = null, Action<MailOptions>? change = null) =>
        new SmtpMailSender(Options(server, change), NullLogger<SmtpMailSender>.Instance).SendAsync(mail ?? Of(), CancellationToken.None);
}
