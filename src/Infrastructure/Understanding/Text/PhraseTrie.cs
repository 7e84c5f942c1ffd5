namespace AgentBrain.Infrastructure.Understanding.Text;

/// <summary>
/// Phrases and what they stand for, found by the longest match at a place. A word ending in <c>*</c> is a stem: any ending fits. Finding costs as
/// much as the phrases are long, however many there are.
/// </summary>
/// <param name="subject">
/// What a value is about. Of phrases of the same length that begin at a place the most literal one counts, and of the others what they say of other
/// subjects; null where nothing but the most literal one counts.
/// </param>
internal sealed class PhraseTrie<T>(Func<T, string>? subject = null)
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
            if (token.IsSymbol("-") || token.IsSymbol("*") || token.IsBreak(","))
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
    public PhraseMatch<T>? Longest(IReadOnlyList<Token> tokens, int start, ref long steps) => Longest(tokens, start, null, ref steps);

    /// <summary>The longest phrase that begins at token <paramref name="start"/> of those that stand for something that counts.</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="start">Where the phrase has to begin.</param>
    /// <param name="counts">Whether a value counts; phrases with no other are passed over. Null when all count.</param>
    /// <param name="steps">Is increased by the number of look-ups.</param>
    public PhraseMatch<T>? Longest(IReadOnlyList<Token> tokens, int start, Predicate<T>? counts, ref long steps)
    {
        Found best = default;
        Search(_root, tokens, start, 0, counts, ref best, ref steps);
        return best.Node is null ? null : new PhraseMatch<T>(Values(best, counts), start, best.End);
    }

    /// <summary>What the single word <paramref name="word"/> stands for, or null.</summary>
    public IReadOnlyList<T>? OfWord(string word, Predicate<T>? counts, ref long steps) =>
        Longest([new Token(TokenKind.Word, word, 0, word.Length)], 0, counts, ref steps)?.Values;

    private List<T> Values(Found best, Predicate<T>? counts)
    {
        var values = best.Node!.Values;
        if (counts is not null && !values.TrueForAll(counts))
            values = values.FindAll(counts);
        if (subject is null || best.Others is not { } others)
            return values;
        values = [.. values];
        foreach (var (node, _) in others.OrderByDescending(other => other.Literal))
        {
            foreach (var value in node.Values)
            {
                if ((counts is null || counts(value)) && !values.Exists(better => subject(better) == subject(value)))
                    values.Add(value);
            }
        }
        return values;
    }

    private static void Search(Node node, IReadOnlyList<Token> tokens, int index, int literal, Predicate<T>? counts, ref Found best, ref long steps)
    {
        if (node.Values.Count > 0 && (best.Node is null || index >= best.End) && (counts is null || node.Values.Exists(counts)))
            best = best.Or(node, index, literal);
        if (literal > 0 && index < tokens.Count && tokens[index].IsSymbol("-"))
            index++;
        // "In summer, and in winter": a phrase goes on behind a comma with a conjunction.
        if (literal > 0 && index + 1 < tokens.Count && tokens[index].IsBreak(",") && GoesOn(tokens[index + 1]))
            index++;
        if (index >= tokens.Count)
            return;

        var text = tokens[index].Text;
        steps++;
        if (node.Words is not null && node.Words.TryGetValue(text, out var next))
            Search(next, tokens, index + 1, literal + text.Length + 1, counts, ref best, ref steps);
        if (node.Stems is null || tokens[index].Kind != TokenKind.Word)
            return;
        var stems = node.Stems.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = Math.Min(text.Length, node.LongestStem); length > 0; length--)
        {
            steps++;
            if (stems.TryGetValue(text.AsSpan(0, length), out next))
                Search(next, tokens, index + 1, literal + length, counts, ref best, ref steps);
        }
    }

    // "The sooner, the better", "чем раньше, тем лучше"
    private static bool GoesOn(Token token) =>
        token.Text is "and" or "the" or "that" or "ir" or "tuo" or "kad" or "и" or "тем" or "что" or "чтоб" or "чтобы";

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

    // Others end at the same place and are less literal.
    private readonly record struct Found(Node? Node, int End, int Literal, List<(Node Node, int Literal)>? Others)
    {
        public Found Or(Node node, int end, int literal)
        {
            if (Node is null || end > End)
                return new Found(node, end, literal, null);
            var others = Others ?? [];
            others.Add(literal > Literal ? (Node, Literal) : (node, literal));
            return literal > Literal ? new Found(node, end, literal, others) : this with { Others = others };
        }
    }

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
