using AgentBrain.Application.Accounts;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Reviews;
using AgentBrain.Web.Common;
using AgentBrain.Web.Controllers.Common;
using AgentBrain.Web.Controllers.Models;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Controllers;

/// <summary>Interviews as those who run them see them, and experts' reviews of them.</summary>
[Route("api/admin")]
[Tags("Administration of interviews")]
[EnableRateLimiting(RateLimits.KeyPolicy)]
public sealed class SessionsController(IMediator mediator) : ApiController(mediator)
{
    /// <summary>Interviews, newest first.</summary>
    /// <param name="limit">How many at most, 1 to 200.</param>
    /// <param name="offset">How many newer ones are left out.</param>
    /// <param name="completedOnly">Whether those without a report are left out.</param>
    /// <param name="hasReview">Whether an expert has to have judged them; both when it is left out.</param>
    /// <param name="language">`lt`, `en` or `ru`; all when it is left out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    [HttpGet("sessions")]
    [PermitApi(Permission.ReadInterviews)]
    [ProducesResponseType<IReadOnlyList<SessionItem>>(StatusCodes.Status200OK)]
    public async Task<IActionResult> ListAsync(
        CancellationToken cancellationToken,
        [FromQuery] int limit = 50,
        [FromQuery] int offset = 0,
        [FromQuery(Name = "completed_only")] bool completedOnly = true,
        [FromQuery(Name = "has_review")] bool? hasReview = null,
        [FromQuery] string? language = null)
    {
        var request = new ListLatestInterviews { Limit = limit, Offset = offset, CompletedOnly = completedOnly, HasReview = hasReview, Language = language };
        return Ok((await Mediator.Send(request, cancellationToken)).Select(SessionItem.Of));
    }

    /// <summary>One interview with everything that a review needs.</summary>
    /// <remarks>`contact_info` is null, and contact details in texts are masked, for roles that may not see how respondents can be reached.</remarks>
    [HttpGet("sessions/{id:guid}/review")]
    [PermitApi(Permission.ReadInterviews)]
    [ProducesResponseType<SessionForReview>(StatusCodes.Status200OK)]
    public async Task<IActionResult> GetAsync(Guid id, CancellationToken cancellationToken) =>
        Ok(SessionForReview.Of(await Mediator.Send(new GetInterviewForReview(id), cancellationToken)));

    /// <summary>Reviews an interview.</summary>
    /// <response code="503">Reviews are not taken in yet.</response>
    [HttpPost("sessions/{id:guid}/review")]
    [RequestSizeLimit(ReviewBody.MaxBytes)]
    [PermitApi(Permission.ReadInterviews)]
    [ProducesResponseType<ReviewReply>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable, "application/problem+json")]
    public async Task<IActionResult> ReviewAsync(Guid id, [FromBody] ReviewBody body, CancellationToken cancellationToken)
    {
        _ = body;
        await Mediator.Send(new GetInterviewForReview(id), cancellationToken);
        return ApiProblem.Unavailable("Reviews are not taken in yet: this version only reads those that are stored. Nothing was stored.");
    }

    /// <summary>Deletes an interview with everything that belongs to it.</summary>
    [HttpDelete("sessions/{id:guid}")]
    [PermitApi(Permission.DeleteInterviews)]
    [ProducesResponseType<SessionDeletedReply>(StatusCodes.Status200OK)]
    public async Task<IActionResult> DeleteAsync(Guid id, CancellationToken cancellationToken) =>
        Ok(SessionDeletedReply.Of(await Mediator.Send(new DeleteInterview(id), cancellationToken)));

    /// <summary>How experts judged.</summary>
    [HttpGet("reviews/stats")]
    [PermitApi(Permission.ReadStatistics)]
    [ProducesResponseType<ReviewStatisticsReply>(StatusCodes.Status200OK)]
    public async Task<IActionResult> StatisticsAsync(CancellationToken cancellationToken) =>
        Ok(ReviewStatisticsReply.Of(await Mediator.Send(new GetReviewStatistics(), cancellationToken)));
}
