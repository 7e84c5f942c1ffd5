using System.Net;
using AgentBrain.Domain.Accounts;
using AgentBrain.Web.Tests.Support;

namespace AgentBrain.Web.Tests.Admin;

/// <summary>Questions as authors edit them, and what all forms of items keep to.</summary>
public sealed class QuestionPagesTests
{
    private const string List = "/admin/brain/questions";
    private const string Form = "#item-form";

    [Test]
    public async Task A_question_is_added_changed_and_duplicated()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var id = await AddAsync(author);
        author.Page.Title.ShouldBe(id);
        author.Page.Text(".form-check:has([value=purpose]:checked)").ShouldBe("Purpose");
        author.Page.Has("a[href='/admin/brain/slots/purpose']").ShouldBeTrue();
        author.Page.Has("a[href='/admin/brain/try']").ShouldBeTrue();

        await author.SubmitAsync(author.Page.Form(Form).With("Fields.TextEn", "Any roof?").With("Fields.RoundHint", "2"));
        author.Page.Form(Form)["Fields.TextEn"].ShouldBe("Any roof?");
        author.Page.Form(Form)["Fields.RoundHint"].ShouldBe("2");

        await author.OpenAsync($"{List}/new?from={id}");
        author.Page.Form(Form)["Fields.Id"].ShouldBe($"{id}_2");
        author.Page.Form(Form)["Fields.TextEn"].ShouldBe("Any roof?");
        await author.SubmitAsync(author.Page.Form(Form));
        author.Page.Address.AbsolutePath.ShouldBe($"{List}/{id}_2");
    }

    [Test]
    public async Task Who_saves_second_sees_both_versions_and_loses_nothing()
    {
        using var first = await SharedApp.App.NewStaffAsync(Roles.Author);
        using var second = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        var id = await AddAsync(first);
        await second.OpenAsync($"{List}/{id}");
        await first.SubmitAsync(first.Page.Form(Form).With("Fields.TextEn", "Of the first").With("Fields.BasePriority", "70"));

        await second.SubmitAsync(second.Page.Form(Form).With("Fields.TextEn", "Of the second"));

        second.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        var rows = second.Page.Document.QuerySelectorAll(".conflict tbody tr").Select(row => row.Children.Select(cell => cell.TextContent.Trim()).ToList()).ToList();
        rows.ShouldContain(row => row[0] == "Text (English)" && row[1] == "Of the first" && row[2] == "Of the second");
        rows.ShouldContain(row => row[0] == "Base priority" && row[1] == "70" && row[2] == "50");
        rows.Count.ShouldBe(2);
        second.Page.Form(Form)["Fields.TextEn"].ShouldBe("Of the second", "what was typed stays");
        (await first.OpenAsync($"{List}/{id}")).Form(Form)["Fields.TextEn"].ShouldBe("Of the first");

        await second.SubmitAsync(second.Page.Form(Form));
        second.Page.Status.ShouldBe(HttpStatusCode.OK, "the second time is knowingly");
        (await first.OpenAsync($"{List}/{id}")).Form(Form)["Fields.TextEn"].ShouldBe("Of the second");
    }

    [Test]
    public async Task Taking_theirs_is_a_link_to_what_is_stored()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var id = await AddAsync(author);
        var stale = author.Page.Form(Form);
        await author.SubmitAsync(author.Page.Form(Form).With("Fields.TextEn", "Stored"));

        await author.SubmitAsync(stale.With("Fields.TextEn", "Typed") with { Action = $"{List}/{id}" });
        var take = author.Page.Document.QuerySelector(".conflict a.btn")!.GetAttribute("href")!;

        (await author.OpenAsync(take)).Form(Form)["Fields.TextEn"].ShouldBe("Stored");
    }

    [Test]
    public async Task A_form_that_is_sent_twice_is_stored_once()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var id = NewId();
        await author.OpenAsync($"{List}/new");
        var form = Filled(author.Page.Form(Form), id);

        await author.SubmitAsync(form);
        author.Page.Status.ShouldBe(HttpStatusCode.OK);
        await author.SubmitAsync(form with { Action = $"{List}/new" });
        author.Page.Status.ShouldBe(HttpStatusCode.OK);
        author.Page.Address.AbsolutePath.ShouldBe($"{List}/{id}");

        await author.SubmitAsync(form.With("Fields.TextLt", "Kitas?") with { Action = $"{List}/new" });
        author.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        author.Page.Text(".refusal").ShouldContain($"There is a question {id} already", Case.Insensitive);
        author.Page.Form(Form)["Fields.TextLt"].ShouldBe("Kitas?");
    }

    [Test]
    public async Task A_form_without_its_hidden_fields_overwrites_nothing()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var id = await AddAsync(author);

        await author.SubmitAsync(author.Page.Form(Form).Without("BasedOn").With("Fields.TextEn", "Blind"));
        author.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        (await author.OpenAsync($"{List}/{id}")).Form(Form)["Fields.TextEn"].ShouldNotBe("Blind");

        var reply = await author.PostAsync($"{List}/{id}", author.Page.Form(Form).Without(HtmlForm.TokenField).With("Fields.TextEn", "Forged").Content());
        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await author.OpenAsync($"{List}/{id}")).Form(Form)["Fields.TextEn"].ShouldNotBe("Forged");
    }

    [Test]
    public async Task What_somebody_deleted_meanwhile_can_be_added_again()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var id = await AddAsync(author);
        var form = author.Page.Form(Form);
        await author.OpenAsync($"{List}/{id}/delete");
        await author.SubmitAsync(author.Page.Form());
        author.Page.Address.AbsolutePath.ShouldBe(List);
        (await author.GetAsync($"{List}/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);

        await author.SubmitAsync(form.With("Fields.TextEn", "Kept") with { Action = $"{List}/{id}" });
        author.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        author.Page.Text(".refusal").ShouldContain("deleted");
        await author.SubmitAsync(author.Page.Form(Form));
        author.Page.Form(Form)["Fields.TextEn"].ShouldBe("Kept");
    }

    [Test]
    public async Task A_translation_is_marked_until_it_is_declared_right()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await AddAsync(author);
        author.Page.Text(".localized").ShouldContain("Russian, Text missing");
        await author.SubmitAsync(author.Page.Form(Form).With("Fields.TextLt", "Koks stogas dabar?"));
        author.Page.Text(".localized").ShouldContain("source changed");

        await author.SubmitAsync(author.Page.Form(Form).With("Right", "text_en"));
        author.Page.Text(".localized").ShouldNotContain("source changed");
    }

    [Test]
    public async Task Hostile_words_stay_words()
    {
        const string Words = "</textarea><script>alert('1')</script>\"'&amp; 'onmouseover=x";
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var id = await AddAsync(author);

        await author.SubmitAsync(author.Page.Form(Form).With("Fields.TextLt", Words).With("Fields.TextEn", Words));
        author.Page.Form(Form)["Fields.TextLt"].ShouldBe(Words);
        foreach (var page in new[] { $"{List}/{id}", $"{List}?q={id}", $"{List}/new?from={id}", $"{List}/{id}/delete" })
        {
            (await author.OpenAsync(page)).Body.ShouldNotContain("<script>alert", Case.Insensitive, page);
            author.Page.Status.ShouldBe(HttpStatusCode.OK, page);
        }
        await author.OpenAsync($"{List}?q={Uri.EscapeDataString(Words)}");
        author.Page.Body.ShouldNotContain("<script>alert");
        author.Page.Form("form[role=search]")["q"].ShouldBe(Words);
    }

    [Test]
    public async Task Questions_are_enabled_and_disabled_together()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var one = await AddAsync(author);
        var other = await AddAsync(author);
        await author.OpenAsync($"{List}?state=on&q=Q_T");

        await author.SubmitAsync(author.Page.Form("#bulk-form").With("ids", one, other).With("enable", "false"));
        author.Page.Address.Query.ShouldBe("?state=on&q=Q_T", "the filters stay");
        author.Page.Body.ShouldContain("Disabled 2 questions.");
        (await author.OpenAsync($"{List}?state=off&q={one}")).Has($"a[href='{List}/{one}']").ShouldBeTrue();

        await author.SubmitAsync(author.Page.Form("#bulk-form").With("enable", "true"));
        author.Page.Body.ShouldContain("tick the questions first");
    }

    [Test]
    public async Task The_list_comes_in_pages_that_keep_the_filters()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await author.OpenAsync($"{List}?state=on&sort=Id&round=nonsense");
        author.Page.Document.QuerySelectorAll("tbody tr").Length.ShouldBe(25);

        await author.OpenAsync(author.Page.Document.QuerySelector("a[aria-label='Page 2']")!.GetAttribute("href")!);
        author.Page.Address.Query.ShouldContain("state=on&sort=Id");
        author.Page.Address.Query.ShouldContain("p=2");
        author.Page.Title.ShouldContain("page 2");
        (await author.OpenAsync($"{List}?slot=purpose")).Document.QuerySelectorAll("tbody tr").Length.ShouldBeGreaterThan(1);
        author.Page.Form("form[role=search]")["slot"].ShouldBe("purpose");
    }

    [Test]
    public async Task Something_in_use_goes_only_when_the_author_says_so()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var key = $"s_{Guid.NewGuid():N}";
        await author.OpenAsync("/admin/brain/slots/new");
        await author.SubmitAsync(author.Page.Form(Form).With("Fields.Key", key).With("Fields.LabelLt", "Trinamas"));
        var question = await AddAsync(author, key);

        await author.OpenAsync($"/admin/brain/slots/{key}/delete");
        author.Page.Has($".brain-items a[href^='{List}/{question}']").ShouldBeTrue();
        await author.SubmitAsync(author.Page.Form());
        author.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        author.Page.Text("[role=alert]").ShouldContain("in use");

        await author.SubmitAsync(author.Page.Form().With("CarryThrough", "true"));
        author.Page.Address.AbsolutePath.ShouldBe("/admin/brain/slots");
        (await author.GetAsync($"/admin/brain/slots/{key}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await author.OpenAsync($"{List}/{question}")).Has($"[value={key}]").ShouldBeFalse("the question stays and no longer covers it");
        (await author.GetAsync("/admin/brain/elsewhere/x/delete")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await author.GetAsync($"/admin/brain/slots/{key}/delete")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task What_does_not_exist_cannot_be_covered()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await AddAsync(author);

        await author.SubmitAsync(author.Page.Form(Form).With("Fields.SlotCoverage", "purpose", "no_such_slot"));

        author.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        author.Page.Text(".refusal").ShouldContain("There is no slot no_such_slot");
    }

    [TestCase(Roles.Reviewer)]
    [TestCase(Roles.Analyst)]
    public async Task Who_may_not_edit_reads_the_same_pages(string role)
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var id = await AddAsync(author);
        var form = author.Page.Form(Form);
        using var reader = await SharedApp.App.NewStaffAsync(role);

        foreach (var page in new[] { List, $"{List}/{id}", "/admin/brain/slots", "/admin/brain/slots/users" })
        {
            await reader.OpenAsync(page);
            reader.Page.Status.ShouldBe(HttpStatusCode.OK, page);
            reader.Page.Has("main form[method=post] button").ShouldBeFalse(page);
            reader.Page.Has("#item-form input:not([type=hidden]):not([disabled]), #item-form textarea:not([disabled]), #item-form select:not([disabled])").ShouldBeFalse(page);
        }
        (await reader.GetAsync($"{List}/new")).Status.ShouldNotBe(HttpStatusCode.OK);
        (await reader.GetAsync($"{List}/{id}/delete")).Status.ShouldNotBe(HttpStatusCode.OK);

        await reader.OpenAsync($"{List}/{id}");
        var reply = await reader.PostAsync($"{List}/{id}", form.With(HtmlForm.TokenField, reader.Page.Form("form:has([name=__RequestVerificationToken])")[HtmlForm.TokenField]!).With("Fields.TextEn", "Mine").Content());
        reply.Status.ShouldBe(HttpStatusCode.Forbidden);
        (await author.OpenAsync($"{List}/{id}")).Form(Form)["Fields.TextEn"].ShouldNotBe("Mine");
    }

    private static async Task<string> AddAsync(Respondent author, string slot = "purpose")
    {
        var id = NewId();
        await author.OpenAsync($"{List}/new");
        await author.SubmitAsync(Filled(author.Page.Form(Form), id).With("Fields.SlotCoverage", slot));
        author.Page.Address.AbsolutePath.ShouldBe($"{List}/{id}");
        return id;
    }

    private static HtmlForm Filled(HtmlForm form, string id) =>
        form.With("Fields.Id", id).With("Fields.TextLt", "Koks stogas?").With("Fields.TextEn", "Which roof?").With("Fields.BasePriority", "50");

    private static string NewId() => $"Q_T{Guid.NewGuid():N}";
}
