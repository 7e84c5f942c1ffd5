using AgentBrain.Domain.Brain.Analysis;
using AgentBrain.Infrastructure.Brain;

namespace AgentBrain.Infrastructure.UnitTests.Brain;

public class SaunaPackAnalysisTests
{
    [Test]
    public void The_shipped_pack_has_no_errors()
    {
        var findings = BrainAnalyser.Analyse(new ShippedBrain().Read());

        foreach (var finding in findings)
            TestContext.Out.WriteLine($"{finding.Severity} {finding.Code}: {finding.Sentence}");
        findings.Where(finding => finding.Severity == FindingSeverity.Error).ShouldBeEmpty();
    }
}
