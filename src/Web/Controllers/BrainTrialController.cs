using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Web.Common;
using AgentBrain.Web.Controllers.Common;
using AgentBrain.Web.Controllers.Models;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Controllers;

/// <summary>What the published brain makes of answers that nobody gave. Nothing is stored.</summary>
[Route("api/admin/brain")]
[Tags("Brain")]
[EnableRateLimiting(RateLimits.KeyPolicy)]
public sealed class BrainTrialController(IMediator mediator) : ApiController(mediator)
{
    /// <summary>What is understood of an answer to a question about some slots.</summary>
    /// <response code="400">The brain has no such slot; `errors` says which.</response>
    [HttpPost("interpret")]
    [PermitApi(Permission.ReadBrain)]
    [ProducesResponseType<InterpretReply>(StatusCodes.Status200OK)]
    public async Task<IActionResult> InterpretAsync([FromBody] InterpretBody body, CancellationToken cancellationToken)
    {
        var request = new InterpretAnswer { Language = body.Language, Text = body.Text, Slots = [.. body.Slots.OfType<string>()] };
        return Ok(InterpretReply.Of(await Mediator.Send(request, cancellationToken)));
    }

    /// <summary>What would be asked next, and why.</summary>
    /// <response code="400">The brain has no such slot or question; `errors` says which.</response>
    /// <response code="503">Interviews are not held in this mode.</response>
    [HttpPost("next-question")]
    [PermitApi(Permission.ReadBrain)]
    [ProducesResponseType<NextQuestionReply>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable, "application/problem+json")]
    public async Task<IActionResult> NextQuestionAsync([FromBody] NextQuestionBody body, CancellationToken cancellationToken)
    {
        if (body.InterviewMode != InterviewMode.Quick)
            return ApiProblem.Unavailable("Precise interviews are not available yet. Ask for interview_mode quick.");
        var request = new DecideNextQuestion
        {
            Language = body.Language,
            Values = body.Values.Where(known => known.Value is not null).ToDictionary(known => known.Key, known => new SlotFact(known.Value.Value, known.Value.Confidence)),
            Asked = [.. body.Asked.OfType<string>()],
            LastQuestionId = body.LastQuestionId,
        };
        return Ok(NextQuestionReply.Of(await Mediator.Send(request, cancellationToken)));
    }
}
