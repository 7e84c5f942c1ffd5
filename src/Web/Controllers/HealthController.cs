using AgentBrain.Application.Common;
using AgentBrain.Web.Controllers.Common;
using AgentBrain.Web.Controllers.Models;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Controllers;

/// <summary>Whether the service works.</summary>
[Route("api/health")]
[Tags("Health")]
public sealed class HealthController(IMediator mediator) : ApiController(mediator)
{
    /// <summary>Tells whether interviews can be held.</summary>
    /// <response code="503">The database does not answer.</response>
    [HttpGet]
    [ProducesResponseType<HealthReply>(StatusCodes.Status200OK)]
    [ProducesResponseType<HealthReply>(StatusCodes.Status503ServiceUnavailable)]
    public async Task<IActionResult> HealthAsync(CancellationToken cancellationToken)
    {
        var health = await Mediator.Send(new CheckHealth(), cancellationToken);
        if (!health.Database)
            Response.Headers.RetryAfter = ApiProblem.RetryAfterSeconds;
        return StatusCode(
            health.Database ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
            new HealthReply(health.Database ? "healthy" : "unhealthy", health.Database, health.Speech));
    }
}
