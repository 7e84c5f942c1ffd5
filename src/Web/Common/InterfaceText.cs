using System.Globalization;
using System.Resources;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Web.Common;

/// <summary>
/// The interface's texts in the language of the present page. A page of an interview speaks the interview's language; all others the
/// language that the browser or the address asks for.
/// </summary>
public sealed class InterfaceText
{
    private static readonly ResourceManager Texts = new("AgentBrain.Web.Resources.Texts", typeof(InterfaceText).Assembly);

    /// <summary>See <see cref="Languages"/>.</summary>
    public string Language { get; set; } =
        Languages.IsSupported(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)
            ? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName
            : Languages.English;

    public string this[string key] => Texts.GetString(key, Culture) ?? throw new MissingManifestResourceException($"There is no text '{key}'.");

    public string this[string key, params object[] values] => string.Format(Culture, this[key], values);

    /// <summary>A whole number as people write it.</summary>
    public string Count(int number) => number.ToString("N0", Culture);

    /// <summary>A day as people write it.</summary>
    public string Day(DateTimeOffset day) => DateText.Day(day, Language);

    /// <summary>A moment as people write it, to the minute.</summary>
    public string Moment(DateTimeOffset moment) => $"{Day(moment)}, {moment.ToString("HH:mm", CultureInfo.InvariantCulture)}";

    /// <summary>Points to one decimal as people write them.</summary>
    public string Points(decimal points) => points.ToString("0.0#", Culture);

    /// <summary>The parts of the typeface that a page in the language cannot do without.</summary>
    public IEnumerable<string> Letters => Language switch
    {
        Languages.Lithuanian => ["latin", "latin-ext"],
        Languages.Russian => ["latin", "cyrillic"],
        _ => ["latin"],
    };

    private CultureInfo Culture => CultureInfo.GetCultureInfo(Language);
}
