namespace AgentBrain.Infrastructure.Understanding.Text;

/// <summary>
/// Reads long words with one wrong, missing, extra or swapped letter as the word that was meant. Words are found by the beginnings of what they may have
/// been, with any one letter left out, so that looking one up costs the same however many words are known.
/// </summary>
/// <param name="common">Words that are right as they are.</param>
internal sealed class Spelling(CommonWords common)
{
    private const int ShortestMisspelt = 6;
    private const int LongestMisspelt = 32;
    private const int ShortestEntry = 5;
    private const int ShortestKnownStem = 4;

    // What begins like a shorter stem may still have a letter too many.
    private const int ShortestSureStem = 5;

    private const int LongestKnownEnding = 4;

    // A letter replaced or left out makes one short word into another too easily.
    private const int ShortestWithLetterLost = 6;

    private const int LongestEnding = 5;
    private const int KeyLength = 6;

    // A letter wrong or two swapped, one too many, one missing.
    private static readonly int[] _differences = [0, 1, -1];
    private static readonly int[] _letterTooMany = [1];

    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Entry>> _byKey = new(StringComparer.Ordinal);

    /// <summary>Makes a word known.</summary>
    /// <param name="text">The word or stem.</param>
    /// <param name="isStem">Whether any ending fits.</param>
    public void Add(string text, bool isStem)
    {
        if (!(isStem ? _stems : _words).Add(text) || text.Length < ShortestEntry)
            return;
        var key = text[..Math.Min(text.Length, KeyLength)];
        var entry = new Entry(text, isStem);
        AddKey(key, entry);
        for (var letter = 0; letter < key.Length; letter++)
            AddKey(key.Remove(letter, 1), entry);
    }

    /// <summary>The tokens with misspelt words put right; the same list when there are none.</summary>
    public List<Token> Corrected(List<Token> tokens, ref long steps)
    {
        List<Token>? corrected = null;
        for (var index = 0; index < tokens.Count; index++)
        {
            if (tokens[index].Kind != TokenKind.Word || Meant(tokens[index].Text, ref steps) is not { } meant)
                continue;
            corrected ??= [.. tokens];
            corrected[index] = tokens[index] with { Text = meant };
        }
        return corrected ?? tokens;
    }

    /// <summary>The word that was probably meant by <paramref name="word"/>; null when that is what it says.</summary>
    public string? Meant(string word, ref long steps)
    {
        if (word.Length is < ShortestMisspelt or > LongestMisspelt || IsKnown(word, ShortestSureStem))
            return null;

        var isDoubtful = IsKnown(word, ShortestKnownStem);
        var best = new Correction(null, 0, isDoubtful ? _letterTooMany : _differences);
        Span<char> key = stackalloc char[KeyLength];
        Try(word, word.AsSpan(0, KeyLength - 1), ref best, ref steps);
        Try(word, word.AsSpan(0, KeyLength), ref best, ref steps);
        for (var length = KeyLength - 1; length <= Math.Min(KeyLength + 1, word.Length); length++)
        {
            for (var letter = 1; letter < length; letter++)
            {
                word.AsSpan(0, letter).CopyTo(key);
                word.AsSpan(letter + 1, length - letter - 1).CopyTo(key[letter..]);
                Try(word, key[..(length - 1)], ref best, ref steps);
            }
        }
        return best.Text;
    }

    private bool IsKnown(string word, int shortestStem)
    {
        if (_words.Contains(word) || common.Contains(word))
            return true;
        var stems = _stems.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = Math.Max(shortestStem, word.Length - LongestKnownEnding); length <= word.Length; length++)
        {
            if (stems.Contains(word.AsSpan(0, length)))
                return true;
        }
        return false;
    }

    private void Try(string word, ReadOnlySpan<char> key, ref Correction best, ref long steps)
    {
        steps++;
        if (!_byKey.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var entries))
            return;
        foreach (var entry in entries)
        {
            steps++;
            if (entry.Text.Length < best.Length || entry.Text[0] != word[0] || LengthMeant(word, entry, best.Differences) is not { } length)
                continue;
            var text = entry.Text + word[length..];
            if (entry.Text.Length > best.Length || string.CompareOrdinal(text, best.Text) < 0)
                best = best with { Text = text, Length = entry.Text.Length };
        }
    }

    // How many letters of the word stand for the entry.
    private static int? LengthMeant(string word, Entry entry, int[] differences)
    {
        foreach (var difference in differences)
        {
            var length = entry.Text.Length + difference;
            if (length > word.Length || !(entry.IsStem ? word.Length - length <= LongestEnding : length == word.Length))
                continue;
            if (IsOneLetterOff(word.AsSpan(0, length), entry.Text))
                return length;
        }
        return null;
    }

    // The last letter has to be right, or one of two swapped, or a double: other words differ in their endings.
    private static bool IsOneLetterOff(ReadOnlySpan<char> word, string entry)
    {
        var same = word.CommonPrefixLength(entry);
        var rest = word[same..];
        var missing = entry.AsSpan(same);
        if (rest.Length > missing.Length)
            return missing.Length > 0 ? rest[1..].SequenceEqual(missing) : rest[0] == entry[^1];
        if (rest.Length >= 2 && rest.Length == missing.Length && rest[0] == missing[1] && rest[1] == missing[0])
            return rest[2..].SequenceEqual(missing[2..]);
        if (entry.Length < ShortestWithLetterLost || missing.Length < 2)
            return false;
        return rest.Length < missing.Length
            ? rest.SequenceEqual(missing[1..])
            : Letters.AreConfusable(rest[0], missing[0]) && rest[1..].SequenceEqual(missing[1..]);
    }

    private void AddKey(string key, Entry entry)
    {
        if (!_byKey.TryGetValue(key, out var entries))
            _byKey.Add(key, entries = []);
        if (!entries.Contains(entry))
            entries.Add(entry);
    }

    private readonly record struct Entry(string Text, bool IsStem);

    private readonly record struct Correction(string? Text, int Length, int[] Differences);
}
