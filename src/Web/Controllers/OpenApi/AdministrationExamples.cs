using AgentBrain.Application.Skills;
using AgentBrain.Domain.Engine;
using AgentBrain.Web.Controllers.Models;

namespace AgentBrain.Web.Controllers.OpenApi;

/// <summary>The same interview as administrators see it.</summary>
internal static class AdministrationExamples
{
    private const string Yaml =
        """
        questions:
          - id: Q_PURPOSE
            text_lt: Kam jums pirmiausia reikėtų pirties?
            text_en: What would you like a sauna for, first of all?
            text_ru: Для чего вам прежде всего нужна баня?
            base_priority: 62
            round_hint: 1
            slot_coverage: [purpose]

        """;

    private const string Footer = "This report is a first orientation, not a design.";
    private const string SkillText = "# Interviewing about saunas\n\nAsk for one thing at a time.\n";
    private const string RuleSource = "Reviewers gave 2 or less to the question in 4 of 5 reviews.";
    private static readonly Guid FeedbackId = Guid.Parse("0199c1dc-3b0d-7f44-8a6e-91c2d75e0b3a");
    private static readonly DateTime Rated = new(2026, 11, 23, 17, 14, 2, DateTimeKind.Utc);
    private static readonly DateTime Reviewed = new(2026, 11, 24, 9, 30, 0, DateTimeKind.Utc);
    private static readonly DateTime Approved = new(2026, 11, 25, 8, 15, 0, DateTimeKind.Utc);

    private static readonly RuleItem Rule = new(
        14,
        "Klausdami apie paskirtį, paklauskite ir apie svečius.",
        "When asking what the sauna is for, ask about guests as well.",
        "question_improvement",
        0.8,
        RuleSource,
        ["Q_PURPOSE"],
        Reviewed,
        LearnedRuleStatus.Pending,
        null,
        null);

    public static readonly object[] All =
    [
        new VerifyReply(true, "The key is valid."),
        new ExportReply(Yaml, 12, 32, 5),
        new BrainTextBody(Yaml),
        new ValidateReply(true, [], ["Question Q_PURPOSE: it has no text in Russian."]),
        new ImportReply(true, "Imported and published as revision 8. Interviews that begin from now on use it.", 0, 1, 0),
        new FooterReply(Footer),
        new FooterBody(Footer),
        new FooterSetReply(true, Footer),
        new InterpretBody("en", "Mostly the two of us, all year round.", ["users", "season"]),
        new InterpretReply(new Dictionary<string, UnderstoodFact>
        {
            ["users"] = new UnderstoodFact("couple", 0.9, ["the two of us"]),
            ["season"] = new UnderstoodFact("year_round", 0.9, ["all year round"]),
        }),
        new NextQuestionBody(
            "en",
            InterviewMode.Quick,
            new Dictionary<string, KnownFact> { ["purpose"] = new KnownFact { Value = "relaxation", Confidence = 0.9 } },
            [ApiExamples.First.Id],
            ApiExamples.First.Id),
        new NextQuestionReply(
            "Q_USERS",
            null,
            [
                new CandidateReply("Q_USERS", true, null, 13.6m, new Dictionary<string, decimal> { ["base_priority"] = 6.1m, ["missing_slot"] = 3, ["round_fit"] = 1.5m, ["required_slot_bonus"] = 3 }),
                new CandidateReply(ApiExamples.First.Id, false, Eligibility.Asked, 2.7m, new Dictionary<string, decimal> { ["base_priority"] = 6.2m, ["round_fit"] = 1.5m, ["asked_penalty"] = -5 }),
            ],
            [ApiExamples.WinterWater],
            ["Q_FIREWOOD"]),
        new FeedbackItem(FeedbackId, ApiExamples.Id, 5, "Clear questions.", Rated, false),
        new RatingsReply(42, 4.4m, new Dictionary<string, int> { ["1"] = 1, ["2"] = 1, ["3"] = 4, ["4"] = 10, ["5"] = 26 }),
        new FeedbackDetails(FeedbackId, ApiExamples.Id, 5, "Clear questions.", Rated, false, new RatedSession("en", ApiExamples.Finished, ApiExamples.Facts, new ContactInfo("Rasa", ApiExamples.Email, "+370 600 00000"))),
        new SessionItem(ApiExamples.Id, "en", "quick", ApiExamples.Started, ApiExamples.Finished, true, false, 9, 10, "Rasa"),
        new SessionForReview(
            ApiExamples.Id,
            "en",
            "quick",
            ApiExamples.Started,
            ApiExamples.Finished,
            new ContactInfo("Rasa", ApiExamples.Email, "+370 600 00000"),
            [new QuestionAnswer(ApiExamples.First.Id, ApiExamples.FirstQuestion, ApiExamples.FirstAnswer, 1)],
            ApiExamples.Facts,
            [ApiExamples.WinterWater],
            ApiExamples.Report,
            new StoredReview(
                3,
                "Jonas",
                Reviewed,
                4,
                "Well led.",
                [new StoredQuestionReview(ApiExamples.First.Id, ApiExamples.FirstQuestion, ApiExamples.FirstAnswer, 4, "Ask who the guests are.", null, ["How often guests come"])],
                new StoredSummaryReview(ApiExamples.Summary, 5, 4, null, ["The guests' changing room"]))),
        new ReviewBody(
            "Jonas",
            4,
            "Well led.",
            [new QuestionReviewBody(ApiExamples.First.Id, ApiExamples.FirstQuestion, ApiExamples.FirstAnswer, 4, "Ask who the guests are.", null, ["How often guests come"])],
            new SummaryReviewBody(ApiExamples.Summary, 5, 4, null, ["The guests' changing room"])),
        new ReviewReply(true, 3, "The review is stored."),
        new SessionDeletedReply(true, "Interview 0199C1D4 is deleted with everything that belongs to it.", new DeletedCounts(1, 19, 0, 1, 1)),
        new ReviewStatisticsReply(17, 4.12, new QuestionReviewStatistics(96, 3.9), new SummaryReviewStatistics(15, 4.3, 4.07)),
        new SkillVersionItem(2, "1.1.0", true, Approved, "Jonas", Approved, "Asks about guests.", SkillText.Length),
        new ActiveSkillReply(true, 2, "1.1.0", SkillText, SkillText.Length),
        new SkillContentReply(2, "1.1.0", SkillText, "Asks about guests."),
        new NewSkillBody("1.2.0", [14], "Jonas"),
        new NewSkillReply(true, 3, "1.2.0", "Version 1.2.0 is made. It is not active."),
        new GenerateRulesBody(),
        new GeneratedRulesReply(1, [Rule], "1 rule is waiting for approval."),
        Rule,
    ];
}
