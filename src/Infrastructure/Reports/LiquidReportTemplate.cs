using System.Collections.Concurrent;
using System.Globalization;
using AgentBrain.Application.Interviews.Reports;
using DotLiquid;

namespace AgentBrain.Infrastructure.Reports;

/// <summary>Renders Liquid with DotLiquid. Templates see only what <see cref="ReportModel"/> offers.</summary>
public sealed class LiquidReportTemplate : IReportTemplate
{
    private const int MaxIterations = 10_000;
    private const int TimeoutMilliseconds = 5_000;

    // Published templates are few; those that authors try out must not stay for ever.
    private const int MostParsed = 200;
    private readonly ConcurrentDictionary<string, Template> _parsed = new();

    public string Render(string template, ReportModel report)
    {
        try
        {
            if (_parsed.Count >= MostParsed)
                _parsed.Clear();
            var parsed = _parsed.GetOrAdd(template, text =>
            {
                var result = Template.Parse(text, SyntaxCompatibility.DotLiquid22a);
                result.MakeThreadSafe();
                return result;
            });
            return parsed.Render(new RenderParameters(CultureInfo.InvariantCulture)
            {
                LocalVariables = Variables(report),
                ErrorsOutputMode = ErrorsOutputMode.Rethrow,
                SyntaxCompatibilityLevel = SyntaxCompatibility.DotLiquid22a,
                MaxIterations = MaxIterations,
                Timeout = TimeoutMilliseconds,
            }).Trim() + "\n";
        }
        catch (Exception exception)
        {
            // Filters and limits throw exceptions of many types, and the report itself gives no cause for any.
            throw new FormatException($"The report template is not valid: {exception.Message}", exception);
        }
    }

    public IReadOnlyList<UnknownName> UnknownNames(string template) => LiquidNames.Unknown(template);

    private static Hash Variables(ReportModel report) => Hash.FromDictionary(new Dictionary<string, object>
    {
        ["reference"] = report.Reference,
        ["date"] = report.Date,
        ["name"] = report.Name,
        ["ended_early"] = report.EndedEarly,
        ["footer"] = report.Footer,
        ["facts"] = report.Facts.Select(fact => Variables(
            ("key", fact.Key),
            ("label", fact.Label),
            ("sure", fact.Sure),
            ("set_by_hand", fact.SetByHand),
            ("parts", fact.Parts.Select(part => Variables(("text", part.Text), ("quote", part.Quote))).ToList()))).ToList(),
        ["findings"] = report.Findings.Select(Variables).ToList(),
        ["to_clarify"] = report.ToClarify.Select(Variables).ToList(),
        ["not_established"] = report.NotEstablished.Select(gap => Variables(
            ("label", gap.Label),
            ("required", gap.Required),
            ("declined", gap.Declined))).ToList(),
    });

    private static Hash Variables(ReportFlag flag) => Variables(
        ("code", flag.Code),
        ("severity", flag.Severity),
        ("note", flag.Note),
        ("missing", flag.Missing));

    private static Hash Variables(params (string Name, object Value)[] members) =>
        Hash.FromDictionary(members.ToDictionary(member => member.Name, member => member.Value));
}
