using System.Net;
using System.Text;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain.Analysis;
using AgentBrain.Web.Tests.Support;

namespace AgentBrain.Web.Tests.Admin;

/// <summary>The pages that check the working copy, publish it and go back.</summary>
public sealed class ReleasePagesTests
{
    private const string EmptyValues = "skip_rules:\n- {id: S1, condition_slot: purpose, condition_type: equals_any, condition_values: [], skip_question_ids: [Q_LOOK]}\n";

    private TestDatabase _database = null!;
    private AgentBrainApp _app = null!;
    private Respondent _author = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _database = await TestDatabase.CreateAsync();
        _app = new AgentBrainApp(_database.ConnectionString);
        _app.StartServer();
        _author = await _app.NewStaffAsync(Roles.Author);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _author.Dispose();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [TearDown]
    public async Task Discard()
    {
        await _author.OpenAsync("/admin/brain/discard");
        if (_author.Page.Has("[name=Version]"))
            await _author.SubmitAsync(_author.Page.Form());
        _author.Page.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task The_overview_says_how_the_working_copy_stands()
    {
        var current = await CurrentAsync();
        (await _author.OpenAsync("/admin/brain")).Text("main").ShouldContain("No unpublished changes");
        _author.Page.Has("a[href='/admin/brain/discard']").ShouldBeFalse();

        await ChangeAsync("Q_LOOK", "TextEn", "What look?");

        await _author.OpenAsync("/admin/brain");
        _author.Page.Text("main").ShouldContain("1 unpublished change In 1 question.");
        _author.Page.Text("main").ShouldContain($"Revision {current}");
        _author.Page.Has($"a[href='/admin/brain/compare?from={current}&to=']").ShouldBeTrue();
        _author.Page.Has($"a[href='/admin/brain/compare?from={current}&to=#changes-Questions']").ShouldBeTrue();
        foreach (var page in new[] { "slots", "questions", "risk-rules", "skip-rules", "scoring", "modes", "report", "check", "publish", "history", "try", "import", "discard" })
            _author.Page.Has($"main a[href='/admin/brain/{page}']").ShouldBeTrue(page);

        using var reader = await _app.NewStaffAsync(Roles.Reviewer);
        await reader.OpenAsync("/admin/brain");
        reader.Page.Text("main").ShouldContain("1 unpublished change");
        reader.Page.Has("a[href='/admin/brain/publish']").ShouldBeFalse();
    }

    [Test]
    public async Task Findings_are_grouped_explained_filtered_and_lead_to_their_fields()
    {
        await ChangeAsync("Q_LOOK", "TextLt", "Kokia išvaizda?");

        await _author.OpenAsync("/admin/brain/check?code=translation-stale");
        _author.Page.Text(".list-count").ShouldStartWith("2 of ");
        _author.Page.Text("h2.finding-severity").ShouldBe("2 warnings");
        _author.Page.Text(".finding-meaning").ShouldContain(BrainAnalyser.Kinds.Single(kind => kind.Code == "translation-stale").Explanation);
        _author.Page.Has("a[href='/admin/brain/questions/Q_LOOK#text_en']").ShouldBeTrue();
        (await _author.OpenAsync("/admin/brain/questions/Q_LOOK")).Has("#text_en").ShouldBeTrue();
        _author.Page.Text(".item-findings summary").ShouldBe("Check finds 2 warnings");
        _author.Page.Has(".item-findings a[href='/admin/brain/questions/Q_LOOK#text_ru']").ShouldBeTrue();
        _author.Page.Has(".item-findings a[href='/admin/brain/check?code=translation-stale']").ShouldBeTrue();
        (await _author.OpenAsync("/admin/brain/questions/Q_BUDGET")).Has(".item-findings").ShouldBeFalse();

        (await _author.OpenAsync("/admin/brain/check?severity=error")).Text(".empty-title").ShouldBe("No finding fits");
        (await _author.OpenAsync("/admin/brain/check?section=questions&severity=warning")).Text(".list-count").ShouldStartWith("2 of ");
        (await _author.OpenAsync("/admin/brain/check?section=scoring")).Text(".empty-title").ShouldBe("No finding fits");
        (await _author.OpenAsync("/admin/brain/check?code=missing-id")).Text(".finding-group").ShouldContain("Nothing of the kind is found in the working copy.");
        (await _author.OpenAsync("/admin/brain/check?code=%3Cb%3E&severity=nonsense&section=1")).Document.QuerySelectorAll(".finding").Length.ShouldBeGreaterThan(1);
        _author.Page.Document.QuerySelectorAll(".codes tbody tr").Length.ShouldBe(BrainAnalyser.Kinds.Count);
    }

    [Test]
    public async Task What_is_published_is_met_by_those_who_begin_afterwards()
    {
        using var running = _app.NewRespondent();
        await running.StartAsync("en");
        var (first, was) = (running.Page.Form()["QuestionId"]!, running.Page.Title);
        await ChangeAsync(first, "TextEn", "Where shall we begin?");
        var before = await CurrentAsync();

        await _author.OpenAsync("/admin/brain/publish");
        var form = FormHere();
        _author.Page.Text(".changes-text").ShouldContain("Where shall we begin?");
        await _author.SubmitAsync(form.With("Note", " "));
        _author.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        _author.Page.ErrorSummary.ShouldBe([("Say in a few words what changes and why.", "#Note")]);
        await _author.SubmitAsync(form.With("Note", "A better beginning"));

        _author.Page.Address.AbsolutePath.ShouldBe("/admin/brain/history");
        var current = await CurrentAsync();
        current.ShouldBeGreaterThan(before);
        await _author.SubmitAsync(form.With("Note", "A better beginning"));
        _author.Page.Text(".notice").ShouldBe($"Revision {current} is published. Interviews that begin from now on use it.");
        (await CurrentAsync()).ShouldBe(current, "the form was sent twice");
        (await _author.OpenAsync("/admin/brain/publish")).Text(".empty-title").ShouldBe("Nothing to publish");

        (await running.OpenAsync(running.InterviewPath)).Title.ShouldBe(was);
        using var later = _app.NewRespondent();
        (await later.StartAsync("en")).Title.ShouldBe("Where shall we begin?");
    }

    [Test]
    public async Task Two_who_publish_give_two_revisions_and_the_second_is_told()
    {
        using var other = await _app.NewStaffAsync(Roles.Administrator);
        await ChangeAsync("Q_LOOK", "TextEn", $"Look {Guid.NewGuid():N}?");
        await _author.OpenAsync("/admin/brain/publish");
        var mine = FormHere().With("Note", "Same words");
        var theirs = (await other.OpenAsync("/admin/brain/publish")).Form().With("Note", "Same words");

        await other.SubmitAsync(theirs);
        var first = await CurrentAsync();
        await _author.SubmitAsync(mine);

        _author.Page.Text(".notice").ShouldContain($"had published revision {first}");
        (await CurrentAsync()).ShouldBeGreaterThan(first);
    }

    [Test]
    public async Task What_the_author_has_not_seen_is_not_published()
    {
        await ChangeAsync("Q_LOOK", "TextEn", "Look one?");
        var current = await CurrentAsync();
        await _author.OpenAsync("/admin/brain/publish");
        var form = FormHere();
        await ChangeAsync("Q_LOOK", "TextEn", "Look two?");

        await _author.SubmitAsync(form.With("Note", "One"));

        _author.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        _author.Page.Text(".error-summary").ShouldContain("Somebody edited the working copy");
        _author.Page.Form()["Note"].ShouldBe("One");
        _author.Page.Text(".changes").ShouldContain("two");
        (await CurrentAsync()).ShouldBe(current);
        await _author.SubmitAsync(_author.Page.Form());
        (await CurrentAsync()).ShouldBeGreaterThan(current);
    }

    [Test]
    public async Task Errors_block_publishing_and_lead_to_what_is_to_mend()
    {
        await ImportAsync(EmptyValues);
        var current = await CurrentAsync();

        await _author.OpenAsync("/admin/brain/publish");

        _author.Page.Has("[name=Note]").ShouldBeFalse();
        _author.Page.Text(".release-blocked").ShouldContain("block");
        _author.Page.Has(".release-blocked a[href='/admin/brain/skip-rules/S1#condition_values']").ShouldBeTrue(_author.Page.Text(".release-blocked"));
        (await _author.OpenAsync("/admin/brain")).Text("main").ShouldContain("Errors block publishing");
        (await _author.OpenAsync("/admin/brain/skip-rules/S1")).Has(".item-findings[open] .finding-error").ShouldBeTrue();
        _author.Page.Has("#condition_values").ShouldBeTrue();

        var form = (await _author.OpenAsync("/admin/brain/discard")).Form();
        await _author.SubmitAsync((form with { Action = "/admin/brain/publish" }).With("Note", "Anyway"));
        _author.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        (await CurrentAsync()).ShouldBe(current);
    }

    [Test]
    public async Task An_earlier_revision_is_restored_as_a_new_one()
    {
        var first = await CurrentAsync();
        await PublishAsync($"Look {Guid.NewGuid():N}?");
        var second = await CurrentAsync();
        await _author.OpenAsync($"/admin/brain/history/{second}");
        _author.Page.Text("main").ShouldContain($"What changed since revision {first}");
        _author.Page.Has($"a[href='/admin/brain/history/{second}/restore']").ShouldBeFalse("it is the current one");
        _author.Page.Has($"a[href='/admin/brain/export?revision={second}']").ShouldBeTrue();
        (await _author.OpenAsync($"/admin/brain/history/{second}/restore")).Text(".empty-title").ShouldContain("is the current one");

        await _author.OpenAsync($"/admin/brain/history/{first}/restore");
        _author.Page.Text("main").ShouldContain("The working copy has no unpublished changes");
        var form = FormHere();
        await _author.SubmitAsync(form.With("Note", ""));
        _author.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        await _author.SubmitAsync(form);

        var third = await CurrentAsync();
        _author.Page.Text(".notice").ShouldBe($"Revision {first} is back, as revision {third}. Interviews that begin from now on use it.");
        await _author.SubmitAsync(form);
        (await CurrentAsync()).ShouldBe(third, "the form was sent twice");
        (await _author.OpenAsync($"/admin/brain/compare?from={first}&to={third}")).Text(".empty-title").ShouldBe("No differences");
    }

    [Test]
    public async Task Restoring_loses_only_what_the_author_has_seen()
    {
        var first = await CurrentAsync();
        await PublishAsync($"Look {Guid.NewGuid():N}?");
        var current = await CurrentAsync();
        await _author.OpenAsync($"/admin/brain/history/{first}/restore");
        var unaware = FormHere();
        await ChangeAsync("Q_LOOK", "TextEn", "Precious?");

        await _author.SubmitAsync(unaware);
        _author.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        _author.Page.Text("main form").ShouldContain("unpublished change is lost");
        _author.Page.Text("button.btn-danger").ShouldBe($"Restore revision {first} and lose 1 change");
        (await CurrentAsync()).ShouldBe(current);

        await _author.OpenAsync($"/admin/brain/history/{first}/restore");
        await _author.SubmitAsync(_author.Page.Form());
        (await CurrentAsync()).ShouldBeGreaterThan(current);
        (await _author.OpenAsync("/admin/brain")).Text("main").ShouldContain("No unpublished changes");
    }

    [Test]
    public async Task Differences_are_marked_word_by_word_in_their_language()
    {
        var current = await CurrentAsync();
        await ChangeAsync("Q_BUDGET", "TextRu", "Какой бюджет вы закладываете, хотя бы примерно, в евро?");

        await _author.OpenAsync("/admin/brain/compare");

        _author.Page.Document.QuerySelector("#from option[selected]")!.GetAttribute("value").ShouldBe($"{current}");
        _author.Page.Document.QuerySelector("#to option[selected]")!.GetAttribute("value").ShouldBe("");
        _author.Page.Text(".changes-fields dt").ShouldBe("Text (Russian)");
        _author.Page.Has(".changes-text[lang=ru] ins").ShouldBeTrue();
        _author.Page.Has("a[href='/admin/brain/questions/Q_BUDGET']").ShouldBeTrue();
        await _author.OpenAsync($"/admin/brain/compare?from=&to={current}");
        _author.Page.Has(".changes-text[lang=ru] del").ShouldBeTrue();
        _author.Page.Text("main").ShouldContain($"from the working copy to revision {current}");
        (await _author.OpenAsync("/admin/brain/compare?from=&to=")).Text(".empty-title").ShouldBe("Choose two versions");
    }

    [TestCase("/admin/brain/compare?from=99999&to=")]
    [TestCase("/admin/brain/compare?from=&to=99999")]
    [TestCase("/admin/brain/compare?from=x")]
    [TestCase("/admin/brain/compare?from=99999999999999")]
    [TestCase("/admin/brain/history/99999")]
    [TestCase("/admin/brain/history/x")]
    [TestCase("/admin/brain/history/99999/restore")]
    [TestCase("/admin/brain/export?revision=99999")]
    [TestCase("/admin/brain/export?revision=x")]
    public async Task There_is_no_page_for_a_revision_that_there_is_not(string page) => (await _author.OpenAsync(page)).Status.ShouldBe(HttpStatusCode.NotFound);

    [Test]
    public async Task What_is_exported_can_be_imported_and_changes_nothing()
    {
        await ChangeAsync("Q_LOOK", "TextEn", "What look?");
        var current = await CurrentAsync();

        var copy = await _author.GetAsync("/admin/brain/export");
        var revision = await _author.GetAsync($"/admin/brain/export?revision={current}");

        copy.Response.Content.Headers.ContentType!.MediaType.ShouldBe("application/yaml");
        copy.Response.Content.Headers.ContentDisposition!.ToString().ShouldContain("attachment; filename=brain-working-copy.yaml");
        copy.Body.ShouldContain("What look?");
        revision.Response.Content.Headers.ContentDisposition!.ToString().ShouldContain($"brain-revision-{current}.yaml");
        revision.Body.ShouldNotContain("What look?");
        (await UploadAsync(copy.Body)).Text(".empty-title").ShouldBe("Nothing to import");
        (await UploadAsync(revision.Body)).Text("main").ShouldContain("The import changes 1 question of the working copy.");
    }

    [Test]
    public async Task A_text_that_cannot_be_read_is_told_line_by_line()
    {
        await PreviewAsync("scoring:\n  weights:\n    risk: much\n    nonsense: 1\n");

        _author.Page.Status.ShouldBe(HttpStatusCode.OK);
        _author.Page.Document.QuerySelectorAll(".problem-place strong").Select(place => place.TextContent).ShouldBe(["Line 3", "Line 4"]);
        _author.Page.Form("main form[enctype]")["Text"]!.ReplaceLineEndings("\n").ShouldBe("scoring:\n  weights:\n    risk: much\n    nonsense: 1\n");
        _author.Page.Has("button[value=import]").ShouldBeFalse();
        await PreviewAsync(" ");
        _author.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        _author.Page.ErrorSummary.ShouldBe([("Choose a file, or paste a text.", "#Text")]);
    }

    [Test]
    public async Task An_import_is_previewed_and_only_then_stored()
    {
        await PreviewAsync("scoring:\n  weights:\n    risk: 2.75\n");
        _author.Page.Text("main").ShouldContain("Preview: nothing is saved yet");
        _author.Page.Text(".changes-fields").ShouldContain("2.75");
        var form = FormHere("main form[enctype]");
        form["Text"]!.ReplaceLineEndings("\n").ShouldBe("scoring:\n  weights:\n    risk: 2.75\n");
        (await _author.OpenAsync("/admin/brain")).Text("main").ShouldContain("No unpublished changes");

        await ChangeAsync("Q_LOOK", "TextEn", "In between?");
        await _author.SubmitAsync(form.With("Do", "import"));
        _author.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        _author.Page.Text(".error-summary").ShouldContain("somebody edited the working copy after the preview");
        _author.Page.Text("main").ShouldContain("The working copy has 1 unpublished change already");
        await _author.SubmitAsync(_author.Page.Form("main form[enctype]").With("Do", "import"));

        _author.Page.Text(".notice").ShouldStartWith("Imported into the working copy.");
        _author.Page.Text("main").ShouldContain("In 1 question and the scoring.");
    }

    [Test]
    public async Task An_import_may_be_published_at_once_with_a_note()
    {
        var current = await CurrentAsync();
        await PreviewAsync($"scoring:\n  weights:\n    risk: {Random.Shared.Next(11, 900)}\n");
        await _author.SubmitAsync(_author.Page.Form("main form[enctype]").With("Do", "publish"));
        _author.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        _author.Page.ErrorSummary.ShouldBe([("Say in a few words what changes and why.", "#Note")]);
        _author.Page.Has(".changes-fields").ShouldBeTrue("the preview is still there");

        await _author.SubmitAsync(_author.Page.Form("main form[enctype]").With("Do", "publish").With("Note", "Risks matter more"));

        (await CurrentAsync()).ShouldBeGreaterThan(current);
        _author.Page.Text(".revisions").ShouldContain("Risks matter more");
    }

    [Test]
    public async Task What_cannot_be_stored_is_said_before_anybody_tries()
    {
        await PreviewAsync("questions:\n- {id: Q, text_lt: Kas?, slot_coverage: [nowhere]}\n");
        _author.Page.Text(".release-blocked").ShouldContain("Question Q: slot coverage mentions the slot nowhere.");
        _author.Page.Has("button[value=import]").ShouldBeFalse();
        var forced = _author.Page.Form("main form[enctype]").With("Do", "import");
        await _author.SubmitAsync(forced);
        _author.Page.Status.ShouldBe(HttpStatusCode.Conflict);

        await PreviewAsync("skip_rules:\n- {id: S, condition_slot: purpose, condition_type: equals_any}\n- {id: S, condition_slot: purpose, condition_type: equals_any}\n");
        _author.Page.Text(".release-blocked").ShouldContain("Two things of one kind have the same id");
        _author.Page.Has("button[value=import]").ShouldBeFalse();
        (await _author.OpenAsync("/admin/brain")).Text("main").ShouldContain("No unpublished changes");

        await PreviewAsync(EmptyValues);
        _author.Page.Has("button[value=import]").ShouldBeTrue("it can be mended in the working copy");
        _author.Page.Has("button[value=publish]").ShouldBeFalse();
        _author.Page.Text("main").ShouldContain("It cannot be published at once");
    }

    [Test]
    public async Task Who_may_only_read_exports_and_does_not_import()
    {
        using var reader = await _app.NewStaffAsync(Roles.Reviewer);
        await reader.OpenAsync("/admin/brain/import");
        reader.Page.Has("[name=revision]").ShouldBeTrue();
        reader.Page.Has("[name=Text]").ShouldBeFalse();
        (await reader.GetAsync("/admin/brain/export")).Status.ShouldBe(HttpStatusCode.OK);
        await reader.OpenAsync("/admin/account");
        await reader.SubmitAsync((reader.Page.Form("form[action='/admin/sign-out']") with { Action = "/admin/brain/import" }).With("Text", EmptyValues));
        reader.Page.Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Changes_are_discarded_after_showing_what_is_lost()
    {
        await ChangeAsync("Q_LOOK", "TextEn", "Lost?");
        await _author.OpenAsync("/admin/brain/discard");
        _author.Page.Text("button.btn-danger").ShouldBe("Discard 1 change");
        _author.Page.Text(".changes").ShouldContain("Lost?");
        var seen = FormHere();
        await ChangeAsync("Q_LOOK", "TextEn", "Lost, too?");
        await _author.SubmitAsync(seen);
        _author.Page.Status.ShouldBe(HttpStatusCode.Conflict);
        _author.Page.Text(".changes").ShouldContain("Lost, too?");

        await _author.SubmitAsync(_author.Page.Form());

        _author.Page.Text(".notice").ShouldBe("The changes are discarded. The working copy says what is published.");
        _author.Page.Text("main").ShouldContain("No unpublished changes");
        (await _author.OpenAsync("/admin/brain/discard")).Text(".empty-title").ShouldBe("Nothing to discard");
    }

    private async Task<int> CurrentAsync()
    {
        // Without looking away from the page that is open.
        var page = await _author.GetAsync("/admin/brain/history");
        return int.Parse(page.Text(".revisions a")["Revision ".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A form that goes where it belongs, whatever page is looked at by then.</summary>
    private HtmlForm FormHere(string form = "main form") => _author.Page.Form(form) with { Action = _author.Page.Address.AbsolutePath };

    private async Task ChangeAsync(string question, string field, string text)
    {
        await _author.OpenAsync($"/admin/brain/questions/{question}");
        await _author.SubmitAsync(_author.Page.Form("#item-form").With($"Fields.{field}", text));
        _author.Page.Status.ShouldBe(HttpStatusCode.OK, _author.Page.Text("main"));
    }

    private async Task PublishAsync(string text)
    {
        await ChangeAsync("Q_LOOK", "TextEn", text);
        await _author.OpenAsync("/admin/brain/publish");
        await _author.SubmitAsync(_author.Page.Form().With("Note", text));
        _author.Page.Address.AbsolutePath.ShouldBe("/admin/brain/history");
    }

    private async Task PreviewAsync(string text)
    {
        await _author.OpenAsync("/admin/brain/import");
        await _author.SubmitAsync(_author.Page.Form("main form[enctype]").With("Text", text).With("Do", "preview"));
    }

    private async Task ImportAsync(string text)
    {
        await PreviewAsync(text);
        await _author.SubmitAsync(_author.Page.Form("main form[enctype]").With("Do", "import"));
        _author.Page.Address.AbsolutePath.ShouldBe("/admin/brain", _author.Page.Text("main"));
    }

    // As browsers send a form with a file.
    private async Task<HtmlPage> UploadAsync(string text)
    {
        await _author.OpenAsync("/admin/brain/import");
        using var content = new MultipartFormDataContent
        {
            { new StringContent(_author.Page.Form("main form[enctype]")[HtmlForm.TokenField]!), HtmlForm.TokenField },
            { new StringContent("preview"), "Do" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "Upload", "brain.yaml" },
        };
        return await _author.PostAsync("/admin/brain/import", content);
    }
}
