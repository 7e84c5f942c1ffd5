using AgentBrain.Application.Accounts;
using AgentBrain.Application.Feedback;
using AgentBrain.Web.Common;
using AgentBrain.Web.Controllers.Common;
using AgentBrain.Web.Controllers.Models;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Controllers;

/// <summary>Respondents' feedback.</summary>
[Route("api/brain/config/feedback")]
[Tags("Feedback")]
[EnableRateLimiting(RateLimits.KeyPolicy)]
public sealed class FeedbackController(IMediator mediator) : ApiController(mediator)
{
    /// <summary>Feedback, newest first.</summary>
    /// <param name="limit">How many entries at most, 1 to 200.</param>
    /// <param name="offset">How many newer entries are left out.</param>
    /// <param name="minRating">Fewest stars, 1 to 5.</param>
    /// <param name="maxRating">Most stars, 1 to 5.</param>
    /// <param name="cancellationToken">Gives up.</param>
    [HttpGet]
    [PermitApi(Permission.ReadStatistics)]
    [ProducesResponseType<IReadOnlyList<FeedbackItem>>(StatusCodes.Status200OK)]
    public async Task<IActionResult> ListAsync(
        CancellationToken cancellationToken,
        [FromQuery] int limit = 50,
        [FromQuery] int offset = 0,
        [FromQuery(Name = "min_rating")] int? minRating = null,
        [FromQuery(Name = "max_rating")] int? maxRating = null)
    {
        var rows = await Mediator.Send(new ListLatestFeedback { Limit = limit, Offset = offset, MinRating = minRating, MaxRating = maxRating }, cancellationToken);
        return Ok(rows.Select(FeedbackItem.Of));
    }

    /// <summary>How respondents rated.</summary>
    [HttpGet("stats")]
    [PermitApi(Permission.ReadStatistics)]
    [ProducesResponseType<RatingsReply>(StatusCodes.Status200OK)]
    public async Task<IActionResult> StatisticsAsync(CancellationToken cancellationToken) => Ok(RatingsReply.Of(await Mediator.Send(new GetRatings(), cancellationToken)));

    /// <summary>One entry with its interview.</summary>
    /// <remarks>`contact_info` is null for roles that may not see how respondents can be reached.</remarks>
    [HttpGet("{id:guid}")]
    [PermitApi(Permission.ReadInterviews)]
    [ProducesResponseType<FeedbackDetails>(StatusCodes.Status200OK)]
    public async Task<IActionResult> GetAsync(Guid id, CancellationToken cancellationToken) =>
        Ok(FeedbackDetails.Of(await Mediator.Send(new GetFeedbackWithInterview(id), cancellationToken)));

    /// <summary>Deletes an entry. The interview stays.</summary>
    [HttpDelete("{id:guid}")]
    [PermitApi(Permission.DeleteInterviews)]
    [ProducesResponseType<Done>(StatusCodes.Status200OK)]
    public async Task<IActionResult> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        await Mediator.Send(new DeleteFeedback(id), cancellationToken);
        return Ok(new Done(true, "The feedback is deleted."));
    }
}
