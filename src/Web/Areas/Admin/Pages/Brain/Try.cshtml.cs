using System.Globalization;
using System.Text.Json;
using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using FluentValidation.Results;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain;

/// <summary>
/// Plays an interview against the working copy or a revision and shows all that the engine decides. The trial travels in the form: nothing of
/// it is stored, and its words stand in no address.
/// </summary>
[Permit(Permission.ReadBrain)]
[RequestSizeLimit(MostBytes)]
[RequestFormLimits(ValueLengthLimit = MostBytes, ValueCountLimit = MostFields)]
public sealed class TryModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    public const string WorkingCopy = "copy";
    public const string Back = "back:";

    // Some twenty answers of the greatest length.
    private const int MostBytes = 1024 * 1024;
    private const int MostFields = 1024;
    private const char InChoice = '/';

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    /// <summary>Number of the revision, or <see cref="WorkingCopy"/>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Brain { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Language { get; set; }

    /// <summary>Id of the question whose place is shown, asked or not.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Question { get; set; }

    /// <summary>What was done before, as JSON.</summary>
    [BindProperty]
    public string? Steps { get; set; }

    [BindProperty]
    public string? Do { get; set; }

    [BindProperty]
    public string? QuestionId { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    /// <summary>Picked options as <see cref="ChoiceOf"/> writes them.</summary>
    [BindProperty]
    public List<string> Choices { get; set; } = [];

    /// <summary>Key of the slot to set by hand.</summary>
    [BindProperty]
    public string? Slot { get; set; }

    [BindProperty]
    public List<string> Options { get; set; } = [];

    [BindProperty]
    public string? Measure { get; set; }

    public TryBrainResult Result { get; private set; } = null!;

    /// <summary>The steps for the next form.</summary>
    public string StepsJson => JsonSerializer.Serialize(Result.Trial?.Steps ?? [], Json);

    /// <summary>The slot to set by hand; null before one is chosen.</summary>
    public TrialSlot? SlotToSet => Result.Trial?.Slots.FirstOrDefault(slot => slot.Key == Slot);

    /// <summary>Whether the conversation went on with this form, so that the question is where to go on.</summary>
    public bool GoesOn => ModelState.IsValid && (Do is "answer" or "decline" || Do?.StartsWith(Back, StringComparison.Ordinal) == true);

    public static string ChoiceOf(string slotKey, string optionKey) => slotKey + InChoice + optionKey;

    public override Task<IActionResult> ShowAsync(CancellationToken cancellationToken) => ShowAsync(ReadSteps() ?? [], null, cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (ReadSteps() is not { } steps)
            return await RefuseAsync("", "This trial cannot be read. Begin anew.", cancellationToken);
        if (Do?.StartsWith(Back, StringComparison.Ordinal) == true && int.TryParse(Do[Back.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var kept))
            return await ShowAsync([.. steps.Take(kept)], null, cancellationToken);
        var result = await ShowAsync(steps, NextStep(), cancellationToken);
        if (NextStep() is not null)
            Forget();
        return result;
    }

    public override string FieldOf(ValidationFailure failure) => failure.PropertyName switch
    {
        nameof(TrialAnswer.Written) => nameof(Answer),
        nameof(TrialFact.SlotKey) => nameof(Slot),
        var name => name,
    };

    private async Task<IActionResult> ShowAsync(IReadOnlyList<TrialStep> steps, TrialStep? next, CancellationToken cancellationToken)
    {
        int? revision = null;
        if (Brain is not (null or "" or WorkingCopy))
        {
            if (!int.TryParse(Brain, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return NotFound();
            revision = number;
        }
        Result = await Mediator.Send(
            new TryBrain { Revision = revision, Language = Languages.IsSupported(Language) ? Language! : Languages.English, Steps = steps, Next = next },
            cancellationToken);
        return Page();
    }

    private TrialStep? NextStep() => Do switch
    {
        "answer" => new TrialAnswer { QuestionId = QuestionId ?? "", Written = Answer ?? "", Choices = [.. Choices.Select(ReadChoice)] },
        "decline" => new TrialAnswer { QuestionId = QuestionId ?? "", Declined = true },
        "set" => new TrialFact { SlotKey = Slot ?? "", Options = [.. Options], Measure = Measure ?? "" },
        "unknown" => new TrialFact { SlotKey = Slot ?? "", Unknown = true },
        "restore" => new TrialFact { SlotKey = Slot ?? "", Restore = true },
        _ => null,
    };

    private static ChosenOption ReadChoice(string choice)
    {
        var end = choice.IndexOf(InChoice, StringComparison.Ordinal);
        return end < 0 ? new ChosenOption(choice, "") : new ChosenOption(choice[..end], choice[(end + 1)..]);
    }

    private List<TrialStep>? ReadSteps()
    {
        if (string.IsNullOrEmpty(Steps))
            return [];
        try
        {
            var steps = JsonSerializer.Deserialize<List<TrialStep>>(Steps, Json);
            return steps?.Contains(null!) == true ? null : steps;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    // What was taken in is part of the trial now, and the fields are for what comes next.
    private void Forget()
    {
        ModelState.Clear();
        (Answer, Measure) = (null, null);
        Choices.Clear();
        Options.Clear();
    }
}
