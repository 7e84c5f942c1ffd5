using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.Privacy;

/// <summary>Interviews as people name them.</summary>
internal static class TypedReferences
{
    /// <summary>Whether somebody typed the reference of an interview, however they wrote it.</summary>
    public static bool Matches(string? typed, Guid sessionId) => Digits(typed) == Digits(SessionReference.Of(sessionId));

    /// <summary>A session that belongs to whoever asks.</summary>
    /// <exception cref="NotFoundException">They do not hold a token of it.</exception>
    public static async Task<Session> OwnSessionAsync(this IApplicationDbContext db, SessionDoor door, Guid sessionId, CancellationToken cancellationToken)
    {
        var session = await db.SessionAsync(sessionId, cancellationToken);
        return await door.IsHolderAsync(session, cancellationToken) ? session : throw new NotFoundException();
    }

    /// <summary>The hexadecimal digits of a text in small letters.</summary>
    public static string Digits(string? typed) => new([.. (typed ?? "").Where(char.IsAsciiHexDigit).Select(char.ToLowerInvariant)]);
}
