using AgentBrain.Application.Accounts;
using AgentBrain.Application.Skills;
using AgentBrain.Web.Common;
using AgentBrain.Web.Controllers.Common;
using AgentBrain.Web.Controllers.Models;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Controllers;

/// <summary>The skill, which guides language models, and the changes of it that reviews suggest.</summary>
[Route("api/admin/skill")]
[Tags("Skill")]
[EnableRateLimiting(RateLimits.KeyPolicy)]
public sealed class SkillController(IMediator mediator) : ApiController(mediator)
{
    private const string OnlyRead = "this version only reads what is stored. Nothing was changed.";

    /// <summary>All versions, newest first.</summary>
    [HttpGet("versions")]
    [PermitApi(Permission.ReadBrain)]
    [ProducesResponseType<IReadOnlyList<SkillVersionItem>>(StatusCodes.Status200OK)]
    public async Task<IActionResult> VersionsAsync(CancellationToken cancellationToken) =>
        Ok((await Mediator.Send(new ListSkillVersions(), cancellationToken)).Select(SkillVersionItem.Of));

    /// <summary>The version that guides language models now.</summary>
    [HttpGet("versions/active")]
    [PermitApi(Permission.ReadBrain)]
    [ProducesResponseType<ActiveSkillReply>(StatusCodes.Status200OK)]
    public async Task<IActionResult> ActiveAsync(CancellationToken cancellationToken) => Ok(ActiveSkillReply.Of(await Mediator.Send(new GetActiveSkill(), cancellationToken)));

    /// <summary>One version with its text.</summary>
    [HttpGet("versions/{id:int}/content")]
    [PermitApi(Permission.ReadBrain)]
    [ProducesResponseType<SkillContentReply>(StatusCodes.Status200OK)]
    public async Task<IActionResult> ContentAsync(int id, CancellationToken cancellationToken)
    {
        var version = await Mediator.Send(new GetSkillVersion(id), cancellationToken);
        return Ok(new SkillContentReply(version.Id, version.Version, version.Content, version.ChangeSummary));
    }

    /// <summary>Lets a version guide language models.</summary>
    /// <response code="404">There is no such version. The active one stays as it is.</response>
    /// <response code="503">Versions cannot be activated yet.</response>
    [HttpPost("versions/{id:int}/activate")]
    [PermitApi(Permission.EditBrain)]
    [ProducesResponseType<Done>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable, "application/problem+json")]
    public async Task<IActionResult> ActivateAsync(int id, CancellationToken cancellationToken)
    {
        await Mediator.Send(new GetSkillVersion(id), cancellationToken);
        return ApiProblem.Unavailable($"Versions of the skill cannot be activated yet: {OnlyRead}");
    }

    /// <summary>Makes a version that takes in approved rules. It is not active.</summary>
    /// <response code="503">Versions cannot be made yet.</response>
    [HttpPost("versions/create")]
    [PermitApi(Permission.EditBrain)]
    [ProducesResponseType<NewSkillReply>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable, "application/problem+json")]
    public IActionResult Create([FromBody] NewSkillBody body)
    {
        _ = body;
        return ApiProblem.Unavailable($"Versions of the skill cannot be made yet: {OnlyRead}");
    }

    /// <summary>Draws rules from reviews.</summary>
    /// <response code="503">Rules cannot be drawn from reviews yet.</response>
    [HttpPost("rules/generate")]
    [PermitApi(Permission.EditBrain)]
    [ProducesResponseType<GeneratedRulesReply>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable, "application/problem+json")]
    public IActionResult Generate([FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] GenerateRulesBody? body)
    {
        // It is bound for its checks alone.
        _ = body;
        return ApiProblem.Unavailable($"Rules cannot be drawn from reviews yet: {OnlyRead}");
    }

    /// <summary>Rules that nobody has approved yet, newest first.</summary>
    [HttpGet("rules/pending")]
    [PermitApi(Permission.ReadBrain)]
    [ProducesResponseType<IReadOnlyList<RuleItem>>(StatusCodes.Status200OK)]
    public Task<IActionResult> PendingAsync(CancellationToken cancellationToken) => RulesAsync(LearnedRuleStatus.Pending, cancellationToken);

    /// <summary>Rules that were approved and are in no version of the skill yet, newest first.</summary>
    [HttpGet("rules/approved")]
    [PermitApi(Permission.ReadBrain)]
    [ProducesResponseType<IReadOnlyList<RuleItem>>(StatusCodes.Status200OK)]
    public Task<IActionResult> ApprovedAsync(CancellationToken cancellationToken) => RulesAsync(LearnedRuleStatus.Approved, cancellationToken);

    /// <summary>Rules that a version of the skill has taken in, newest first.</summary>
    [HttpGet("rules/applied")]
    [PermitApi(Permission.ReadBrain)]
    [ProducesResponseType<IReadOnlyList<RuleItem>>(StatusCodes.Status200OK)]
    public Task<IActionResult> AppliedAsync(CancellationToken cancellationToken) => RulesAsync(LearnedRuleStatus.Applied, cancellationToken);

    /// <summary>Approves a rule.</summary>
    /// <response code="503">Rules cannot be approved yet.</response>
    [HttpPost("rules/{id:int}/approve")]
    [PermitApi(Permission.EditBrain)]
    [ProducesResponseType<Done>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable, "application/problem+json")]
    public Task<IActionResult> ApproveAsync(int id, CancellationToken cancellationToken) => NotYetAsync(id, "approved", cancellationToken);

    /// <summary>Rejects a rule.</summary>
    /// <response code="503">Rules cannot be rejected yet.</response>
    [HttpDelete("rules/{id:int}")]
    [PermitApi(Permission.EditBrain)]
    [ProducesResponseType<Done>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable, "application/problem+json")]
    public Task<IActionResult> RejectAsync(int id, CancellationToken cancellationToken) => NotYetAsync(id, "rejected", cancellationToken);

    private async Task<IActionResult> RulesAsync(LearnedRuleStatus status, CancellationToken cancellationToken) =>
        Ok((await Mediator.Send(new ListLearnedRules(status), cancellationToken)).Select(RuleItem.Of));

    private async Task<IActionResult> NotYetAsync(int id, string what, CancellationToken cancellationToken)
    {
        await Mediator.Send(new GetLearnedRule(id), cancellationToken);
        return ApiProblem.Unavailable($"Rules cannot be {what} yet: {OnlyRead}");
    }
}
