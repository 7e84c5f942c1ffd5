using System.Text;
using System.Text.RegularExpressions;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>What became of a part of a text.</summary>
public enum TextPartKind
{
    /// <summary>It is in both versions.</summary>
    Same,

    /// <summary>It is only in the earlier one.</summary>
    Removed,

    /// <summary>It is only in the later one.</summary>
    Added,
}

/// <summary>A part of a text of which there are two versions.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Text">The part; never empty.</param>
public sealed record TextPart(TextPartKind Kind, string Text);

/// <summary>Tells two versions of a text apart, word by word.</summary>
public static partial class TextDifference
{
    // Beyond that a comparison would take longer than anybody looks at it.
    private const int MostPairs = 1_000_000;

    /// <summary>The parts in their order: those that are the same and those that were removed give the earlier text, the same and the added the later.</summary>
    /// <param name="before">The earlier text; null is empty.</param>
    /// <param name="after">The later text; null is empty.</param>
    public static IReadOnlyList<TextPart> Of(string? before, string? after)
    {
        var old = Words(before);
        var present = Words(after);
        var start = 0;
        while (start < old.Length && start < present.Length && old[start] == present[start])
            start++;
        var end = 0;
        while (end < old.Length - start && end < present.Length - start && old[^(end + 1)] == present[^(end + 1)])
            end++;

        var parts = new Parts();
        parts.Same(old.AsSpan(..start));
        Between(parts, old[start..^end], present[start..^end]);
        parts.Same(old.AsSpan(^end..));
        return parts.Finish();
    }

    // The longest words that both have in the same order stay; where they are next to nothing, marks would only confuse.
    private static void Between(Parts parts, string[] old, string[] present)
    {
        if ((long)old.Length * present.Length > MostPairs)
        {
            parts.Replace(old, present);
            return;
        }

        var lengths = new int[old.Length + 1, present.Length + 1];
        for (var row = old.Length - 1; row >= 0; row--)
        {
            for (var column = present.Length - 1; column >= 0; column--)
            {
                lengths[row, column] = old[row] == present[column]
                    ? lengths[row + 1, column + 1] + Weight(old[row])
                    : Math.Max(lengths[row + 1, column], lengths[row, column + 1]);
            }
        }
        if (4 * lengths[0, 0] < Math.Min(old.Sum(Weight), present.Sum(Weight)))
        {
            parts.Replace(old, present);
            return;
        }

        var (from, to) = (0, 0);
        while (from < old.Length && to < present.Length)
        {
            if (old[from] == present[to])
            {
                parts.Same(old.AsSpan(from, 1));
                from++;
                to++;
            }
            else if (lengths[from + 1, to] >= lengths[from, to + 1])
            {
                parts.Replace(old.AsSpan(from, 1), []);
                from++;
            }
            else
            {
                parts.Replace([], present.AsSpan(to, 1));
                to++;
            }
        }
        parts.Replace(old.AsSpan(from..), present.AsSpan(to..));
    }

    // Blanks decide only where words do not.
    private static int Weight(string word) => IsBlank(word) ? 1 : 8 * word.Length;

    private static bool IsBlank(string word) => string.IsNullOrWhiteSpace(word);

    private static string[] Words(string? text) => [.. Word().Matches(text ?? "").Select(match => match.Value)];

    [GeneratedRegex(@"\s|\d+(?:[.,]\d+)+|\w+|[^\w\s]")]
    private static partial Regex Word();

    /// <summary>Gathers words into parts. Blanks between two changes belong to both, so that whole phrases are marked.</summary>
    private sealed class Parts
    {
        private readonly List<TextPart> _done = [];
        private readonly StringBuilder _removed = new();
        private readonly StringBuilder _added = new();
        private readonly StringBuilder _same = new();

        public void Same(ReadOnlySpan<string> words)
        {
            foreach (var word in words)
                _same.Append(word);
        }

        public void Replace(ReadOnlySpan<string> old, ReadOnlySpan<string> present)
        {
            if (old.IsEmpty && present.IsEmpty)
                return;
            if (_same.Length > 0)
            {
                var same = _same.ToString();
                if (_removed.Length + _added.Length > 0 && IsBlank(same) && !same.Contains('\n', StringComparison.Ordinal))
                {
                    _removed.Append(same);
                    _added.Append(same);
                    _same.Clear();
                }
                else
                {
                    Flush();
                }
            }
            foreach (var word in old)
                _removed.Append(word);
            foreach (var word in present)
                _added.Append(word);
        }

        public List<TextPart> Finish()
        {
            Flush();
            return _done;
        }

        // Changes stand before the same text that follows them.
        private void Flush()
        {
            Add(TextPartKind.Removed, _removed);
            Add(TextPartKind.Added, _added);
            Add(TextPartKind.Same, _same);
        }

        private void Add(TextPartKind kind, StringBuilder text)
        {
            if (text.Length > 0)
                _done.Add(new TextPart(kind, text.ToString()));
            text.Clear();
        }
    }
}
