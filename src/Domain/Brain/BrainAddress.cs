namespace AgentBrain.Domain.Brain;

/// <summary>The parts of a brain that are edited, checked and compared on their own.</summary>
public enum BrainSection
{
    /// <summary>Facts to collect.</summary>
    Slots,

    /// <summary>Questions.</summary>
    Questions,

    /// <summary>Rules that raise flags.</summary>
    RiskRules,

    /// <summary>Rules that leave questions out.</summary>
    SkipRules,

    /// <summary>Weights of the scoring terms.</summary>
    Scoring,

    /// <summary>Policies of the interview modes.</summary>
    Modes,

    /// <summary>Report templates and footer.</summary>
    Report,
}

/// <summary>Where something stands in a brain: what links lead to, findings point at and comparisons name.</summary>
/// <param name="Section">The part.</param>
/// <param name="Id">Key or id of the item; null in <see cref="BrainSection.Scoring"/> and <see cref="BrainSection.Report"/>, the mode in <see cref="BrainSection.Modes"/>.</param>
/// <param name="Member">Path of the member in the names of the document, for example <c>text_en</c>, <c>options.soft_steam.label_ru</c> or <c>limits.max_questions</c>; null for the whole item.</param>
public sealed record BrainAddress(BrainSection Section, string? Id = null, string? Member = null);
