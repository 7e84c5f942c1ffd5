using AgentBrain.Application.Mail;
using AgentBrain.Infrastructure.Mail;
using Microsoft.Extensions.Hosting.Internal;

namespace AgentBrain.Infrastructure.UnitTests.Mail;

public sealed class MailFolderTests
{
    private string _root = "";

    [SetUp]
    public void Choose() => _root = Path.Combine(Path.GetTempPath(), $"agentbrain-mail-{Guid.NewGuid():N}");

    [TearDown]
    public void Clean()
    {
        if (Directory.Exists(_root))
            Directory.Delete(_root, recursive: true);
    }

    [Test]
    public async Task Writes_a_message_that_only_the_application_may_read_and_reads_it_again()
    {
        var (folder, mail) = (Folder(), TestMail.Of());

        (await folder.SendAsync(mail, CancellationToken.None)).ShouldBe(new MailReply(MailVerdict.Accepted));

        var file = Path.Combine(_root, "mail", $"{mail.Id:N}.eml");
        Directory.GetFiles(Path.Combine(_root, "mail")).ShouldBe([file]);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.GetUnixFileMode(Path.Combine(_root, "mail")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        var written = (await folder.ReadAsync(mail.Id, CancellationToken.None)).ShouldNotBeNull();
        written.Path.ShouldBe(file);
        written.Headers.ShouldContain(new WrittenHeader("Subject", "Your sauna report 7F3A-09BC"));
        written.Headers.Single(header => header.Name == "To").Value.ShouldContain("Žydrūnė");
        written.Text.ShouldContain("Žydrūnė Ąžuolaitė");
        written.Html.ShouldContain("<h1");
        written.Attachments.ShouldBe(["sauna-report-7F3A-09BC.md"]);
    }

    [Test]
    public async Task Writing_again_takes_the_place_of_the_file()
    {
        var folder = Folder();
        await folder.SendAsync(TestMail.Of(), CancellationToken.None);
        await folder.SendAsync(TestMail.Of(name: "Petras"), CancellationToken.None);

        Directory.GetFiles(Path.Combine(_root, "mail")).Length.ShouldBe(1);
        (await folder.ReadAsync(TestMail.Of().Id, CancellationToken.None))!.Headers.Single(header => header.Name == "To").Value.ShouldContain("Petras");
    }

    [Test]
    public async Task Deletes_a_message_and_what_a_killed_node_began_to_write()
    {
        var (folder, mail) = (Folder(), TestMail.Of());
        await folder.SendAsync(mail, CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(_root, "mail", $"{mail.Id:N}.eml.{Guid.NewGuid():N}.tmp"), "half");
        await folder.SendAsync(mail with { Id = Guid.NewGuid() }, CancellationToken.None);

        folder.Delete([mail.Id, Guid.NewGuid()]);

        (await folder.ReadAsync(mail.Id, CancellationToken.None)).ShouldBeNull();
        Directory.GetFiles(Path.Combine(_root, "mail")).Length.ShouldBe(1);
        Directory.Delete(_root, recursive: true);
        folder.Delete([mail.Id]);
    }

    [Test]
    public async Task A_folder_that_cannot_be_made_is_a_matter_of_the_settings()
    {
        Directory.CreateDirectory(_root);
        await File.WriteAllTextAsync(Path.Combine(_root, "mail"), "in the way");

        var reply = await Folder().SendAsync(TestMail.Of(), CancellationToken.None);

        reply.Verdict.ShouldBe(MailVerdict.NotConnected);
        reply.Reason!.ShouldContain("Mail:Folder");
    }

    private MailFolder Folder() => new(new MailOptions { Folder = Path.Combine(_root, "mail") }, new HostingEnvironment());
}
