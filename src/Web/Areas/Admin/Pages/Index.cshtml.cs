using AgentBrain.Application.Accounts;
using AgentBrain.Application.Results;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages;

/// <summary>The start page of the workspace: how interviews go.</summary>
[Permit(Permission.ReadStatistics)]
public sealed class DashboardModel(IMediator mediator) : ReadingPageModel(mediator)
{
    /// <summary>Periods that can be chosen with one click, in days.</summary>
    public static IReadOnlyList<int> QuickPeriods { get; } = [7, UsualDays, 90];

    /// <summary>What <see cref="Days"/> says for all days.</summary>
    public const int AllDays = 0;

    private const int UsualDays = 30;

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Language { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Revision { get; set; }

    /// <summary>A number of days up to today, in the place of both days; a month where the address says nothing.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Days { get; set; }

    /// <summary>The figures; null where the address asks for something that cannot be.</summary>
    public DashboardView? Dashboard { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (From is null && To is null)
            Days ??= UsualDays;
        Dashboard = await AskAsync(
            new GetDashboard { From = From, To = To, Days = Days == AllDays ? null : Days, Language = Language, Revision = Revision },
            cancellationToken);
    }

    /// <summary>The address of the same figures for another period.</summary>
    public Dictionary<string, string> Period(int? days) => Address(("days", days), ("language", Language), ("revision", Revision));
}
