using AgentBrain.Application.Accounts;
using AgentBrain.Web.Common;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AgentBrain.Web.Areas.Admin.Pages.Audit;

/// <summary>The filters of the audit log in the address of a page.</summary>
public abstract class AuditPageModel(IMediator mediator) : PageModel
{
    [FromQuery(Name = "who")]
    public string? Who { get; set; }

    [FromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [FromQuery(Name = "item")]
    public string? Item { get; set; }

    [FromQuery(Name = "from")]
    public DateOnly? From { get; set; }

    [FromQuery(Name = "to")]
    public DateOnly? To { get; set; }

    /// <summary>The filters as an address says them.</summary>
    public IReadOnlyDictionary<string, string> Filters => new (string Name, string? Value)[]
        {
            ("who", Who),
            ("kind", Kind),
            ("item", Item),
            ("from", Written.Field(From)),
            ("to", Written.Field(To)),
        }
        .Where(part => !string.IsNullOrEmpty(part.Value))
        .ToDictionary(part => part.Name, part => part.Value!);

    protected AuditFilter Filter => new() { Who = Who ?? "", Kind = string.IsNullOrEmpty(Kind) ? null : Kind, Item = Item ?? "", From = From, To = To };

    /// <summary>The answer to a request; null, with what is wrong under the names of the fields, where the address asks for something that cannot be.</summary>
    protected async Task<T?> AskAsync<T>(IRequest<T> request, CancellationToken cancellationToken)
        where T : class
    {
        if (!ModelState.IsValid)
            return null;
        try
        {
            return await mediator.Send(request, cancellationToken);
        }
        catch (ValidationException invalid)
        {
            foreach (var failure in invalid.Errors)
                ModelState.AddModelError(failure.PropertyName.Split('.')[^1].ToLowerInvariant(), failure.ErrorMessage);
            return null;
        }
    }
}
