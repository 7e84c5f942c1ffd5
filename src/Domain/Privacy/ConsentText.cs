using AgentBrain.Domain.Brain;

namespace AgentBrain.Domain.Privacy;

/// <summary>What respondents are told before the first question and agree to. It never changes: another text is another version.</summary>
public sealed class ConsentText
{
    /// <summary>Most characters of a text in one language.</summary>
    public const int MaxLength = 20_000;

    private ConsentText()
    {
    }

    /// <summary>Number, counted from 1.</summary>
    public int Version { get; private set; }

    /// <summary>What was written in Lithuanian, with names of periods in braces.</summary>
    public string SourceLt { get; private set; } = "";

    /// <summary>What was written in English, with names of periods in braces.</summary>
    public string SourceEn { get; private set; } = "";

    /// <summary>What was written in Russian, with names of periods in braces.</summary>
    public string SourceRu { get; private set; } = "";

    /// <summary>What respondents read in Lithuanian, in Markdown, with the periods that held when it was published.</summary>
    public string TextLt { get; private set; } = "";

    /// <summary>What respondents read in English, in Markdown.</summary>
    public string TextEn { get; private set; } = "";

    /// <summary>What respondents read in Russian, in Markdown.</summary>
    public string TextRu { get; private set; } = "";

    /// <summary>When it was published (UTC).</summary>
    public DateTimeOffset PublishedAt { get; private set; }

    /// <summary>Who published it.</summary>
    public string PublishedBy { get; private set; } = "";

    /// <summary>What was written.</summary>
    public LocalizedText Source => new(SourceLt, SourceEn, SourceRu);

    /// <summary>What respondents read.</summary>
    public LocalizedText Text => new(TextLt, TextEn, TextRu);

    /// <summary>Publishes a text.</summary>
    /// <param name="version">Its number, the next one.</param>
    /// <param name="source">What was written, in all languages.</param>
    /// <param name="text">The same with the periods filled in.</param>
    /// <param name="publishedBy">Who publishes it.</param>
    /// <param name="now">The present time.</param>
    public static ConsentText Publish(int version, LocalizedText source, LocalizedText text, string publishedBy, DateTimeOffset now) => new()
    {
        Version = version,
        SourceLt = source.Lt ?? "",
        SourceEn = source.En ?? "",
        SourceRu = source.Ru ?? "",
        TextLt = text.Lt ?? "",
        TextEn = text.En ?? "",
        TextRu = text.Ru ?? "",
        PublishedAt = now,
        PublishedBy = publishedBy,
    };
}
