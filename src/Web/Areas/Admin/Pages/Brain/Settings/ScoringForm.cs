using AgentBrain.Domain.Brain;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain.Settings;

/// <summary>The form of the weights.</summary>
public sealed class ScoringForm
{
    public string? BasePriority { get; set; }

    public string? MissingSlot { get; set; }

    public string? RequiredSlotBonus { get; set; }

    public string? Risk { get; set; }

    public string? RoundFit { get; set; }

    public string? AskedPenalty { get; set; }

    public static ScoringForm Of(ScoringWeights weights) => new()
    {
        BasePriority = FormNumber.Write(weights.BasePriority),
        MissingSlot = FormNumber.Write(weights.MissingSlot),
        RequiredSlotBonus = FormNumber.Write(weights.RequiredSlotBonus),
        Risk = FormNumber.Write(weights.Risk),
        RoundFit = FormNumber.Write(weights.RoundFit),
        AskedPenalty = FormNumber.Write(weights.AskedPenalty),
    };

    /// <summary>The weights that the form describes; what is no number is told to <paramref name="fault"/> with the field's name.</summary>
    public ScoringWeights Read(Action<string, string> fault)
    {
        return new ScoringWeights
        {
            BasePriority = Number(nameof(BasePriority), BasePriority),
            MissingSlot = Number(nameof(MissingSlot), MissingSlot),
            RequiredSlotBonus = Number(nameof(RequiredSlotBonus), RequiredSlotBonus),
            Risk = Number(nameof(Risk), Risk),
            RoundFit = Number(nameof(RoundFit), RoundFit),
            AskedPenalty = Number(nameof(AskedPenalty), AskedPenalty),
        };

        decimal Number(string name, string? text)
        {
            if (FormNumber.TryRead(text, out var number) && number is { } read)
                return read;
            fault(name, "Write a number, for example 1.5.");
            return 0;
        }
    }
}
