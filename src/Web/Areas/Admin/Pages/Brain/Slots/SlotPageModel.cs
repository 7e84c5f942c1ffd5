using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain.Slots;

/// <summary>The form of a slot, new or stored.</summary>
public abstract class SlotPageModel(IMediator mediator) : BrainItemPageModel(mediator)
{
    /// <summary>Largest form: the largest slot of the shipped pack takes some 90 KB when encoded.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    /// <summary>Most fields: so many options as a slot may have, each ruling out all others.</summary>
    public const int MostFields = 8192;

    public static IReadOnlyList<TermKind> TermKinds { get; } =
    [
        new(
            nameof(SlotOptionForm.Synonyms),
            "synonyms",
            "Words and phrases",
            "An answer states this option when one of these occurs in it. One word or phrase a line, in small letters. A word that ends in * is a beginning: any ending fits, so relax* finds relaxing and relaxed. Without * the whole word has to match. The label counts, too."),
        new(
            nameof(SlotOptionForm.WhenAsked),
            "when_asked",
            "Only in answer to a question about this slot",
            "For words that mean something else elsewhere: “electricity” says what heats the stove only when that was asked."),
        new(
            nameof(SlotOptionForm.WhenDenied),
            "when_denied",
            "When denied",
            "Words whose denial states this option: with “sewage” here, an answer of “there is no sewage” states it."),
    ];

    [BindProperty]
    public SlotForm Fields { get; set; } = new();

    /// <summary>Row of the option that a button has just added or moved.</summary>
    public string? FocusRow { get; private set; }

    public override BrainSection Section => BrainSection.Slots;

    protected override string TypedId => Fields.Key?.Trim() ?? "";

    /// <summary>The slot as it is stored; null for a new one.</summary>
    public SlotDefinition? Stored => View.Item as SlotDefinition;

    /// <summary>Whether an option stands in the working copy: its key then stays as it is.</summary>
    public bool IsStored(SlotOptionForm option) =>
        option.Key is { } key && Stored?.FindOption(key) is not null && Fields.Options.Find(other => other.Key == key) == option;

    /// <summary>Id of the field of an option that shows a member.</summary>
    public string FieldOf(SlotOptionForm option, string member) =>
        BrainLinks.Field($"options.{(IsStored(option) ? option.Key : $"new-{option.Row}")}.{member}");

    /// <summary>Where other items name an option.</summary>
    public UsedBy UsersOf(SlotOptionForm option) => UsedBy.Of(
        View.Document,
        IsStored(option)
            ? View.UsedBy.Where(mention => BrainLinks.OptionOf(mention.To) == option.Key)
            : []);

    /// <summary>What an option is called in the form.</summary>
    public static string NameOf(SlotOptionForm option) =>
        option.Label.In(Languages.English) is { Length: > 0 } label ? label : option.Key is { Length: > 0 } key ? key : "New option";

    /// <summary>Whether some field of an option has an error.</summary>
    public bool HasErrors(SlotOptionForm option)
    {
        var fields = FieldOf(option, "");
        return ModelState.Any(entry => entry.Value?.Errors.Count > 0 && entry.Key.StartsWith(fields, StringComparison.Ordinal));
    }

    protected override void Fill(object? item)
    {
        Fields = SlotForm.Of(item as SlotDefinition ?? new SlotDefinition { Key = "" });
        if (IsNew && item is not null)
            Fields.Key = FreeId(Fields.Key!);
    }

    protected override object? Read()
    {
        Fields.Key = Id ?? Fields.Key;
        var slot = Fields.Read((field, message) => AddError($"Slot.{field}", message));
        return ModelState.IsValid
            ? slot with
            {
                Options = [.. slot.Options.Select(option => option with { Excludes = InStoredOrder(option.Excludes, Stored?.FindOption(option.Key)?.Excludes ?? []) })],
            }
            : null;
    }

    protected override IRequest<EditResult> Save(object item) => new SaveSlot((SlotDefinition)item, BasedOn, Right);

    protected override void Change(string word)
    {
        var (verb, row) = word.Split(':') is [var first, var second] ? (first, second) : (word, "");
        switch (verb)
        {
            case "add" when Fields.Options.Count < SaveSlot.MostOptions:
                FocusRow = Fields.Add();
                break;
            case "remove":
                Fields.Remove(row);
                break;
            case "up":
                Fields.Move(row, -1);
                FocusRow = row;
                break;
            case "down":
                Fields.Move(row, 1);
                FocusRow = row;
                break;
        }
    }

    protected override string FieldOf(string property)
    {
        var parts = property.Split('.');
        if (parts is ["Slot", var first, .. var rest] && first.StartsWith("Options[", StringComparison.Ordinal) && int.TryParse(first[8..^1], out var index) && index < Fields.Options.Count)
            return FieldOf(Fields.Options[index], MemberOf(rest));
        return BrainLinks.Field(MemberOf(parts[1..]));
    }
}

/// <summary>A kind of terms that options have.</summary>
/// <param name="Property">Name in the form.</param>
/// <param name="Member">Name in the document.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Help">What it is for.</param>
public sealed record TermKind(string Property, string Member, string Label, string Help);
