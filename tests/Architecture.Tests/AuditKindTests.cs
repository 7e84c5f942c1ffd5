using System.Text.RegularExpressions;
using AgentBrain.Application.Accounts;

namespace AgentBrain.Architecture.Tests;

/// <summary>The audit log can be filtered by everything that is entered in it.</summary>
public sealed partial class AuditKindTests
{
    [Test]
    public void Every_entry_is_about_something_that_the_log_can_be_filtered_by()
    {
        var kinds = Product.Files("src", "*.cs").SelectMany(file => Entry().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct().ToList();

        kinds.Count.ShouldBeGreaterThanOrEqualTo(5);
        kinds.Except(AuditFilter.Kinds).ShouldBeEmpty("AuditFilter.Kinds lacks them");
    }

    [GeneratedRegex("""audit\.Add(?:For)?\([^;]*?"([a-z_]+)\.[a-z_]+""")]
    private static partial Regex Entry();
}
