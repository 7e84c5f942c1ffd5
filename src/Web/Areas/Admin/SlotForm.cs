using AgentBrain.Domain.Brain;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>The form of a slot.</summary>
public sealed class SlotForm
{
    public string? Key { get; set; }

    public string? LabelLt { get; set; }

    public string? LabelEn { get; set; }

    public string? LabelRu { get; set; }

    public string? Description { get; set; }

    public bool IsRequired { get; set; }

    public string? PriorityWeight { get; set; }

    public MeasureUnit? Measure { get; set; }

    public List<SlotOptionForm> Options { get; set; } = [];

    /// <summary>The label in all languages.</summary>
    public LocalizedText Label => new(LabelLt, LabelEn, LabelRu);

    /// <summary>The form of a slot as it is stored, or as a new one begins.</summary>
    public static SlotForm Of(SlotDefinition slot)
    {
        var rows = slot.Options.Select((option, index) => (option.Key, Row: Row(index))).DistinctBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Row);
        return new SlotForm
        {
            Key = slot.Key,
            LabelLt = slot.LabelLt,
            LabelEn = slot.LabelEn,
            LabelRu = slot.LabelRu,
            Description = slot.Description,
            IsRequired = slot.IsRequired,
            PriorityWeight = FormNumber.Write(slot.PriorityWeight),
            Measure = slot.Measure,
            Options =
            [
                .. slot.Options.Select((option, index) => new SlotOptionForm
                {
                    Row = Row(index),
                    Key = option.Key,
                    LabelLt = option.LabelLt,
                    LabelEn = option.LabelEn,
                    LabelRu = option.LabelRu,
                    Synonyms = TermsForm.Of(option.Synonyms),
                    WhenAsked = TermsForm.Of(option.WhenAsked),
                    WhenDenied = TermsForm.Of(option.WhenDenied),
                    MeasureAtLeast = option.MeasureAtLeast is { } least ? FormNumber.Write(least) : null,
                    Excludes = [.. option.Excludes.Where(rows.ContainsKey).Select(key => rows[key])],
                }),
            ],
        };
    }

    /// <summary>The slot that the form describes. Numbers that cannot be read are told to <paramref name="fault"/> with the field's path.</summary>
    public SlotDefinition Read(Action<string, string> fault)
    {
        SetRows();
        var keys = Options.ToLookup(option => option.Row!, option => option.Key?.Trim() ?? "");
        return new SlotDefinition
        {
            Key = Key?.Trim() ?? "",
            LabelLt = LabelLt,
            LabelEn = LabelEn,
            LabelRu = LabelRu,
            Description = Description,
            IsRequired = IsRequired,
            PriorityWeight = Number(PriorityWeight, nameof(PriorityWeight)) ?? 1,
            Measure = Measure,
            Options =
            [
                .. Options.Select((option, index) => new SlotOption
                {
                    Key = option.Key?.Trim() ?? "",
                    LabelLt = option.LabelLt,
                    LabelEn = option.LabelEn,
                    LabelRu = option.LabelRu,
                    Synonyms = option.Synonyms.Read(),
                    WhenAsked = option.WhenAsked.Read(),
                    WhenDenied = option.WhenDenied.Read(),
                    MeasureAtLeast = Number(option.MeasureAtLeast, $"Options[{index}].{nameof(option.MeasureAtLeast)}"),
                    Excludes = [.. option.Excludes.Where(row => row is not null).Select(row => keys[row].FirstOrDefault()).OfType<string>().Where(key => key.Length > 0)],
                }),
            ],
        };

        decimal? Number(string? text, string field)
        {
            if (FormNumber.TryRead(text, out var number))
                return number;
            fault(field, "Write a number, for example 1.5.");
            return null;
        }
    }

    /// <summary>Adds an empty option at the end.</summary>
    /// <returns>Its row.</returns>
    public string Add()
    {
        SetRows();
        var row = Row(Options.Select(option => int.TryParse(option.Row, out var number) ? number : 0).DefaultIfEmpty().Max());
        Options.Add(new SlotOptionForm { Row = row });
        return row;
    }

    /// <summary>Takes an option out, and all that rules it out.</summary>
    public void Remove(string row)
    {
        SetRows();
        Options.RemoveAll(option => option.Row == row);
        foreach (var option in Options)
            option.Excludes.Remove(row);
    }

    /// <summary>Moves an option by one place; at the end it stays.</summary>
    public void Move(string row, int by)
    {
        SetRows();
        var from = Options.FindIndex(option => option.Row == row);
        var to = from + by;
        if (from >= 0 && to >= 0 && to < Options.Count)
            (Options[from], Options[to]) = (Options[to], Options[from]);
    }

    // A form that lost its hidden fields still has its options in their order.
    private void SetRows()
    {
        for (var index = 0; index < Options.Count; index++)
            Options[index].Row ??= Row(index);
    }

    private static string Row(int index) => FormNumber.Write(index + 1);
}

/// <summary>An option in the form of a slot.</summary>
public sealed class SlotOptionForm
{
    /// <summary>What tells it from the others while its key is not yet written, or being changed.</summary>
    public string? Row { get; set; }

    public string? Key { get; set; }

    public string? LabelLt { get; set; }

    public string? LabelEn { get; set; }

    public string? LabelRu { get; set; }

    public TermsForm Synonyms { get; set; } = new();

    public TermsForm WhenAsked { get; set; } = new();

    public TermsForm WhenDenied { get; set; } = new();

    public string? MeasureAtLeast { get; set; }

    /// <summary>Rows of the options that cannot be true together with this one.</summary>
    public List<string> Excludes { get; set; } = [];

    /// <summary>The label in all languages.</summary>
    public LocalizedText Label => new(LabelLt, LabelEn, LabelRu);
}

/// <summary>Words and phrases in the form of a slot, one a line.</summary>
public sealed class TermsForm
{
    public string? Lt { get; set; }

    public string? En { get; set; }

    public string? Ru { get; set; }

    public static TermsForm Of(LocalizedTerms terms) => new() { Lt = Lines(terms.Lt), En = Lines(terms.En), Ru = Lines(terms.Ru) };

    public LocalizedTerms Read() => new() { Lt = Terms(Lt), En = Terms(En), Ru = Terms(Ru) };

    /// <summary>The text in a language.</summary>
    public string? In(string language) => language switch
    {
        Languages.English => En,
        Languages.Russian => Ru,
        _ => Lt,
    };

    /// <summary>How many terms there are in a language.</summary>
    public int Count(string language) => Terms(In(language)).Length;

    private static string Lines(IReadOnlyList<string> terms) => string.Join('\n', terms);

    private static string[] Terms(string? lines) => (lines ?? "").Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
