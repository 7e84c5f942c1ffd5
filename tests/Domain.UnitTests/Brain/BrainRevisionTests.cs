using System.Text.Json;
using AgentBrain.Domain.Brain;
using CsCheck;

namespace AgentBrain.Domain.UnitTests.Brain;

public class BrainRevisionTests
{
    [Test]
    public void A_revision_is_published_with_its_checksum()
    {
        var document = new BrainDocument { Questions = [TestBrain.Question("Q_A", 1)] };

        var revision = BrainRevision.Publish(document, "First.", TestBrain.Now);

        revision.Document.ShouldBeSameAs(document);
        revision.Checksum.ShouldBe(BrainRevision.ChecksumOf(document));
        revision.Note.ShouldBe("First.");
        revision.PublishedAt.ShouldBe(TestBrain.Now);
    }

    [Test]
    public void The_checksum_of_a_document_stays_the_same_from_version_to_version() =>
        BrainRevision.ChecksumOf(new BrainDocument
        {
            Slots = [TestBrain.Slot("purpose", true, TestBrain.Option("rental"))],
            Questions = [TestBrain.Question("Q_A", 1, "purpose")],
            RiskRules = [TestBrain.Risk("RISK_A", TestBrain.Contains("purpose", "rental"))],
        }).ShouldBe("ce30d1d44da59e1cea65a7bee9100a5cf38aff0a4630cd1f20d8341554bfd44b");

    [Test]
    public void A_document_read_back_has_the_same_checksum() => RandomBrains.Brain.Sample(
        brain => BrainRevision.ChecksumOf(JsonSerializer.Deserialize<BrainDocument>(JsonSerializer.Serialize(brain, BrainDocument.Json), BrainDocument.Json)!) == BrainRevision.ChecksumOf(brain),
        iter: 1_000);

    [Test]
    public void Any_change_changes_the_checksum()
    {
        var document = new BrainDocument { Questions = [TestBrain.Question("Q_A", 1), TestBrain.Question("Q_B", 1)] };

        BrainDocument[] changed =
        [
            document with { Questions = [document.Questions[1], document.Questions[0]] },
            document with { Questions = [document.Questions[0] with { TextEn = "?" }, document.Questions[1]] },
            document with { Report = new ReportSection { Footer = new LocalizedTemplate { Lt = "" } } },
            document with { Scoring = new ScoringSection { Weights = new ScoringWeights { Risk = 2.5m } } },
        ];

        changed.Append(document).Select(BrainRevision.ChecksumOf).ShouldBeUnique();
    }
}
