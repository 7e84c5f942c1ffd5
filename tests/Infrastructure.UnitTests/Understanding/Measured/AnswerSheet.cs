using AgentBrain.Domain.Brain;

namespace AgentBrain.Infrastructure.UnitTests.Understanding.Measured;

/// <summary>The answers of one language that were written for one purpose: to develop with, or to try what was developed.</summary>
/// <param name="Language">The language.</param>
/// <param name="Kind">The purpose.</param>
/// <param name="Answers">The answers.</param>
internal sealed record AnswerSheet(string Language, string Kind, IReadOnlyList<SheetAnswer> Answers)
{
    /// <summary>Answers that terms and rules may be improved with.</summary>
    public const string Development = "development";

    /// <summary>Answers that were tried when terms and rules were made, and with whose mistakes these were improved afterwards.</summary>
    public const string Tried = "tried";

    /// <summary>Answers that only measure: no term or rule was made with them.</summary>
    public const string Unseen = "unseen";

    /// <summary>All sheets: first those to develop with.</summary>
    public static IReadOnlyList<AnswerSheet> All { get; } =
    [
        .. from kind in new[] { Development, Tried, Unseen }
           from language in Languages.All
           select new AnswerSheet(language, kind, SheetAnswer.Read(PathOf(language, kind))),
    ];

    public override string ToString() => $"{Language}, {Kind}";

    private static string PathOf(string language, string kind) =>
        Path.Combine(AppContext.BaseDirectory, "Understanding", "Data", "sauna", $"{language}.{kind}.json");
}
