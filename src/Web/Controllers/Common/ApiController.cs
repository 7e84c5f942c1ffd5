using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Controllers.Common;

/// <summary>A part of the JSON API. Actions bind, send a use case and say its result in the words of the contract; what goes wrong becomes a problem by itself.</summary>
[ApiController]
public abstract class ApiController(IMediator mediator) : ControllerBase
{
    /// <summary>Where all addresses of the API start.</summary>
    public static readonly PathString Root = "/api";

    protected IMediator Mediator { get; } = mediator;
}
