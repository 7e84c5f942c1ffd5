using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AgentBrain.Web.Common;

/// <summary>A page of the workspace that shows what its address asks for; what is wrong with the address stands above it.</summary>
public abstract class ReadingPageModel(IMediator mediator) : PageModel
{
    protected IMediator Mediator { get; } = mediator;

    /// <summary>The answer to a request; null, with what is wrong in words, where the address asks for something that cannot be.</summary>
    protected async Task<T?> AskAsync<T>(IRequest<T> request, CancellationToken cancellationToken)
        where T : class
    {
        if (ModelState.IsValid)
        {
            try
            {
                return await Mediator.Send(request, cancellationToken);
            }
            catch (ValidationException invalid)
            {
                foreach (var failure in invalid.Errors)
                    ModelState.AddModelError("", failure.ErrorMessage);
            }
        }

        // Errors of the whole page: a part of an address need not be a field.
        var problems = ModelState.Values.SelectMany(entry => entry.Errors).Select(error => error.ErrorMessage).Distinct().ToList();
        ModelState.Clear();
        foreach (var problem in problems)
            ModelState.AddModelError("", problem);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return null;
    }

    /// <summary>What an address says besides the page: of <paramref name="parts"/> those that say something.</summary>
    protected static Dictionary<string, string> Address(params (string Name, object? Value)[] parts) => parts
        .Select(part => (part.Name, Value: Convert.ToString(part.Value, System.Globalization.CultureInfo.InvariantCulture)))
        .Where(part => !string.IsNullOrEmpty(part.Value))
        .ToDictionary(part => part.Name, part => part.Value!);
}
