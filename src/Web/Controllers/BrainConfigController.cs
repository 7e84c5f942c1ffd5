using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using AgentBrain.Web.Common;
using AgentBrain.Web.Controllers.Common;
using AgentBrain.Web.Controllers.Models;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Controllers;

/// <summary>The brain as a text, and the footer of reports.</summary>
[Route("api/brain/config")]
[Tags("Brain")]
[EnableRateLimiting(RateLimits.KeyPolicy)]
public sealed class BrainConfigController(IMediator mediator) : ApiController(mediator)
{
    private const string TextField = "yaml_content";
    private const string ImportNote = "Imported through the API";

    /// <summary>Tells whether the key is good.</summary>
    [HttpGet("verify")]
    [HttpGet("/api/admin/verify")]
    [PermitApi(Permission.UseWorkspace)]
    [ProducesResponseType<VerifyReply>(StatusCodes.Status200OK)]
    public IActionResult Verify() => Ok(new VerifyReply(true, "The key is valid."));

    /// <summary>The brain in YAML, as it stands in the working copy.</summary>
    [HttpGet("export")]
    [PermitApi(Permission.ReadBrain)]
    [ProducesResponseType<ExportReply>(StatusCodes.Status200OK)]
    public async Task<IActionResult> ExportAsync(CancellationToken cancellationToken)
    {
        var export = await Mediator.Send(new ExportBrain(), cancellationToken);
        return Ok(new ExportReply(export.Text, export.Counts.Slots, export.Counts.Questions, export.Counts.RiskRules));
    }

    /// <summary>Tells whether a text could be imported, and what is most likely wrong with it.</summary>
    /// <remarks>Nothing is stored. The text is looked at together with those sections of the brain that it lacks, as an import would leave them.</remarks>
    [HttpPost("validate")]
    [PermitApi(Permission.EditBrain)]
    [RequestSizeLimit(BrainTextBody.MaxBytes)]
    [BodyField(nameof(PreviewImport.Text), TextField)]
    [ProducesResponseType<ValidateReply>(StatusCodes.Status200OK)]
    public async Task<IActionResult> ValidateAsync([FromBody] BrainTextBody body, CancellationToken cancellationToken) =>
        Ok(ValidateReply.Of(await Mediator.Send(new PreviewImport(body.YamlContent), cancellationToken)));

    /// <summary>Imports a text and publishes it at once, all or nothing.</summary>
    /// <remarks>Interviews that begin from then on use it; those under way go on as they began.</remarks>
    /// <response code="400">The text cannot be read or published. `errors.yaml_content` says why; nothing has changed.</response>
    [HttpPost("import")]
    [PermitApi(Permission.EditBrain)]
    [RequestSizeLimit(BrainTextBody.MaxBytes)]
    [BodyField(nameof(ImportBrain.Text), TextField)]
    [ProducesResponseType<ImportReply>(StatusCodes.Status200OK)]
    public async Task<IActionResult> ImportAsync([FromBody] BrainTextBody body, CancellationToken cancellationToken)
    {
        var result = await Mediator.Send(new ImportBrain(body.YamlContent, Note: ImportNote), cancellationToken);
        if (result is not { Outcome: EditOutcome.Saved, Stated: { } stated, Revision: { } revision })
            return ApiProblem.Invalid(new Dictionary<string, string[]> { [TextField] = ImportProblems.Of(result.Problems, result.Findings, result.Dangling) });
        return Ok(new ImportReply(
            true, $"Imported and published as revision {revision}. Interviews that begin from now on use it.", stated.Slots, stated.Questions, stated.RiskRules));
    }

    /// <summary>The footer that stands below every report.</summary>
    [HttpGet("config/report-footer")]
    [PermitApi(Permission.ReadBrain)]
    [ProducesResponseType<FooterReply>(StatusCodes.Status200OK)]
    public async Task<IActionResult> FooterAsync(CancellationToken cancellationToken) =>
        Ok(new FooterReply((await Mediator.Send(new GetReportFooter(), cancellationToken)).In(BrainTexts.Source)));

    /// <summary>Sets the footer of reports in all languages. It stands below the next report that is written.</summary>
    /// <param name="footerText">The text, 2,000 characters at most; empty for none. It may come in the body instead.</param>
    /// <param name="body">The text, where it does not come in the address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    [HttpPut("config/report-footer")]
    [PermitApi(Permission.EditBrain)]
    [BodyField(nameof(SetReportFooter.Text), "footer_text")]
    [ProducesResponseType<FooterSetReply>(StatusCodes.Status200OK)]
    public async Task<IActionResult> SetFooterAsync(
        [FromQuery(Name = "footer_text")] string? footerText,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] FooterBody? body,
        CancellationToken cancellationToken)
    {
        // What is given and empty is bound as null, too.
        var text = footerText ?? body?.FooterText ?? (Request.Query.ContainsKey("footer_text") ? "" : null);
        var footer = await Mediator.Send(new SetReportFooter(text), cancellationToken);
        return Ok(new FooterSetReply(true, footer.In(BrainTexts.Source)));
    }
}
