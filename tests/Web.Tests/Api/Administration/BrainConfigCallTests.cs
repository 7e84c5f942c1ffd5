using System.Net;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests.Api.Administration;

/// <summary>The brain as a text, and the footer of reports.</summary>
public sealed class BrainConfigCallTests : AdministrationTest
{
    private const string Export = "brain/config/export";
    private const string Import = "brain/config/import";
    private const string Validate = "brain/config/validate";
    private const string Footer = "brain/config/config/report-footer";

    // One that cannot be read, one that cannot be stored, one that mentions what is not there, and one that cannot be published.
    private static readonly string[] _bad =
    [
        "slots: [",
        "slots: [{label_lt: Be rakto}]",
        "skip_rules:\n- {id: S, condition_slot: purpose, condition_type: equals_any}\n- {id: S, condition_slot: purpose, condition_type: equals_any}\n",
        "questions:\n- {id: Q, text_lt: Kas?, slot_coverage: [nowhere]}\n",
        "modes:\n  quick:\n    enabled: true\n    limits: {max_questions: 0}\n",
    ];

    [TestCase("brain/config/verify")]
    [TestCase("admin/verify")]
    public async Task A_key_can_be_verified(string path)
    {
        var verified = await Administrator.ReadAsync(path);

        verified.Status.ShouldBe(HttpStatusCode.OK);
        JsonShape.Of(verified.Text).ShouldBe("{valid: bool, message: string}");
        verified.Json["valid"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Test]
    public async Task Export_import_export_is_byte_identical_and_published_at_once()
    {
        var last = await App.ReadAsync(db => db.Questions.MaxAsync(question => question.Id));
        await App.ReadAsync(db => db.Questions.Where(question => question.Id == last).ExecuteUpdateAsync(set => set.SetProperty(question => question.Enabled, false)));
        var export = await Administrator.ReadAsync(Export);
        export.Status.ShouldBe(HttpStatusCode.OK);
        JsonShape.Of(export.Text).ShouldBe("{yaml_content: string, slots_count: number, questions_count: number, risk_rules_count: number}");
        var text = Text(export);
        text.ShouldContain("enabled: false");
        var before = await NewestAsync();

        var imported = await Administrator.SendAsync(Import, new { yaml_content = text });

        imported.Status.ShouldBe(HttpStatusCode.OK, imported.Text);
        JsonShape.Of(imported.Text).ShouldBe("{success: bool, message: string, slots_imported: number, questions_imported: number, risk_rules_imported: number}");
        foreach (var part in new[] { "slots", "questions", "risk_rules" })
        {
            var count = export.Json[$"{part}_count"]!.GetValue<int>();
            imported.Json[$"{part}_imported"]!.GetValue<int>().ShouldBe(count, part);
            count.ShouldBeGreaterThan(0, part);
        }
        var revision = await NewestAsync();
        revision.Id.ShouldBeGreaterThan(before.Id);
        (revision.Note, revision.PublishedBy).ShouldBe(("Imported through the API", "key tests as Administrator"));
        imported.Json["message"]!.GetValue<string>().ShouldContain($"revision {revision.Id}");
        Text(await Administrator.ReadAsync(Export)).ShouldBe(text);
    }

    [Test]
    public async Task A_part_of_a_brain_leaves_the_other_parts_alone()
    {
        var before = (await Administrator.ReadAsync(Export)).Json;

        var imported = await Administrator.SendAsync(Import, new { yaml_content = "scoring:\n  weights:\n    risk: 2.75\n" });

        imported.Status.ShouldBe(HttpStatusCode.OK, imported.Text);
        imported.Json["questions_imported"]!.GetValue<int>().ShouldBe(0, "the text states none");
        var after = (await Administrator.ReadAsync(Export)).Json;
        after["questions_count"]!.GetValue<int>().ShouldBe(before["questions_count"]!.GetValue<int>());
        after["yaml_content"]!.GetValue<string>().ShouldContain("risk: 2.75");
        (await NewestAsync()).Document.Scoring.Weights.Risk.ShouldBe(2.75m);
    }

    [TestCaseSource(nameof(_bad))]
    public async Task What_cannot_be_imported_is_told_and_changes_nothing(string yaml)
    {
        var before = (Text(await Administrator.ReadAsync(Export)), (await NewestAsync()).Id);

        var validated = await Administrator.SendAsync(Validate, new { yaml_content = yaml });
        validated.Status.ShouldBe(HttpStatusCode.OK);
        JsonShape.Of(validated.Text).ShouldStartWith("{valid: bool, errors: [string], warnings: [");
        validated.Json["valid"]!.GetValue<bool>().ShouldBeFalse();

        var refused = await Administrator.SendAsync(Import, new { yaml_content = yaml });
        var errors = refused.Errors;
        errors.Keys.ShouldBe(["yaml_content"]);
        errors["yaml_content"].ShouldBe(validated.Json["errors"]!.AsArray().Select(error => error!.GetValue<string>()));
        errors["yaml_content"].ShouldAllBe(error => error.Contains(':', StringComparison.Ordinal));
        (Text(await Administrator.ReadAsync(Export)), (await NewestAsync()).Id).ShouldBe(before);
    }

    [Test]
    public async Task What_can_be_imported_is_valid_and_is_not_stored_by_that()
    {
        var before = (Text(await Administrator.ReadAsync(Export)), (await NewestAsync()).Id);

        var validated = await Administrator.SendAsync(Validate, new { yaml_content = before.Item1 });
        validated.Json["valid"]!.GetValue<bool>().ShouldBeTrue(validated.Text);
        JsonShape.Of(validated.Text).ShouldStartWith("{valid: bool, errors: [nothing], warnings: [");

        // There are not as many questions: most likely a mistake, and no reason to refuse it.
        var doubtful = await Administrator.SendAsync(Validate, new { yaml_content = "modes:\n  precise:\n    min_questions: 500\n" });
        doubtful.Json["warnings"]!.AsArray().Select(warning => warning!.GetValue<string>()).ShouldContain(warning => warning.StartsWith("modes precise", StringComparison.Ordinal));
        (Text(await Administrator.ReadAsync(Export)), (await NewestAsync()).Id).ShouldBe(before);
    }

    [Test]
    public async Task The_footer_is_read_and_set_for_all_languages()
    {
        var read = await Administrator.ReadAsync(Footer);
        JsonShape.Of(read.Text).ShouldBe("{report_footer: string}");

        var set = await Administrator.CallAsync(HttpMethod.Put, $"{Footer}?footer_text={Uri.EscapeDataString("Ačiū & спасибо\nAgent Brain")}");

        set.Status.ShouldBe(HttpStatusCode.OK, set.Text);
        JsonShape.Of(set.Text).ShouldBe("{success: bool, report_footer: string}");
        (await FooterAsync()).ShouldBe("Ačiū & спасибо\nAgent Brain");
        var logged = await App.ReadAsync(db => db.AuditEntries.OrderByDescending(entry => entry.At).FirstAsync());
        (logged.Actor, logged.Action).ShouldBe(("key tests as Administrator", "report.changed"));

        (await Administrator.CallAsync(HttpMethod.Put, Footer, new { footer_text = "From the body" })).Status.ShouldBe(HttpStatusCode.OK);
        (await FooterAsync()).ShouldBe("From the body");
        (await Administrator.CallAsync(HttpMethod.Put, $"{Footer}?footer_text=")).Status.ShouldBe(HttpStatusCode.OK);
        (await FooterAsync()).ShouldBe("");

        (await Administrator.CallAsync(HttpMethod.Put, Footer)).Errors.Keys.ShouldBe(["footer_text"]);
        (await Administrator.CallAsync(HttpMethod.Put, Footer, new { footer_text = new string('x', 2001) })).Errors.Keys.ShouldBe(["footer_text"]);
        (await FooterAsync()).ShouldBe("");
    }

    [Test]
    public async Task An_author_imports_and_an_analyst_exports()
    {
        using var analyst = await ProgramAsync(Roles.Analyst);
        using var author = await ProgramAsync(Roles.Author);

        var text = Text(await analyst.ReadAsync(Export));
        (await analyst.SendAsync(Import, new { yaml_content = text })).Problem(HttpStatusCode.Forbidden);
        (await author.SendAsync(Import, new { yaml_content = text })).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static string Text(ProgramReply export) => export.Json["yaml_content"]!.GetValue<string>();

    private static Task<BrainRevision> NewestAsync() => App.ReadAsync(db => db.BrainRevisions.AsNoTracking().OrderByDescending(revision => revision.Id).FirstAsync());

    private async Task<string> FooterAsync() => (await Administrator.ReadAsync(Footer)).Json["report_footer"]!.GetValue<string>();
}
