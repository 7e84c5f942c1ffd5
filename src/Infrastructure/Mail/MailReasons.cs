using System.Text.RegularExpressions;
using AgentBrain.Application.Mail;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Infrastructure.Mail;

/// <summary>
/// Makes what a mail server said fit to be kept: one short line in which neither the respondent's address and name stand nor words of the report,
/// which servers like to repeat.
/// </summary>
internal static partial class MailReasons
{
    private const int Longest = 300;
    private const int ShortestPartOfName = 3;
    private const int WordsInARow = 4;
    private const string Hidden = "…";

    public static string Of(string said, ReportMail mail)
    {
        var reason = CleanText.Line(said);
        foreach (var detail in Details(mail))
            reason = reason.Replace(detail, Hidden, StringComparison.OrdinalIgnoreCase);
        reason = WithoutWordsOf(mail.Report, Address().Replace(reason, Hidden));
        // Half a character cannot be stored.
        return reason.Length > Longest ? reason[..(char.IsHighSurrogate(reason[Longest - 2]) ? Longest - 2 : Longest - 1)] + Hidden : reason;
    }

    private static IEnumerable<string> Details(ReportMail mail)
    {
        yield return mail.Address;
        if (mail.Address.LastIndexOf('@') is >= ShortestPartOfName and var at)
            yield return mail.Address[..at];
        foreach (var part in mail.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend(mail.Name.Trim()).Where(part => part.Length >= ShortestPartOfName))
            yield return part;
    }

    // A few words in a row that the report has in the same order come from it.
    private static string WithoutWordsOf(string report, string reason)
    {
        var known = $" {string.Join(' ', report.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Plain).Where(word => word.Length > 0))} ";
        var words = reason.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var plain = words.Select(Plain).ToArray();
        var repeated = new bool[words.Length];
        for (var start = 0; start + WordsInARow <= words.Length; start++)
        {
            if (known.Contains($" {string.Join(' ', plain[start..(start + WordsInARow)])} ", StringComparison.Ordinal))
                repeated.AsSpan(start, WordsInARow).Fill(true);
        }
        return string.Join(' ', words.Select((word, place) => repeated[place] ? Hidden : word));
    }

    private static string Plain(string word) => NotOfAWord().Replace(word, "").ToUpperInvariant();

    [GeneratedRegex(@"[^\s<>()\[\]:;,""']+@[^\s<>()\[\]:;,""']+")]
    private static partial Regex Address();

    [GeneratedRegex(@"[^\p{L}\p{Nd}]")]
    private static partial Regex NotOfAWord();
}
