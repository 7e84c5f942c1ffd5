using System.Linq.Expressions;
using System.Text.RegularExpressions;
using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Brain;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Adds a slot to the working copy, as the last one, or changes one where it stands.</summary>
/// <param name="Slot">The slot as it is to be.</param>
/// <param name="BasedOn"><see cref="BrainItems.Checksum"/> of the slot that the author began with; null to add one.</param>
/// <param name="RightTranslations">Members (for example <c>options.soft_steam.label_ru</c>) that the author declared right although the Lithuanian label has changed.</param>
[RequiresPermission(Permission.EditBrain)]
public sealed record SaveSlot(SlotDefinition Slot, string? BasedOn, IReadOnlyList<string> RightTranslations) : IRequest<EditResult>
{
    /// <summary>Most options of a slot. The shipped pack has 10 at most.</summary>
    public const int MostOptions = 60;

    /// <summary>Most terms of one kind in one language. The shipped pack has 348 at most.</summary>
    public const int MostTerms = 1000;

    /// <summary>Most terms of a slot altogether. The shipped pack has 2,375 at most.</summary>
    public const int MostTermsOfSlot = 10_000;

    /// <summary>Longest term, in characters. The shipped pack has 33 at most.</summary>
    public const int TermLength = 100;

    /// <summary>Longest description, in characters.</summary>
    public const int DescriptionLength = 1000;
}

/// <summary>Checks <see cref="SaveSlot"/>.</summary>
public sealed partial class SaveSlotValidator : AbstractValidator<SaveSlot>
{
    private const decimal MostWeight = 9.99m;
    private const int WeightDigits = 3;
    private const int WeightDecimals = 2;
    private const decimal MostMeasure = 1_000_000_000;

    /// <summary>The rules.</summary>
    public SaveSlotValidator()
    {
        RuleFor(request => request.Slot.Key).BrainKey(BrainLimits.SlotKeyLength);
        RuleFor(request => request.Slot.Key).NotTheNewPage("key");
        RuleFor(request => request.Slot.LabelLt).NotEmpty().WithMessage("Write the label in Lithuanian; the other languages fall back to it.");
        RuleFor(request => request.Slot.LabelLt).BrainText(BrainLimits.LabelLength);
        RuleFor(request => request.Slot.LabelEn).BrainText(BrainLimits.LabelLength);
        RuleFor(request => request.Slot.LabelRu).BrainText(BrainLimits.LabelLength);
        RuleFor(request => request.Slot.Description).BrainText(SaveSlot.DescriptionLength);
        RuleFor(request => request.Slot.PriorityWeight).InclusiveBetween(0, MostWeight).WithMessage("Give a weight from 0 to 9.99.");
        RuleFor(request => request.Slot.PriorityWeight).PrecisionScale(WeightDigits, WeightDecimals, ignoreTrailingZeros: true)
            .When(request => request.Slot.PriorityWeight is >= 0 and <= MostWeight)
            .WithMessage("Give the weight with two decimals at most.");
        RuleFor(request => request.Slot.Measure).IsInEnum().WithMessage("Choose one of the measures, or none.");
        RuleFor(request => request.Slot.Options).Must(options => options.Count <= SaveSlot.MostOptions)
            .WithMessage($"A slot may have at most {SaveSlot.MostOptions} options.");
        RuleFor(request => request.Slot.Options).Must(options => options.Sum(BrainSearch.CountTerms) <= SaveSlot.MostTermsOfSlot)
            .WithMessage($"All options together may have at most {SaveSlot.MostTermsOfSlot:N0} words and phrases.");
        RuleFor(request => request.Slot.Options).Custom((options, context) =>
        {
            var seen = new HashSet<string>();
            for (var index = 0; index < options.Count; index++)
            {
                if (options[index].Key is { Length: > 0 } key && !seen.Add(key))
                    context.AddFailure($"Slot.Options[{index}].Key", $"Another option has the key {key} already.");
            }
        });
        RuleForEach(request => request.Slot.Options).SetValidator(request => OptionsOf(request.Slot));
    }

    private static InlineValidator<SlotOption> OptionsOf(SlotDefinition slot)
    {
        var rules = new InlineValidator<SlotOption>();
        rules.RuleFor(option => option.Key).BrainKey(BrainLimits.SlotKeyLength);
        rules.RuleFor(option => option.LabelLt).NotEmpty().WithMessage("Write the label in Lithuanian; the other languages fall back to it.");
        rules.RuleFor(option => option.LabelLt).BrainText(BrainLimits.LabelLength);
        rules.RuleFor(option => option.LabelEn).BrainText(BrainLimits.LabelLength);
        rules.RuleFor(option => option.LabelRu).BrainText(BrainLimits.LabelLength);
        rules.RuleFor(option => option.Excludes).Must((option, excluded) => !excluded.Contains(option.Key)).WithMessage("An option cannot rule itself out.");
        rules.RuleFor(option => option.MeasureAtLeast).Null().When(_ => slot.Measure is null)
            .WithMessage("Only a slot with a measure can have options that follow from it: choose a measure above, or leave this empty.");
        rules.RuleFor(option => option.MeasureAtLeast).InclusiveBetween(0, MostMeasure).When(_ => slot.Measure is not null)
            .WithMessage($"Give a number from 0 to {MostMeasure:N0}.");
        foreach (var terms in new Expression<Func<SlotOption, IReadOnlyList<string>>>[]
        {
            option => option.Synonyms.Lt, option => option.Synonyms.En, option => option.Synonyms.Ru,
            option => option.WhenAsked.Lt, option => option.WhenAsked.En, option => option.WhenAsked.Ru,
            option => option.WhenDenied.Lt, option => option.WhenDenied.En, option => option.WhenDenied.Ru,
        })
        {
            rules.RuleFor(terms).Custom((written, context) => Check(BrainCleaning.Terms(written), context));
        }
        return rules;
    }

    // Of many wrong terms the first one is named: it says what is wrong with the others, too.
    private static void Check(IReadOnlyList<string> terms, ValidationContext<SlotOption> context)
    {
        if (terms.Count > SaveSlot.MostTerms)
            context.AddFailure($"At most {SaveSlot.MostTerms:N0} words and phrases fit here.");
        if (terms.FirstOrDefault(term => term.Length > SaveSlot.TermLength) is { } tooLong)
            context.AddFailure($"A word or phrase may have at most {SaveSlot.TermLength} characters: “{tooLong[..SaveSlot.TermLength]}…”.");
        if (terms.FirstOrDefault(term => !term.Any(char.IsLetterOrDigit)) is { } wordless)
            context.AddFailure($"There is no word in “{wordless}”.");
        else if (terms.FirstOrDefault(term => MisplacedStar().IsMatch(term)) is { } misplaced)
            context.AddFailure($"The * stands for any ending: write it right behind the beginning of a word, not as in “{misplaced}”.");
    }

    [GeneratedRegex(@"(?<![\p{L}\p{N}])\*|\*(?=[\p{L}\p{N}*])")]
    private static partial Regex MisplacedStar();
}

/// <summary>Handles <see cref="SaveSlot"/>.</summary>
public sealed class SaveSlotHandler(WorkingCopyEditor editor) : IRequestHandler<SaveSlot, EditResult>
{
    /// <inheritdoc/>
    public Task<EditResult> Handle(SaveSlot request, CancellationToken cancellationToken)
    {
        var at = new BrainAddress(BrainSection.Slots, request.Slot.Key);
        return editor.EditAsync(
            document => BrainEdit.Put(
                document, at, BrainCleaning.Clean(request.Slot), request.BasedOn, [.. request.RightTranslations.Select(member => at with { Member = member })]),
            cancellationToken);
    }
}
