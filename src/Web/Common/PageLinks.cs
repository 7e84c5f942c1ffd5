namespace AgentBrain.Web.Common;

/// <summary>Links to the pages of a list.</summary>
/// <param name="Page">The Razor page that shows the list.</param>
/// <param name="Number">The page that is shown, counted from 1.</param>
/// <param name="Pages">Number of pages.</param>
/// <param name="Address">What the address says besides.</param>
public sealed record PageLinks(string Page, int Number, int Pages, IReadOnlyDictionary<string, string> Address)
{
    /// <summary>Name of the part of the address that says the page.</summary>
    public const string Parameter = "p";

    private const int Around = 2;

    /// <summary>The numbers to link to: the first, the last and those around the present one; 0 stands for those that are left out.</summary>
    public IEnumerable<int> Numbers
    {
        get
        {
            var before = 0;
            for (var number = 1; number <= Pages; number++)
            {
                if (number != 1 && number != Pages && Math.Abs(number - Number) > Around)
                    continue;
                if (number > before + 1)
                    yield return 0;
                yield return before = number;
            }
        }
    }

    /// <summary>The address of a page.</summary>
    public Dictionary<string, string> To(int number)
    {
        var address = new Dictionary<string, string>(Address);
        if (number > 1)
            address[Parameter] = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return address;
    }
}
