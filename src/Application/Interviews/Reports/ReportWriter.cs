using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews.Reports;

/// <summary>Writes the reports of an interview from the templates of its revision and the footer that is in force.</summary>
public sealed class ReportWriter(IApplicationDbContext db, CompiledBrains brains, IReportTemplate template, TimeProvider time)
{
    /// <summary>Writes both forms of the report. Everything but the respondent's own words is in <paramref name="language"/>.</summary>
    /// <param name="session">The interview.</param>
    /// <param name="name">The respondent's name.</param>
    /// <param name="brain">The brain of the session's revision.</param>
    /// <param name="language">See <see cref="Languages"/>.</param>
    /// <param name="madeAt">When the report was made.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<InterviewReport> WriteAsync(
        Session session,
        string name,
        CompiledBrain brain,
        string language,
        DateTimeOffset madeAt,
        CancellationToken cancellationToken)
    {
        var footer = await FooterAsync(language, cancellationToken);
        var model = Compose(session, name, brain, language, footer, TimeZoneInfo.ConvertTime(madeAt, time.LocalTimeZone));
        var templates = brain.Document.Report;
        return new InterviewReport(
            template.Render(templates.Full.In(language), model),
            template.Render(templates.Summary.In(language), model));
    }

    /// <summary>The report of a finished interview as whoever asks may read it.</summary>
    /// <param name="session">The interview.</param>
    /// <param name="mask">Hides what they may not see.</param>
    /// <param name="language">See <see cref="Languages"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<InterviewReport> StoredAsync(Session session, ContactMask mask, string language, CancellationToken cancellationToken)
    {
        // What was handed over stands as it is; for another language, or without the name, it is written anew from the same facts.
        var asItIs = language == session.Language && (mask.ShowsAll || !mask.HasName);
        if (asItIs || session.RevisionId is not { } revisionId)
            return new InterviewReport(mask.FullReport ?? "", mask.Summary ?? mask.FullReport ?? "");
        var report = await WriteAsync(
            session,
            mask.NameIfVisible,
            await brains.GetAsync(db, revisionId, cancellationToken),
            language,
            session.CompletedAt!.Value,
            cancellationToken);
        return new InterviewReport(mask.InMarkdown(report.Full), mask.InMarkdown(report.Summary));
    }

    /// <summary>What the templates of a report use.</summary>
    internal static ReportModel Compose(Session session, string name, CompiledBrain brain, string language, string footer, DateTimeOffset day)
    {
        var state = session.State;
        var slots = brain.Document.Slots;
        return new ReportModel
        {
            Reference = SessionReference.Of(session.Id),
            Date = DateText.Day(day, language),
            Name = MarkdownText.Escape(name),
            EndedEarly = state.EndedEarly,
            Footer = footer,
            Facts =
            [
                .. slots
                    .Where(slot => ValueOf(slot.Key).HasValue)
                    .Select(slot => FactOf(slot, ValueOf(slot.Key), language)),
            ],
            Findings = [.. GravestFirst(state.RiskFlags.Where(flag => flag.Confirmed)).Select(FlagOf)],
            ToClarify = [.. GravestFirst(state.RiskFlags.Where(flag => !flag.Confirmed)).Select(FlagOf)],
            NotEstablished =
            [
                .. slots
                    .Where(slot => !ValueOf(slot.Key).HasValue)
                    .OrderByDescending(slot => slot.IsRequired)
                    .Select(slot => new ReportGap(MarkdownText.Escape(slot.Label.In(language)), slot.IsRequired, state.DeclinedSlots.Contains(slot.Key))),
            ],
        };

        SlotValue ValueOf(string key) => state.Slots.GetValueOrDefault(key) ?? SlotValue.Empty;

        ReportFlag FlagOf(RiskFlag flag) => new(
            flag.Code,
            flag.Severity,
            MarkdownText.Escape(brain.FindRisk(flag.Code)?.Note.In(language) ?? flag.Note),
            MarkdownText.Escape(string.Join(", ", flag.Evidence
                .Distinct()
                .Where(key => !ValueOf(key).HasValue)
                .Select(key => brain.FindSlot(key)?.Label.In(language) ?? key))));
    }

    private static IEnumerable<RiskFlag> GravestFirst(IEnumerable<RiskFlag> flags) => flags.OrderBy(flag => flag.Severity switch
    {
        "high" => 0,
        "medium" => 1,
        _ => 2,
    });

    private static ReportFact FactOf(SlotDefinition slot, SlotValue value, string language)
    {
        var parts = value.Parts.Select(part => new ReportPart(
            MarkdownText.Escape(FactText.Of(slot, part, language)),
            MarkdownText.Escape(value.Evidence.FirstOrDefault(evidence => evidence.Supports == part)?.Quote ?? "")));
        return new ReportFact(slot.Key, MarkdownText.Escape(slot.Label.In(language)), value.Confidence >= ConfidenceLevels.Missing, [.. parts], value.SetByHand);
    }

    private async Task<string> FooterAsync(string language, CancellationToken cancellationToken)
    {
        var entry = await db.BrainConfig.AsNoTracking().SingleOrDefaultAsync(entry => entry.Key == BrainConfigKeys.ReportFooter, cancellationToken);
        return entry?.ReadTexts().In(language) ?? "";
    }
}
