namespace AgentBrain.Application.Interviews.Reports;

/// <summary>What a report template may use, under these names in snake_case. Every text is safe to put into Markdown as it is.</summary>
public sealed record ReportModel
{
    /// <summary>A short reference to the session.</summary>
    public required string Reference { get; init; }

    /// <summary>The day of the report in the server's time zone, in words.</summary>
    public required string Date { get; init; }

    /// <summary>The respondent's name; may be empty.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the respondent ended the interview before it was complete.</summary>
    public required bool EndedEarly { get; init; }

    /// <summary>What was established.</summary>
    public required IReadOnlyList<ReportFact> Facts { get; init; }

    /// <summary>Confirmed flags, gravest first.</summary>
    public required IReadOnlyList<ReportFlag> Findings { get; init; }

    /// <summary>Possible flags, gravest first: some slot that they rest on has no value.</summary>
    public required IReadOnlyList<ReportFlag> ToClarify { get; init; }

    /// <summary>What was not established.</summary>
    public required IReadOnlyList<ReportGap> NotEstablished { get; init; }

    /// <summary>The footer; may be empty.</summary>
    public required string Footer { get; init; }
}

/// <summary>An established fact.</summary>
/// <param name="Key">Key of the slot.</param>
/// <param name="Label">Its label.</param>
/// <param name="Sure">False when it was only hinted at.</param>
/// <param name="Parts">Its options and measures, each with its source.</param>
/// <param name="SetByHand">Whether the respondent set it by hand; then its parts rest on no words.</param>
public sealed record ReportFact(string Key, string Label, bool Sure, IReadOnlyList<ReportPart> Parts, bool SetByHand = false);

/// <summary>A part of an established fact.</summary>
/// <param name="Text">The option's label or the measure.</param>
/// <param name="Quote">The respondent's own words on which it rests; empty when they are not known.</param>
public sealed record ReportPart(string Text, string Quote);

/// <summary>A raised risk.</summary>
/// <param name="Code">The rule's code.</param>
/// <param name="Severity"><c>low</c>, <c>medium</c> or <c>high</c>.</param>
/// <param name="Note">What it means.</param>
/// <param name="Missing">Labels of the slots without a value that it rests on; empty when confirmed.</param>
public sealed record ReportFlag(string Code, string Severity, string Note, string Missing);

/// <summary>A slot without a value.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Required">Whether the consultation is incomplete without it.</param>
/// <param name="Declined">Whether the respondent said that they do not know.</param>
public sealed record ReportGap(string Label, bool Required, bool Declined);
