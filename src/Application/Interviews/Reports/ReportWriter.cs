using System.Globalization;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews.Reports;

/// <summary>Writes the reports of an interview from the templates of its revision and the footer that is in force.</summary>
public sealed class ReportWriter(IApplicationDbContext db, IReportTemplate template)
{
    /// <summary>Writes both forms of the report.</summary>
    public async Task<InterviewReport> WriteAsync(
        Session session,
        ContactDetails contact,
        CompiledBrain brain,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var footer = await FooterAsync(session.Language, cancellationToken);
        var model = Compose(session, contact, brain, footer, now);
        var templates = brain.Document.Report;
        return new InterviewReport(
            template.Render(templates.Full.In(session.Language), model),
            template.Render(templates.Summary.In(session.Language), model));
    }

    /// <summary>What the templates of a report use.</summary>
    internal static ReportModel Compose(Session session, ContactDetails contact, CompiledBrain brain, string footer, DateTimeOffset now)
    {
        var language = session.Language;
        var state = session.State;
        var slots = brain.Document.Slots;
        return new ReportModel
        {
            Reference = SessionReference.Of(session.Id),
            Date = now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Name = MarkdownText.Escape(contact.Name),
            Footer = footer,
            Facts =
            [
                .. slots
                    .Where(slot => ValueOf(slot.Key).HasValue)
                    .Select(slot => FactOf(slot, ValueOf(slot.Key), language)),
            ],
            Findings = [.. state.RiskFlags.Where(flag => flag.Confirmed).Select(FlagOf)],
            ToClarify = [.. state.RiskFlags.Where(flag => !flag.Confirmed).Select(FlagOf)],
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
            MarkdownText.Escape(flag.Note),
            MarkdownText.Escape(string.Join(", ", flag.Evidence
                .Distinct()
                .Where(key => !ValueOf(key).HasValue)
                .Select(key => brain.FindSlot(key)?.Label.In(language) ?? key))));
    }

    private static ReportFact FactOf(SlotDefinition slot, SlotValue value, string language)
    {
        var parts = value.Value!.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(part => new ReportPart(
            MarkdownText.Escape(slot.FindOption(part)?.Label.In(language) ?? MeasureText.Localize(part, slot.Measure, language)),
            MarkdownText.Escape(value.Evidence.FirstOrDefault(evidence => evidence.Supports == part)?.Quote ?? "")));
        return new ReportFact(slot.Key, MarkdownText.Escape(slot.Label.In(language)), value.Confidence >= ConfidenceLevels.Missing, [.. parts]);
    }

    private async Task<string> FooterAsync(string language, CancellationToken cancellationToken)
    {
        var entry = await db.BrainConfig.AsNoTracking().SingleOrDefaultAsync(entry => entry.Key == BrainConfigKeys.ReportFooter, cancellationToken);
        return entry?.ReadTexts().In(language) ?? "";
    }
}
