using System.Net;
using AgentBrain.Domain.Accounts;
using AgentBrain.Web.Tests.Support;

namespace AgentBrain.Web.Tests.Admin;

/// <summary>Skip rules, weights, modes and the report as authors edit them.</summary>
public sealed class SettingPagesTests
{
    private const string Form = "#item-form";

    [Test]
    public async Task A_skip_rule_is_built_with_the_same_builder()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        var id = $"SKIP_{Guid.NewGuid():N}"[..16];
        await author.OpenAsync("/admin/brain/skip-rules/new");
        author.Page.Has("button[value='add:0']").ShouldBeFalse("it has one condition");
        await author.SubmitAsync(author.Page.Form(Form).With("Rule.Id", id).With("Condition.0.slot", "purpose").With("Do", "refresh:condition-0-operator"));
        await author.SubmitAsync(author.Page.Form(Form).With("Condition.0.operator", "eq_any").With("Condition.0.value", "rental"));
        author.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        author.Page.Text("#skip_question_ids-error").ShouldBe("Choose at least one question to leave out.");

        await author.SubmitAsync(author.Page.Form(Form).With("Rule.SkipQuestionIds", "Q_LOOK", "Q_BUDGET"));

        author.Page.Address.AbsolutePath.ShouldBe($"/admin/brain/skip-rules/{id}");
        author.Page.Text("#condition-words").ShouldBe("In words: The questions are left out when Purpose is exactly Renting it out.");
        (await author.OpenAsync($"/admin/brain/skip-rules?q={id}")).Text("tbody tr").ShouldContain("Q_LOOK");
        await author.OpenAsync($"/admin/brain/skip-rules/new?from={id}");
        author.Page.Form(Form)["Rule.Id"].ShouldBe($"{id}_2");
        await author.OpenAsync($"/admin/brain/skip-rules/{id}");
        await author.SubmitAsync(author.Page.Form(Form).With("Condition.0.value", "nonsense"));
        author.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        await author.OpenAsync($"/admin/brain/skip-rules/{id}/delete");
        await author.SubmitAsync(author.Page.Form());
    }

    [Test]
    public async Task Other_weights_are_tried_and_then_saved()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await author.OpenAsync("/admin/brain/scoring");
        var before = author.Page.Form(Form);
        author.Page.Text("#ranking").ShouldContain("leave the order as it is");
        author.Page.Text(".weight").ShouldContain("which is asked first");

        await author.SubmitAsync(before.With("Weights.BasePriority", "0").With("Weights.RoundFit", "90,5").With("Do", "preview"));
        author.Page.Status.ShouldBe(HttpStatusCode.OK);
        author.Page.Text("#ranking").ShouldContain("another place");
        author.Page.Form(Form)["Weights.RoundFit"].ShouldBe("90,5");
        (await author.OpenAsync("/admin/brain/scoring")).Form(Form)["Weights.RoundFit"].ShouldBe(before["Weights.RoundFit"], "nothing was saved");

        await author.SubmitAsync(before.With("Weights.RoundFit", "2.25"));
        author.Page.Form(Form)["Weights.RoundFit"].ShouldBe("2.25");
        await author.SubmitAsync(before.With("Weights.RoundFit", "3"));
        author.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        author.Page.Text(".conflict").ShouldContain("2.25");
        await author.OpenAsync("/admin/brain/scoring");
        await author.SubmitAsync(author.Page.Form(Form).With("Weights.RoundFit", before["Weights.RoundFit"]!));
    }

    [TestCase("Weights.Risk", "much", "#risk-error", "Write a number, for example 1.5.")]
    [TestCase("Weights.AskedPenalty", "5", "#asked_penalty-error", "Give points from -1000 to 0: a question that was asked already loses them.")]
    [TestCase("Weights.MissingSlot", "99999999999999999999999999", "#missing_slot-error", "Give points from 0 to 1000. Give at most 4 decimals.")]
    public async Task A_weight_that_is_none_is_refused_beside_its_field(string field, string value, string error, string said)
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await author.OpenAsync("/admin/brain/scoring");

        await author.SubmitAsync(author.Page.Form(Form).With(field, value));

        author.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        author.Page.Text(error).ShouldBe(said);
        author.Page.Form(Form)[field].ShouldBe(value);
        author.Page.Text("#ranking").ShouldContain("Mend the weights first");
    }

    [Test]
    public async Task Each_mode_is_saved_on_its_own()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await author.OpenAsync("/admin/brain/modes");
        author.Page.Text("main").ShouldContain("This version holds no precise interviews.");
        var quick = author.Page.Form(Form);
        var precise = author.Page.Form("#precise-form");

        await author.SubmitAsync(precise.With("Precise.MinQuestions", "9"));
        author.Page.Form("#precise-form")["Precise.MinQuestions"].ShouldBe("9");
        await author.SubmitAsync(quick.With("Quick.MaxQuestions", "7").With("Quick.Confidence[purpose]", "0.7"));
        author.Page.Status.ShouldBe(HttpStatusCode.OK, "the other mode is no conflict");
        author.Page.Form(Form)["Quick.MaxQuestions"].ShouldBe("7");
        author.Page.Form(Form)["Quick.Confidence[purpose]"].ShouldBe("0.7");
        author.Page.Form("#precise-form")["Precise.MinQuestions"].ShouldBe("9");

        await author.SubmitAsync(author.Page.Form("#precise-form").With("Precise.MaxQuestions", "3"));
        author.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        author.Page.Text("#precise-max_questions-error").ShouldBe("Let the most questions be no fewer than the fewest.");
        author.Page.Form(Form)["Precise.MaxQuestions"].ShouldBe("3");
        author.Page.Form("#quick-form")["Quick.MaxQuestions"].ShouldBe("7");

        await author.OpenAsync("/admin/brain/modes");
        await author.SubmitAsync(author.Page.Form(Form).With("Quick.Critical", "nowhere"));
        author.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        await author.OpenAsync("/admin/brain/modes");
        await author.SubmitAsync(author.Page.Form(Form).With("Quick.Critical", "nowhere").With("Quick.Confidence[nowhere]", "0.6"));
        author.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        author.Page.Text(".refusal").ShouldContain("There is no slot nowhere");
    }

    [Test]
    public async Task Report_texts_are_previewed_checked_and_saved()
    {
        using var author = await SharedApp.App.NewStaffAsync(Roles.Author);
        await author.OpenAsync("/admin/brain/report");
        var before = author.Page.Form(Form);
        author.Page.Text("main").ShouldContain("The footer does not wait for publishing.");
        author.Page.Text("#preview").ShouldContain("Dear Ona");

        await author.SubmitAsync(before.With("Report.Summary.Lt", "Labas, {{ name }} <script>alert(1)</script>").With("Do", "preview:lt"));
        author.Page.Text("#preview").ShouldContain("Labas, Ona <script>");
        author.Page.Document.QuerySelectorAll("main script").ShouldBeEmpty();

        await author.SubmitAsync(before.With("Report.Full.Ru", "{{ nmae }}"));
        author.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        author.Page.Text("#full-ru-error").ShouldContain("“nmae” (line 1)");
        await author.SubmitAsync(author.Page.Form(Form).With("Report.Full.Ru", "{% if %}").With("Do", "preview:ru"));
        author.Page.Has("#preview .alert-danger").ShouldBeTrue();

        await author.SubmitAsync(before.With("Report.Footer.En", "Another footer."));
        author.Page.Status.ShouldBe(HttpStatusCode.OK);
        author.Page.Form(Form)["Report.Footer.En"].ShouldBe("Another footer.");
        await author.SubmitAsync(author.Page.Form(Form).With("Report.Footer.En", before["Report.Footer.En"]!));
        await author.SubmitAsync(author.Page.Form(Form));
        author.Page.Status.ShouldBe(HttpStatusCode.OK);
        author.Page.Form(Form)["Report.Full.En"].ShouldBe(before["Report.Full.En"]);
    }

    [TestCase("/admin/brain/scoring")]
    [TestCase("/admin/brain/modes")]
    [TestCase("/admin/brain/report")]
    public async Task Who_may_only_read_finds_nothing_to_save(string page)
    {
        using var reader = await SharedApp.App.NewStaffAsync(Roles.Reviewer);
        await reader.OpenAsync(page);
        reader.Page.Status.ShouldBe(HttpStatusCode.OK);
        reader.Page.Has("button[value=save]").ShouldBeFalse();
    }
}
