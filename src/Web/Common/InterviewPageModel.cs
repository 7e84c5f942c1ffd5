using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Interviews;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AgentBrain.Web.Common;

/// <summary>A page of an interview that goes on. Besides its own form it takes the wish to go on in another language.</summary>
public abstract class InterviewPageModel(IMediator mediator, InterfaceText text) : FormPageModel(mediator, text)
{
    public const string CheckOrigin = "check";
    private const string LanguageIntent = "language:";
    private const char ChoiceSeparator = ':';

    [FromRoute]
    public Guid SessionId { get; set; }

    /// <summary>The button that was pressed.</summary>
    [BindProperty]
    public string? Intent { get; set; }

    /// <summary>The page that led here. Known names alone count, so that no address can be smuggled in.</summary>
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>Key of a text that says what became of the last form; null when there is nothing to say.</summary>
    [TempData]
    public string? News { get; set; }

    /// <summary>Words and picks that could not be stored; shown so that nothing is lost.</summary>
    public string? NotStored { get; protected set; }

    public bool FromCheck => From == CheckOrigin;

    /// <summary>What leads back to where the page was opened from, in an address.</summary>
    public string? Origin => FromCheck ? CheckOrigin : null;

    protected bool IsSent => HttpMethods.IsPost(Request.Method);

    /// <summary>What a button sends to go on in a language.</summary>
    public static string SwitchTo(string language) => LanguageIntent + language;

    /// <summary>How a picked option is sent.</summary>
    public static string ChoiceValue(string slotKey, string optionKey) => $"{slotKey}{ChoiceSeparator}{optionKey}";

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        Intent?.StartsWith(LanguageIntent, StringComparison.Ordinal) == true
            ? SwitchLanguageAsync(Intent[LanguageIntent.Length..], cancellationToken)
            : SendAsync(cancellationToken);

    /// <summary>Does what the page's own form asks for.</summary>
    protected abstract Task<IActionResult> SendAsync(CancellationToken cancellationToken);

    /// <summary>Shows the page after a change of language, with what was typed.</summary>
    protected virtual Task<IActionResult> ShowInNewLanguageAsync(CancellationToken cancellationToken) => ShowAgainAsync(cancellationToken);

    /// <summary>Shows the page instead of going on; a form whose step has passed meets a conflict.</summary>
    protected async Task<IActionResult> ShowAgainAsync(CancellationToken cancellationToken)
    {
        var shown = await ShowAsync(cancellationToken);
        // What binding complains about concerns a form that was not taken in.
        ModelState.Clear();
        if (shown is PageResult result && IsPast)
            result.StatusCode = StatusCodes.Status409Conflict;
        return shown;
    }

    /// <summary>After a change: to a question that it made necessary, else back to where the page was opened from.</summary>
    protected RedirectToPageResult Return(InterviewStage before, InterviewStage after)
    {
        var oneMore = before == InterviewStage.LeavingContact && after == InterviewStage.Asking;
        News = oneMore ? "Notice.OneMore" : "Notice.Saved";
        return FromCheck && !oneMore ? RedirectToPage("/Interview/Check", new { SessionId }) : RedirectToStage(SessionId, after);
    }

    protected async Task<InterviewStage> StageAsync(CancellationToken cancellationToken) =>
        (await Mediator.Send(new GetInterview(SessionId), cancellationToken)).Stage;

    // An empty value is bound as null.
    protected static ChosenOption Choice(string? value)
    {
        var parts = (value ?? "").Split(ChoiceSeparator, 2);
        return new ChosenOption(parts[0], parts.Length == 2 ? parts[1] : "");
    }

    private async Task<IActionResult> SwitchLanguageAsync(string language, CancellationToken cancellationToken)
    {
        await Mediator.Send(new SwitchLanguage(SessionId, language), cancellationToken);
        return await ShowInNewLanguageAsync(cancellationToken);
    }
}
