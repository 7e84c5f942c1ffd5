using AgentBrain.Web.Common;
using AgentBrain.Web.Controllers.Common;
using AgentBrain.Web.Controllers.Models;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Controllers;

/// <summary>Translations of any text.</summary>
[Route("api/translate")]
[Tags("Interviews")]
public sealed class TranslationsController(IMediator mediator) : ApiController(mediator)
{
    /// <summary>Translates a text.</summary>
    /// <response code="503">No language model is configured.</response>
    [HttpPost]
    [RequestSizeLimit(TranslationBody.MaxBytes)]
    [EnableRateLimiting(RateLimits.AnswerPolicy)]
    [ProducesResponseType<TranslationReply>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable, "application/problem+json")]
    public IActionResult Translate([FromBody] TranslationBody body)
    {
        _ = body;
        return ApiProblem.Unavailable("No language model is configured, and texts are translated by one. Reports of interviews are written in each language without it.");
    }
}
