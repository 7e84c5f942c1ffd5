using System.Globalization;
using AgentBrain.Web.Common;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace AgentBrain.Web.Areas.Admin.Common;

/// <summary>A state in words and colour: <c>&lt;status-tag kind="good"&gt;Enabled&lt;/status-tag&gt;</c>; kinds are neutral, good, warning, danger and info.</summary>
[HtmlTargetElement("status-tag")]
public sealed class StatusTagHelper : TagHelper
{
    public string Kind { get; set; } = "neutral";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.Attributes.SetAttribute("class", $"tag tag-{Kind}");
    }
}

/// <summary>A moment: <c>&lt;moment at="@entry.At" /&gt;</c> writes 23 Nov 2026, 10:12; nothing at all writes what stands in <c>none</c>.</summary>
[HtmlTargetElement("moment", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MomentTagHelper : TagHelper
{
    public DateTimeOffset? At { get; set; }

    /// <summary>What is written where there is no moment.</summary>
    public string None { get; set; } = "never";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        output.TagName = At is null ? null : "time";
        if (At is { } at)
            output.Attributes.SetAttribute("datetime", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        output.Content.SetContent(At is { } moment ? Written.Moment(moment.ToUniversalTime()) : None);
    }
}

/// <summary>The errors of one field below it: <c>&lt;field-error for-field="Input.Name" /&gt;</c>. The field has <c>marks-errors</c>.</summary>
[HtmlTargetElement("field-error", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldErrorTagHelper : TagHelper
{
    public string ForField { get; set; } = "";

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!ViewContext.ModelState.TryGetValue(ForField, out var entry) || entry.Errors.Count == 0)
        {
            output.SuppressOutput();
            return;
        }
        output.TagMode = TagMode.StartTagAndEndTag;
        output.TagName = "p";
        output.Attributes.SetAttribute("class", "field-error");
        output.Attributes.SetAttribute("id", FieldIds.ErrorId(ForField));
        output.Content.SetContent(string.Join(" ", entry.Errors.Select(error => error.ErrorMessage)));
    }
}

/// <summary>Marks a field whose value was refused, for people and for readers of screens: <c>&lt;input asp-for="Input.Name" marks-errors&gt;</c>.</summary>
[HtmlTargetElement("input", Attributes = "marks-errors")]
[HtmlTargetElement("textarea", Attributes = "marks-errors")]
[HtmlTargetElement("select", Attributes = "marks-errors")]
public sealed class MarksErrorsTagHelper : TagHelper
{
    // After asp-for, which gives the name.
    public override int Order => 1000;

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Attributes.RemoveAll("marks-errors");
        if (output.Attributes["name"]?.Value?.ToString() is not { } name || !ViewContext.ModelState.TryGetValue(name, out var entry) || entry.Errors.Count == 0)
            return;
        output.Attributes.SetAttribute("aria-invalid", "true");
        var described = output.Attributes["aria-describedby"]?.Value?.ToString();
        output.Attributes.SetAttribute("aria-describedby", $"{described} {FieldIds.ErrorId(name)}".Trim());
    }
}

/// <summary>Ids of fields and of their errors, as <c>asp-for</c> makes them.</summary>
public static class FieldIds
{
    /// <summary>The id that <c>asp-for</c> gives the field.</summary>
    public static string FieldId(string field) => TagBuilder.CreateSanitizedId(field, "_");

    /// <summary>The id of what <c>field-error</c> writes.</summary>
    public static string ErrorId(string field) => FieldId(field) + "-error";
}
