using System.Text.Json;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.Interviews.Contacts;

/// <summary>
/// Seals how respondents can be reached, with keys that are not in the rows that hold it. Opening is an act of its own: whoever reads an interview has
/// nothing of it before. What was sealed for one interview opens for no other.
/// </summary>
public interface IContactSeal
{
    /// <summary>Seals contact details.</summary>
    /// <param name="sessionId">The interview.</param>
    /// <param name="content">Everything that is known.</param>
    /// <param name="masked">What those may see of it who may not see it as it is; opened by itself.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<SealedContact> SealAsync(Guid sessionId, ContactContent content, MaskedContact masked, CancellationToken cancellationToken);

    /// <summary>Opens contact details; null where no key that is known opens them.</summary>
    /// <param name="sessionId">The interview.</param>
    /// <param name="text">See <see cref="SealedContact.Text"/>.</param>
    ContactContent? Open(Guid sessionId, string text);

    /// <summary>Opens what anybody may see of contact details who may read interviews; null where no key that is known opens it.</summary>
    /// <param name="sessionId">The interview.</param>
    /// <param name="text">See <see cref="SealedContact.Text"/>.</param>
    MaskedContact? OpenMasked(Guid sessionId, string text);

    /// <summary>What <see cref="SealedContact.EmailHash"/> may be for an address, whatever its case: one for each key under which addresses were hashed and that can be opened.</summary>
    /// <param name="email">The address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<byte[]>> FingerprintsAsync(string email, CancellationToken cancellationToken);
}

/// <summary>Everything that is sealed of an interview.</summary>
public sealed record ContactContent
{
    /// <summary>How the respondent can be reached.</summary>
    public required ContactDetails Details { get; init; }

    /// <summary>What was taken out of the reports, by the number of its mark; see <see cref="ContactCuts"/>.</summary>
    public IReadOnlyList<string> Cuts { get; init; } = [];

    /// <summary>What the legacy service kept within the state; null without it.</summary>
    public JsonElement? Stated { get; init; }

    /// <summary>What the legacy service kept within the state, as it stands in what was kept of that; null without it.</summary>
    public JsonElement? StatedEarlier { get; init; }

    /// <summary>What had been sealed before and could not be opened when this was sealed; null in general.</summary>
    public string? Unopened { get; init; }
}

/// <summary>What those may see of contact details who may not see them as they are.</summary>
/// <param name="Name">The name, masked; null when none was left.</param>
/// <param name="Email">The e-mail address, masked; null when none was left.</param>
/// <param name="Phone">The telephone number, masked; null when none was left.</param>
/// <param name="Cuts">What stands in the reports in the place of <see cref="ContactContent.Cuts"/>.</param>
public sealed record MaskedContact(string? Name, string? Email, string? Phone, IReadOnlyList<string> Cuts);
