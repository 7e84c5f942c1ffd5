using System.Net;
using AgentBrain.Domain.Accounts;
using AgentBrain.Web.Tests.Support;

namespace AgentBrain.Web.Tests.Admin;

/// <summary>Slots with their options and terms, as authors edit them.</summary>
public sealed class SlotPagesTests
{
    private const string List = "/admin/brain/slots";
    private const string Form = "#item-form";

    [Test]
    public async Task A_slot_is_added_with_its_options_and_read_back()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var key = NewKey();
        await author.OpenAsync($"{List}/new");
        await author.SubmitAsync(author.Page.Form(Form).With("Fields.Key", key).With("Fields.LabelLt", "Stogas").With("Fields.Measure", "People").With("Do", "add"));
        author.Page.Status.ShouldBe(HttpStatusCode.OK);
        author.Page.Form(Form)["Fields.LabelLt"].ShouldBe("Stogas", "what was typed stays");
        await author.SubmitAsync(author.Page.Form(Form).With("Do", "add"));

        await author.SubmitAsync(author.Page.Form(Form)
            .With("Fields.Options[0].Key", "tin").With("Fields.Options[0].LabelLt", "Skardinis").With("Fields.Options[0].Synonyms.En", "tin*\n\n  sheet   metal\nTin*")
            .With("Fields.Options[0].MeasureAtLeast", "2,5").With("Fields.Options[0].Excludes", "2")
            .With("Fields.Options[1].Key", "reed").With("Fields.Options[1].LabelLt", "Nendrinis")
            .With("Do", "save"));

        author.Page.Address.AbsolutePath.ShouldBe($"{List}/{key}");
        author.Page.Title.ShouldBe("Stogas");
        var form = author.Page.Form(Form);
        form["Fields.Options[0].Key"].ShouldBe("tin");
        form["Fields.Options[0].Synonyms.En"].ShouldBe("tin*\nsheet metal");
        form["Fields.Options[0].MeasureAtLeast"].ShouldBe("2.5");
        form["Fields.Options[0].Excludes"].ShouldBe("2");
        form["Fields.Measure"].ShouldBe("People");
        author.Page.Has("#options-tin-label_en").ShouldBeTrue("findings lead to fields by the paths of their members");
    }

    [Test]
    public async Task Options_are_moved_and_removed_in_the_form_before_they_are_saved()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var key = await AddAsync(author, "one", "two", "three");
        await author.SubmitAsync(author.Page.Form(Form).With("Fields.Options[2].Excludes", "1").With("Do", "save"));

        await author.SubmitAsync(author.Page.Form(Form).With("Do", "up:3"));
        Keys(author).ShouldBe(["one", "three", "two"]);
        await author.SubmitAsync(author.Page.Form(Form).With("Do", "down:1"));
        Keys(author).ShouldBe(["three", "one", "two"]);
        await author.SubmitAsync(author.Page.Form(Form).With("Do", "remove:2"));
        Keys(author).ShouldBe(["three", "one"]);
        author.Page.Has("form[data-unsaved]").ShouldBeTrue();
        await author.OpenAsync($"{List}/{key}");
        Keys(author).ShouldBe(["one", "two", "three"], "nothing is saved yet");

        await author.SubmitAsync(author.Page.Form(Form).With("Do", "up:3"));
        await author.SubmitAsync(author.Page.Form(Form).With("Do", "save"));
        Keys(author).ShouldBe(["one", "three", "two"]);
        author.Page.Form(Form)["Fields.Options[1].Excludes"].ShouldBe("1", "what an option rules out follows it");
    }

    [Test]
    public async Task What_is_wrong_stands_beside_its_field_with_what_was_typed()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await AddAsync(author, "one");

        await author.SubmitAsync(author.Page.Form(Form)
            .With("Fields.LabelLt", "").With("Fields.PriorityWeight", "12").With("Fields.Options[0].Synonyms.Lt", "ge*ras").With("Do", "save"));

        author.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        author.Page.ErrorSummary.Select(error => error.Target).ShouldBe(["#label_lt", "#priority_weight", "#options-one-synonyms-lt"], ignoreOrder: true);
        author.Page.Text("#options-one-synonyms-lt-error").ShouldContain("ge*ras");
        author.Page.Has("#options-one[open]").ShouldBeTrue("a card with an error is open");
        author.Page.Form(Form)["Fields.PriorityWeight"].ShouldBe("12");

        await author.SubmitAsync(author.Page.Form(Form).With("Fields.LabelLt", "Gerai").With("Fields.PriorityWeight", "much").With("Do", "save"));
        author.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        author.Page.ErrorSummary.ShouldHaveSingleItem().Target.ShouldBe("#priority_weight");
    }

    [Test]
    public async Task A_key_that_another_option_has_can_be_mended()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await AddAsync(author, "one");
        await author.SubmitAsync(author.Page.Form(Form).With("Do", "add"));

        await author.SubmitAsync(author.Page.Form(Form).With("Fields.Options[1].Key", "one").With("Fields.Options[1].LabelLt", "Kitas").With("Do", "save"));
        author.Page.ErrorSummary.ShouldHaveSingleItem().Target.ShouldBe("#options-new-2-key");
        author.Page.Has("#options-one-key[readonly]").ShouldBeTrue();
        author.Page.Has("#options-new-2-key:not([readonly])").ShouldBeTrue();

        await author.SubmitAsync(author.Page.Form(Form).With("Fields.Options[1].Key", "two").With("Do", "save"));
        Keys(author).ShouldBe(["one", "two"]);
    }

    [Test]
    public async Task A_form_without_its_hidden_fields_overwrites_nothing()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var key = await AddAsync(author, "one", "two");
        var form = author.Page.Form(Form).With("Fields.Options[1].Excludes", "1", "", "9").With("Fields.LabelEn", "Blind");

        await author.SubmitAsync(form.Without("BasedOn").Without("Fields.Options[0].Row").Without("Fields.Options[1].Row").Without("Do"));
        author.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        await author.SubmitAsync(form.Without("Fields.Options[0].Row").Without("Fields.Options[1].Row").Without("Do"));
        author.Page.Form(Form)["Fields.LabelEn"].ShouldBe("Blind");
        author.Page.Form(Form).Fields.Where(field => field.Key == "Fields.Options[1].Excludes").Select(field => field.Value).ShouldBe(["1"]);

        (await author.PostAsync($"{List}/{key}", new FormUrlEncodedContent([new(HtmlForm.TokenField, form[HtmlForm.TokenField]!)]))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await author.PostAsync($"{List}?handler=Move", new FormUrlEncodedContent([new(HtmlForm.TokenField, form[HtmlForm.TokenField]!)]))).IsRedirect.ShouldBeTrue();
        (await author.PostAsync($"{List}/{key}", form.Without(HtmlForm.TokenField).Content())).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task Hostile_words_stay_words()
    {
        const string Words = "</textarea><script>alert('1')</script>\"'&amp; 'onmouseover=x";
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var key = await AddAsync(author, "one");

        await author.SubmitAsync(author.Page.Form(Form)
            .With("Fields.LabelLt", Words).With("Fields.Description", Words).With("Fields.Options[0].LabelLt", Words).With("Fields.Options[0].WhenDenied.Ru", Words).With("Do", "save"));

        author.Page.Form(Form)["Fields.Options[0].WhenDenied.Ru"].ShouldBe(Words);
        foreach (var page in new[] { $"{List}/{key}", List, $"{List}/new?from={key}", $"{List}/{key}/delete", "/admin/brain/questions/new" })
            (await author.OpenAsync(page)).Body.ShouldNotContain("<script>alert", Case.Insensitive, page);
    }

    [Test]
    public async Task An_option_that_a_question_rests_on_through_a_rule_is_refused_by_name()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await author.OpenAsync($"{List}/stove_type");
        var electric = Enumerable.Range(1, 9).First(row => author.Page.Form(Form)[$"Fields.Options[{row - 1}].Key"] == "electric_heater");

        await author.SubmitAsync(author.Page.Form(Form).With("Do", $"remove:{electric}"));
        await author.SubmitAsync(author.Page.Form(Form).With("Do", "save"));

        author.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        author.Page.Text(".refusal").ShouldContain("Electric heater");
        author.Page.Has(".refusal a[href='/admin/brain/risk-rules/RISK_ELECTRIC_LARGE_SPACE']").ShouldBeFalse("the link leads to the field");
        author.Page.Has(".refusal a[href='/admin/brain/risk-rules/RISK_ELECTRIC_LARGE_SPACE#rule_json']").ShouldBeTrue();
        await author.OpenAsync($"{List}/stove_type");
        Keys(author).ShouldContain("electric_heater");
    }

    [Test]
    public async Task The_largest_slot_of_the_pack_is_saved_as_it_is()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await author.OpenAsync($"{List}/users");
        var form = author.Page.Form(Form);
        (await form.Content().ReadAsStringAsync()).Length.ShouldBeGreaterThan(64 * 1024, "what other forms may not exceed");

        await author.SubmitAsync(form.With("Do", "save"));

        author.Page.Status.ShouldBe(HttpStatusCode.OK);
        author.Page.Address.AbsolutePath.ShouldBe($"{List}/users");
        author.Page.Body.ShouldContain("Nothing was changed.");
    }

    [Test]
    public async Task A_slot_moves_up_and_down_in_the_list()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var first = await AddAsync(author, "one");
        var second = await AddAsync(author, "one");
        await author.OpenAsync(List);

        await author.SubmitAsync(author.Page.Form($"#slot-{second} form:has([name=up][value=true])"));
        author.Page.Document.QuerySelectorAll("tr[id]").Select(row => row.Id).TakeLast(2).ShouldBe([$"slot-{second}", $"slot-{first}"]);
        author.Page.Has($"#slot-{first} form:has([name=up][value=false]) button[disabled]").ShouldBeTrue("the last one goes no further");
    }

    [Test]
    public async Task The_list_is_searched()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        (await author.OpenAsync($"{List}?q=electric_heater")).Document.QuerySelectorAll("tr[id]").ShouldHaveSingleItem().Id.ShouldBe("slot-stove_type");
        (await author.OpenAsync($"{List}?q=nothing-like-it")).Text(".empty").ShouldContain("No slot fits");
        (await author.OpenAsync($"{List}?q=users&only=nonsense")).Has("#slot-users").ShouldBeTrue("a filter that nobody offers is none");
    }

    private static async Task<string> AddAsync(Respondent author, params string[] options)
    {
        var key = NewKey();
        await author.OpenAsync($"{List}/new");
        foreach (var _ in options)
            await author.SubmitAsync(author.Page.Form(Form).With("Do", "add"));
        var form = author.Page.Form(Form).With("Fields.Key", key).With("Fields.LabelLt", $"Bandymas {key}");
        for (var index = 0; index < options.Length; index++)
            form = form.With($"Fields.Options[{index}].Key", options[index]).With($"Fields.Options[{index}].LabelLt", options[index]);
        await author.SubmitAsync(form.With("Do", "save"));
        author.Page.Address.AbsolutePath.ShouldBe($"{List}/{key}");
        return key;
    }

    private static List<string?> Keys(Respondent author) =>
        [.. author.Page.Document.QuerySelectorAll("input[name$='].Key']").Select(field => field.GetAttribute("value"))];

    private static string NewKey() => $"s_{Guid.NewGuid():N}";
}
