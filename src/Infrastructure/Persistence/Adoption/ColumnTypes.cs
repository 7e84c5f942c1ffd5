using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentBrain.Infrastructure.Persistence.Adoption;

/// <summary>Compares types of columns as <c>format_type</c> writes them.</summary>
internal static partial class ColumnTypes
{
    /// <summary>Whether every value of <paramref name="wanted"/> fits <paramref name="found"/> and the application reads it from there in the same way.</summary>
    public static bool IsWider(string found, string wanted)
    {
        if (Read(found) is not { } one || Read(wanted) is not { } other)
            return false;
        return (one.Name, other.Name) switch
        {
            ("text", "character varying") => true,
            ("character varying", "character varying") => other.Length is { } length && (one.Length ?? int.MaxValue) >= length,
            ("character varying", "text") => one.Length is null,
            ("bigint", "integer") => true,
            // As many digits before the point and as many after it.
            ("numeric", "numeric") => one.Length is null || (other.Length is { } digits && one.Scale >= other.Scale && one.Length - one.Scale >= digits - other.Scale),
            _ => false,
        };
    }

    private static (string Name, int? Length, int Scale)? Read(string type)
    {
        var match = Type().Match(type);
        if (!match.Success)
            return null;
        return (match.Groups["name"].Value, Number("length"), Number("scale") ?? 0);

        int? Number(string group) => match.Groups[group] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"^(?<name>[a-z ]+?)(\((?<length>\d+)(,(?<scale>\d+))?\))?$")]
    private static partial Regex Type();
}
