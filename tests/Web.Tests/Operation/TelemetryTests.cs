using System.Diagnostics;
using System.Diagnostics.Metrics;
using AgentBrain.Application.Common;
using AgentBrain.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace AgentBrain.Web.Tests.Operation;

public sealed class TelemetryTests
{
    private const string Words = "Sauna dviem, bet be garų pirties paslapties";
    private const int FlushMilliseconds = 60_000;
    private const string Email = "ona.paslaptis@example.org";

    [Test]
    public async Task Traces_and_metrics_reach_the_collector_and_no_secret_address_and_no_word_of_a_respondent_does()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var database = await TestDatabase.CreateAsync();
        string link;
        await using (var app = new AgentBrainApp(database.ConnectionString)
        {
            Settings = new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            },
        })
        {
            using var respondent = app.NewRespondent("lt");
            respondent.Headers.Add("tracestate", "visitor=paslaptis");
            await respondent.StartAsync("lt");
            await respondent.AnswerAsync(Words);
            link = new Uri(await respondent.MakeLinkAsync("lt")).AbsolutePath;
            using var other = app.NewRespondent("lt");
            (await other.GetAsync(link)).Status.ShouldBe(System.Net.HttpStatusCode.OK);
            await other.GetAsync($"{link}/mistyped");
            await other.GetAsync($"/?lang=lt&email={Email}");
            app.Services.GetRequiredService<TracerProvider>().ForceFlush(FlushMilliseconds).ShouldBeTrue();
            app.Services.GetRequiredService<MeterProvider>().ForceFlush(FlushMilliseconds).ShouldBeTrue();
        }
        var token = link.Split('/')[^1];
        token.Length.ShouldBeGreaterThan(20);

        var (traces, metrics) = (collector.Traces, collector.Metrics);
        foreach (var told in (string[])["resume/{token}", "decide", "understand", "INSERT INTO messages"])
            traces.Contains(told, StringComparison.Ordinal).ShouldBeTrue(told);
        foreach (var told in (string[])["http.server.request.duration", Telemetry.DecisionDuration, Telemetry.UnderstandingSlots, "db.client.operation.duration", "dotnet.gc.collections"])
            metrics.Contains(told, StringComparison.Ordinal).ShouldBeTrue(told);
        foreach (var secret in (string[])[token, Words, Email, "paslaptis"])
            (traces + metrics).Contains(secret, StringComparison.OrdinalIgnoreCase).ShouldBeFalse(secret);
    }

    [Test]
    public async Task Decisions_and_understanding_are_measured_with_what_came_of_them()
    {
        var decisions = new Dictionary<string, int>();
        var slots = new List<int>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, listening) => Listen(instrument, listening) };
        listener.SetMeasurementEventCallback<double>((instrument, seconds, tags, _) =>
        {
            lock (decisions)
            {
                seconds.ShouldBeInRange(0, 10);
                var what = $"{instrument.Name} {(tags.Length > 0 ? tags[0].Value : "")}".Trim();
                decisions[what] = decisions.GetValueOrDefault(what) + 1;
            }
        });
        listener.SetMeasurementEventCallback<int>((_, found, _, _) =>
        {
            lock (slots)
                slots.Add(found);
        });
        listener.Start();
        using var respondent = SharedApp.App.NewRespondent("en");

        await respondent.StartAsync("en");
        await respondent.AnswerToTheEndAsync("two persons, electric heater");

        // Other tests may run beside this one.
        decisions[$"{Telemetry.DecisionDuration} question"].ShouldBeGreaterThan(1);
        decisions[$"{Telemetry.DecisionDuration} end"].ShouldBeGreaterThanOrEqualTo(1);
        decisions[Telemetry.UnderstandingDuration].ShouldBe(slots.Count);
        slots.ShouldContain(found => found > 0);

        static void Listen(Instrument instrument, MeterListener listening)
        {
            if (instrument.Meter.Name == Telemetry.Name)
                listening.EnableMeasurementEvents(instrument);
        }
    }

    [Test]
    public async Task Without_an_endpoint_nobody_listens()
    {
        await using var app = new AgentBrainApp(SharedApp.Database.ConnectionString);
        app.StartServer();
        using var source = new ActivitySource(Telemetry.Name);

        source.HasListeners().ShouldBeFalse();
    }
}
