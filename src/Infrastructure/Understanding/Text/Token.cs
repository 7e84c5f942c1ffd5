namespace AgentBrain.Infrastructure.Understanding.Text;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>Letters.</summary>
    Word,

    /// <summary>ASCII digits.</summary>
    Number,

    /// <summary>A sign that belongs to its neighbours: °, €, ², %, a tight hyphen or a decimal point between digits.</summary>
    Symbol,

    /// <summary>Punctuation that ends a clause.</summary>
    Break,
}

/// <summary>A piece of an answer.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text as <see cref="Folding"/> leaves it; for symbols and breaks one character that stands for all of its like.</param>
/// <param name="Start">Index of its first UTF-16 character in the answer.</param>
/// <param name="Length">Number of its UTF-16 characters in the answer.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int Length)
{
    /// <summary>Index behind its last character.</summary>
    public int End => Start + Length;

    /// <summary>Whether it is the symbol <paramref name="text"/>.</summary>
    public bool IsSymbol(string text) => Kind == TokenKind.Symbol && Text == text;

    /// <summary>Whether it is the break <paramref name="text"/>.</summary>
    public bool IsBreak(string text) => Kind == TokenKind.Break && Text == text;

    /// <summary>Whether it ends a sentence.</summary>
    public bool EndsSentence => Kind == TokenKind.Break && Text is "." or "\n";
}
