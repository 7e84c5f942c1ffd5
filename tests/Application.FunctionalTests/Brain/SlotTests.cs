using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Application.FunctionalTests.Brain;

/// <summary>Slots of the working copy: listed, saved, moved.</summary>
public sealed class SlotTests : FunctionalTest
{
    private static readonly string[] Order = ["colour", "size", "extras"];

    [SetUp]
    public async Task FillWorkingCopy()
    {
        AsStaff(Roles.Author);
        await EditAsync(_ => SmallBrain.Document);
        await ForgetAuditAsync();
    }

    [Test]
    public async Task A_new_slot_stands_last_and_is_stored_cleaned()
    {
        var slot = new SlotDefinition
        {
            Key = "posts",
            LabelLt = "  Stulpai\u0007 ",
            LabelEn = " ",
            Description = "What the fence\r\nstands on.",
            Measure = MeasureUnit.People,
            PriorityWeight = 1.25m,
            Options =
            [
                new()
                {
                    Key = "wood",
                    LabelLt = "Mediniai",
                    MeasureAtLeast = 8,
                    Synonyms = new() { Lt = ["  medin*  ", "", "iš   medžio", "Medin*"] },
                    WhenAsked = new() { En = ["wood", "wood"] },
                    WhenDenied = new() { Ru = ["металл*"] },
                    Excludes = ["steel", "steel"],
                },
                new() { Key = "steel", LabelLt = "Plieniniai" },
            ],
        };

        (await SendAsync(new SaveSlot(slot, null, []))).Outcome.ShouldBe(EditOutcome.Saved);

        (await KeysAsync()).ShouldBe([.. Order, "posts"]);
        var stored = (await SlotAsync("posts")).Slot;
        (stored.LabelLt, stored.LabelEn, stored.Description).ShouldBe(("Stulpai", null, "What the fence stands on."));
        (stored.Measure, stored.PriorityWeight).ShouldBe((MeasureUnit.People, 1.25m));
        stored.Options[0].Synonyms.Lt.ShouldBe(["medin*", "iš medžio"]);
        stored.Options[0].WhenAsked.En.ShouldBe(["wood"]);
        stored.Options[0].WhenDenied.Ru.ShouldBe(["металл*"]);
        stored.Options[0].Excludes.ShouldBe(["steel"]);
        stored.Options[0].MeasureAtLeast.ShouldBe(8);
        (await SendAsync(new SaveSlot(slot, null, []))).Outcome.ShouldBe(EditOutcome.Unchanged, "a form that is sent twice");
        (await SendAsync(new SaveSlot(slot with { LabelLt = "Kiti" }, null, []))).Outcome.ShouldBe(EditOutcome.Taken);
    }

    [Test]
    public async Task A_changed_slot_stays_in_its_place()
    {
        var (slot, checksum) = await SlotAsync("size");

        (await SendAsync(new SaveSlot(slot with { LabelEn = "How large", IsRequired = true }, checksum, []))).Outcome.ShouldBe(EditOutcome.Saved);

        (await KeysAsync()).ShouldBe(Order);
        (await SlotAsync("size")).Slot.LabelEn.ShouldBe("How large");
        (await ActionsAsync()).ShouldBe(["slot.changed"]);
    }

    [Test]
    public async Task The_second_of_two_authors_meets_what_the_first_has_stored()
    {
        var (slot, checksum) = await SlotAsync("size");
        await SendAsync(new SaveSlot(slot with { LabelEn = "First" }, checksum, []));

        var second = await SendAsync(new SaveSlot(slot with { LabelEn = "Second" }, checksum, []));

        second.Outcome.ShouldBe(EditOutcome.Conflict);
        second.Theirs.ShouldBeOfType<SlotDefinition>().LabelEn.ShouldBe("First");
    }

    [Test]
    public async Task An_option_that_a_rule_names_stays()
    {
        var (slot, checksum) = await SlotAsync("size");

        var result = await SendAsync(new SaveSlot(slot with { Options = [slot.Options[1]] }, checksum, []));

        result.Outcome.ShouldBe(EditOutcome.Refused);
        result.Dangling.ShouldAllBe(reference => reference.To == new BrainAddress(BrainSection.Slots, "size", "options.large"));
        result.Dangling.Select(reference => reference.From.Id).ShouldBe([SmallBrain.GaudyRisk, SmallBrain.NoWayInRisk], ignoreOrder: true);
        (await SlotAsync("size")).Slot.Options.Count.ShouldBe(2);
    }

    [Test]
    public async Task An_option_that_nothing_names_can_go()
    {
        var (slot, checksum) = await SlotAsync("extras");

        (await SendAsync(new SaveSlot(slot with { Options = [slot.Options[0]] }, checksum, []))).Outcome.ShouldBe(EditOutcome.Saved);

        (await SlotAsync("extras")).Slot.Options.ShouldHaveSingleItem().Key.ShouldBe("gate");
    }

    [Test]
    public async Task A_translation_of_an_option_lags_behind_until_it_is_declared_right()
    {
        var (slot, checksum) = await SlotAsync("extras");
        await SendAsync(new SaveSlot(slot with { Options = [slot.Options[0] with { LabelLt = "Varteliai" }, slot.Options[1]] }, checksum, []));
        (await ListAsync(only: SlotFilter.StaleTranslation)).Rows.ShouldHaveSingleItem().Stale.ShouldBe([Languages.English, Languages.Russian]);

        (slot, checksum) = await SlotAsync("extras");
        await SendAsync(new SaveSlot(slot, checksum, ["options.gate.label_en"]));

        (await ListAsync(only: SlotFilter.StaleTranslation)).Rows.ShouldHaveSingleItem().Stale.ShouldBe([Languages.Russian]);
    }

    [Test]
    public async Task Every_slot_of_the_sauna_pack_passes_and_stays_as_it_is()
    {
        await EditAsync(_ => Services.GetRequiredService<IShippedBrain>().Read());
        var list = await ListAsync();
        list.All.ShouldBeGreaterThan(10);
        foreach (var row in list.Rows)
        {
            var (slot, checksum) = await SlotAsync(row.Slot.Key);
            (await SendAsync(new SaveSlot(slot, checksum, []))).Outcome.ShouldBe(EditOutcome.Unchanged, slot.Key);
        }
    }

    private static IEnumerable<TestCaseData> Faults()
    {
        yield return Fault("no key", slot => slot with { Key = "" }, "Slot.Key");
        yield return Fault("a key with a space", slot => slot with { Key = "a b" }, "Slot.Key");
        yield return Fault("a long key", slot => slot with { Key = new string('k', BrainLimits.SlotKeyLength + 1) }, "Slot.Key");
        yield return Fault("no Lithuanian label", slot => slot with { LabelLt = " " }, "Slot.LabelLt");
        yield return Fault("a long label", slot => slot with { LabelRu = new string('х', BrainLimits.LabelLength + 1) }, "Slot.LabelRu");
        yield return Fault("a long description", slot => slot with { Description = new string('d', SaveSlot.DescriptionLength + 1) }, "Slot.Description");
        yield return Fault("a weight of 10", slot => slot with { PriorityWeight = 10 }, "Slot.PriorityWeight");
        yield return Fault("a negative weight", slot => slot with { PriorityWeight = -0.01m }, "Slot.PriorityWeight");
        yield return Fault("a weight with three decimals", slot => slot with { PriorityWeight = 1.005m }, "Slot.PriorityWeight");
        yield return Fault("a measure that does not exist", slot => slot with { Measure = (MeasureUnit)99 }, "Slot.Measure");
        yield return Fault("two options of one key", slot => slot with { Options = [slot.Options[0], slot.Options[0]] }, "Slot.Options[1].Key");
        yield return Fault("too many options", slot => slot with { Options = [.. Enumerable.Range(0, SaveSlot.MostOptions + 1).Select(number => Option($"o{number}"))] }, "Slot.Options");
        yield return Fault("too many terms", slot => slot with { Options = [.. Enumerable.Range(0, 6).Select(number => WithTerms($"o{number}", [.. Enumerable.Range(0, 1000).Select(term => $"t{term}")], both: true))] }, "Slot.Options");
        yield return Faulty("no key", option => option with { Key = "" }, "Key");
        yield return Faulty("no label", option => option with { LabelLt = null }, "LabelLt");
        yield return Faulty("excluding itself", option => option with { Excludes = [option.Key] }, "Excludes");
        yield return Faulty("a measure of a slot without one", option => option with { MeasureAtLeast = 3 }, "MeasureAtLeast");
        yield return Faulty("a term without a word", option => option with { Synonyms = new() { Lt = ["gerai", "*"] } }, "Synonyms.Lt");
        yield return Faulty("a star within a word", option => option with { WhenAsked = new() { En = ["ga*te"] } }, "WhenAsked.En");
        yield return Faulty("a star before a word", option => option with { WhenDenied = new() { Ru = ["не *калитка"] } }, "WhenDenied.Ru");
        yield return Faulty("a long term", option => option with { Synonyms = new() { En = [new string('t', SaveSlot.TermLength + 1)] } }, "Synonyms.En");
        yield return Faulty("too many terms of a kind", option => option with { Synonyms = new() { En = [.. Enumerable.Range(0, SaveSlot.MostTerms + 1).Select(term => $"t{term}")] } }, "Synonyms.En");

        static TestCaseData Fault(string what, Func<SlotDefinition, SlotDefinition> change, string field) => new TestCaseData(change, field).SetArgDisplayNames(what);

        static TestCaseData Faulty(string what, Func<SlotOption, SlotOption> change, string field) =>
            Fault($"an option with {what}", slot => slot with { Options = [slot.Options[0], change(slot.Options[1])] }, $"Slot.Options[1].{field}");

        static SlotOption Option(string key) => new() { Key = key, LabelLt = key };

        static SlotOption WithTerms(string key, IReadOnlyList<string> terms, bool both) =>
            Option(key) with { Synonyms = new() { Lt = terms, En = both ? terms : [] } };
    }

    [TestCaseSource(nameof(Faults))]
    public async Task A_slot_that_nobody_could_work_with_is_not_saved(Func<SlotDefinition, SlotDefinition> change, string field)
    {
        var (slot, checksum) = await SlotAsync("extras");

        var refusal = await Should.ThrowAsync<ValidationException>(() => SendAsync(new SaveSlot(change(slot), checksum, [])));

        refusal.Errors.Select(error => error.PropertyName).ShouldBe([field]);
        refusal.Errors.ShouldAllBe(error => error.ErrorMessage.Length > 10);
        (await SlotAsync("extras")).Checksum.ShouldBe(checksum);
    }

    [Test]
    public async Task A_slot_moves_past_its_neighbour_once_however_often_that_is_asked()
    {
        (await SendAsync(new MoveSlot("extras", Up: true, Past: "size"))).Outcome.ShouldBe(EditOutcome.Saved);
        (await KeysAsync()).ShouldBe(["colour", "extras", "size"]);
        (await ActionsAsync()).ShouldBe(["slot.reordered"]);

        (await SendAsync(new MoveSlot("extras", Up: true, Past: "size"))).Outcome.ShouldBe(EditOutcome.Unchanged);
        (await KeysAsync()).ShouldBe(["colour", "extras", "size"]);

        (await SendAsync(new MoveSlot("colour", Up: false, Past: "extras"))).Outcome.ShouldBe(EditOutcome.Saved);
        (await KeysAsync()).ShouldBe(["extras", "colour", "size"]);
        (await SendAsync(new MoveSlot("colour", Up: false, Past: "extras"))).Outcome.ShouldBe(EditOutcome.Unchanged);
    }

    [Test]
    public async Task Only_slots_that_are_there_can_be_moved()
    {
        (await SendAsync(new MoveSlot("nowhere", Up: true, Past: "size"))).Outcome.ShouldBe(EditOutcome.Missing);
        (await SendAsync(new MoveSlot("size", Up: true, Past: "nowhere"))).Outcome.ShouldBe(EditOutcome.Missing);
        (await SendAsync(new MoveSlot("size", Up: true, Past: "size"))).Outcome.ShouldBe(EditOutcome.Unchanged);
    }

    [Test]
    public async Task The_list_tells_of_each_slot_what_uses_it_and_between_which_it_stands()
    {
        var list = await ListAsync();

        list.All.ShouldBe(3);
        list.Rows.Select(row => (row.Above, row.Slot.Key, row.Below)).ShouldBe([(null, "colour", "size"), ("colour", "size", "extras"), ("size", "extras", null)]);
        list.Rows[1].Terms.ShouldBe(6);
        list.Rows[1].UsedBy.Select(reference => reference.From.Id).Distinct().ShouldBe([SmallBrain.SizeQuestion, SmallBrain.GaudyRisk, SmallBrain.NoWayInRisk], ignoreOrder: true);
    }

    [TestCase("colour", "colour")]
    [TestCase("SPALVA", "colour")]
    [TestCase("дополнения", "extras")]
    [TestCase("bell", "extras")]
    [TestCase("small fence", "size")]
    [TestCase("a", "colour", "size", "extras")]
    [TestCase("small bell")]
    public async Task Slots_are_found_by_all_their_words(string search, params string[] found) =>
        (await ListAsync(search)).Rows.Select(row => row.Slot.Key).ShouldBe(found);

    [Test]
    public async Task Slots_are_found_by_what_is_the_matter_with_them()
    {
        await EditAsync(document => document
            .With(document.Slots[1] with { LabelRu = null })
            .With(document.Questions.Single(question => question.Id == SmallBrain.ExtrasQuestion) with { Enabled = false }));

        (await ListAsync(only: SlotFilter.Required)).Rows.ShouldHaveSingleItem().Slot.Key.ShouldBe("colour");
        (await ListAsync(only: SlotFilter.NotAsked)).Rows.ShouldHaveSingleItem().Slot.Key.ShouldBe("extras");
        var untranslated = (await ListAsync(only: SlotFilter.MissingTranslation)).Rows.ShouldHaveSingleItem();
        (untranslated.Slot.Key, untranslated.Missing.ShouldHaveSingleItem()).ShouldBe(("size", Languages.Russian));
        (await ListAsync(only: SlotFilter.StaleTranslation)).Rows.ShouldBeEmpty();
    }

    [TestCase(Roles.Reviewer)]
    [TestCase(Roles.Analyst)]
    public async Task Who_may_not_edit_the_brain_can_only_look(string role)
    {
        var (slot, checksum) = await SlotAsync("size");
        AsStaff(role);

        (await ListAsync()).Rows.Count.ShouldBe(3);
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new SaveSlot(slot with { LabelEn = "?" }, checksum, [])));
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new MoveSlot("size", Up: true, Past: "colour")));
    }

    private Task<SlotList> ListAsync(string? search = null, SlotFilter only = SlotFilter.All) => SendAsync(new ListSlots(search, only));

    private async Task<IEnumerable<string>> KeysAsync() => (await ListAsync()).Rows.Select(row => row.Slot.Key);

    private static Task<List<string>> ActionsAsync() => QueryAsync(db => db.AuditEntries.Select(entry => entry.Action).ToListAsync());

    private async Task<(SlotDefinition Slot, string Checksum)> SlotAsync(string key)
    {
        var view = await SendAsync(new GetBrainItem(new BrainAddress(BrainSection.Slots, key)));
        return (view.Item.ShouldBeOfType<SlotDefinition>(), view.Checksum!);
    }

    private async Task EditAsync(Func<BrainDocument, BrainDocument> edit)
    {
        await using var scope = Services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<WorkingCopyEditor>().EditAsync(document => BrainEdit.To(edit(document)), CancellationToken.None))
            .Outcome.ShouldBe(EditOutcome.Saved);
    }
}
