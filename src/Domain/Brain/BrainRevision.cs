using System.Security.Cryptography;
using System.Text.Json;

namespace AgentBrain.Domain.Brain;

/// <summary>An immutable published brain. An interview is held under one revision from its first question to its report.</summary>
public sealed class BrainRevision
{
    private BrainRevision()
    {
    }

    /// <summary>Number given by the database; later revisions have higher ones.</summary>
    public int Id { get; private set; }

    /// <summary>The published configuration.</summary>
    public BrainDocument Document { get; private set; } = new();

    /// <summary>SHA-256 of the document in lower-case hexadecimal.</summary>
    public string Checksum { get; private set; } = "";

    /// <summary>Why it was published.</summary>
    public string Note { get; private set; } = "";

    /// <summary>Who published it, by the name that the audit log knows; null for the brain that the application published itself.</summary>
    public string? PublishedBy { get; private set; }

    /// <summary>When it was published (UTC).</summary>
    public DateTimeOffset PublishedAt { get; private set; }

    /// <summary>Publishes <paramref name="document"/>.</summary>
    public static BrainRevision Publish(BrainDocument document, string note, DateTimeOffset now, string? publishedBy = null) => new()
    {
        Document = document,
        Checksum = ChecksumOf(document),
        Note = note,
        PublishedBy = publishedBy,
        PublishedAt = now,
    };

    /// <summary>The checksum that a revision of <paramref name="document"/> would have.</summary>
    public static string ChecksumOf(BrainDocument document) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(document, BrainDocument.Json)));
}
