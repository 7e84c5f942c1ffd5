using System.IO.Compression;
using System.Text.Json;
using AgentBrain.Application.Privacy;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Privacy;

/// <summary>Respondents get everything that is stored of them, and nothing that opens anything.</summary>
public sealed class ExportOwnDataTests : CanaryTest
{
    [SetUp]
    public async Task Publish() => await PublishBrainAsync();

    [Test]
    public async Task Holds_everything_that_was_stored()
    {
        var id = await EverythingAsync();

        var data = await SendAsync(new ExportOwnData(id));

        var files = await FilesOf(data);
        data.FileName.ShouldBe($"interview-{SessionReference.Of(id)}.zip");
        files.Keys.ShouldBe(["README.txt", "interview.json", "stored.json", "report.md", "summary.md"], ignoreOrder: true);
        // Contact details are sealed in the rows, and open in the document.
        foreach (var word in Words.Concat([Name, Email]))
            files["stored.json"].ShouldContain(word, Case.Sensitive);
        // A name of a request is no word of the respondent's, and stands in the rows alone.
        foreach (var word in Words.Concat(Contact).Except(["ZXKEYED"]))
            files["interview.json"].ShouldContain(word, Case.Sensitive);
        files["report.md"].ShouldContain(Name);
        using var document = JsonDocument.Parse(files["interview.json"]);
        document.RootElement.GetProperty("conversation").GetArrayLength().ShouldBe(6);
        document.RootElement.GetProperty("understood").GetProperty("colour").GetProperty("value").GetString().ShouldBe("green");
        document.RootElement.GetProperty("corrections").TryGetProperty("size", out _).ShouldBeTrue();
        foreach (var hash in await QueryAsync(db => db.ResumeLinks.Select(link => link.TokenHash).ToListAsync()))
            files.Values.ShouldAllBe(text => !text.Contains(Convert.ToHexString(hash), StringComparison.OrdinalIgnoreCase));
        files.Values.ShouldAllBe(text => !text.Contains(Convert.ToHexString(Respondent!.Hash), StringComparison.OrdinalIgnoreCase));
    }

    [Test]
    public async Task Who_judged_it_is_not_told()
    {
        var id = await EverythingAsync();
        await QueryAsync(db => db.Database.ExecuteSqlAsync($"UPDATE expert_reviews SET reviewer_name = 'ZXREVIEWER' WHERE session_id = {id}"));

        var files = await FilesOf(await SendAsync(new ExportOwnData(id)));

        files.Values.ShouldAllBe(text => !text.Contains("ZXREVIEWER"));
        files["stored.json"].ShouldContain("ZXJUDGED");
    }

    [TestCase("lt", "Viskas, kas saugoma")]
    [TestCase("en", "Everything that is stored")]
    [TestCase("ru", "Всё, что хранится")]
    public async Task Of_an_unfinished_interview_it_is_told_in_its_language(string language, string beginning)
    {
        var id = await StartAsync(language);

        var files = await FilesOf(await SendAsync(new ExportOwnData(id)));

        files["README.txt"].ShouldStartWith(beginning);
        files.Keys.ShouldBe(["README.txt", "interview.json", "stored.json"], ignoreOrder: true);
    }

    [Test]
    public async Task Nothing_of_other_interviews_is_in_it()
    {
        await EverythingAsync();
        var id = await FinishAsync();

        var files = await FilesOf(await SendAsync(new ExportOwnData(id)));

        foreach (var word in Words.Concat(Contact))
            files.Values.ShouldAllBe(text => !text.Contains(word));
    }

    [Test]
    public async Task Sounds_and_other_contents_come_as_files()
    {
        await QueryAsync(db => db.Database.ExecuteSqlRawAsync("CREATE TABLE hand_made_sounds (about uuid REFERENCES sessions, sound bytea)"));
        try
        {
            var id = await StartAsync();
            var sound = Sounds.Wav(1);
            await QueryAsync(db => db.Database.ExecuteSqlAsync($"INSERT INTO hand_made_sounds VALUES ({id}, {sound})"));

            using var archive = new ZipArchive(new MemoryStream((await SendAsync(new ExportOwnData(id))).Archive));

            using var content = new MemoryStream();
            await using (var stream = archive.GetEntry("hand_made_sounds/1.wav").ShouldNotBeNull().Open())
                await stream.CopyToAsync(content);
            content.ToArray().ShouldBe(sound);
        }
        finally
        {
            await QueryAsync(db => db.Database.ExecuteSqlRawAsync("DROP TABLE hand_made_sounds"));
        }
    }

    internal static async Task<Dictionary<string, string>> FilesOf(PersonalData data)
    {
        using var archive = new ZipArchive(new MemoryStream(data.Archive));
        var files = new Dictionary<string, string>();
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            files.Add(entry.FullName, await reader.ReadToEndAsync());
        }
        return files;
    }
}
