using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.Interviews.Contacts;

/// <summary>How a respondent can be reached, opened.</summary>
public sealed record StoredContact
{
    private static readonly ContactDetails NoDetails = new(null, null, null);

    /// <summary>Nothing was left.</summary>
    public static StoredContact None { get; } = new();

    /// <summary>The contact details; all null when none were left and while they cannot be opened.</summary>
    public ContactDetails Details { get; init; } = NoDetails;

    /// <summary>Whether something was left that no key opens which the application has.</summary>
    public bool Unreadable { get; init; }

    /// <summary>What the legacy service kept within the state.</summary>
    internal LegacyContact Legacy { get; init; } = LegacyContact.None;

    /// <summary>What was taken out of the reports; null where they are as they were written, and where it cannot be opened.</summary>
    internal IReadOnlyList<string>? Cuts { get; init; }

    /// <summary>What was sealed before and could not be opened.</summary>
    internal string? Unopened { get; init; }

    /// <summary>Whether anything was left.</summary>
    public bool IsGiven => Unreadable || Details != NoDetails;

    /// <summary>Whether anything has to be sealed.</summary>
    internal bool HoldsAnything => IsGiven || Legacy.SaysAnything || Unopened is not null;

    /// <summary>All details, from one place and another.</summary>
    internal IEnumerable<ContactDetails> All => [Details, Legacy.Details];
}

/// <summary>A respondent's name in a list, as whoever asks may see it.</summary>
/// <param name="Name">The name; null when none was left and while it cannot be opened.</param>
/// <param name="Unreadable">Whether something was left that no key opens which the application has.</param>
internal sealed record ListedName(string? Name, bool Unreadable);
