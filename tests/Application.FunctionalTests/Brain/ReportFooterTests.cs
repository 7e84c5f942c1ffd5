using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Brain;

/// <summary>The footer as programs set it: one text for all languages.</summary>
public sealed class ReportFooterTests : BrainEditTest
{
    [Test]
    public async Task One_text_is_the_footer_in_all_languages_and_the_log_says_who_set_it()
    {
        (await SendAsync(new GetReportFooter())).In(Languages.English).ShouldBe("The footer of the pack.");
        var report = (await DocumentAsync()).Report;

        (await SendAsync(new SetReportFooter("Agent\u0007 Brain\r\nVilnius"))).Lt.ShouldBe("Agent Brain\nVilnius");

        var footer = await SendAsync(new GetReportFooter());
        Languages.All.Select(footer.In).ShouldAllBe(text => text == "Agent Brain\nVilnius");
        (await DocumentAsync()).Report.ShouldBe(report with { Footer = footer }, "templates are left alone");
        (await ActionsAsync()).ShouldBe(["report.changed"]);
        (await QueryAsync(db => db.AuditEntries.SingleAsync())).Actor.ShouldBe("author@example.org");

        await SendAsync(new SetReportFooter("Agent Brain\nVilnius"));
        (await ActionsAsync()).Count.ShouldBe(1, "nothing changed");
        (await SendAsync(new SetReportFooter(""))).In(Languages.Russian).ShouldBeEmpty();
        (await SendAsync(new GetReportFooter())).In(Languages.Russian).ShouldBeEmpty();
    }

    [Test]
    public async Task A_footer_that_is_missing_or_too_long_is_refused()
    {
        await SendAsync(new SetReportFooter(new string('x', 2000)));
        await Should.ThrowAsync<ValidationException>(() => SendAsync(new SetReportFooter(new string('x', 2001))));
        await Should.ThrowAsync<ValidationException>(() => SendAsync(new SetReportFooter(null)));
    }

    [Test]
    public async Task Whoever_may_only_read_the_brain_sets_none()
    {
        AsStaff(Roles.Analyst);

        await SendAsync(new GetReportFooter());
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new SetReportFooter("x")));
    }
}
