namespace AgentBrain.Domain.Brain;

/// <summary>Names of the settings in <c>brain_config</c>.</summary>
public static class BrainConfigKeys
{
    /// <summary>The report's footer: a JSON string for all languages, or an object of one text per language.</summary>
    public const string ReportFooter = "report_footer";

    /// <summary>The full report's templates, an object of one text per language.</summary>
    public const string ReportFull = "report_full";

    /// <summary>The summary's templates, an object of one text per language.</summary>
    public const string ReportSummary = "report_summary";

    /// <summary>The policy of the quick interview.</summary>
    public const string ModesQuick = "modes_quick";

    /// <summary>The policy of the precise interview.</summary>
    public const string ModesPrecise = "modes_precise";
}
