using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Pages.Interview;

/// <summary>What is known of one slot, to set it by hand.</summary>
[EnableRateLimiting(RateLimits.AnswerPolicy)]
public sealed class FactModel(IMediator mediator, InterfaceText text) : InterviewPageModel(mediator, text)
{
    public const string UnknownIntent = "dont-know";
    public const string RestoreIntent = "restore";

    // Blanks are bound as null.
    [FromRoute]
    public string SlotKey
    {
        get;
        set => field = value ?? "";
    } = "";

    [BindProperty]
    public List<string> Options { get; set; } = [];

    [BindProperty]
    public string? Measure { get; set; }

    public FactChoiceView Known { get; private set; } = null!;

    public string MeasureLabel => Known.Unit switch
    {
        MeasureUnit.People => "Fact.People",
        MeasureUnit.Celsius => "Fact.Celsius",
        MeasureUnit.SquareMetres => "Fact.SquareMetres",
        MeasureUnit.Euro => "Fact.Euro",
        MeasureUnit.Month => "Fact.Month",
        _ => throw new InvalidOperationException("The slot has no measures."),
    };

    public string MeasureHint => Known.Unit switch
    {
        MeasureUnit.People => "Fact.PeopleHint",
        MeasureUnit.Celsius => "Fact.CelsiusHint",
        MeasureUnit.SquareMetres => "Fact.SquareMetresHint",
        MeasureUnit.Euro => "Fact.EuroHint",
        MeasureUnit.Month => "Fact.MonthHint",
        _ => throw new InvalidOperationException("The slot has no measures."),
    };

    /// <summary>What stands behind the number; null where a measure is written in words.</summary>
    public string? MeasureSign => Known.Unit switch
    {
        MeasureUnit.Celsius => "°C",
        MeasureUnit.SquareMetres => "m²",
        MeasureUnit.Euro => "€",
        _ => null,
    };

    /// <summary>The respondent's own words about it, each with its question.</summary>
    public IEnumerable<FactPartView> Said => Known.Fact.Parts.Concat(Known.Fact.Overruled)
        .Where(part => part is { Quote: not null, Number: not null })
        .DistinctBy(part => (part.Quote, part.Number));

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Known = await Mediator.Send(new GetFact(SessionId, SlotKey), cancellationToken);
        Text.Language = Known.Language;
        if (Known.Stage == InterviewStage.Finished)
        {
            await GiveBackAsync(cancellationToken);
            return NotStored is null ? RedirectToStage(SessionId, Known.Stage) : Page();
        }
        if (!IsSent)
        {
            Options = [.. Known.Chosen];
            Measure = Known.Measure;
        }
        return Page();
    }

    protected override async Task<IActionResult> SendAsync(CancellationToken cancellationToken)
    {
        var before = await StageAsync(cancellationToken);
        var after = await Mediator.Send(
            new CorrectFact
            {
                SessionId = SessionId,
                SlotKey = SlotKey,
                // An empty value is bound as null.
                Options = [.. Options.Select(option => option ?? "")],
                Measure = Measure ?? "",
                Unknown = Intent == UnknownIntent,
                Restore = Intent == RestoreIntent,
            },
            cancellationToken);
        return after == InterviewStage.Finished ? await ShowAgainAsync(cancellationToken) : Return(before, after);
    }

    private async Task GiveBackAsync(CancellationToken cancellationToken)
    {
        if (!IsSent || (Options.Count == 0 && string.IsNullOrWhiteSpace(Measure)))
            return;
        IsPast = true;
        NotStored = await Mediator.Send(
            new GetAnswerText(SessionId, Measure ?? "", [.. Options.Select(option => new ChosenOption(SlotKey, option ?? ""))]),
            cancellationToken);
    }
}
