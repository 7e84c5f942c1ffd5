using AgentBrain.Application.Privacy;
using AgentBrain.Web.Common;
using AgentBrain.Web.Controllers.Common;
using AgentBrain.Web.Controllers.Models;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Controllers;

/// <summary>What is stored of a respondent: all of it, and away with it.</summary>
[Route("api/session")]
[Tags("Interviews")]
public sealed class PersonalDataController(IMediator mediator) : ApiController(mediator)
{
    /// <summary>Everything that is stored of the interview, as a ZIP file.</summary>
    /// <remarks>For the holder of the session's own token alone: without it the interview is not found.</remarks>
    /// <response code="200">`interview.json`, the reports and whatever else is stored; `README.txt` names the files.</response>
    /// <response code="410">The interview was erased; `erased_at` says when.</response>
    [HttpGet("{id:guid}/data")]
    [EnableRateLimiting(RateLimits.ReadPolicy)]
    [Produces("application/zip", Type = typeof(byte[]))]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status410Gone, "application/problem+json")]
    public async Task<IActionResult> ExportAsync(Guid id, CancellationToken cancellationToken)
    {
        var data = await Mediator.Send(new ExportOwnData(id), cancellationToken);
        return File(data.Archive, "application/zip", data.FileName);
    }

    /// <summary>Erases the interview with everything that belongs to it.</summary>
    /// <remarks>
    /// For the holder of the session's own token alone: without it the interview is not found. Figures that tell nothing about the respondent stay. From then on
    /// every call about the interview, this one included, answers 410.
    /// </remarks>
    /// <response code="200">It is erased.</response>
    /// <response code="410">The interview was erased before; `erased_at` says when.</response>
    [HttpDelete("{id:guid}/data")]
    [EnableRateLimiting(RateLimits.AnswerPolicy)]
    [ProducesResponseType<Done>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status410Gone, "application/problem+json")]
    public async Task<IActionResult> EraseAsync(Guid id, CancellationToken cancellationToken)
    {
        var erasure = await Mediator.Send(new EraseOwnInterview(id), cancellationToken);
        return Ok(new Done(true, $"Interview {erasure.Reference} is erased."));
    }
}
