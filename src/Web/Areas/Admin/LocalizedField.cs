using AgentBrain.Domain.Brain;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>A text, or a list of terms, that is written in all languages side by side.</summary>
public sealed record LocalizedField
{
    /// <summary>What it is called.</summary>
    public required string Label { get; init; }

    /// <summary>What it is for, in plain words.</summary>
    public string? Help { get; init; }

    /// <summary>The form fields, in the order of <see cref="Languages.All"/>.</summary>
    public required IReadOnlyList<LocalizedPart> Parts { get; init; }

    /// <summary>Height in lines; 1 for a single line.</summary>
    public int Lines { get; init; } = 1;

    /// <summary>Most characters; 0 when there is no limit.</summary>
    public int MaxLength { get; init; }

    /// <summary>Whether it can only be read.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether a language in which nothing is written is marked although another has something.</summary>
    public bool MarksMissing { get; init; } = true;

    /// <summary>Whether it is one field among many of a group, with a smaller heading.</summary>
    public bool IsMinor { get; init; }

    /// <summary>Whether something is written in another language than this one.</summary>
    public bool IsMissing(LocalizedPart part) =>
        MarksMissing && string.IsNullOrWhiteSpace(part.Value) && Parts.Any(other => !string.IsNullOrWhiteSpace(other.Value));
}

/// <summary>One language of a <see cref="LocalizedField"/>.</summary>
/// <param name="Language">Its code.</param>
/// <param name="Id">Id of the field.</param>
/// <param name="Name">Name of the field in the form.</param>
/// <param name="Value">What is written.</param>
/// <param name="StaleMember">Path of the member when its source has changed since it was written; null otherwise.</param>
/// <param name="IsRight">Whether the author has declared it right all the same.</param>
/// <param name="Errors">What is wrong with it.</param>
public sealed record LocalizedPart(string Language, string Id, string Name, string? Value, string? StaleMember, bool IsRight, IReadOnlyList<string> Errors);
