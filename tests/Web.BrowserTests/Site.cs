using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AgentBrain.Web.BrowserTests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AgentBrain.Web.BrowserTests;

/// <summary>The application as in production, over https on a free port of this machine, and a browser.</summary>
[SetUpFixture]
public class Site
{
    private TestDatabase _database = null!;
    private static IPlaywright? _playwright;

    public static AgentBrainApp App { get; private set; } = null!;

    public static IBrowser Browser { get; private set; } = null!;

    public static string Address { get; private set; } = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        _database = await TestDatabase.CreateAsync();
        (App, Address) = Launch(_database);
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Visitor.Patience);
        Browser = await Chromium.LaunchAsync(_playwright);
    }

    /// <summary>A browser that gives nobody the microphone.</summary>
    public static Task<IBrowser> LaunchDeafAsync() => Chromium.LaunchAsync(_playwright!, allowsMicrophone: false);

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
        if (App is not null)
            await App.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Starts the application on a database.</summary>
    public static (AgentBrainApp App, string Address) Launch(TestDatabase database, IReadOnlyDictionary<string, string>? settings = null)
    {
        var app = new AgentBrainApp(database.ConnectionString)
        {
            Settings = settings ?? new Dictionary<string, string>(),
            ChangeServices = Pictures.AreWanted ? services => services.AddSingleton(Pictures.Clock) : null,
        };
        app.UseKestrel(options => options.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(Certificate())));
        app.StartServer();
        return (app, app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
