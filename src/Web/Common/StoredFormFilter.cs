using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace AgentBrain.Web.Common;

/// <summary>
/// Tells the next page which form was stored, so that the browser drops its draft of that form and no other. A form is stored when its page
/// leads on, unless it belonged to a step that had been left.
/// </summary>
public sealed class StoredFormFilter : IResultFilter
{
    /// <summary>Where the next page finds the id.</summary>
    public const string Key = "StoredForm";

    private const string Field = "SubmissionId";

    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context is { Result: IKeepTempDataResult, Controller: PageModel page and not FormPageModel { IsPast: true } }
            && page.Request.HasFormContentType
            && Guid.TryParse(page.Request.Form[Field], out var id))
            page.TempData[Key] = id;
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
