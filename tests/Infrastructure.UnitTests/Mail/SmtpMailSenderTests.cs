using AgentBrain.Application.Mail;
using AgentBrain.Infrastructure.Mail;
using AgentBrain.Testing;

namespace AgentBrain.Infrastructure.UnitTests.Mail;

public sealed class SmtpMailSenderTests
{
    private const string Secret = "a password, not to be read by others";

    [Test]
    public async Task Hands_a_message_over_encrypted_and_signed_in()
    {
        await using var server = new SmtpServer { Account = ("studio", Secret) };

        (await TestMail.SendAsync(server, change: options => (options.UserName, options.Password) = ("studio", Secret))).ShouldBe(new MailReply(MailVerdict.Accepted));

        var received = server.Accepted.ShouldHaveSingleItem();
        received.From.ShouldStartWith("FROM:<reports@example.org>");
        received.To.ShouldHaveSingleItem().ShouldStartWith("TO:<zydrune@example.org>");
        received.MessageId.ShouldBe(TestMail.Of().MessageId);
        server.Said.Where(line => line.StartsWith("clear ", StringComparison.Ordinal)).ShouldAllBe(line => line.StartsWith("clear EHLO", StringComparison.Ordinal) || line == "clear STARTTLS");
    }

    [Test]
    public async Task Speaks_TLS_from_the_start_where_it_is_told_to()
    {
        await using var server = new SmtpServer { TlsFromTheStart = true };

        (await TestMail.SendAsync(server, change: options => options.Security = MailSecurity.Tls)).Verdict.ShouldBe(MailVerdict.Accepted);
        server.Said.ShouldAllBe(line => line.StartsWith("encrypted ", StringComparison.Ordinal));
    }

    [Test]
    public async Task Sends_nothing_where_STARTTLS_is_not_offered()
    {
        await using var server = new SmtpServer { OffersStartTls = false, Account = ("studio", Secret) };

        var reply = await TestMail.SendAsync(server, change: options => (options.UserName, options.Password) = ("studio", Secret));

        reply.Verdict.ShouldBe(MailVerdict.NotConnected);
        reply.Reason!.ShouldContain("does not offer STARTTLS");
        ShouldHaveGotNothing(server);
    }

    [TestCase("454 4.7.0 TLS not available")]
    [TestCase("502 5.5.1 not implemented")]
    public async Task Sends_nothing_where_STARTTLS_is_refused(string refusal)
    {
        await using var server = SmtpServer.With((command, _) => command == "STARTTLS" ? refusal : null);

        (await TestMail.SendAsync(server)).Verdict.ShouldBeOneOf(MailVerdict.NotConnected, MailVerdict.NotNow);
        ShouldHaveGotNothing(server);
    }

    [Test]
    public async Task What_somebody_slips_in_before_the_encryption_is_not_believed()
    {
        await using var server = SmtpServer.With((command, _) => command == "STARTTLS" ? "220 go ahead\r\n250-injected\r\n250 AUTH PLAIN" : null);

        var reply = await TestMail.SendAsync(server, change: options => (options.UserName, options.Password) = ("studio", Secret));

        // Had it believed that signing in was offered, the password would have been sent.
        reply.Verdict.ShouldNotBe(MailVerdict.Accepted);
        server.Said.ShouldAllBe(line => !line.Contains("AUTH", StringComparison.Ordinal));
        server.Accepted.ShouldBeEmpty();
    }

    [Test]
    public async Task A_server_that_cannot_prove_who_it_is_gets_nothing()
    {
        await using var server = new SmtpServer();
        await using var other = new SmtpServer();

        (await TestMail.SendAsync(server, change: options => options.AuthorityFile = "")).Reason!.ShouldContain("certificate is not trusted");
        (await TestMail.SendAsync(server, change: options => options.AuthorityFile = other.AuthorityFile)).Verdict.ShouldBe(MailVerdict.NotConnected);
        (await TestMail.SendAsync(server, change: options => options.Host = "127.0.0.1")).Verdict.ShouldBe(MailVerdict.NotConnected, "the certificate is for another name");
        ShouldHaveGotNothing(server);
    }

    [Test]
    public async Task Wrong_credentials_are_a_matter_of_the_settings()
    {
        await using var server = new SmtpServer { Account = ("studio", Secret) };

        (await TestMail.SendAsync(server, change: options => (options.UserName, options.Password) = ("studio", "wrong")))
            .ShouldBe(new MailReply(MailVerdict.NotConnected, "The mail server refuses Mail:UserName and Mail:Password."));
        (await TestMail.SendAsync(server)).Verdict.ShouldBe(MailVerdict.NotConnected);
    }

    [TestCase("RCPT", "451 4.7.1 greylisted, come again", MailVerdict.NotNow, "The mail server asks to come again: 451 4.7.1 greylisted, come again")]
    [TestCase("MESSAGE", "452 4.3.1 disk full", MailVerdict.NotNow, "The mail server asks to come again: 452 4.3.1 disk full")]
    [TestCase("RCPT", "550 5.1.1 <zydrune@example.org>: no such mailbox", MailVerdict.Never, "The mail server refused it: 550 5.1.1 <…>: no such mailbox")]
    [TestCase("MESSAGE", "554 5.6.0 Žydrūnė says: to rest by the lake with my seven neighbours", MailVerdict.Never, "The mail server refused it: 554 5.6.0 … says: … … … … … … … … …")]
    [TestCase("MAIL", "550 5.7.1 sender refused", MailVerdict.NotConnected, "The mail server does not take mail from Mail:From: 550 5.7.1 sender refused")]
    [TestCase("CONNECT", "421 too busy", MailVerdict.NotNow, null)]
    [TestCase("CONNECT", "554 go away", MailVerdict.NotConnected, null)]
    public async Task What_a_server_says_tells_whether_to_come_again(string command, string answer, MailVerdict verdict, string? reason)
    {
        await using var server = SmtpServer.With((said, _) => said == command ? answer : null);

        var reply = await TestMail.SendAsync(server);

        reply.Verdict.ShouldBe(verdict);
        if (reason is not null)
            reply.Reason.ShouldBe(reason);
        server.Accepted.ShouldBeEmpty();
    }

    [TestCase("EHLO")]
    [TestCase("RCPT")]
    [TestCase("DATA")]
    [TestCase("MESSAGE")]
    public async Task A_connection_that_breaks_is_a_reason_to_come_again(string command)
    {
        await using var server = SmtpServer.With((said, _) => said == command ? SmtpServer.HangUp : null);

        (await TestMail.SendAsync(server)).Verdict.ShouldBe(MailVerdict.NotNow);
    }

    [Test]
    public async Task Nobody_listening_is_a_reason_to_come_again()
    {
        var server = new SmtpServer();
        await server.DisposeAsync();

        (await TestMail.SendAsync(server, change: options => options.AuthorityFile = "")).ShouldBe(new MailReply(MailVerdict.NotNow, "The connection to the mail server failed: ConnectionRefused."));
    }

    [Test]
    public async Task A_server_that_is_too_slow_is_left()
    {
        await using var server = new SmtpServer();
        server.Script = async (command, _) =>
        {
            if (command == "DATA")
                await Task.Delay(TimeSpan.FromMinutes(1));
            return null;
        };

        (await TestMail.SendAsync(server, change: options => options.DeadlineSeconds = 1)).ShouldBe(new MailReply(MailVerdict.NotNow, "The mail server did not answer within 1 seconds."));
    }

    [Test]
    public async Task Whoever_has_the_whole_message_is_waited_for_beyond_the_deadline()
    {
        await using var server = new SmtpServer();
        server.Script = async (command, _) =>
        {
            if (command == "MESSAGE")
                await Task.Delay(TimeSpan.FromSeconds(2));
            return null;
        };

        (await TestMail.SendAsync(server, change: options => options.DeadlineSeconds = 1)).Verdict.ShouldBe(MailVerdict.Accepted);
        server.Accepted.ShouldHaveSingleItem();
    }

    [Test]
    public async Task A_server_that_says_no_goodbye_has_accepted_it_all_the_same()
    {
        await using var server = SmtpServer.With((said, _) => said == "QUIT" ? SmtpServer.HangUp : null);

        (await TestMail.SendAsync(server)).Verdict.ShouldBe(MailVerdict.Accepted);
    }

    [TestCase("a@example.org\r\nRCPT TO:<everybody@example.org>")]
    [TestCase("a@example.org>\r\nDATA")]
    [TestCase("a@example.org\nBcc: everybody@example.org")]
    [TestCase("a@example.org, b@example.org")]
    [TestCase("Ona <a@example.org>")]
    [TestCase("a b@example.org")]
    [TestCase("@example.org")]
    [TestCase("ona")]
    [TestCase("")]
    public async Task What_is_more_or_less_than_one_address_is_never_sent_to(string address)
    {
        await using var server = new SmtpServer();

        var reply = await TestMail.SendAsync(server, TestMail.Of(address));

        reply.Verdict.ShouldBe(MailVerdict.Never);
        reply.Reason!.ShouldBe("What was left as the address is none that mail can be sent to.");
        server.Said.ShouldBeEmpty();
    }

    [Test]
    public async Task A_name_can_add_no_header_and_no_recipient()
    {
        await using var server = new SmtpServer();

        (await TestMail.SendAsync(server, TestMail.Of(name: "Ona\r\nBcc: everybody@example.org\r\n\r\nWords \"quoted\" <x@example.org>, b@example.org"))).Verdict.ShouldBe(MailVerdict.Accepted);

        var received = server.Accepted.ShouldHaveSingleItem();
        received.To.Count.ShouldBe(1);
        received.Headers.ShouldNotContain(header => header.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        received.Headers.Count(header => header.StartsWith("To:", StringComparison.OrdinalIgnoreCase)).ShouldBe(1);
        received.Headers.ShouldContain(header => header.StartsWith("Subject: Your sauna report", StringComparison.Ordinal));
    }

    [Test]
    public async Task An_address_with_letters_beyond_ASCII_needs_a_server_that_takes_it()
    {
        await using var modern = new SmtpServer { OffersUtf8 = true };
        await using var old = new SmtpServer();

        (await TestMail.SendAsync(modern, TestMail.Of("žydrūnė@example.org"))).Verdict.ShouldBe(MailVerdict.Accepted);
        (await TestMail.SendAsync(old, TestMail.Of("žydrūnė@example.org"))).ShouldBe(new MailReply(MailVerdict.Never, "The mail server does not take addresses with letters beyond ASCII."));
        (await TestMail.SendAsync(old, TestMail.Of("ona@pirtis-ežere.lt"))).Verdict.ShouldBe(MailVerdict.Accepted);
        modern.Accepted.ShouldHaveSingleItem().To.ShouldHaveSingleItem().ShouldContain("žydrūnė@example.org");
        old.Accepted.ShouldHaveSingleItem().To.ShouldHaveSingleItem().ShouldContain("ona@xn--pirtis-eere-");
    }

    private static void ShouldHaveGotNothing(SmtpServer server)
    {
        server.Accepted.ShouldBeEmpty();
        server.Said.ShouldAllBe(line => line.StartsWith("clear EHLO", StringComparison.Ordinal) || line == "clear STARTTLS" || line == "clear QUIT");
    }
}
