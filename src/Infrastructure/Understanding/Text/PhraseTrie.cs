namespace AgentBrain.Infrastructure.Understanding.Text;

/// <summary>
/// Phrases and what they stand for, found by the longest match at a place. A word ending in <c>*</c> is a stem: any ending fits. Finding costs as
/// much as the phrases are long, however many there are.
/// </summary>
internal sealed class PhraseTrie<T>
{
    private readonly Node _root = new();

    /// <summary>Adds a phrase; without a word in it nothing is added.</summary>
    public void Add(string phrase, T value) => Add(Tokenizer.Tokenize(phrase), value);

    /// <summary>Adds a phrase given as tokens.</summary>
    public void Add(IReadOnlyList<Token> phrase, T value)
    {
        var node = _root;
        for (var index = 0; index < phrase.Count; index++)
        {
            var token = phrase[index];
            if (token.IsSymbol("-") || token.IsSymbol("*"))
                continue;
            var isStem = index + 1 < phrase.Count && phrase[index + 1].IsSymbol("*") && phrase[index + 1].Start == token.End;
            node = isStem ? node.Stem(token.Text) : node.Word(token.Text);
        }
        if (node != _root && !node.Values.Contains(value))
            node.Values.Add(value);
    }

    /// <summary>Shows every word and stem of the phrases to <paramref name="visit"/>.</summary>
    public void VisitWords(Action<string, bool> visit) => Visit(_root, visit);

    /// <summary>The longest phrase that begins at token <paramref name="start"/>: the one with most tokens, and among those the most literal one.</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="start">Where the phrase has to begin.</param>
    /// <param name="steps">Is increased by the number of look-ups.</param>
    public PhraseMatch<T>? Longest(IReadOnlyList<Token> tokens, int start, ref long steps)
    {
        Found best = default;
        Search(_root, tokens, start, 0, ref best, ref steps);
        return best.Node is null ? null : new PhraseMatch<T>(best.Node.Values, start, best.End);
    }

    /// <summary>What the single word <paramref name="word"/> stands for, or null.</summary>
    public IReadOnlyList<T>? OfWord(string word, ref long steps) =>
        Longest([new Token(TokenKind.Word, word, 0, word.Length)], 0, ref steps)?.Values;

    private static void Search(Node node, IReadOnlyList<Token> tokens, int index, int literal, ref Found best, ref long steps)
    {
        if (node.Values.Count > 0 && (best.Node is null || index > best.End || (index == best.End && literal > best.Literal)))
            best = new Found(node, index, literal);
        if (literal > 0 && index < tokens.Count && tokens[index].IsSymbol("-"))
            index++;
        // "In summer, and in winter": a phrase goes on behind a comma with a conjunction.
        if (literal > 0 && index + 1 < tokens.Count && tokens[index].IsBreak(",") && IsConjunction(tokens[index + 1]))
            index++;
        if (index >= tokens.Count)
            return;

        var text = tokens[index].Text;
        steps++;
        if (node.Words is not null && node.Words.TryGetValue(text, out var next))
            Search(next, tokens, index + 1, literal + text.Length + 1, ref best, ref steps);
        if (node.Stems is null || tokens[index].Kind != TokenKind.Word)
            return;
        var stems = node.Stems.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = Math.Min(text.Length, node.LongestStem); length > 0; length--)
        {
            steps++;
            if (stems.TryGetValue(text.AsSpan(0, length), out next))
                Search(next, tokens, index + 1, literal + length, ref best, ref steps);
        }
    }

    private static bool IsConjunction(Token token) => token.Text is "and" or "ir" or "и";

    private static void Visit(Node node, Action<string, bool> visit)
    {
        foreach (var (text, next) in node.Words ?? [])
        {
            visit(text, false);
            Visit(next, visit);
        }
        foreach (var (text, next) in node.Stems ?? [])
        {
            visit(text, true);
            Visit(next, visit);
        }
    }

    private readonly record struct Found(Node? Node, int End, int Literal);

    private sealed class Node
    {
        public Dictionary<string, Node>? Words { get; private set; }

        public Dictionary<string, Node>? Stems { get; private set; }

        public int LongestStem { get; private set; }

        public List<T> Values { get; } = [];

        public Node Word(string text) => Next(Words ??= new(StringComparer.Ordinal), text);

        public Node Stem(string text)
        {
            LongestStem = Math.Max(LongestStem, text.Length);
            return Next(Stems ??= new(StringComparer.Ordinal), text);
        }

        private static Node Next(Dictionary<string, Node> nodes, string text)
        {
            if (!nodes.TryGetValue(text, out var node))
                nodes.Add(text, node = new Node());
            return node;
        }
    }
}

/// <summary>A phrase that was found.</summary>
/// <param name="Values">What it stands for; at least one.</param>
/// <param name="Start">Its first token.</param>
/// <param name="End">The token behind its last.</param>
internal readonly record struct PhraseMatch<T>(IReadOnlyList<T> Values, int Start, int End);
