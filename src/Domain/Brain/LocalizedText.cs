namespace AgentBrain.Domain.Brain;

/// <summary>One text in up to three languages.</summary>
/// <param name="Lt">Lithuanian text.</param>
/// <param name="En">English text.</param>
/// <param name="Ru">Russian text.</param>
public readonly record struct LocalizedText(string? Lt, string? En, string? Ru)
{
    /// <summary>The text in <paramref name="language"/>, else in Lithuanian, else in English, else in Russian, else empty.</summary>
    public string In(string language)
    {
        var wanted = language switch
        {
            Languages.English => En,
            Languages.Russian => Ru,
            _ => Lt,
        };
        return FirstWritten(wanted, Lt, En, Ru);
    }

    private static string FirstWritten(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrWhiteSpace(text))
                return text;
        }
        return "";
    }
}
