namespace AgentBrain.Application.Interviews.Reports;

/// <summary>Renders Liquid templates.</summary>
public interface IReportTemplate
{
    /// <summary>Renders <paramref name="template"/> with <paramref name="report"/>. Unknown names render as nothing.</summary>
    /// <exception cref="FormatException">The template is no valid Liquid; the message says where.</exception>
    string Render(string template, ReportModel report);

    /// <summary>The names in <paramref name="template"/> that neither a report has nor the template itself gives, in order, each once. A template that is no valid Liquid is read as far as it makes sense.</summary>
    IReadOnlyList<UnknownName> UnknownNames(string template);
}

/// <summary>A name in a template that means nothing and renders as nothing.</summary>
/// <param name="Name">The name, with all its parts, for example <c>fact.lable</c>.</param>
/// <param name="Line">The line on which it stands first; lines count from 1.</param>
public sealed record UnknownName(string Name, int Line);
