using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Brain;

/// <summary>Reads and replaces the editable brain in the <c>brain_*</c> tables.</summary>
internal static class WorkingCopy
{
    public static async Task<bool> IsEmptyAsync(IApplicationDbContext db, CancellationToken cancellationToken) =>
        !await db.Slots.AnyAsync(cancellationToken)
        && !await db.Questions.AnyAsync(cancellationToken)
        && !await db.RiskRules.AnyAsync(cancellationToken)
        && !await db.SkipRules.AnyAsync(cancellationToken);

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
            Modes = new ModesSection
            {
                Quick = Setting<InterviewPolicy>(BrainConfigKeys.ModesQuick) ?? new InterviewPolicy(),
                Precise = Setting<PrecisePolicy>(BrainConfigKeys.ModesPrecise) ?? new PrecisePolicy(),
            },
            Report = new ReportSection
            {
                Footer = config.TryGetValue(BrainConfigKeys.ReportFooter, out var footer) ? footer.ReadTexts() : new LocalizedTemplate(),
                Full = Setting<LocalizedTemplate>(BrainConfigKeys.ReportFull) ?? new LocalizedTemplate(),
                Summary = Setting<LocalizedTemplate>(BrainConfigKeys.ReportSummary) ?? new LocalizedTemplate(),
            },
        };

        T? Setting<T>(string key) => config.TryGetValue(key, out var entry) ? entry.Read<T>() : default;
    }

    /// <summary>Fills an empty working copy; weights and settings that somebody has made stay. The caller saves.</summary>
    public static async Task FillAsync(IApplicationDbContext db, BrainDocument document, DateTimeOffset now, CancellationToken cancellationToken)
    {
        db.Slots.AddRange(document.Slots.Select((slot, position) => Slot.From(slot, position, now)));
        db.Questions.AddRange(document.Questions.Select(question => BrainQuestion.From(question, now)));
        db.RiskRules.AddRange(document.RiskRules.Select(rule => RiskRule.From(rule, now)));
        db.SkipRules.AddRange(document.SkipRules.Select(rule => SkipRule.From(rule, now)));

        if (await db.ScoringConfigs.FindAsync([ScoringConfig.DefaultKey], cancellationToken) is null)
            db.ScoringConfigs.Add(ScoringConfig.From(document.Scoring.Weights, now));

        await AddAsync(BrainConfigKeys.ModesQuick, document.Modes.Quick);
        await AddAsync(BrainConfigKeys.ModesPrecise, document.Modes.Precise);
        await AddAsync(BrainConfigKeys.ReportFooter, document.Report.Footer);
        await AddAsync(BrainConfigKeys.ReportFull, document.Report.Full);
        await AddAsync(BrainConfigKeys.ReportSummary, document.Report.Summary);

        async Task AddAsync<T>(string key, T value)
        {
            if (await db.BrainConfig.FindAsync([key], cancellationToken) is null)
                db.BrainConfig.Add(BrainConfigEntry.From(key, value, now));
        }
    }
}
