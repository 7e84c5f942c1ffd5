namespace AgentBrain.Domain.Brain;

/// <summary>The parts of a brain document that an import replaces whole or leaves alone.</summary>
[Flags]
public enum BrainParts
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>scoring</c>.</summary>
    Scoring = 1,

    /// <summary><c>slots</c>.</summary>
    Slots = 2,

    /// <summary><c>questions</c>.</summary>
    Questions = 4,

    /// <summary><c>risk_rules</c>.</summary>
    RiskRules = 8,

    /// <summary><c>skip_rules</c>.</summary>
    SkipRules = 16,

    /// <summary><c>modes.quick</c>.</summary>
    QuickMode = 32,

    /// <summary><c>modes.precise</c>, which older documents lack.</summary>
    PreciseMode = 64,

    /// <summary><c>report</c>.</summary>
    Report = 128,

    /// <summary>All of them.</summary>
    All = Scoring | Slots | Questions | RiskRules | SkipRules | QuickMode | PreciseMode | Report,
}

/// <summary>A document that was read from a text, which may state only some parts of a brain.</summary>
/// <param name="Document">What it states; parts that it lacks have their defaults.</param>
/// <param name="Parts">The parts that it states.</param>
public sealed record BrainImport(BrainDocument Document, BrainParts Parts)
{
    /// <summary><paramref name="current"/> with the stated parts in the place of its own: what they leave out goes, and other parts stay.</summary>
    public BrainDocument ApplyTo(BrainDocument current)
    {
        return new BrainDocument
        {
            Scoring = Has(BrainParts.Scoring).Scoring,
            Slots = Has(BrainParts.Slots).Slots,
            Questions = Has(BrainParts.Questions).Questions,
            RiskRules = Has(BrainParts.RiskRules).RiskRules,
            SkipRules = Has(BrainParts.SkipRules).SkipRules,
            Modes = new ModesSection { Quick = Has(BrainParts.QuickMode).Modes.Quick, Precise = Has(BrainParts.PreciseMode).Modes.Precise },
            Report = Has(BrainParts.Report).Report,
        };

        BrainDocument Has(BrainParts part) => Parts.HasFlag(part) ? Document : current;
    }
}
