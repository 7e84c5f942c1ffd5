using AgentBrain.Domain.Brain;
using AgentBrain.Web.Areas.Admin.Pages.Brain.Slots;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>What parts of slots are called.</summary>
public static class SlotWords
{
    public static string Measure(MeasureUnit unit) => unit switch
    {
        MeasureUnit.People => "People",
        MeasureUnit.Celsius => "Degrees Celsius",
        MeasureUnit.SquareMetres => "Square metres",
        MeasureUnit.Euro => "Euros",
        MeasureUnit.Month => "A month and year",
        _ => unit.ToString(),
    };

    /// <summary>The terms of one kind.</summary>
    public static TermsForm Terms(SlotOptionForm option, TermKind kind) => kind.Property switch
    {
        nameof(SlotOptionForm.WhenAsked) => option.WhenAsked,
        nameof(SlotOptionForm.WhenDenied) => option.WhenDenied,
        _ => option.Synonyms,
    };
}
