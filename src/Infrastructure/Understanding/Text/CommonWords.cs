namespace AgentBrain.Infrastructure.Understanding.Text;

/// <summary>The commonest words of a language, so that none of them is read as a misspelling of another word.</summary>
internal sealed class CommonWords
{
    private const int EndingLength = 2;
    private const int ShortestStem = 6;

    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stems = new(StringComparer.Ordinal);

    private CommonWords(string language, bool inflects)
    {
        using var stream = typeof(CommonWords).Assembly.GetManifestResourceStream($"Words.{language}.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var word = Folding.Fold(line);
            _words.Add(word);
            if (inflects && word.Length >= ShortestStem + EndingLength)
                _stems.Add(word[..^EndingLength]);
        }
    }

    /// <summary>The words of a language.</summary>
    /// <param name="language">The language.</param>
    /// <param name="inflects">Whether its words have many forms, of which the list has only some.</param>
    public static CommonWords Of(string language, bool inflects) => new(language, inflects);

    /// <summary>Whether the word, or the same with another ending, is one of them.</summary>
    public bool Contains(string word)
    {
        if (_words.Contains(word))
            return true;
        var stems = _stems.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = Math.Max(ShortestStem, word.Length - EndingLength); length <= word.Length; length++)
        {
            if (stems.Contains(word.AsSpan(0, length)))
                return true;
        }
        return false;
    }
}
