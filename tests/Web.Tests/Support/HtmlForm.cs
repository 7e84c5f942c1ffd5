using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace AgentBrain.Web.Tests.Support;

/// <summary>A form with what a browser would send for it.</summary>
public sealed record HtmlForm
{
    public const string TokenField = "__RequestVerificationToken";

    public required string Action { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; }

    public string? this[string name] => Fields.FirstOrDefault(field => field.Key == name).Value;

    public static HtmlForm Of(IElement form) => new()
    {
        Action = form.GetAttribute("action") ?? "",
        Fields = [.. form.QuerySelectorAll("input[name], textarea[name], select[name]").Where(IsSent).Select(Field)],
    };

    public HtmlForm With(string name, params string[] values) =>
        Without(name) with { Fields = [.. Without(name).Fields, .. values.Select(value => new KeyValuePair<string, string>(name, value))] };

    public HtmlForm Without(string name) => this with { Fields = [.. Fields.Where(field => field.Key != name)] };

    // A browser sends line ends as CR LF.
    public FormUrlEncodedContent Content() =>
        new(Fields.Select(field => KeyValuePair.Create(field.Key, field.Value.ReplaceLineEndings("\r\n"))));

    private static bool IsSent(IElement field) => !field.HasAttribute("disabled") && field is not IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false };

    private static KeyValuePair<string, string> Field(IElement field) => KeyValuePair.Create(
        field.GetAttribute("name")!,
        field switch
        {
            IHtmlTextAreaElement area => area.Value,
            IHtmlSelectElement select => select.Value ?? "",
            _ => field.GetAttribute("value") ?? "",
        });
}
