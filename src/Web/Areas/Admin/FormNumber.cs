using System.Globalization;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>Numbers in the forms of the workspace: written with a decimal point, read with a point or a comma, whatever the browser's language.</summary>
public static class FormNumber
{
    public static string Write(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    /// <summary>Reads a number; nothing typed is null.</summary>
    /// <returns>False when something else than a number is typed.</returns>
    public static bool TryRead(string? text, out decimal? number)
    {
        number = null;
        if (string.IsNullOrWhiteSpace(text))
            return true;
        if (!decimal.TryParse(text.Trim().Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read))
            return false;
        number = read;
        return true;
    }

    /// <summary>Reads a whole number; nothing typed is null.</summary>
    /// <returns>False when something else than a whole number is typed.</returns>
    public static bool TryReadWhole(string? text, out int? number)
    {
        number = null;
        if (!TryRead(text, out var read) || (read is { } value && (value != Math.Truncate(value) || Math.Abs(value) > int.MaxValue)))
            return false;
        number = (int?)read;
        return true;
    }
}
