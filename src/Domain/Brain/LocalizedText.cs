namespace AgentBrain.Domain.Brain;

/// <summary>One text in up to three languages.</summary>
/// <param name="Lt">Lithuanian text.</param>
/// <param name="En">English text.</param>
/// <param name="Ru">Russian text.</param>
public readonly record struct LocalizedText(string? Lt, string? En, string? Ru)
{
    /// <summary>The text in <paramref name="language"/>, else in Lithuanian, else in English, else in Russian, else empty.</summary>
    public string In(string language) => FirstWritten(Exactly(language), Lt, En, Ru);

    /// <summary>The text in <paramref name="language"/> (Lithuanian for an unknown one) without any fallback; null when it is not written.</summary>
    public string? Exactly(string language) => language switch
    {
        Languages.English => En,
        Languages.Russian => Ru,
        _ => Lt,
    };

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
