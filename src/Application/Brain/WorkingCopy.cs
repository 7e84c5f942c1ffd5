using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Brain;

/// <summary>Reads and replaces the editable brain in the <c>brain_*</c> tables.</summary>
internal static class WorkingCopy
{
    public static async Task<bool> IsEmptyAsync(IApplicationDbContext db, CancellationToken cancellationToken) =>
        !await db.Slots.AnyAsync(cancellationToken) && !await db.Questions.AnyAsync(cancellationToken);

    public static async Task<BrainDocument> ReadAsync(IApplicationDbContext db, CancellationToken cancellationToken)
    {
        var slots = await db.Slots.AsNoTracking().OrderBy(slot => slot.Position).ThenBy(slot => slot.Key).ToListAsync(cancellationToken);
        var questions = await db.Questions.AsNoTracking().OrderByDescending(question => question.BasePriority).ThenBy(question => question.Id).ToListAsync(cancellationToken);
        var riskRules = await db.RiskRules.AsNoTracking().OrderBy(rule => rule.Id).ToListAsync(cancellationToken);
        var skipRules = await db.SkipRules.AsNoTracking().OrderBy(rule => rule.Id).ToListAsync(cancellationToken);
        var scoring = await db.ScoringConfigs.AsNoTracking().SingleOrDefaultAsync(config => config.Key == ScoringConfig.DefaultKey, cancellationToken);
        var config = await db.BrainConfig.AsNoTracking().ToDictionaryAsync(entry => entry.Key, cancellationToken);
        return new BrainDocument
        {
            Scoring = new ScoringSection { Weights = scoring?.Weights ?? new ScoringWeights() },
            Slots = [.. slots.Select(slot => slot.ToDefinition())],
            Questions = [.. questions.Select(question => question.ToDefinition())],
            RiskRules = [.. riskRules.Select(rule => rule.ToDefinition())],
            SkipRules = [.. skipRules.Select(rule => rule.ToDefinition())],
            Modes = new ModesSection { Quick = Setting<InterviewPolicy>(BrainConfigKeys.ModesQuick) ?? new InterviewPolicy() },
            Report = new ReportSection
            {
                Footer = Text(BrainConfigKeys.ReportFooter),
                FooterEn = Text(BrainConfigKeys.ReportFooterEn),
                FooterRu = Text(BrainConfigKeys.ReportFooterRu),
                Full = Setting<LocalizedTemplate>(BrainConfigKeys.ReportFull) ?? new LocalizedTemplate(),
                Summary = Setting<LocalizedTemplate>(BrainConfigKeys.ReportSummary) ?? new LocalizedTemplate(),
            },
        };

        string? Text(string key) => config.TryGetValue(key, out var entry) ? entry.ReadText() : null;

        T? Setting<T>(string key) => config.TryGetValue(key, out var entry) ? entry.Read<T>() : default;
    }

    /// <summary>Fills an empty working copy. The caller saves.</summary>
    public static async Task FillAsync(IApplicationDbContext db, BrainDocument document, DateTimeOffset now, CancellationToken cancellationToken)
    {
        db.Slots.AddRange(document.Slots.Select((slot, position) => Slot.From(slot, position, now)));
        db.Questions.AddRange(document.Questions.Select(question => BrainQuestion.From(question, now)));
        db.RiskRules.AddRange(document.RiskRules.Select(rule => RiskRule.From(rule, now)));
        db.SkipRules.AddRange(document.SkipRules.Select(rule => SkipRule.From(rule, now)));

        if (await db.ScoringConfigs.FindAsync([ScoringConfig.DefaultKey], cancellationToken) is { } scoring)
            scoring.Change(document.Scoring.Weights, now);
        else
            db.ScoringConfigs.Add(ScoringConfig.From(document.Scoring.Weights, now));

        await SetAsync(BrainConfigKeys.ModesQuick, document.Modes.Quick);
        await SetAsync(BrainConfigKeys.ReportFooter, document.Report.Footer);
        await SetAsync(BrainConfigKeys.ReportFooterEn, document.Report.FooterEn);
        await SetAsync(BrainConfigKeys.ReportFooterRu, document.Report.FooterRu);
        await SetAsync(BrainConfigKeys.ReportFull, document.Report.Full);
        await SetAsync(BrainConfigKeys.ReportSummary, document.Report.Summary);

        async Task SetAsync<T>(string key, T value)
        {
            if (await db.BrainConfig.FindAsync([key], cancellationToken) is { } entry)
                entry.Change(value, now);
            else
                db.BrainConfig.Add(BrainConfigEntry.From(key, value, now));
        }
    }
}
