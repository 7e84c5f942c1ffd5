using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews.Reports;
using AgentBrain.Domain.Brain;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Renders the templates of a report with an example made from the slots and risks of the working copy.</summary>
/// <param name="Report">The templates and the footer; null for those of the working copy.</param>
/// <param name="Language">See <see cref="Languages"/>; Lithuanian where it is none of these.</param>
[RequiresPermission(Permission.ReadBrain)]
public sealed record PreviewReport(ReportSection? Report, string Language) : IRequest<ReportPreview>;

/// <summary>What respondents would read.</summary>
/// <param name="Summary">The summary.</param>
/// <param name="Full">The full report.</param>
public sealed record ReportPreview(RenderedTemplate Summary, RenderedTemplate Full);

/// <summary>A template with its blanks filled in.</summary>
/// <param name="Markdown">The text; empty when the template is not valid.</param>
/// <param name="Problem">Why it is not valid; null when it is.</param>
public sealed record RenderedTemplate(string Markdown, string? Problem);

/// <summary>Handles <see cref="PreviewReport"/>.</summary>
public sealed class PreviewReportHandler(IApplicationDbContext db, IReportTemplate templates, TimeProvider time) : IRequestHandler<PreviewReport, ReportPreview>
{
    /// <inheritdoc/>
    public async Task<ReportPreview> Handle(PreviewReport request, CancellationToken cancellationToken)
    {
        var document = (await WorkingCopy.ReadAsync(db, toChange: false, cancellationToken)).Document;
        var report = request.Report ?? document.Report;
        var example = ExampleReport.Of(document, request.Language, report.Footer.In(request.Language), time.GetLocalNow());
        return new ReportPreview(Render(report.Summary), Render(report.Full));

        RenderedTemplate Render(LocalizedTemplate template)
        {
            try
            {
                return new RenderedTemplate(templates.Render(template.In(request.Language), example), null);
            }
            catch (FormatException exception)
            {
                return new RenderedTemplate("", exception.Message);
            }
        }
    }
}
