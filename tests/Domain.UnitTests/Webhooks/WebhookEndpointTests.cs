using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Webhooks;
using CsCheck;

namespace AgentBrain.Domain.UnitTests.Webhooks;

public class WebhookEndpointTests
{
    private static readonly DateTimeOffset Start = TestBrain.Now;
    private static readonly WebhookAnswer Taken = new() { Status = 204 };
    private static readonly WebhookAnswer Trouble = new() { Status = 500 };

    [Test]
    public void Both_secrets_sign_for_a_day_after_the_renewal()
    {
        var endpoint = Endpoint();
        endpoint.SecretsAt(Start).ShouldBe(["first"]);

        endpoint.RenewSecret("second", Start);

        endpoint.SecretsAt(Start).ShouldBe(["second", "first"]);
        endpoint.SecretsAt(Start.AddHours(24).AddTicks(-1)).ShouldBe(["second", "first"]);
        endpoint.SecretsAt(Start.AddHours(24)).ShouldBe(["second"]);
    }

    [Test]
    public void A_secret_that_is_renewed_twice_leaves_the_last_two()
    {
        var endpoint = Endpoint();

        endpoint.RenewSecret("second", Start);
        endpoint.RenewSecret("third", Start.AddHours(1));

        endpoint.SecretsAt(Start.AddHours(24)).ShouldBe(["third", "second"]);
    }

    [Test]
    public void One_that_fails_for_days_is_disabled_when_a_delivery_is_given_up_and_one_success_in_between_saves_it()
    {
        var endpoint = Endpoint();
        endpoint.Note(Trouble, givenUp: false, Start).ShouldBeTrue();
        endpoint.Note(Trouble, givenUp: true, Start + WebhookEndpoint.Patience - TimeSpan.FromTicks(1)).ShouldBeFalse();
        endpoint.Note(Taken, givenUp: false, Start + WebhookEndpoint.Patience).ShouldBeTrue();
        endpoint.FailingSince.ShouldBeNull();
        endpoint.Note(Taken, givenUp: false, Start + WebhookEndpoint.Patience).ShouldBeFalse("there is nothing to store");

        var again = Start.AddDays(10);
        endpoint.Note(Trouble, givenUp: true, again);
        endpoint.IsEnabled.ShouldBeTrue();
        endpoint.Note(Trouble, givenUp: false, again + WebhookEndpoint.Patience).ShouldBeFalse("it has attempts left, however long ago the one before was");
        endpoint.Note(new WebhookAnswer { Problem = "No answer." }, givenUp: true, again + WebhookEndpoint.Patience);

        (endpoint.IsEnabled, endpoint.DisabledBecause, endpoint.DisabledAt).ShouldBe((false, WebhookDisabling.Failing, again + WebhookEndpoint.Patience));
    }

    [Test]
    public void Another_address_begins_anew()
    {
        var endpoint = Endpoint();
        endpoint.Note(Trouble, givenUp: true, Start);

        endpoint.Change(endpoint.Url, "Described", endpoint.Types);
        endpoint.FailingSince.ShouldBe(Start);
        endpoint.Change("https://example.org/other", "Described", endpoint.Types);

        endpoint.FailingSince.ShouldBeNull();
    }

    [Test]
    public void One_that_is_gone_is_disabled_at_once_and_begins_anew_when_it_is_enabled()
    {
        var endpoint = Endpoint();

        endpoint.Note(new WebhookAnswer { Status = 410 }, givenUp: true, Start);
        endpoint.DisabledBecause.ShouldBe(WebhookDisabling.Gone);
        endpoint.Enable().ShouldBeTrue();

        (endpoint.IsEnabled, endpoint.DisabledBecause, endpoint.FailingSince).ShouldBe((true, null, null));
        endpoint.Enable().ShouldBeFalse();
    }

    [Test]
    public void What_deliveries_note_is_no_change_of_settings()
    {
        var endpoint = Endpoint();
        endpoint.Note(Trouble, givenUp: false, Start);
        endpoint.Note(Taken, givenUp: false, Start);
        endpoint.Version.ShouldBe(0);

        endpoint.Change("https://example.org/other", "", [WebhookTypes.RiskRaised]);
        endpoint.Disable(WebhookDisabling.ByHand, Start);
        endpoint.Version.ShouldBe(2);
    }

    [TestCase(200, true)]
    [TestCase(204, true)]
    [TestCase(299, true)]
    [TestCase(199, false)]
    [TestCase(300, false)]
    [TestCase(302, false)]
    [TestCase(404, false)]
    [TestCase(null, false)]
    public void Only_200_to_299_count_as_received(int? status, bool success) => new WebhookAnswer { Status = status }.IsSuccess.ShouldBe(success);

    [Test]
    public void A_message_is_tried_at_least_five_times_with_longer_and_longer_pauses()
    {
        WebhookSchedule.Attempts.ShouldBeGreaterThanOrEqualTo(5);
        WebhookSchedule.Pauses.ShouldBe(WebhookSchedule.Pauses.Order());
        WebhookSchedule.Pauses.ShouldBeUnique();

        var delivery = WebhookDelivery.Of(WebhookEvent.Test(Endpoint(), Start), Endpoint(), Start);
        var now = Start;
        var made = 0;
        while (delivery.NextAttemptAt is { } next)
        {
            now = next;
            delivery.Begin(now);
            made++;
            delivery.End(delivery.OutcomeOf(Trouble, isTest: false), now);
        }

        made.ShouldBe(WebhookSchedule.Attempts);
        delivery.Status.ShouldBe(WorkStatus.Failed);
        (now - Start).ShouldBeLessThan(WebhookEndpoint.Patience, "a message is given up before its endpoint is");
    }

    [Test]
    public void What_a_receiver_asks_for_makes_pauses_longer_never_shorter_and_not_endless() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[0, 1_000_000].Select(seconds => TimeSpan.FromSeconds(seconds)).Nullable()).Sample((attempts, asked) =>
        {
            var pause = WebhookSchedule.PauseAfter(attempts, asked);
            var usual = WebhookSchedule.PauseAfter(attempts, null);
            return attempts >= WebhookSchedule.Attempts
                ? pause is null
                : pause >= usual && pause <= WebhookSchedule.LongestPause && (asked is null || asked > WebhookSchedule.LongestPause || pause >= asked);
        });

    [Test]
    public void A_test_and_a_receiver_that_is_gone_are_not_tried_again()
    {
        var delivery = WebhookDelivery.Of(WebhookEvent.Test(Endpoint(), Start), Endpoint(), Start);

        delivery.OutcomeOf(Trouble, isTest: true).ShouldBeOfType<AttemptOutcome.Refused>();
        delivery.OutcomeOf(new WebhookAnswer { Status = 410 }, isTest: false).ShouldBeOfType<AttemptOutcome.Refused>();
        delivery.OutcomeOf(Taken, isTest: true).ShouldBeOfType<AttemptOutcome.Succeeded>();
    }

    private static WebhookEndpoint Endpoint() => WebhookEndpoint.Create(1, "https://example.org/hooks", "", WebhookTypes.All, "first", "ona@example.org", Start);
}
