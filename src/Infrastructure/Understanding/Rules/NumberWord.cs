namespace AgentBrain.Infrastructure.Understanding.Rules;

/// <summary>How a number word joins others.</summary>
internal enum NumberRole
{
    /// <summary>0 to 19: added, once.</summary>
    Unit,

    /// <summary>20, 30, … 90: added before a unit.</summary>
    Tens,

    /// <summary>200, 300, … as one word: added first.</summary>
    Hundreds,

    /// <summary>100: multiplies a unit before it.</summary>
    Hundred,

    /// <summary>1000 or 1 000 000: multiplies all before it.</summary>
    Multiplier,

    /// <summary>A half or a couple: a number only before a multiplier.</summary>
    Part,

    /// <summary>Adds a half to the unit before it: "and a half".</summary>
    AndHalf,
}

/// <summary>A word that stands for a number.</summary>
/// <param name="Value">The number.</param>
/// <param name="Role">How it joins others.</param>
/// <param name="CountsPeople">Whether it is said of people only: "šešiese", "шестеро".</param>
internal readonly record struct NumberWord(decimal Value, NumberRole Role, bool CountsPeople = false);

/// <summary>What a number counts.</summary>
internal enum CountedUnit
{
    /// <summary>People.</summary>
    People,

    /// <summary>Children: people only in a sum with adults.</summary>
    Children,

    /// <summary>Degrees Celsius.</summary>
    Celsius,

    /// <summary>Square metres.</summary>
    SquareMetres,

    /// <summary>Euros.</summary>
    Euro,

    /// <summary>Metres: sides of an area.</summary>
    Metres,

    /// <summary>Something that no slot measures, so that the number is not taken for something else.</summary>
    Other,
}

/// <summary>What a word does to the numbers around it.</summary>
internal enum NumberJoint
{
    /// <summary>Nothing: "about", "usually".</summary>
    About,

    /// <summary>Stands between the ends of a range: "to".</summary>
    To,

    /// <summary>Stands before a range whose ends "and" joins: "between".</summary>
    Between,

    /// <summary>Stands between the sides of an area: "by".</summary>
    Times,

    /// <summary>The respondent, who is one more than those counted after "and": "me and three friends".</summary>
    Myself,

    /// <summary>Stands within a number: "a hundred and twenty".</summary>
    Within,
}
