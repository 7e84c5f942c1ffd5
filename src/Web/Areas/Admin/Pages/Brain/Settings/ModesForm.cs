using AgentBrain.Domain.Brain;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain.Settings;

/// <summary>The form of the quick interview's policy.</summary>
public sealed class QuickForm
{
    public bool Enabled { get; set; }

    public string? MaxQuestions { get; set; }

    public string? MaxClarifications { get; set; }

    public string? LowInfoStreakMax { get; set; }

    public string? ClarifyThreshold { get; set; }

    /// <summary>Keys of the critical slots.</summary>
    public List<string> Critical { get; set; } = [];

    /// <summary>Confidence by the key of a slot; also of slots that are not critical.</summary>
    public Dictionary<string, string> Confidence { get; set; } = [];

    public string? MissingCriticalSlotBonus { get; set; }

    public string? DiversifyTopicPenalty { get; set; }

    public string? RepeatSlotPenalty { get; set; }

    public static QuickForm Of(InterviewPolicy policy) => new()
    {
        Enabled = policy.Enabled,
        MaxQuestions = FormNumber.Write(policy.Limits.MaxQuestions),
        MaxClarifications = FormNumber.Write(policy.Limits.MaxClarifications),
        LowInfoStreakMax = FormNumber.Write(policy.Limits.LowInfoStreakMax),
        ClarifyThreshold = FormNumber.Write(policy.ClarifyThreshold),
        Critical = [.. policy.CriticalSlots.Select(slot => slot.Id)],
        Confidence = policy.CriticalSlots.DistinctBy(slot => slot.Id).ToDictionary(slot => slot.Id, slot => FormNumber.Write((decimal)slot.MinConfidence)),
        MissingCriticalSlotBonus = FormNumber.Write(policy.ScoringOverrides.Weights.MissingCriticalSlotBonus),
        DiversifyTopicPenalty = FormNumber.Write(policy.ScoringOverrides.Weights.DiversifyTopicPenalty),
        RepeatSlotPenalty = FormNumber.Write(policy.ScoringOverrides.Weights.RepeatSlotPenalty),
    };

    /// <summary>The policy that the form describes; what is no number is told to <paramref name="fault"/> with the property's path. Critical slots stay in their order.</summary>
    public InterviewPolicy Read(InterviewPolicy stored, Action<string, string> fault)
    {
        var numbers = new FormNumbers(fault);
        var order = stored.CriticalSlots.Select(slot => slot.Id).Where(Critical.Contains).Concat(Critical).Distinct();
        return stored with
        {
            Enabled = Enabled,
            Limits = stored.Limits with
            {
                MaxQuestions = numbers.Whole("Policy.Limits.MaxQuestions", MaxQuestions),
                MaxClarifications = numbers.Whole("Policy.Limits.MaxClarifications", MaxClarifications),
                LowInfoStreakMax = numbers.Whole("Policy.Limits.LowInfoStreakMax", LowInfoStreakMax),
            },
            ClarifyThreshold = numbers.Number("Policy.ClarifyThreshold", ClarifyThreshold),
            CriticalSlots = [.. order.Select(key => new CriticalSlot { Id = key, MinConfidence = (double)numbers.Number("Policy.CriticalSlots", Confidence.GetValueOrDefault(key)) })],
            ScoringOverrides = new ScoringOverrides
            {
                Weights = new QuickScoringWeights
                {
                    MissingCriticalSlotBonus = numbers.Number("Policy.ScoringOverrides.Weights.MissingCriticalSlotBonus", MissingCriticalSlotBonus),
                    DiversifyTopicPenalty = numbers.Number("Policy.ScoringOverrides.Weights.DiversifyTopicPenalty", DiversifyTopicPenalty),
                    RepeatSlotPenalty = numbers.Number("Policy.ScoringOverrides.Weights.RepeatSlotPenalty", RepeatSlotPenalty),
                },
            },
        };
    }
}

/// <summary>The form of the precise interview's policy.</summary>
public sealed class PreciseForm
{
    public bool Enabled { get; set; }

    public string? MinQuestions { get; set; }

    public string? MaxQuestions { get; set; }

    public string? CompleteAtProgress { get; set; }

    public string? ClarifyBelow { get; set; }

    public static PreciseForm Of(PrecisePolicy policy) => new()
    {
        Enabled = policy.Enabled,
        MinQuestions = FormNumber.Write(policy.MinQuestions),
        MaxQuestions = FormNumber.Write(policy.MaxQuestions),
        CompleteAtProgress = FormNumber.Write(policy.CompleteAtProgress),
        ClarifyBelow = FormNumber.Write((decimal)policy.ClarifyBelow),
    };

    /// <summary>The policy that the form describes; what is no number is told to <paramref name="fault"/> with the property's path.</summary>
    public PrecisePolicy Read(PrecisePolicy stored, Action<string, string> fault)
    {
        var numbers = new FormNumbers(fault);
        return stored with
        {
            Enabled = Enabled,
            MinQuestions = numbers.Whole("Policy.MinQuestions", MinQuestions),
            MaxQuestions = numbers.Whole("Policy.MaxQuestions", MaxQuestions),
            CompleteAtProgress = numbers.Whole("Policy.CompleteAtProgress", CompleteAtProgress),
            ClarifyBelow = (double)numbers.Number("Policy.ClarifyBelow", ClarifyBelow),
        };
    }
}

/// <summary>Reads numbers that have to be there.</summary>
/// <param name="fault">Is told what is none, with the property's path.</param>
internal sealed class FormNumbers(Action<string, string> fault)
{
    public int Whole(string property, string? text)
    {
        if (FormNumber.TryReadWhole(text, out var number) && number is { } read)
            return read;
        fault(property, "Write a whole number.");
        return 0;
    }

    public decimal Number(string property, string? text)
    {
        if (FormNumber.TryRead(text, out var number) && number is { } read)
            return read;
        fault(property, "Write a number, for example 0.6.");
        return 0;
    }
}
