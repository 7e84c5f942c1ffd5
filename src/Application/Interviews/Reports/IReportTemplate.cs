namespace AgentBrain.Application.Interviews.Reports;

/// <summary>Renders Liquid templates.</summary>
public interface IReportTemplate
{
    /// <summary>Renders <paramref name="template"/> with <paramref name="report"/>. Unknown names render as nothing.</summary>
    /// <exception cref="FormatException">The template is no valid Liquid; the message says where.</exception>
    string Render(string template, ReportModel report);
}
