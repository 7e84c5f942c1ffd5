using System.Text.Json;

namespace AgentBrain.Domain.Interviews;

/// <summary>What the legacy service kept of a respondent within the state, beside the columns.</summary>
/// <param name="Stated">The member of the state; null without one.</param>
/// <param name="Earlier">The member of the state as it was before the interview was gone on with here; null without one.</param>
public sealed record LegacyContact(JsonElement? Stated, JsonElement? Earlier)
{
    private const string Member = "contact_info";

    // Of what the legacy service stored nobody knows how deep it is.
    private static readonly JsonSerializerOptions AnyDepth = new() { MaxDepth = 1000 };

    /// <summary>No contact details.</summary>
    public static LegacyContact None { get; } = new(null, null);

    /// <summary>Whether anything was said in it.</summary>
    public bool SaysAnything => Says(Stated) || Says(Earlier);

    /// <summary>The name, the address and the number that it says, each null where it says none.</summary>
    public ContactDetails Details => new(Said("name"), Said("email"), Said("phone"));

    /// <summary>What is in a state.</summary>
    /// <param name="state">The state.</param>
    public static LegacyContact Of(SessionState state) => new(
        state.Others?.TryGetValue(Member, out var stated) == true ? stated : null,
        state.Earlier?.State is { ValueKind: JsonValueKind.Object } original && original.TryGetProperty(Member, out var earlier) ? earlier : null);

    /// <summary>A state without it.</summary>
    /// <param name="state">The state.</param>
    public static SessionState Without(SessionState state) => Of(state) is { Stated: null, Earlier: null } ? state : Put(state, null, null);

    /// <summary>A state with it, as it was before it was taken out.</summary>
    /// <param name="state">The state.</param>
    public SessionState In(SessionState state) => this is { Stated: null, Earlier: null } ? state : Put(state, Stated, Earlier);

    private static SessionState Put(SessionState state, JsonElement? stated, JsonElement? earlier)
    {
        var others = state.Others?.Where(other => other.Key != Member).ToDictionary() ?? [];
        if (stated is { } member)
            others[Member] = member;
        return state with
        {
            Others = others.Count > 0 ? others : null,
            Earlier = state.Earlier is { State: { ValueKind: JsonValueKind.Object } original } part ? part with { State = With(original, earlier) } : state.Earlier,
        };
    }

    private static JsonElement With(JsonElement original, JsonElement? contact)
    {
        var members = original.EnumerateObject().Where(member => member.Name != Member).ToDictionary(member => member.Name, member => member.Value);
        if (contact is { } value)
            members[Member] = value;
        return JsonSerializer.SerializeToElement(members, AnyDepth);
    }

    private static bool Says(JsonElement? element) => element is { } value && value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Length > 0,
        JsonValueKind.Object => value.EnumerateObject().Any(member => Says(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(item => Says(item)),
        JsonValueKind.Undefined or JsonValueKind.Null => false,
        _ => true,
    };

    private string? Said(string member) => Said(Stated, member) ?? Said(Earlier, member);

    private static string? Said(JsonElement? contact, string member) =>
        contact is { ValueKind: JsonValueKind.Object } members && members.TryGetProperty(member, out var said) && said.ValueKind == JsonValueKind.String
            ? said.GetString()
            : null;
}
