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

    /// <summary>Answers that only measure; terms and rules were made without them.</summary>
    public const string Unseen = "unseen";

    /// <summary>All sheets that there are: first those to develop with.</summary>
    public static IReadOnlyList<AnswerSheet> All { get; } =
    [
        .. from kind in new[] { Development, Unseen }
           from language in Languages.All
           where kind == Development || File.Exists(PathOf(language, kind))
           select new AnswerSheet(language, kind, SheetAnswer.Read(PathOf(language, kind))),
    ];

    public override string ToString() => $"{Language}, {Kind}";

    private static string PathOf(string language, string kind) =>
        Path.Combine(AppContext.BaseDirectory, "Understanding", "Data", "sauna", $"{language}.{kind}.json");
}
