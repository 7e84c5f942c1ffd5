using AgentBrain.Domain.Brain;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>The differences between two brains as people read them: by section, item and field.</summary>
/// <param name="Changes">The differences.</param>
/// <param name="Before">The earlier brain.</param>
/// <param name="After">The later brain.</param>
public sealed record ChangeList(IReadOnlyList<BrainChange> Changes, BrainDocument Before, BrainDocument After)
{
    private const string Condition = "rule_json";
    private const string SkipCondition = "condition_";

    // What is said of texts that are so long stands folded.
    private const int LongText = 700;

    /// <summary>Whether the later brain is the working copy, whose items have pages.</summary>
    public bool IsWorkingCopy { get; init; }

    /// <summary>The parts of the brain that differ.</summary>
    public IEnumerable<ChangedSection> Sections => Changes
        .GroupBy(change => change.At.Section)
        .OrderBy(section => section.Key)
        .Select(section => new ChangedSection(section.Key, [.. section.GroupBy(change => change.At.Id).Select(item => Item(new BrainAddress(section.Key, item.Key), [.. item]))]));

    /// <summary>How many items differ, by section in words: "2 questions, 1 risk rule and the scoring".</summary>
    public string Summary => SummaryOf(Changes);

    /// <summary>What an item says, field by field.</summary>
    public static IReadOnlyList<ChangedField> Fields(BrainDocument document, BrainAddress at)
    {
        var members = Members(document, at);
        var fields = members
            .Where(member => !member.Key.StartsWith(Condition, StringComparison.Ordinal) && !IsSkipCondition(at.Section, member.Key) && member.Value.Any(line => line.Length > 0))
            .Select(member => Field(member.Key, ItemComparison.Name(member.Key), [], member.Value, isWhole: true));
        return ConditionOf(document, at) is { } condition ? [new ChangedField("When", null, [new(TextPartKind.Same, condition)]), .. fields] : [.. fields];
    }

    private static string SummaryOf(IEnumerable<BrainChange> changes)
    {
        var parts = changes
            .GroupBy(change => change.At.Section)
            .OrderBy(section => section.Key)
            .Select(section => BrainLinks.HasItems(section.Key) ? BrainLinks.Count(section.Key, section.Select(change => change.At.Id).Distinct().Count()) : "the " + BrainLinks.Title(section.Key).ToLowerInvariant())
            .ToList();
        return parts.Count < 2 ? string.Concat(parts) : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
    }

    private ChangedItem Item(BrainAddress at, IReadOnlyList<BrainChange> changes)
    {
        var whole = changes.FirstOrDefault(change => change.At.Member is null);
        var name = BrainLinks.Name(whole?.Kind == ChangeKind.Removed ? Before : After, at);
        switch (whole?.Kind)
        {
            case ChangeKind.Added:
                return new ChangedItem(at, name, ChangeKind.Added, Fields(After, at));
            case ChangeKind.Removed:
                return new ChangedItem(at, name, ChangeKind.Removed, Fields(Before, at));
        }

        var before = Members(Before, at);
        var after = Members(After, at);
        var fields = new List<ChangedField>();
        if (ConditionOf(Before, at) is { } was && ConditionOf(After, at) is { } now && changes.Any(change => change.At.Member == Condition || IsSkipCondition(at.Section, change.At.Member)))
            fields.Add(was == now ? Raw(changes.First(change => change.At.Member == Condition || IsSkipCondition(at.Section, change.At.Member))) : new ChangedField("When", null, TextDifference.Of(was, now)));
        foreach (var change in changes)
        {
            var member = change.At.Member;
            if (change.Kind == ChangeKind.Moved)
                fields.Add(new ChangedField(member is null ? "Place in the order" : $"{ItemComparison.Name(member)}: place in the order", null, [new(TextPartKind.Removed, change.Before!), new(TextPartKind.Added, change.After!)]));
            else if (member is not null && change.Kind != ChangeKind.Changed)
                fields.Add(Option(change, change.Kind == ChangeKind.Added ? after : before));
            else if (member is not null && member != Condition && !IsSkipCondition(at.Section, member))
                fields.Add(Field(member, ItemComparison.Name(Plain(at, member)), Lines(before, Plain(at, member)), Lines(after, Plain(at, member)), isWhole: false));
        }
        return new ChangedItem(at, name, fields.Count > 0 && changes.All(change => change.Kind == ChangeKind.Moved) ? ChangeKind.Moved : ChangeKind.Changed, fields);
    }

    // An option that came or went is told by all that it says.
    private static ChangedField Option(BrainChange change, IReadOnlyDictionary<string, IReadOnlyList<string>> members)
    {
        var kind = change.Kind == ChangeKind.Added ? TextPartKind.Added : TextPartKind.Removed;
        var path = change.At.Member + ".";
        var text = string.Join('\n', members
            .Where(member => member.Key.StartsWith(path, StringComparison.Ordinal) && member.Value.Any(line => line.Length > 0))
            .Select(member => $"{ItemComparison.Name(member.Key[path.Length..])}: {string.Join(", ", member.Value)}"));
        return new ChangedField(ItemComparison.Name(change.At.Member!), null, [new(kind, text.Length > 0 ? text : BrainLinks.OptionOf(change.At) ?? "")]) { IsLong = text.Length > LongText };
    }

    private static ChangedField Field(string member, string name, IReadOnlyList<string> before, IReadOnlyList<string> after, bool isWhole)
    {
        var language = Languages.All.FirstOrDefault(code => member.EndsWith($"_{code}", StringComparison.Ordinal) || member.EndsWith($".{code}", StringComparison.Ordinal));
        if (isWhole)
            return new ChangedField(name, language, [.. after.Select(line => new TextPart(TextPartKind.Same, line))]) { IsList = after.Count > 1, IsLong = after.Sum(line => line.Length) > LongText };
        if (before.Count <= 1 && after.Count <= 1)
        {
            var parts = TextDifference.Of(before is [var was] ? was : null, after is [var now] ? now : null);
            return new ChangedField(name, language, parts) { IsLong = parts.Sum(part => part.Text.Length) > LongText };
        }
        if (before.Order().SequenceEqual(after.Order()))
            return new ChangedField($"{name}: order", language, [new(TextPartKind.Removed, string.Join(", ", before)), new(TextPartKind.Added, string.Join(", ", after))]);
        return new ChangedField(name, language,
        [
            .. before.Except(after).Select(line => new TextPart(TextPartKind.Removed, line)),
            .. after.Except(before).Select(line => new TextPart(TextPartKind.Added, line)),
            .. after.Intersect(before).Select(line => new TextPart(TextPartKind.Same, line)),
        ])
        {
            IsList = true,
        };
    }

    private static ChangedField Raw(BrainChange change) => new("When (as stored)", null, TextDifference.Of(change.Before, change.After));

    private static IReadOnlyList<string> Lines(IReadOnlyDictionary<string, IReadOnlyList<string>> members, string path)
    {
        var parts = members.Where(member => member.Key.StartsWith(path + ".", StringComparison.Ordinal)).ToList();
        return parts.Count > 0
            ? [.. parts.Select(member => $"{member.Key[(path.Length + 1)..].Replace('.', ' ').Replace('_', ' ')}: {string.Join(", ", member.Value)}")]
            : members.GetValueOrDefault(path, []);
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> Members(BrainDocument document, BrainAddress at) => document.Find(at) switch
    {
        // A text that is the same in all languages is stored as one, and would have other paths.
        ReportSection report => new[] { ("footer", report.Footer), ("full", report.Full), ("summary", report.Summary) }
            .SelectMany(text => new[] { (Languages.Lithuanian, text.Item2.Lt), (Languages.English, text.Item2.En), (Languages.Russian, text.Item2.Ru) }
                .Where(pair => !string.IsNullOrEmpty(pair.Item2))
                .Select(pair => KeyValuePair.Create($"{text.Item1}.{pair.Item1}", (IReadOnlyList<string>)[pair.Item2!])))
            .ToDictionary(),
        { } item => ItemComparison.Members(item),
        _ => new Dictionary<string, IReadOnlyList<string>>(),
    };

    private static string? ConditionOf(BrainDocument document, BrainAddress at) => document.Find(at) switch
    {
        RiskRuleDefinition rule => ConditionText.Of(rule.RuleJson, document.Slots),
        SkipRuleDefinition rule => ConditionText.Of(rule, document.Slots),
        _ => null,
    };

    private static bool IsSkipCondition(BrainSection section, string? member) =>
        section == BrainSection.SkipRules && member?.StartsWith(SkipCondition, StringComparison.Ordinal) == true;

    private static string Plain(BrainAddress at, string member) => at.Section == BrainSection.Scoring ? BrainLinks.Weight(member) : member;
}

/// <summary>A part of a brain in which two brains differ.</summary>
/// <param name="Section">The part.</param>
/// <param name="Items">Its items that differ.</param>
public sealed record ChangedSection(BrainSection Section, IReadOnlyList<ChangedItem> Items);

/// <summary>An item in which two brains differ.</summary>
/// <param name="At">Its address.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">What happened to it.</param>
/// <param name="Fields">The fields that differ; of an item that came or went all that say something.</param>
public sealed record ChangedItem(BrainAddress At, string Name, ChangeKind Kind, IReadOnlyList<ChangedField> Fields);

/// <summary>A field of an item.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Language">Language of what it says; null where it is no text of respondents.</param>
/// <param name="Parts">What it says and said; of a list one for each entry.</param>
public sealed record ChangedField(string Name, string? Language, IReadOnlyList<TextPart> Parts)
{
    /// <summary>Whether each part is an entry of its own.</summary>
    public bool IsList { get; init; }

    /// <summary>Whether it is so long that it is shown folded.</summary>
    public bool IsLong { get; init; }
}
