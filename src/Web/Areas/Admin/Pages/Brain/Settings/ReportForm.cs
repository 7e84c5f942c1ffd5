using AgentBrain.Domain.Brain;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain.Settings;

/// <summary>The form of the report's texts.</summary>
public sealed class ReportForm
{
    public LocalizedForm Footer { get; set; } = new();

    public LocalizedForm Full { get; set; } = new();

    public LocalizedForm Summary { get; set; } = new();

    /// <summary>The texts that the form describes.</summary>
    public ReportSection Section => new() { Footer = Footer.Template, Full = Full.Template, Summary = Summary.Template };

    public static ReportForm Of(ReportSection report) => new() { Footer = LocalizedForm.Of(report.Footer), Full = LocalizedForm.Of(report.Full), Summary = LocalizedForm.Of(report.Summary) };
}

/// <summary>A text in each language.</summary>
public sealed class LocalizedForm
{
    public string? Lt { get; set; }

    public string? En { get; set; }

    public string? Ru { get; set; }

    /// <summary>The text that the form describes. Browsers end lines in their own way.</summary>
    public LocalizedTemplate Template => new() { Lt = Lt?.ReplaceLineEndings("\n"), En = En?.ReplaceLineEndings("\n"), Ru = Ru?.ReplaceLineEndings("\n") };

    public static LocalizedForm Of(LocalizedTemplate template) => new() { Lt = template.Lt, En = template.En, Ru = template.Ru };

    /// <summary>The text in a language.</summary>
    public string? In(string language) => new LocalizedText(Lt, En, Ru).Exactly(language);
}
