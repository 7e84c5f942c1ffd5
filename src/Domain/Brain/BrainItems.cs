using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AgentBrain.Domain.Brain;

/// <summary>The items of a brain document by their addresses. A document is immutable: a change gives another one.</summary>
public static class BrainItems
{
    /// <summary>Id of the quick interview's policy.</summary>
    public const string QuickMode = "quick";

    /// <summary>Id of the precise interview's policy.</summary>
    public const string PreciseMode = "precise";

    /// <summary>Every item of the document: slots, questions, rules, scoring, the policies of the modes, the report.</summary>
    public static IEnumerable<KeyValuePair<BrainAddress, object>> All(BrainDocument document)
    {
        foreach (var slot in document.Slots)
            yield return new(new BrainAddress(BrainSection.Slots, slot.Key), slot);
        foreach (var question in document.Questions)
            yield return new(new BrainAddress(BrainSection.Questions, question.Id), question);
        foreach (var rule in document.RiskRules)
            yield return new(new BrainAddress(BrainSection.RiskRules, rule.Id), rule);
        foreach (var rule in document.SkipRules)
            yield return new(new BrainAddress(BrainSection.SkipRules, rule.Id), rule);
        yield return new(new BrainAddress(BrainSection.Scoring), document.Scoring.Weights);
        yield return new(new BrainAddress(BrainSection.Modes, QuickMode), document.Modes.Quick);
        yield return new(new BrainAddress(BrainSection.Modes, PreciseMode), document.Modes.Precise);
        yield return new(new BrainAddress(BrainSection.Report), document.Report);
    }

    /// <summary>The item at <paramref name="at"/> (its member is not looked at), or null.</summary>
    public static object? Find(this BrainDocument document, BrainAddress at) => at.Section switch
    {
        BrainSection.Slots => document.Slots.FirstOrDefault(slot => slot.Key == at.Id),
        BrainSection.Questions => document.Questions.FirstOrDefault(question => question.Id == at.Id),
        BrainSection.RiskRules => document.RiskRules.FirstOrDefault(rule => rule.Id == at.Id),
        BrainSection.SkipRules => document.SkipRules.FirstOrDefault(rule => rule.Id == at.Id),
        BrainSection.Scoring => document.Scoring.Weights,
        BrainSection.Modes when at.Id == QuickMode => document.Modes.Quick,
        BrainSection.Modes when at.Id == PreciseMode => document.Modes.Precise,
        BrainSection.Report => document.Report,
        _ => null,
    };

    /// <summary>The document with <paramref name="item"/> in the place of the one with the same key, or at the end.</summary>
    /// <param name="document">The document.</param>
    /// <param name="item">A definition of a slot, a question or a rule, the weights, the policy of a mode or the report.</param>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public static BrainDocument With(this BrainDocument document, object item) => item switch
    {
        SlotDefinition slot => document with { Slots = Put(document.Slots, slot, other => other.Key == slot.Key) },
        QuestionDefinition question => document with { Questions = Put(document.Questions, question, other => other.Id == question.Id) },
        RiskRuleDefinition rule => document with { RiskRules = Put(document.RiskRules, rule, other => other.Id == rule.Id) },
        SkipRuleDefinition rule => document with { SkipRules = Put(document.SkipRules, rule, other => other.Id == rule.Id) },
        ScoringWeights weights => document with { Scoring = new ScoringSection { Weights = weights } },
        InterviewPolicy quick => document with { Modes = document.Modes with { Quick = quick } },
        PrecisePolicy precise => document with { Modes = document.Modes with { Precise = precise } },
        ReportSection report => document with { Report = report },
        _ => throw new ArgumentException($"{item.GetType().Name} is no item of a brain.", nameof(item)),
    };

    /// <summary>The document without the items at <paramref name="addresses"/>; only slots, questions and rules can be left out.</summary>
    public static BrainDocument Without(this BrainDocument document, IReadOnlyCollection<BrainAddress> addresses)
    {
        return document with
        {
            Slots = [.. document.Slots.Where(slot => !Goes(BrainSection.Slots, slot.Key))],
            Questions = [.. document.Questions.Where(question => !Goes(BrainSection.Questions, question.Id))],
            RiskRules = [.. document.RiskRules.Where(rule => !Goes(BrainSection.RiskRules, rule.Id))],
            SkipRules = [.. document.SkipRules.Where(rule => !Goes(BrainSection.SkipRules, rule.Id))],
        };

        bool Goes(BrainSection section, string id) => addresses.Any(address => address.Section == section && address.Id == id);
    }

    /// <summary>The item as the document writes it, in JSON.</summary>
    public static string Json(object item) => JsonSerializer.Serialize(item, item.GetType(), BrainDocument.Json);

    /// <summary>SHA-256 of the item as the document writes it, in lower-case hexadecimal. Two items are the same when theirs are.</summary>
    public static string Checksum(object item) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json(item))));

    private static T[] Put<T>(IReadOnlyList<T> items, T item, Func<T, bool> isSame) =>
        items.Any(isSame) ? [.. items.Select(other => isSame(other) ? item : other)] : [.. items, item];
}
