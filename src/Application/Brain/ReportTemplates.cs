using AgentBrain.Application.Interviews.Reports;

namespace AgentBrain.Application.Brain;

/// <summary>Tries report templates before a respondent's report does.</summary>
internal static class ReportTemplates
{
    /// <summary>Why no report can be written with a template; null when one can.</summary>
    public static string? ProblemOf(this IReportTemplate templates, string template)
    {
        try
        {
            // What only some reports come to is tried too: a mistake there would break them alone.
            templates.Render(template, ExampleReport.Everything);
            templates.Render(template, ExampleReport.Nothing);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }
}
