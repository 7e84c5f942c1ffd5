using System.IO.Compression;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Jobs;
using AgentBrain.Application.Privacy;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Application.FunctionalTests.Privacy;

/// <summary>Mail that was written as files is handed over and goes with its interview, whatever is in the files.</summary>
public sealed class MailFilesTests : CanaryTest
{
    private string _folder = null!;
    private ServiceProvider _services = null!;

    private protected override IServiceProvider Services => _services;

    [SetUp]
    public async Task Write()
    {
        _folder = Directory.CreateTempSubdirectory("agentbrain-mail-").FullName;
        _services = TestServices.Build(
            TestHost.ConnectionString,
            services =>
            {
                services.AddSingleton(Clock);
                services.AddSingleton<IJobs>(TestHost.Jobs);
                services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
            },
            settings: new() { ["Mail:Folder"] = _folder, ["Jobs:Enabled"] = "false" });
        await PublishBrainAsync();
    }

    [TearDown]
    public async Task Remove()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task A_file_that_is_no_message_is_handed_over_as_it_is_and_goes_with_its_interview()
    {
        var id = await EverythingAsync();
        var mail = await QueryAsync(db => db.Mail.Where(mail => mail.SessionId == id).Select(mail => mail.Id).SingleAsync());
        var file = Path.Combine(_folder, $"{mail:N}.eml");
        await File.WriteAllTextAsync(file, "");

        using (var archive = new ZipArchive(new MemoryStream((await SendAsync(new ExportOwnData(id))).Archive)))
            archive.GetEntry($"mail/{mail:N}.eml").ShouldNotBeNull().Length.ShouldBe(0);
        AsStaff(Roles.Administrator);
        await SendAsync(new EraseInterview(id, SessionReference.Of(id)));

        File.Exists(file).ShouldBeFalse();
        (await CountAsync<ErasedInterview>()).ShouldBe(1);
    }

    [Test]
    public async Task A_node_without_jobs_removes_what_another_one_has_erased()
    {
        var file = Path.Combine(_folder, $"{Guid.NewGuid():N}.eml");
        await File.WriteAllTextAsync(file, "Of an interview that was erased elsewhere");
        var service = Services.GetServices<IHostedService>().Single(service => service.GetType().Name == "ForgottenFiles");

        await service.StartAsync(CancellationToken.None);
        try
        {
            for (var attempt = 0; attempt < 100 && File.Exists(file); attempt++)
                await Task.Delay(50);
            File.Exists(file).ShouldBeFalse();
        }
        finally
        {
            await service.StopAsync(CancellationToken.None);
        }
    }
}
