using AgentBrain.Domain.Brain;

namespace AgentBrain.Web.Areas.Admin.Conditions;

/// <summary>What the condition builder shows.</summary>
public sealed record ConditionBuilder
{
    /// <summary>The intent of a button or a field that only wants the form to be shown again.</summary>
    public const string Refresh = "refresh";

    /// <summary>The intent to go on in JSON.</summary>
    public const string ToJson = "json";

    /// <summary>The intent to go on in the builder.</summary>
    public const string ToBuilder = "builder";

    /// <summary>Name of the field that holds the condition as JSON; there only while it is edited so.</summary>
    public const string JsonField = "ConditionJson";

    /// <summary>Id of that field.</summary>
    public const string JsonId = "condition-json";

    /// <summary>The operators and what they are called.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Operators { get; } =
    [
        new(ConditionJsonConverter.NameOf(ConditionOperator.ContainsAny), "has any of"),
        new(ConditionJsonConverter.NameOf(ConditionOperator.NotContainsAny), "has none of"),
        new(ConditionJsonConverter.NameOf(ConditionOperator.EqualsAny), "is exactly one of"),
        new(ConditionJsonConverter.NameOf(ConditionOperator.NotEqualsAny), "is none of"),
    ];

    /// <summary>The condition as far as it is built.</summary>
    public required ConditionNode Node { get; init; }

    /// <summary>The slots of the brain.</summary>
    public required IReadOnlyList<SlotDefinition> Slots { get; init; }

    /// <summary>What the condition is for, for example "The risk is raised when".</summary>
    public required string Purpose { get; init; }

    /// <summary>Whether there is one condition only, without groups.</summary>
    public bool IsSingle { get; init; }

    /// <summary>Whether it is only looked at.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>What keeps it from being saved; empty before somebody tried.</summary>
    public IReadOnlyList<ConditionProblem> Problems { get; init; } = [];

    /// <summary>The condition as JSON while it is edited so; null in the builder.</summary>
    public string? Json { get; init; }

    /// <summary>What is wrong with the JSON; null when nothing is.</summary>
    public IReadOnlyList<string> JsonProblems { get; init; } = [];

    /// <summary>Id of the field to go on with; null to stay.</summary>
    public string? Focus { get; init; }

    /// <summary>What has happened, for those who do not see it; empty for nothing.</summary>
    public string Said { get; init; } = "";

    /// <summary>Whether only a part of the page is shown anew.</summary>
    public bool IsPart { get; init; }

    /// <summary>Whether somebody without knowledge of JSON has anything to fear.</summary>
    public bool IsSound => Problems.Count == 0 && JsonProblems.Count == 0;

    /// <summary>The condition, or null when it is unfinished or wrong.</summary>
    public Condition? Condition => IsSound ? Node.ToCondition() : null;

    /// <summary>The condition in words, as far as it is finished; null when nothing is.</summary>
    public string? Words => Node.Finished() is { } finished ? ConditionText.Of(finished, Slots) : null;

    /// <summary>Reads what was posted and carries out the intent.</summary>
    /// <param name="form">The posted fields.</param>
    /// <param name="intent">The intent of the button that was pressed.</param>
    /// <param name="slots">The slots of the brain.</param>
    /// <param name="purpose">What the condition is for.</param>
    public static ConditionBuilder Posted(IFormCollection form, string? intent, IReadOnlyList<SlotDefinition> slots, string purpose)
    {
        if (!form.TryGetValue(JsonField, out var json))
        {
            var node = ConditionForm.Read(form, slots);
            var applied = ConditionIntent.Apply(node, intent ?? "");
            var built = new ConditionBuilder { Node = applied.Node, Slots = slots, Purpose = purpose, Focus = applied.Focus, Said = applied.Said };
            if (intent != ToJson)
                return built.Focusing(intent);
            return node.ToCondition() is { } condition
                ? built with { Json = ConditionJson.Write(condition), Focus = JsonId, Said = "The condition is shown as JSON." }
                : built with { Problems = ConditionProblems.Of(node, slots), Said = "Finish the condition before it is shown as JSON." };
        }

        var written = ConditionJson.Read(json.ToString(), out var problem);
        var read = new ConditionBuilder { Node = written is null ? ConditionNode.Blank : ConditionNode.From(written), Slots = slots, Purpose = purpose };
        if (written is null)
            return read with { Json = json.ToString(), JsonProblems = [problem!], Focus = intent == ToBuilder ? JsonId : null, Said = problem! };
        return intent == ToBuilder
            ? read with { Focus = ConditionForm.Id(ConditionForm.Root, read.Node.IsGroup ? "kind" : "slot"), Said = "The condition is shown in the builder." }
            : read with { Json = json.ToString() };
    }

    /// <summary>This with what keeps it from being saved.</summary>
    public ConditionBuilder Judged()
    {
        if (JsonProblems.Count > 0)
            return this;
        var problems = ConditionProblems.Of(Node, Slots);
        return Json is null
            ? this with { Problems = problems }
            : this with { JsonProblems = [.. problems.Select(problem => ConditionJson.Place(Node, problem.Path) is { Length: > 0 } place ? $"At {place}: {problem.Message}" : problem.Message)] };
    }

    // Whoever chose a slot or a kind of group goes on from that field.
    private ConditionBuilder Focusing(string? intent)
    {
        const string From = $"{Refresh}:";
        return intent?.StartsWith(From, StringComparison.Ordinal) == true ? this with { Focus = intent[From.Length..] } : this;
    }
}

/// <summary>A part of the condition in the builder.</summary>
/// <param name="Builder">The whole.</param>
/// <param name="Node">The part.</param>
/// <param name="Path">Its path.</param>
/// <param name="Number">Its number within its group, from 1.</param>
public sealed record ConditionPart(ConditionBuilder Builder, ConditionNode Node, string Path, int Number)
{
    /// <summary>Whether it is the whole condition.</summary>
    public bool IsRoot => Path == ConditionForm.Root;

    /// <summary>Number of the part with those of the groups around it, for example 2.1; empty for the whole.</summary>
    public string Numbers => string.Join('.', Path.Split('.').Skip(1).Select(index => int.Parse(index, System.Globalization.CultureInfo.InvariantCulture) + 1));

    /// <summary>What is wrong with a field of it; null when nothing is.</summary>
    public string? ProblemOf(string field) => Builder.Problems.FirstOrDefault(problem => problem.Field == ConditionForm.Id(Path, field))?.Message;

    /// <summary>Whether the field is the one to go on with.</summary>
    public bool Focuses(string field) => Builder.Focus == ConditionForm.Id(Path, field);
}
