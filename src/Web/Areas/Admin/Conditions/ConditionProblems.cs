using System.Globalization;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Web.Areas.Admin.Conditions;

/// <summary>Something that keeps a condition from being saved.</summary>
/// <param name="Path">Path of the part that it is about.</param>
/// <param name="Field">Id of the field to mend.</param>
/// <param name="Message">What to do.</param>
public sealed record ConditionProblem(string Path, string Field, string Message);

/// <summary>Finds what keeps a condition from being saved, part by part.</summary>
public static class ConditionProblems
{
    /// <summary>The problems in the order of the parts.</summary>
    /// <param name="node">The condition.</param>
    /// <param name="slots">The slots of the brain.</param>
    public static IReadOnlyList<ConditionProblem> Of(ConditionNode node, IReadOnlyList<SlotDefinition> slots)
    {
        var problems = new List<ConditionProblem>();
        var leaves = 0;
        Look(node, ConditionForm.Root, 0);
        if (leaves > ConditionLimits.Leaves)
        {
            problems.Insert(0, new ConditionProblem(
                ConditionForm.Root, ConditionForm.Id(ConditionForm.Root, "kind"), $"The rule has {leaves} conditions; use at most {ConditionLimits.Leaves}."));
        }
        return problems;

        void Look(ConditionNode part, string path, int depth)
        {
            if (!part.IsGroup)
            {
                leaves++;
                LookAtSlot(part, path);
                return;
            }
            if (depth == ConditionLimits.Depth)
                Add(path, "kind", $"Nest at most {ConditionLimits.Depth} groups in one another.");
            if (part.Parts.IsEmpty)
                Add(path, "add", "Put at least one condition into this group, or remove the group.");
            for (var index = 0; index < part.Parts.Length; index++)
                Look(part.Parts[index], ConditionForm.Child(path, index), depth + 1);
        }

        void LookAtSlot(ConditionNode part, string path)
        {
            var slot = slots.FirstOrDefault(slot => slot.Key == part.Slot);
            if (part.Slot.Length == 0)
                Add(path, "slot", "Choose a slot.");
            else if (slot is null)
                Add(path, "slot", $"There is no slot “{part.Slot}”. Choose another.");
            if (ConditionJsonConverter.OperatorNamed(part.Operator) is null)
                Add(path, "operator", part.Operator.Length == 0 ? "Choose how to compare." : $"“{part.Operator}” is no way to compare. Choose one from the list.");
            if (part.Slot.Length == 0)
                return;
            var choices = ConditionForm.Choices(part, slots);
            var first = choices.Options.Count > 0 ? "value-0" : "text";
            if (part.Values.IsEmpty)
                Add(path, first, choices.Options.Count > 0 ? "Choose at least one answer." : "Write at least one answer.");
            else if (part.Values.Length > ConditionLimits.Values)
                Add(path, first, $"Choose at most {ConditionLimits.Values} answers.");
            for (var index = 0; index < choices.Others.Count; index++)
            {
                var text = choices.Others[index].Key;
                Add(
                    path,
                    string.Create(CultureInfo.InvariantCulture, $"other-{index}"),
                    slot is { Options.Count: > 0 }
                        ? $"“{text}” is no option of {ConditionText.SlotName(part.Slot, slots)}. Untick it, or add the option to the slot first."
                        : "Untick the text that is empty or has space around it, and write it anew if it is needed.");
            }
            if (part.Values.Any(value => value.Length > ConditionLimits.ValueLength))
                Add(path, first, $"Write answers of at most {ConditionLimits.ValueLength} characters.");
        }

        void Add(string path, string field, string message) => problems.Add(new ConditionProblem(path, ConditionForm.Id(path, field), message));
    }
}
