using System.Net;
using AgentBrain.Domain.Accounts;
using AgentBrain.Web.Tests.Support;

namespace AgentBrain.Web.Tests.Admin;

/// <summary>Risk rules as authors edit them, and the condition builder without scripts.</summary>
public sealed class RiskRulePagesTests
{
    private const string List = "/admin/brain/risk-rules";
    private const string Form = "#item-form";

    [Test]
    public async Task A_condition_is_built_with_buttons_alone_and_stored_at_last()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var id = NewId();
        await author.OpenAsync($"{List}/new");

        // Choosing a slot brings its answers; nothing is lost on the way.
        await PressAsync(author, "refresh:condition-0-operator", Begun(author, id).With("Condition.0.slot", "purpose"));
        author.Page.Status.ShouldBe(HttpStatusCode.OK);
        author.Page.Form(Form)["Rule.Code"].ShouldBe(id);
        author.Page.Document.QuerySelectorAll("[name='Condition.0.value']").Select(box => box.GetAttribute("value")).ShouldContain("rental");

        await PressAsync(author, "add:0", author.Page.Form(Form).With("Condition.0.value", "rental"));
        author.Page.Text("#condition-said").ShouldBe("A condition was added.");
        author.Page.Document.QuerySelector("[autofocus]")!.Id.ShouldBe("condition-0-1-slot");
        await PressAsync(author, "group:0", author.Page.Form(Form).With("Condition.0.1.slot", "size"));
        await PressAsync(author, "refresh:condition-0-2-0-operator", author.Page.Form(Form).With("Condition.0.2.0.slot", "stove_type"));
        await PressAsync(author, "remove:0.1", author.Page.Form(Form).With("Condition.0.2.0.value", "electric_heater"));
        author.Page.Text("#condition-words").ShouldBe("In words: The risk is raised when Purpose has Renting it out, and Stove has Electric heater.");
        (await author.OpenAsync($"{List}/{id}")).Status.ShouldBe(HttpStatusCode.NotFound, "nothing is stored yet");

        await author.OpenAsync($"{List}/new");
        await PressAsync(author, "refresh:condition-0-operator", Begun(author, id).With("Condition.0.slot", "purpose"));
        await author.SubmitAsync(author.Page.Form(Form).With("Condition.0.operator", "not_contains_any").With("Condition.0.value", "rental"));

        author.Page.Status.ShouldBe(HttpStatusCode.OK);
        author.Page.Address.AbsolutePath.ShouldBe($"{List}/{id}");
        author.Page.Text("#condition-words").ShouldBe("In words: The risk is raised when Purpose does not have Renting it out.");
    }

    [Test]
    public async Task With_scripts_only_the_builder_is_sent()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await author.OpenAsync($"{List}/new");
        var form = author.Page.Form(Form).With("Do", "add:0");
        author.Headers.Add("HX-Request", "true");

        var part = await author.PostAsync($"{List}/new", form.Content());

        part.Status.ShouldBe(HttpStatusCode.OK);
        part.Has("#condition-builder").ShouldBeTrue();
        part.Has("[name='Condition.0.1.slot']").ShouldBeTrue();
        part.Has("#item-form").ShouldBeFalse();
        part.Document.GetElementById("condition-said")!.GetAttribute("hx-swap-oob").ShouldBe("innerHTML");
    }

    [Test]
    public async Task A_condition_can_be_written_as_json_and_read_back()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var id = await AddAsync(author);

        await PressAsync(author, "json", author.Page.Form(Form));
        author.Page.Form(Form)["ConditionJson"].ShouldNotBeNull().ShouldContain("\"contains_any\"");
        await PressAsync(author, "builder", author.Page.Form(Form).With("ConditionJson", "{\"all\":[{\"slot\":\"purpose\",\"like\":[\"x\"]}]}"));
        author.Page.Text("#condition-json-error").ShouldStartWith("At all[0]: 'like' is no operator");

        await author.SubmitAsync(author.Page.Form(Form).With("ConditionJson", "{\"any\":[{\"slot\":\"purpose\",\"eq_any\":[\"rental\"]},{\"all\":[{\"slot\":\"purpose\",\"contains_any\":[\"nonsense\"]}]}]}"));
        author.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        author.Page.Text("#condition-json-error").ShouldStartWith("At any[1].all[0]: “nonsense” is no option of Purpose.");

        await PressAsync(author, "builder", author.Page.Form(Form).With("ConditionJson", "{\"any\":[{\"slot\":\"purpose\",\"eq_any\":[\"rental\"]},{\"slot\":\"purpose\",\"contains_any\":[\"business\"]}]}"));
        author.Page.Form(Form)["Condition.0.kind"].ShouldBe("any");
        await author.SubmitAsync(author.Page.Form(Form));
        author.Page.Status.ShouldBe(HttpStatusCode.OK);
        (await author.OpenAsync($"{List}/{id}")).Text("#condition-words").ShouldBe("In words: The risk is raised when Purpose is exactly Renting it out, or Purpose has Business.");
    }

    [TestCase("Condition.0.slot", "nowhere", "There is no slot “nowhere”")]
    [TestCase("Condition.0.operator", "like", "“like” is no way to compare")]
    [TestCase("Condition.0.value", "nonsense", "“nonsense” is no option of Purpose")]
    [TestCase("Condition.0.slot", "", "Choose a slot.")]
    public async Task What_does_not_exist_is_refused_where_it_stands(string field, string value, string said)
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var id = await AddAsync(author);

        await author.SubmitAsync(author.Page.Form(Form).With(field, value));

        author.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        author.Page.ErrorSummary.ShouldContain(error => error.Message.Contains(said, StringComparison.Ordinal));
        foreach (var (_, target) in author.Page.ErrorSummary)
            author.Page.Has(target).ShouldBeTrue(target);
        (await author.OpenAsync($"{List}/{id}")).Text("#condition-words").ShouldContain("Purpose has Renting it out.");
    }

    [Test]
    public async Task What_is_missing_is_said_at_once()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await author.OpenAsync($"{List}/new");

        await author.SubmitAsync(author.Page.Form(Form));

        author.Page.ErrorSummary.ShouldBe([("Give an id.", "#id"), ("Give a code.", "#code"), ("Choose a slot.", "#condition-0-slot")]);
    }

    [Test]
    public async Task Hostile_texts_are_shown_as_they_are()
    {
        const string Hostile = "\"><script>alert(1)</script>";
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await author.OpenAsync($"{List}/new");

        await author.SubmitAsync(Begun(author, Hostile).With("Condition.0.slot", Hostile).With("Condition.0.of", Hostile).With("Condition.0.operator", Hostile).With("Condition.0.value", Hostile).With("Condition.0.text", $"</textarea>{Hostile}").With("Rule.NoteTemplate", Hostile));

        author.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        author.Page.Document.QuerySelectorAll("script").Select(script => script.TextContent).ShouldAllBe(text => text.Length == 0);
        author.Page.Form(Form)["Condition.0.slot"].ShouldBe(Hostile);
        author.Page.Form(Form)["Condition.0.text"].ShouldNotBeNull().ShouldContain($"</textarea>{Hostile}");
        author.Page.Form(Form)["Rule.NoteTemplate"].ShouldBe(Hostile);

        await PressAsync(author, $"add:{Hostile}", author.Page.Form(Form));
        author.Page.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_large_condition_fits_into_its_form()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var id = await AddAsync(author);
        var leaf = "{\"slot\":\"purpose\",\"contains_any\":[\"rental\",\"business\"]}";
        await PressAsync(author, "json", author.Page.Form(Form));
        await PressAsync(author, "builder", author.Page.Form(Form).With("ConditionJson", $"{{\"any\":[{string.Join(',', Enumerable.Repeat(leaf, 100))}]}}"));

        await author.SubmitAsync(author.Page.Form(Form));
        author.Page.Status.ShouldBe(HttpStatusCode.OK);
        author.Page.Address.AbsolutePath.ShouldBe($"{List}/{id}");

        await PressAsync(author, "add:0", author.Page.Form(Form));
        await PressAsync(author, "refresh:x", author.Page.Form(Form).With("Condition.0.100.slot", "purpose"));
        await author.SubmitAsync(author.Page.Form(Form).With("Condition.0.100.value", "rental"));
        author.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        author.Page.ErrorSummary.ShouldContain(error => error.Message.Contains("at most 100", StringComparison.Ordinal));
    }

    [Test]
    public async Task Who_saves_second_sees_both_versions_and_keeps_the_own_condition()
    {
        using var first = await SharedApp.App.NewStaffAsync(Roles.Author);
        using var second = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        var id = await AddAsync(first);
        await second.OpenAsync($"{List}/{id}");
        await first.SubmitAsync(first.Page.Form(Form).With("Rule.Severity", "high"));

        await second.SubmitAsync(second.Page.Form(Form).With("Condition.0.value", "business"));

        second.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        second.Page.Has(".conflict").ShouldBeTrue();
        second.Page.Text("#condition-words").ShouldContain("Purpose has Business");
        (await first.OpenAsync($"{List}/{id}")).Text("#condition-words").ShouldContain("Purpose has Renting it out");
    }

    [Test]
    public async Task A_code_that_questions_use_changes_only_when_they_follow()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var id = await AddAsync(author);
        await author.OpenAsync("/admin/brain/questions/new");
        var question = $"Q_{id}";
        await author.SubmitAsync(author.Page.Form(Form).With("Fields.Id", question).With("Fields.TextLt", "?").With("Fields.RiskCoverage", id));
        await author.OpenAsync($"{List}/{id}");

        await author.SubmitAsync(author.Page.Form(Form).With("Rule.Code", $"{id}_B"));
        author.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        author.Page.Has("#carry_code").ShouldBeTrue();
        await author.SubmitAsync(author.Page.Form(Form).With("CarryCode", "true"));
        author.Page.Status.ShouldBe(HttpStatusCode.OK);

        (await author.OpenAsync($"/admin/brain/questions/{question}")).Has($"[name='Fields.RiskCoverage'][value='{id}_B'][checked]").ShouldBeTrue();
    }

    [Test]
    public async Task A_code_that_another_rule_has_is_refused_beside_its_field()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var other = await AddAsync(author);
        await AddAsync(author);

        await author.SubmitAsync(author.Page.Form(Form).With("Rule.Code", other));

        author.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        author.Page.Text("#code-error").ShouldBe($"The risk rule {other} has this code already. Choose another.");
    }

    [Test]
    public async Task A_rule_is_duplicated_disabled_in_bulk_found_and_deleted()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var id = await AddAsync(author);
        await author.OpenAsync($"{List}/new?from={id}");
        author.Page.Form(Form)["Rule.Id"].ShouldBe($"{id}_2");
        author.Page.Text("#condition-words").ShouldContain("Purpose has Renting it out");
        await author.SubmitAsync(author.Page.Form(Form));
        author.Page.Address.AbsolutePath.ShouldBe($"{List}/{id}_2");

        await author.OpenAsync($"{List}?q={id}");
        author.Page.Document.QuerySelectorAll("tbody tr").Length.ShouldBe(2);
        await author.SubmitAsync(author.Page.Form("#bulk-form").With("ids", id).With("enable", "false"));
        author.Page.Document.QuerySelectorAll("tbody tr").Count(row => row.TextContent.Contains("disabled", StringComparison.Ordinal)).ShouldBe(1);
        (await author.OpenAsync($"{List}?q={id}&state=off")).Document.QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        (await author.OpenAsync($"{List}?q=nothing+of+the+kind")).Text(".empty-title").ShouldBe("No risk rule fits");

        await author.OpenAsync($"{List}/{id}/delete");
        await author.SubmitAsync(author.Page.Form());
        (await author.OpenAsync($"{List}/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_form_without_its_token_stores_nothing()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var id = await AddAsync(author);

        var reply = await author.PostAsync($"{List}/{id}", author.Page.Form(Form).Without(HtmlForm.TokenField).With("Rule.Severity", "high").Content());

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await author.OpenAsync($"{List}/{id}")).Form(Form)["Rule.Severity"].ShouldBe("medium");
    }

    [Test]
    public async Task Who_may_only_read_sees_the_rule_and_nothing_to_press()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var id = await AddAsync(author);
        using var reader = await SharedApp.App.NewStaffAsync(Roles.Analyst);

        await reader.OpenAsync($"{List}/{id}");

        reader.Page.Status.ShouldBe(HttpStatusCode.OK);
        reader.Page.Text("#condition-words").ShouldContain("Purpose has Renting it out");
        reader.Page.Document.QuerySelectorAll("#item-form button").ShouldBeEmpty();
        (await reader.OpenAsync(List)).Has("#bulk-form").ShouldBeFalse();
    }

    private static string NewId() => $"RISK_{Guid.NewGuid():N}"[..16];

    private static HtmlForm Begun(Respondent author, string id) => author.Page.Form(Form).With("Rule.Id", id).With("Rule.Code", id);

    private static async Task PressAsync(Respondent author, string word, HtmlForm form) => await author.SubmitAsync(form.With("Do", word));

    private static async Task<string> AddAsync(Respondent author)
    {
        var id = NewId();
        await author.OpenAsync($"{List}/new");
        await author.SubmitAsync(Begun(author, id).With("Condition.0.slot", "purpose").With("Condition.0.of", "purpose").With("Condition.0.value", "rental"));
        author.Page.Address.AbsolutePath.ShouldBe($"{List}/{id}");
        return id;
    }
}
