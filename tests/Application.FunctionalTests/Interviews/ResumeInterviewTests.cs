using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Interviews;

/// <summary>Resume links, the browsers in which interviews are taken up by them, and the interviews that a browser may open.</summary>
public sealed class ResumeInterviewTests : FunctionalTest
{
    [SetUp]
    public async Task Publish() => await PublishBrainAsync();

    [Test]
    public async Task An_interview_goes_on_in_another_browser_and_in_the_first_one()
    {
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");
        var first = Respondent!;
        var link = await SendAsync(new CreateResumeLink(sessionId));
        var second = SecretToken.Create();

        (await SendAsync(new ResumeInterview(SecretToken.Parse(link.Token.Reveal()), second))).SessionId.ShouldBe(sessionId);

        AsRespondent(second);
        (await AnswerAsync(sessionId, "large")).Outcome.ShouldBe(SubmitAnswerOutcome.Stored);
        AsRespondent(first);
        (await AnswerAsync(sessionId, "a gate")).Outcome.ShouldBe(SubmitAnswerOutcome.Stored);
        AsRespondent(SecretToken.Create());
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new GetInterview(sessionId)));
    }

    [Test]
    public async Task A_link_opens_its_own_interview_alone()
    {
        var other = await StartAsync();
        var sessionId = await StartAsync();
        var link = await SendAsync(new CreateResumeLink(sessionId));
        var second = SecretToken.Create();
        await SendAsync(new ResumeInterview(link.Token, second));

        AsRespondent(second);
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new GetInterview(other)));
        AsRespondent(link.Token);
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new GetInterview(sessionId)), "the link's token is no respondent's token");
    }

    [Test]
    public async Task Only_hashes_of_tokens_are_stored()
    {
        var sessionId = await StartAsync();
        var link = await SendAsync(new CreateResumeLink(sessionId));
        var second = SecretToken.Create();
        await SendAsync(new ResumeInterview(link.Token, second));

        var stored = await SnapshotAsync(sessionId);

        foreach (var token in new[] { link.Token, second, Respondent! })
        {
            stored.ShouldContain(Convert.ToHexStringLower(token.Hash));
            stored.ShouldNotContain(token.Reveal(), Case.Insensitive);
            stored.ShouldNotContain(Convert.ToBase64String(Convert.FromHexString(token.Reveal())));
        }
    }

    [Test]
    public async Task A_link_expires_thirty_days_after_it_was_made()
    {
        var sessionId = await StartAsync();
        var link = await SendAsync(new CreateResumeLink(sessionId));
        link.ExpiresAt.ShouldBe(Clock.GetUtcNow() + ResumeLink.Lifetime);
        ResumeLink.Lifetime.ShouldBe(TimeSpan.FromDays(30));
        Clock.Advance(ResumeLink.Lifetime);
        var before = await SnapshotAsync(sessionId);

        (await SendAsync(new ResumeInterview(link.Token, SecretToken.Create()))).SessionId.ShouldBeNull();

        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [Test]
    public async Task Each_use_renews_a_link()
    {
        var sessionId = await StartAsync();
        var link = await SendAsync(new CreateResumeLink(sessionId));
        for (var use = 0; use < 3; use++)
        {
            Clock.Advance(ResumeLink.Lifetime - TimeSpan.FromSeconds(1));
            (await SendAsync(new ResumeInterview(link.Token, SecretToken.Create()))).SessionId.ShouldBe(sessionId);
        }

        var stored = (await LinksAsync()).ShouldHaveSingleItem();
        (stored.UsedAt, stored.ExpiresAt).ShouldBe((Clock.GetUtcNow(), Clock.GetUtcNow() + ResumeLink.Lifetime));
        Clock.Advance(ResumeLink.Lifetime);
        (await SendAsync(new ResumeInterview(link.Token, SecretToken.Create()))).SessionId.ShouldBeNull();
    }

    [Test]
    public async Task What_is_no_link_opens_nothing()
    {
        await StartAsync();

        (await SendAsync(new ResumeInterview(null, SecretToken.Create()))).SessionId.ShouldBeNull();
        (await SendAsync(new ResumeInterview(SecretToken.Create(), SecretToken.Create()))).SessionId.ShouldBeNull();
        (await SendAsync(new ResumeInterview(Respondent, SecretToken.Create()))).SessionId.ShouldBeNull("a respondent's token is no link");
        (await CountAsync<SessionAccess>()).ShouldBe(0);
    }

    [Test]
    public async Task Using_a_link_again_in_the_same_browser_or_in_the_first_one_grants_nothing_new()
    {
        var sessionId = await StartAsync();
        var link = await SendAsync(new CreateResumeLink(sessionId));
        var second = SecretToken.Create();

        foreach (var respondent in new[] { Respondent!, second, second })
            (await SendAsync(new ResumeInterview(link.Token, respondent))).SessionId.ShouldBe(sessionId);

        (await CountAsync<SessionAccess>()).ShouldBe(1);
    }

    [Test]
    public async Task A_session_has_ten_links_at_most_and_those_that_would_expire_first_give_way()
    {
        var sessionId = await StartAsync();
        var links = new List<CreatedResumeLink>();
        for (var place = 0; place < ResumeLink.MostPerSession; place++)
        {
            links.Add(await SendAsync(new CreateResumeLink(sessionId)));
            Clock.Advance(TimeSpan.FromMinutes(1));
        }
        await SendAsync(new ResumeInterview(links[0].Token, SecretToken.Create()));
        Clock.Advance(TimeSpan.FromMinutes(1));

        links.Add(await SendAsync(new CreateResumeLink(sessionId)));

        (await LinksAsync()).Count.ShouldBe(ResumeLink.MostPerSession);
        (await SendAsync(new ResumeInterview(links[0].Token, SecretToken.Create()))).SessionId.ShouldBe(sessionId, "its use has renewed it");
        (await SendAsync(new ResumeInterview(links[1].Token, SecretToken.Create()))).SessionId.ShouldBeNull();
        (await SendAsync(new ResumeInterview(links[^1].Token, SecretToken.Create()))).SessionId.ShouldBe(sessionId);
    }

    [Test]
    public async Task Links_of_other_sessions_do_not_count()
    {
        var other = await StartAsync();
        var link = await SendAsync(new CreateResumeLink(other));
        var sessionId = await StartAsync();
        for (var place = 0; place <= ResumeLink.MostPerSession; place++)
            await SendAsync(new CreateResumeLink(sessionId));

        (await SendAsync(new ResumeInterview(link.Token, SecretToken.Create()))).SessionId.ShouldBe(other);
    }

    [Test]
    public async Task Twenty_links_made_at_once_all_come_about_or_give_way_without_an_error()
    {
        var sessionId = await StartAsync();
        for (var place = 0; place < ResumeLink.MostPerSession; place++)
            await SendAsync(new CreateResumeLink(sessionId));

        var links = await SendAtOnceAsync(20, new CreateResumeLink(sessionId));

        links.Select(link => link.Token.Reveal()).Distinct().Count().ShouldBe(20);
        await SendAsync(new CreateResumeLink(sessionId));
        (await LinksAsync()).Count.ShouldBe(ResumeLink.MostPerSession);
    }

    [Test]
    [Repeat(5)]
    public async Task Two_browsers_may_take_it_up_at_once_and_one_browser_twice()
    {
        var sessionId = await StartAsync();
        var link = await SendAsync(new CreateResumeLink(sessionId));
        SecretToken[] browsers = [SecretToken.Create(), SecretToken.Create()];
        var before = await CountAsync<SessionAccess>();

        var results = await SendAtOnceAsync(Enumerable.Range(0, 10).Select(place => new ResumeInterview(link.Token, browsers[place % 2])));

        results.ShouldAllBe(result => result.SessionId == sessionId);
        (await CountAsync<SessionAccess>()).ShouldBe(before + 2);
    }

    [Test]
    public async Task Use_and_making_whose_confirmations_got_lost_are_carried_out()
    {
        var sessionId = await StartAsync();
        LostConfirmation.Arm();
        var link = await SendAsync(new CreateResumeLink(sessionId));
        LostConfirmation.Happened.ShouldBeTrue();
        LostConfirmation.Arm();

        (await SendAsync(new ResumeInterview(link.Token, SecretToken.Create()))).SessionId.ShouldBe(sessionId);

        LostConfirmation.Happened.ShouldBeTrue();
        (await CountAsync<SessionAccess>()).ShouldBe(1);
    }

    [Test]
    public async Task A_finished_interview_can_be_read_elsewhere()
    {
        var sessionId = await FinishAsync();
        var link = await SendAsync(new CreateResumeLink(sessionId));
        var second = SecretToken.Create();

        await SendAsync(new ResumeInterview(link.Token, second));

        AsRespondent(second);
        (await SendAsync(new GetReport(sessionId))).Full.ShouldStartWith("Full ");
    }

    [Test]
    public async Task A_browser_finds_its_newest_interviews_also_those_it_took_up()
    {
        var nothing = await SendAsync(new FindOwnInterviews(SecretToken.Create()));
        (nothing.Unfinished, nothing.Finished).ShouldBe((null, null));
        var finished = await FinishAsync();
        var finishedLink = await SendAsync(new CreateResumeLink(finished));
        Clock.Advance(TimeSpan.FromMinutes(1));
        var unfinished = await StartAsync();
        await AnswerAsync(unfinished, "red");
        var link = await SendAsync(new CreateResumeLink(unfinished));
        (await SendAsync(new FindOwnInterviews(Respondent!))).ShouldBe(new OwnInterviews(new UnfinishedInterview(unfinished, 1), null));

        var browser = SecretToken.Create();
        await SendAsync(new ResumeInterview(finishedLink.Token, browser));
        await SendAsync(new ResumeInterview(link.Token, browser));

        var own = await SendAsync(new FindOwnInterviews(browser));
        own.Unfinished.ShouldBe(new UnfinishedInterview(unfinished, 1));
        own.Finished!.SessionId.ShouldBe(finished);
        own.Finished.Reference.ShouldBe(SessionReference.Of(finished));
        own.Finished.MadeAt.ShouldBe((await SessionAsync(finished)).CompletedAt!.Value);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var newer = (await SendAsync(new StartInterview("lt", Guid.NewGuid(), browser))).SessionId!.Value;
        (await SendAsync(new FindOwnInterviews(browser))).Unfinished.ShouldBe(new UnfinishedInterview(newer, 0));
    }

    private static Task<List<ResumeLink>> LinksAsync() => QueryAsync(db => db.ResumeLinks.AsNoTracking().ToListAsync());
}
