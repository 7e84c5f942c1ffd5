using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Brain;

/// <summary>Reads and replaces the editable brain in the <c>brain_*</c> tables.</summary>
internal sealed class WorkingCopy
{
    private readonly IApplicationDbContext _db;
    private readonly Dictionary<string, Slot> _slots;
    private readonly Dictionary<string, BrainQuestion> _questions;
    private readonly Dictionary<string, RiskRule> _riskRules;
    private readonly Dictionary<string, SkipRule> _skipRules;
    private readonly Dictionary<string, BrainConfigEntry> _config;
    private ScoringConfig? _scoring;

    private WorkingCopy(
        IApplicationDbContext db,
        WorkingCopyStamp stamp,
        IEnumerable<Slot> slots,
        IEnumerable<BrainQuestion> questions,
        IEnumerable<RiskRule> riskRules,
        IEnumerable<SkipRule> skipRules,
        ScoringConfig? scoring,
        Dictionary<string, BrainConfigEntry> config)
    {
        (_db, Stamp, _scoring, _config) = (db, stamp, scoring, config);
        _slots = slots.ToDictionary(slot => slot.Key);
        _questions = questions.ToDictionary(question => question.Id);
        _riskRules = riskRules.ToDictionary(rule => rule.Id);
        _skipRules = skipRules.ToDictionary(rule => rule.Id);
        Document = ToDocument();
    }

    /// <summary>What is known of it as a whole. Saving after any change to it fails when somebody else has edited since.</summary>
    public WorkingCopyStamp Stamp { get; }

    /// <summary>The working copy as one value.</summary>
    public BrainDocument Document { get; private set; }

    /// <summary>Whether there are neither slots nor questions nor rules.</summary>
    public bool IsEmpty => _slots.Count + _questions.Count + _riskRules.Count + _skipRules.Count == 0;

    /// <summary>Whether a setting is there.</summary>
    public bool Has(string configKey) => _config.ContainsKey(configKey);

    /// <summary>Whether weights are there.</summary>
    public bool HasWeights => _scoring is not null;

    /// <summary>Reads it.</summary>
    /// <param name="db">The database.</param>
    /// <param name="toChange">Whether it is read to be changed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<WorkingCopy> ReadAsync(IApplicationDbContext db, bool toChange, CancellationToken cancellationToken)
    {
        while (true)
        {
            var copy = await ReadOnceAsync(db, toChange, cancellationToken);
            // What is only shown or exported must not be half of one edit and half of another either.
            if (toChange || copy.Stamp.Version == await db.WorkingCopyStamps.Select(stamp => stamp.Version).SingleOrDefaultAsync(cancellationToken))
                return copy;
        }
    }

    private static async Task<WorkingCopy> ReadOnceAsync(IApplicationDbContext db, bool toChange, CancellationToken cancellationToken)
    {
        // The stamp first: whatever changes while the rest is read has a later version, and saving fails.
        var stamp = await Rows(db.WorkingCopyStamps).SingleOrDefaultAsync(cancellationToken);
        if (stamp is null)
        {
            stamp = WorkingCopyStamp.Unedited();
            if (toChange)
                db.WorkingCopyStamps.Add(stamp);
        }
        return new WorkingCopy(
            db,
            stamp,
            await Rows(db.Slots).ToListAsync(cancellationToken),
            await Rows(db.Questions).ToListAsync(cancellationToken),
            await Rows(db.RiskRules).ToListAsync(cancellationToken),
            await Rows(db.SkipRules).ToListAsync(cancellationToken),
            await Rows(db.ScoringConfigs).SingleOrDefaultAsync(config => config.Key == ScoringConfig.DefaultKey, cancellationToken),
            await Rows(db.BrainConfig).ToDictionaryAsync(entry => entry.Key, cancellationToken));

        IQueryable<T> Rows<T>(DbSet<T> set)
            where T : class => toChange ? set : set.AsNoTracking();
    }

    /// <summary>Makes it say what <paramref name="document"/> says. Rows that say so already are not touched. The caller saves.</summary>
    public void Become(BrainDocument document, DateTimeOffset now)
    {
        Replace(_db.Slots, _slots, document.Slots.Select((slot, position) => (slot.Key, Definition: slot, Position: position)), part => part.Key,
            (row, part) => row.Position == part.Position && Same(row.ToDefinition(), part.Definition),
            part => Slot.From(part.Definition, part.Position, now),
            (row, part) => row.Change(part.Definition, part.Position, now));
        Replace(_db.Questions, _questions, document.Questions, question => question.Id,
            (row, question) => Same(row.ToDefinition(), question),
            question => BrainQuestion.From(question, now),
            (row, question) => row.Change(question, now));
        Replace(_db.RiskRules, _riskRules, document.RiskRules, rule => rule.Id,
            (row, rule) => Same(row.ToDefinition(), rule),
            rule => RiskRule.From(rule, now),
            (row, rule) => row.Change(rule));
        Replace(_db.SkipRules, _skipRules, document.SkipRules, rule => rule.Id,
            (row, rule) => Same(row.ToDefinition(), rule),
            rule => SkipRule.From(rule, now),
            (row, rule) => row.Change(rule));

        if (_scoring is null)
            _db.ScoringConfigs.Add(_scoring = ScoringConfig.From(document.Scoring.Weights, now));
        else if (!Same(_scoring.Weights, document.Scoring.Weights))
            _scoring.Change(document.Scoring.Weights, now);

        Set(BrainConfigKeys.ModesQuick, Document.Modes.Quick, document.Modes.Quick);
        Set(BrainConfigKeys.ModesPrecise, Document.Modes.Precise, document.Modes.Precise);
        Set(BrainConfigKeys.ReportFooter, Document.Report.Footer, document.Report.Footer);
        Set(BrainConfigKeys.ReportFull, Document.Report.Full, document.Report.Full);
        Set(BrainConfigKeys.ReportSummary, Document.Report.Summary, document.Report.Summary);
        Document = ToDocument();

        void Set<T>(string key, T before, T after)
            where T : notnull
        {
            if (!_config.TryGetValue(key, out var entry))
                _db.BrainConfig.Add(_config[key] = BrainConfigEntry.From(key, after, now));
            else if (!Same(before, after))
                entry.Change(after, now);
        }
    }

    private static void Replace<TRow, TPart>(
        DbSet<TRow> set,
        Dictionary<string, TRow> rows,
        IEnumerable<TPart> parts,
        Func<TPart, string> keyOf,
        Func<TRow, TPart, bool> same,
        Func<TPart, TRow> make,
        Action<TRow, TPart> change)
        where TRow : class
    {
        var kept = new HashSet<string>();
        foreach (var part in parts)
        {
            var key = keyOf(part);
            kept.Add(key);
            if (!rows.TryGetValue(key, out var row))
                set.Add(rows[key] = make(part));
            else if (!same(row, part))
                change(row, part);
        }
        foreach (var key in rows.Keys.Except(kept).ToList())
        {
            set.Remove(rows[key]);
            rows.Remove(key);
        }
    }

    private static bool Same(object one, object other) => BrainItems.Json(one) == BrainItems.Json(other);

    private BrainDocument ToDocument()
    {
        return new BrainDocument
        {
            Scoring = new ScoringSection { Weights = _scoring?.Weights ?? new ScoringWeights() },
            Slots = [.. _slots.Values.OrderBy(slot => slot.Position).ThenBy(slot => slot.Key, StringComparer.Ordinal).Select(slot => slot.ToDefinition())],
            Questions = [.. _questions.Values.Select(question => question.ToDefinition())],
            RiskRules = [.. _riskRules.Values.Select(rule => rule.ToDefinition())],
            SkipRules = [.. _skipRules.Values.Select(rule => rule.ToDefinition())],
            Modes = new ModesSection
            {
                Quick = Setting<InterviewPolicy>(BrainConfigKeys.ModesQuick) ?? new InterviewPolicy(),
                Precise = Setting<PrecisePolicy>(BrainConfigKeys.ModesPrecise) ?? new PrecisePolicy(),
            },
            Report = new ReportSection
            {
                Footer = _config.TryGetValue(BrainConfigKeys.ReportFooter, out var footer) ? footer.ReadTexts() : new LocalizedTemplate(),
                Full = Setting<LocalizedTemplate>(BrainConfigKeys.ReportFull) ?? new LocalizedTemplate(),
                Summary = Setting<LocalizedTemplate>(BrainConfigKeys.ReportSummary) ?? new LocalizedTemplate(),
            },
        }.InOrder();

        T? Setting<T>(string key) => _config.TryGetValue(key, out var entry) ? entry.Read<T>() : default;
    }
}
