namespace AgentBrain.Domain.Brain;

/// <summary>Lengths that validators and the database share, in characters.</summary>
public static class BrainLimits
{
    /// <summary>Longest slot key, rule id, risk code.</summary>
    public const int SlotKeyLength = 64;

    /// <summary>Longest question id.</summary>
    public const int QuestionIdLength = 64;

    /// <summary>Longest slot label.</summary>
    public const int LabelLength = 255;

    /// <summary>Longest risk severity.</summary>
    public const int SeverityLength = 16;

    /// <summary>Longest id of a skip rule.</summary>
    public const int SkipRuleIdLength = 100;

    /// <summary>Longest name of a setting.</summary>
    public const int ConfigKeyLength = 100;

    /// <summary>Longest name of a skip rule's condition type.</summary>
    public const int ConditionTypeLength = 50;

    /// <summary>Most points that a weight may give or take: more could not be told from always and never.</summary>
    public const int MostPoints = 1000;

    /// <summary>The word that stands in addresses where an id would: for what does not exist yet.</summary>
    public const string NewId = "new";

    /// <summary>The part of a question's id that is stored; the legacy service knew longer ones.</summary>
    public static string FitQuestionId(string id) => id.Length <= QuestionIdLength ? id : string.Concat(id.EnumerateRunes().Take(QuestionIdLength));

    /// <summary>Whether an id can stand in addresses and files: letters a to z, digits, _ and -, and not <see cref="NewId"/> alone.</summary>
    public static bool IsUsableId(string id) =>
        id.Length > 0 && !id.Equals(NewId, StringComparison.OrdinalIgnoreCase) && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');
}
