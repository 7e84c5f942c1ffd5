using AgentBrain.Infrastructure.Mail;
using Microsoft.Extensions.Hosting.Internal;

namespace AgentBrain.Infrastructure.UnitTests.Mail;

public sealed class MailOptionsTests
{
    [Test]
    public void Nothing_need_be_set() => Problems(_ => { }).ShouldBeEmpty();

    [Test]
    public void A_server_and_a_sender_are_enough() => Problems(options => (options.Host, options.From) = ("smtp.example.org", "Sauna studio <reports@example.org>")).ShouldBeEmpty();

    [TestCase("Host", "smtp.example.org", "Mail:From")]
    [TestCase("From", "nobody", "Mail:From is not an address")]
    [TestCase("From", "a@example.org\r\nBcc: b@example.org", "Mail:From is not an address")]
    [TestCase("ReplyTo", "nobody", "Mail:ReplyTo is not an address")]
    [TestCase("Password", "secret", "Mail:Host is not")]
    [TestCase("DeadlineSeconds", "0", "Mail:DeadlineSeconds is 0: set it to 5 to 600.")]
    public void What_does_not_fit_is_told_with_what_to_do(string member, string value, string told) => Problems(options =>
        {
            var property = typeof(MailOptions).GetProperty(member)!;
            property.SetValue(options, Convert.ChangeType(value, property.PropertyType, System.Globalization.CultureInfo.InvariantCulture));
        })
        .ShouldContain(problem => problem.Contains(told, StringComparison.Ordinal));

    [TestCase("smtp.example.org:587", null, "", "Mail:Host is not the name of a host")]
    [TestCase("smtp.example.org", 70000, "", "Mail:Port is 70000")]
    [TestCase("smtp.example.org", null, "studio", "one alone is set")]
    public void So_is_what_does_not_fit_a_server(string host, int? port, string userName, string told) =>
        Problems(options => (options.Host, options.Port, options.UserName, options.From) = (host, port, userName, "reports@example.org"))
            .ShouldContain(problem => problem.Contains(told, StringComparison.Ordinal));

    [TestCase("127.0.0.1", "Production", true)]
    [TestCase("::1", "Production", true)]
    [TestCase("localhost", "Production", true)]
    [TestCase("mail", "Development", true)]
    [TestCase("mail", "Production", false)]
    [TestCase("10.0.0.7", "Production", false)]
    public void Clear_text_does_not_leave_this_machine_in_production(string host, string environment, bool allowed) =>
        Problems(options => (options.Host, options.From, options.Security) = (host, "reports@example.org", MailSecurity.None), environment)
            .Any(problem => problem.Contains("clear text", StringComparison.Ordinal)).ShouldBe(!allowed);

    [Test]
    public void An_authority_that_cannot_be_read_is_told()
    {
        var empty = Path.GetTempFileName();
        try
        {
            Problems(Server("/nowhere/ca.pem")).ShouldContain(problem => problem.Contains("cannot be read", StringComparison.Ordinal));
            Problems(Server(empty)).ShouldContain(problem => problem.Contains("holds no certificate", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(empty);
        }

        static Action<MailOptions> Server(string authority) => options => (options.Host, options.From, options.AuthorityFile) = ("smtp.example.org", "reports@example.org", authority);
    }

    [TestCase(MailSecurity.StartTls, 587)]
    [TestCase(MailSecurity.Tls, 465)]
    [TestCase(MailSecurity.None, 25)]
    public void The_port_follows_the_protection(MailSecurity security, int port) => new MailOptions { Security = security }.PortOrDefault.ShouldBe(port);

    [TestCase("reports@example.org", "example.org")]
    [TestCase("Pirčių studija <ataskaitos@pirtis-ežere.lt>", "xn--pirtis-eere-lrc.lt")]
    [TestCase("", "localhost")]
    public void Ids_of_messages_end_with_the_domain_of_the_sender(string from, string domain) => new MailOptions { From = from }.Domain.ShouldBe(domain);

    private static IEnumerable<string> Problems(Action<MailOptions> set, string environment = "Production")
    {
        var options = new MailOptions();
        set(options);
        return new MailOptionsCheck(new HostingEnvironment { EnvironmentName = environment }).Validate(null, options).Failures ?? [];
    }
}
