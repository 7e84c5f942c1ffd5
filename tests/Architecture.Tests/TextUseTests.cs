using System.Text.RegularExpressions;
using System.Xml.Linq;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Feedback;

namespace AgentBrain.Architecture.Tests;

/// <summary>Every text of the interface is shown somewhere, and every text that is shown is there.</summary>
public sealed partial class TextUseTests
{
    private static readonly string _sources = string.Join('\n', Product.Files("src/Web", "*.cs").Concat(Product.Files("src/Web", "*.cshtml")).Select(File.ReadAllText));

    private static readonly HashSet<string> _keys =
    [
        .. XDocument.Load(Path.Combine(Product.Root, "src", "Web", "Resources", "Texts.resx")).Descendants("data").Select(data => data.Attribute("name")!.Value),
    ];

    /// <summary>Keys that sources put together, from everything that can be put in.</summary>
    private static IEnumerable<string> Composed =>
    [
        .. Languages.All.Select(language => $"Language.{language}"),
        .. ScoreTerms.All.Select(term => $"Term.{term}"),
        .. Enumerable.Range(FeedbackEntry.LowestRating, FeedbackEntry.HighestRating).Select(star => $"Feedback.Star{star}"),
        .. ErrorCode().Matches(string.Join('\n', Product.Files("src/Application", "*.cs").Select(File.ReadAllText))).Select(match => $"Error.{match.Groups[1].Value}"),
        .. ContactField().Matches(_sources).SelectMany(match => new[] { $"Contact.{match.Groups[1].Value}", $"Contact.{match.Groups[1].Value}Hint" }),
        .. Kind().Matches(string.Join('\n', Product.Files("src/Web", "Error.cshtml.cs").Select(File.ReadAllText))).SelectMany(match => new[] { $"ErrorPage.{match.Groups[1].Value}.Title", $"ErrorPage.{match.Groups[1].Value}.Text" }),
    ];

    private static IEnumerable<string> Literal => KeyLike().Matches(_sources).Select(match => match.Groups[1].Value);

    [Test]
    public void Every_text_is_shown() => _keys.Except(Literal).Except(Composed).ShouldBeEmpty();

    [Test]
    public void Every_text_that_is_shown_is_there()
    {
        var groups = _keys.Select(key => key.Split('.')[0]).ToHashSet();

        Literal.Where(key => groups.Contains(key.Split('.')[0])).Except(_keys).ShouldBeEmpty();
        Indexed().Matches(_sources).Select(match => match.Groups[1].Value).Except(_keys).ShouldBeEmpty();
        Composed.Except(_keys).ShouldBeEmpty();
    }

    [TestCase("Language.")]
    [TestCase("Term.")]
    [TestCase("Feedback.Star")]
    [TestCase("Error.")]
    [TestCase("Contact.")]
    [TestCase("ErrorPage.")]
    public void Each_kind_of_composed_text_is_still_put_together_somewhere(string prefix)
    {
        _sources.ShouldMatch($@"\[\$""{Regex.Escape(prefix)}\{{");
        Composed.ShouldContain(key => key.StartsWith(prefix, StringComparison.Ordinal));
    }

    [Test]
    public void No_other_texts_are_put_together() =>
        Interpolated().Matches(_sources).Select(match => match.Groups[1].Value).Distinct()
            .ShouldBe(["Language.", "Term.", "Feedback.Star", "Error.", "Contact.", "ErrorPage."], ignoreOrder: true);

    [GeneratedRegex(@"(?:\bWithErrorCode\(|\bErrorCode = |\bRefused\([^,]+, )""(\w+)""")]
    private static partial Regex ErrorCode();

    [GeneratedRegex(@"\bnew ContactField\(""(\w+)""")]
    private static partial Regex ContactField();

    // The kinds of error pages: a status, then what the page is called by.
    [GeneratedRegex(@"(?:\bStatusCodes\.Status\w+[^=\n]*|>= 500|_) => ""(\w+)""")]
    private static partial Regex Kind();

    [GeneratedRegex(@"""([A-Z]\w+(?:\.\w+)+)""")]
    private static partial Regex KeyLike();

    [GeneratedRegex(@"\b(?:T|[tT]ext)\[""([^""]+)""")]
    private static partial Regex Indexed();

    [GeneratedRegex(@"\b(?:T|[tT]ext)\[\$""([^""{]*)\{")]
    private static partial Regex Interpolated();
}
