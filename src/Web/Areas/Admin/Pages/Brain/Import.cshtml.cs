using System.Text;
using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain.Analysis;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain;

/// <summary>
/// Imports a YAML text in two steps: it is read and compared first, and only what was shown then is stored. Also offers the brain for export.
/// </summary>
[Permit(Permission.ReadBrain)]
[RequestSizeLimit(LargestForm)]
[RequestFormLimits(ValueLengthLimit = LargestForm, MultipartBodyLengthLimit = LargestForm)]
public sealed class ImportModel(IMediator mediator) : BrainPageModel(mediator)
{
    /// <summary>Most characters of a note.</summary>
    public const int LongestNote = PublishBrainValidator.LongestNote;

    // Two million characters of which most are Cyrillic.
    private const int LargestForm = 5 * 1024 * 1024;
    private const string ImportWord = "import";
    private const string PublishWord = "publish";

    /// <summary>The file that is imported; null when the text is pasted.</summary>
    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>The text that is imported.</summary>
    [BindProperty]
    public string? Text { get; set; }

    /// <summary>Version of the working copy on which the preview was worked out.</summary>
    [BindProperty]
    public long Version { get; set; }

    /// <summary>Why the result is published.</summary>
    [BindProperty]
    public string? Note { get; set; }

    /// <summary>What the button that was pressed says.</summary>
    [BindProperty]
    public string? Do { get; set; }

    /// <summary>What the import would do; null before a text was given.</summary>
    public ImportPreview? Preview { get; private set; }

    public BrainHistory History { get; private set; } = null!;

    public IReadOnlyList<Finding> Errors => [.. Preview!.Findings.Where(finding => finding.Severity == FindingSeverity.Error)];

    /// <summary>Whether the text can be stored in the working copy and changes it.</summary>
    public bool CanBeImported => Preview is { Problems.Count: 0, Dangling.Count: 0, Unstorable.Count: 0, Changes.Count: > 0 };

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        History = await Mediator.Send(new ListRevisions(), cancellationToken);
        // A note that is missing is no reason to forget what was previewed.
        if (Do is ImportWord or PublishWord && !string.IsNullOrWhiteSpace(Text) && Preview is null)
            Preview = await Mediator.Send(new PreviewImport(Text), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Do is ImportWord or PublishWord)
            return await ImportAsync(cancellationToken);
        if (Upload is { Length: > 0 })
        {
            using var reader = new StreamReader(Upload.OpenReadStream(), Encoding.UTF8);
            Text = await reader.ReadToEndAsync(cancellationToken);
        }
        Preview = await Mediator.Send(new PreviewImport(Text), cancellationToken);
        return await ShowAsync(cancellationToken);
    }

    private async Task<IActionResult> ImportAsync(CancellationToken cancellationToken)
    {
        var publishes = Do == PublishWord;
        var result = await Mediator.Send(new ImportBrain(Text, Version, publishes ? Note ?? "" : null), cancellationToken);
        switch (result.Outcome)
        {
            case EditOutcome.Saved when result.Revision is { } revision:
                return Done($"Imported and published as revision {revision}. Interviews that begin from now on use it.", "/Brain/History/Index");
            case EditOutcome.Saved:
                return Done("Imported into the working copy. Respondents meet it once it is published.", "/Brain/Index");
            case EditOutcome.Unchanged:
                return Done("Nothing was imported: the working copy says all of it already.", "/Brain/Index");
            case EditOutcome.Conflict:
                return await RefuseAsync("", "Nothing was imported: somebody edited the working copy after the preview. This is what the import would do now.", cancellationToken, StatusCodes.Status409Conflict);
            default:
                return await RefuseAsync("", "Nothing was imported. What stands in the way is shown below.", cancellationToken, StatusCodes.Status409Conflict);
        }
    }
}
