using AgentBrain.Application.Accounts;
using AgentBrain.Application.Feedback;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Feedback;

/// <summary>The feedback that passes the filters in the address, as a CSV file.</summary>
[Permit(Permission.ReadStatistics)]
public sealed class ExportModel(IMediator mediator) : IndexModel(mediator)
{
    private const string FileName = "feedback.csv";
    private static readonly string[] Header = ["id", "session_id", "reference", "rating", "comment", "language", "created_at", "superseded"];

    public override async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var export = await AskAsync(new ExportFeedback { Filter = Filter }, cancellationToken);
        // The list says what is wrong with the same address.
        return export is null ? RedirectToPage("/Feedback/Index", Filters) : new CsvFile(FileName, Header, export.Rows.Select(Line));
    }

    private static string[] Line(FeedbackRow row) =>
    [
        row.Id.ToString(),
        row.SessionId?.ToString() ?? "",
        row.Reference ?? "",
        Written.Plain(row.Rating),
        row.Comment ?? "",
        row.Language ?? "",
        Written.Iso(row.CreatedAt),
        row.Superseded ? "yes" : "no",
    ];
}
