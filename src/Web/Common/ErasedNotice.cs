namespace AgentBrain.Web.Common;

/// <summary>What the error page tells of an interview that was erased.</summary>
/// <param name="SessionId">The id that it had, for the browser to drop what it keeps of it.</param>
/// <param name="At">When, in the time zone of the application.</param>
/// <param name="Language">The language in which the interview was held.</param>
public sealed record ErasedNotice(Guid SessionId, DateTimeOffset At, string Language)
{
    /// <summary>That of the present request; null where nothing that was erased was asked for.</summary>
    public static ErasedNotice? Of(HttpContext context) => context.Items[typeof(ErasedNotice)] as ErasedNotice;

    /// <summary>Keeps it for the error page.</summary>
    public void Keep(HttpContext context) => context.Items[typeof(ErasedNotice)] = this;
}
