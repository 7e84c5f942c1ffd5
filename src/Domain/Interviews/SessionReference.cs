namespace AgentBrain.Domain.Interviews;

/// <summary>A short reference to a session that people can read out. It opens nothing.</summary>
public static class SessionReference
{
    /// <summary>The last eight hexadecimal digits of the id, in capitals and two groups: <c>7F3A-09BC</c>.</summary>
    public static string Of(Guid sessionId)
    {
        var digits = sessionId.ToString("N").ToUpperInvariant();
        return $"{digits[^8..^4]}-{digits[^4..]}";
    }
}
