using AgentBrain.Application.Common;
using AgentBrain.Application.Skills;
using AgentBrain.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Skills;

/// <summary>The skill and the suggested changes of it, as they are stored.</summary>
public sealed class SkillTests : FunctionalTest
{
    private static readonly DateTimeOffset _may = new(2024, 5, 1, 10, 0, 0, TimeSpan.Zero);

    [SetUp]
    public void AsReader() => AsStaff(Roles.Analyst);

    [Test]
    public async Task Versions_are_listed_newest_first_and_one_may_be_active()
    {
        (await SendAsync(new GetActiveSkill())).Version.ShouldBeNull();
        await QueryAsync(db => db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO skill_versions (id, version, content, is_active, created_at, approved_by, approved_at, change_summary) VALUES
                (1, '1.0.0', 'Ask kindly.', true, '2024-05-01 10:00+00', 'Ona', '2024-05-01 10:00+00', 'The first'),
                (2, '1.1.0', 'Ask kindly, and twice.', false, '2024-05-02 10:00+00', NULL, NULL, NULL);
            """));

        (await SendAsync(new ListSkillVersions())).ShouldBe(
        [
            new() { Id = 2, Version = "1.1.0", IsActive = false, CreatedAt = _may.AddDays(1), ApprovedBy = null, ApprovedAt = null, ChangeSummary = null, ContentLength = 22 },
            new() { Id = 1, Version = "1.0.0", IsActive = true, CreatedAt = _may, ApprovedBy = "Ona", ApprovedAt = _may, ChangeSummary = "The first", ContentLength = 11 },
        ]);
        (await SendAsync(new GetActiveSkill())).Version.ShouldBe(new SkillVersionView(1, "1.0.0", "Ask kindly.", "The first"));
        (await SendAsync(new GetSkillVersion(2))).ShouldBe(new SkillVersionView(2, "1.1.0", "Ask kindly, and twice.", null));
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new GetSkillVersion(3)));
    }

    [Test]
    public async Task Rules_stand_where_their_approval_and_their_metadata_say()
    {
        await QueryAsync(db => db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO skill_learned_rules (id, rule_text, confidence_score, approved, created_at, approved_at, rule_type, source_pattern, metadata) VALUES
                (1, 'Klausk trumpiau', 0.8, false, '2024-05-01 10:00+00', NULL, 'question_improvement', 'long', '{{"rule_text_en": "Ask shorter", "affected_questions": ["Q_1", 2, "Q_2"]}}'),
                (2, 'Klausk maloniai', 0.5, false, '2024-05-02 10:00+00', NULL, 'general', NULL, '[]'),
                (3, 'Klausk', 0.9, true, '2024-05-03 10:00+00', '2024-05-04 10:00+00', 'general', NULL, '{{"incorporated_in_skill": null}}'),
                (4, 'Paklausk', 0.9, true, '2024-05-04 10:00+00', '2024-05-05 10:00+00', 'general', NULL, '{{"incorporated_in_skill": 7}}');
            """));

        var pending = await SendAsync(new ListLearnedRules(LearnedRuleStatus.Pending));
        pending.Select(rule => rule.Id).ShouldBe([2, 1]);
        var rule = pending[1];
        (rule.Text, rule.EnglishText, rule.Type, rule.Confidence, rule.SourcePattern, rule.CreatedAt, rule.Status, rule.ApprovedAt, rule.IncorporatedInSkill).ShouldBe(
            ("Klausk trumpiau", "Ask shorter", "question_improvement", 0.8, "long", _may, LearnedRuleStatus.Pending, null, null));
        rule.AffectedQuestions.ShouldBe(["Q_1", "Q_2"]);
        (pending[0].EnglishText, pending[0].AffectedQuestions.Count).ShouldBe((null, 0));

        var approved = (await SendAsync(new ListLearnedRules(LearnedRuleStatus.Approved))).ShouldHaveSingleItem();
        (approved.Id, approved.ApprovedAt, approved.IncorporatedInSkill).ShouldBe((3, _may.AddDays(3), null));
        var applied = (await SendAsync(new ListLearnedRules(LearnedRuleStatus.Applied))).ShouldHaveSingleItem();
        (applied.Id, applied.Status, applied.IncorporatedInSkill).ShouldBe((4, LearnedRuleStatus.Applied, 7));
        (await SendAsync(new GetLearnedRule(4))).Text.ShouldBe("Paklausk");
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new GetLearnedRule(5)));
    }

    [Test]
    public async Task Is_for_whoever_may_read_the_brain()
    {
        AsStaff("Nobody");
        await ShouldBeForbiddenAsync(new ListSkillVersions());
        await ShouldBeForbiddenAsync(new GetActiveSkill());
        await ShouldBeForbiddenAsync(new GetSkillVersion(1));
        await ShouldBeForbiddenAsync(new ListLearnedRules(LearnedRuleStatus.Pending));
        await ShouldBeForbiddenAsync(new GetLearnedRule(1));
    }

    private async Task ShouldBeForbiddenAsync<T>(IRequest<T> request) => await Should.ThrowAsync<ForbiddenException>(() => SendAsync(request));
}
