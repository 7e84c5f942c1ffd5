using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Interviews;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Application.FunctionalTests.Interviews;

/// <summary>What people write stays text in the report, whatever an interpreter quotes of it.</summary>
public sealed class HostileWordsTests : FunctionalTest
{
    private const string Hostile = "<script>alert(1)</script>\n\n# heading\n- [x](javascript:1) ![i](//e.lt) *a* _b_ `c` &lt;b&gt; https://e.lt {{ footer }} {% raw %}\n1. | a |\n===";

    private const string AsText =
        @"\<script\>alert(1)\</script\> \# heading - \[x\](javascript:1) \!\[i\](//e.lt) \*a\* \_b\_ \`c\` \&lt;b\&gt; https://e.lt {{ footer }} {% raw %} 1\. \| a \| ===";

    private ServiceProvider _services = null!;

    private protected override IServiceProvider Services => _services;

    [OneTimeSetUp]
    public void Build() => _services = TestServices.Build(TestHost.ConnectionString, services => services.AddSingleton<IAnswerInterpreter, QuotesEverything>());

    [OneTimeTearDown]
    public async Task DisposeServices() => await _services.DisposeAsync();

    [Test]
    public async Task Answers_and_names_can_be_no_markup()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        foreach (var answer in new[] { Hostile, "large", "a gate" })
            await AnswerAsync(sessionId, answer);
        await SendAsync(new FinishInterview { SessionId = sessionId, Name = Hostile });

        var session = await SessionAsync(sessionId);

        session.State.Slots["colour"].Evidence.ShouldHaveSingleItem().Quote.ShouldBe(Hostile);
        foreach (var text in new[] { ReportsOf(session).Full!, ReportsOf(session).Summary! })
        {
            text.ShouldContain($"for {AsText}\n", Case.Sensitive);
            text.ShouldContain($"- Colour: Red paint \"{AsText}\"\n", Case.Sensitive);
        }
    }

    [Test]
    public async Task Labels_and_notes_can_be_no_markup()
    {
        await PublishBrainAsync(SmallBrain.Document with
        {
            Slots = [.. SmallBrain.Document.Slots.Select(slot => slot with { LabelEn = "<i>Label</i>", Options = [.. slot.Options.Select(option => option with { LabelEn = "[x](javascript:2)" })] })],
            RiskRules = [.. SmallBrain.Document.RiskRules.Select(rule => rule with { NoteTemplateEn = "<b>Note</b>" })],
        });
        var sessionId = await StartAsync();
        foreach (var answer in new[] { "red", "large", "a gate" })
            await AnswerAsync(sessionId, answer);
        await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona" });

        var report = (await SendAsync(new GetReport(sessionId))).Full;

        report.ShouldContain(@"- \<i\>Label\</i\>: \[x\](javascript:2)", Case.Sensitive);
        report.ShouldContain(@"Findings: \<b\>Note\</b\>", Case.Sensitive);
    }

    /// <summary>Finds the first option of the asked slot in every word of an answer.</summary>
    private sealed class QuotesEverything : IAnswerInterpreter
    {
        public ValueTask<Understanding> InterpretAsync(AnswerToInterpret answer, CancellationToken cancellationToken)
        {
            var slot = answer.Brain.Slots.Single(slot => answer.AskedSlots.Contains(slot.Key));
            var everything = new UnderstoodOption(slot.Options[0].Key, ConfidenceLevels.Stated, new EvidenceSpan(0, answer.Text.Length));
            return ValueTask.FromResult(new Understanding { Slots = [new UnderstoodSlot { SlotKey = slot.Key, Options = [everything] }] });
        }
    }
}
