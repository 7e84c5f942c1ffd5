using System.Globalization;
using System.Text;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Infrastructure.Brain;
using AgentBrain.Infrastructure.Understanding;

namespace AgentBrain.Infrastructure.UnitTests.Understanding.Measured;

/// <summary>All sheets, understood with the pack that ships with the application.</summary>
internal sealed class UnderstandingReport
{
    private readonly Dictionary<string, (UnderstandingScore Whole, Dictionary<string, UnderstandingScore> Slots)> _kinds = new(StringComparer.Ordinal);
    private readonly StringBuilder _mistakes = new();

    private UnderstandingReport()
    {
        foreach (var sheet in AnswerSheet.All)
            Add(sheet);
    }

    public static BrainDocument Pack { get; } = new ShippedBrain().Read();

    public static UnderstandingReport Shipped { get; } = new();

    /// <summary>What was misunderstood, answer by answer.</summary>
    public string Mistakes => _mistakes.ToString();

    /// <summary>The score of a sheet.</summary>
    public UnderstandingScore Of(AnswerSheet sheet) => _kinds[sheet.ToString()].Whole;

    /// <summary>The figures as Markdown: a row per sheet, and below it one per slot and language.</summary>
    public string Table()
    {
        var table = new StringBuilder();
        Head(table, "Answers");
        foreach (var sheet in AnswerSheet.All)
            Row(table, sheet.ToString(), Of(sheet), isWhole: true);
        foreach (var kind in AnswerSheet.All.Select(sheet => sheet.Kind).Distinct())
        {
            table.AppendLine();
            Head(table, $"Slot ({kind})");
            foreach (var slot in Pack.Slots)
            {
                foreach (var sheet in AnswerSheet.All.Where(sheet => sheet.Kind == kind))
                    Row(table, $"`{slot.Key}` {sheet.Language}", _kinds[sheet.ToString()].Slots[slot.Key], isWhole: false);
            }
        }
        return table.ToString().ReplaceLineEndings("\n").TrimEnd();
    }

    private void Add(AnswerSheet sheet)
    {
        var keys = Pack.Slots.Select(slot => slot.Key).ToList();
        var (whole, slots) = (new UnderstandingScore(), keys.ToDictionary(key => key, _ => new UnderstandingScore()));
        _kinds.Add(sheet.ToString(), (whole, slots));
        foreach (var answer in sheet.Answers)
        {
            var understood = LexicalAnswerInterpreter.Interpret(
                new AnswerToInterpret { Brain = Pack, Language = sheet.Language, Text = answer.Text, AskedSlots = answer.Asked }, out _);
            foreach (var key in keys.Where(key => answer.Asked.Contains(key) || answer.Expect.ContainsKey(key) || understood.Slots.Any(slot => slot.SlotKey == key)))
                slots[key].Count(answer, understood, [key]);
            var mistakes = whole.Count(answer, understood, keys);
            if (mistakes.Count > 0)
                _mistakes.AppendLine(CultureInfo.InvariantCulture, $"{answer.Id} ({answer.Category}; {string.Join(", ", answer.Asked)}): {answer.Text}\n    {string.Join("\n    ", mistakes)}");
        }
    }

    private static void Head(StringBuilder table, string first) => table
        .AppendLine(CultureInfo.InvariantCulture, $"| {first} | Answers | Precision | Recall | F1 | Measures exact | Extra measures | With a forbidden option | Confidence right | Declined right |")
        .AppendLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");

    private static void Row(StringBuilder table, string name, UnderstandingScore score, bool isWhole) => table.AppendLine(
        CultureInfo.InvariantCulture,
        $"| {name} | {score.Answers} | {Figure(score.HasOptions, score.Precision)} | {Figure(score.HasOptions, score.Recall)} | {Figure(score.HasOptions, score.F1)} | {Of(score.RightMeasures, score.ExpectedMeasures)} | {score.ExtraMeasures} | {score.WithForbidden} | {Of(score.RightConfidence, score.WithConfidence)} | {(isWhole ? Of(score.RightDeclining, score.Declining) : "")} |");

    private static string Figure(bool exists, double value) => exists ? value.ToString("0.000", CultureInfo.InvariantCulture) : "";

    private static string Of(int part, int whole) => whole == 0 ? "" : $"{part}/{whole}";
}
