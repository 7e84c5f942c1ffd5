using AgentBrain.Application.Privacy;
using AgentBrain.Domain.Brain;
using AgentBrain.Web.Common;
using AgentBrain.Web.Controllers.Common;
using AgentBrain.Web.Controllers.Models;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Controllers;

/// <summary>What respondents agree to.</summary>
[Route("api/consent")]
[Tags("Interviews")]
public sealed class ConsentController(IMediator mediator) : ApiController(mediator)
{
    /// <summary>Gives the text that respondents agree to before the first question.</summary>
    /// <remarks>Show it before you start an interview, and send its version as `consent_version` then.</remarks>
    /// <param name="language">`lt`, `en` or `ru`; `lt` where it is left out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <response code="400">There is no text in that language.</response>
    /// <response code="503">No text is published.</response>
    [HttpGet]
    [EnableRateLimiting(RateLimits.ReadPolicy)]
    [ProducesResponseType<ConsentReply>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable, "application/problem+json")]
    public async Task<IActionResult> ReadAsync([FromQuery] string? language, CancellationToken cancellationToken)
    {
        if (language is not null && !Languages.IsSupported(language))
            return ApiProblem.Invalid(new Dictionary<string, string[]> { ["language"] = [$"Choose one of the languages {string.Join(", ", Languages.All)}."] });
        return await Mediator.Send(new GetConsent(language), cancellationToken) is { } consent
            ? Ok(ConsentReply.Of(consent))
            : ApiProblem.Unavailable("No consent text is published at the moment.");
    }
}
