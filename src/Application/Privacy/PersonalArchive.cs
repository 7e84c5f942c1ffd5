using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Application.Interviews.Reports;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Interviews.Audio;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Privacy;

/// <summary>Puts everything that is stored of an interview into an archive for its respondent; see docs/privacy.md for what it holds.</summary>
public sealed class PersonalArchive(IApplicationDbContext db, IStoredRows rows, IEnumerable<IPersonalFiles> files, ContactBook contacts, ReportWriter reports, TimeProvider time)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        // Of what the legacy service stored nobody knows how deep it is.
        MaxDepth = 1010,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Makes the archive.</summary>
    /// <returns>A ZIP file.</returns>
    internal async Task<PersonalData> MakeAsync(Session session, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            var stored = await rows.OfInterviewAsync(session.Id, cancellationToken);
            await AddAsync("README.txt", PersonalArchiveTexts.Readme(session, TimeZoneInfo.ConvertTime(time.GetUtcNow(), time.LocalTimeZone)));
            await AddAsync("interview.json", JsonSerializer.Serialize(await DocumentAsync(session, cancellationToken), Options));
            await AddAsync("stored.json", JsonSerializer.Serialize(stored.ToDictionary(table => table.Name, table => table.Rows), Options));
            if (session.CompletedAt is not null)
            {
                var report = await reports.StoredAsync(session, contacts.MaskOf(session, visible: true), session.Language, cancellationToken);
                await AddAsync("report.md", report.Full);
                await AddAsync("summary.md", report.Summary);
            }
            foreach (var table in stored)
            {
                foreach (var (content, place) in table.Contents.Select((content, place) => (content, place)))
                    await CopyAsync($"{table.Name.Trim('"')}/{place + 1}.{AudioContent.Read(content)?.Extension ?? "bin"}", new MemoryStream(content));
            }
            foreach (var folder in files)
            {
                foreach (var file in await folder.OfAsync(session.Id, cancellationToken))
                    await CopyAsync(file.Name, file.Open());
            }

            async Task AddAsync(string name, string text)
            {
                await using var entry = archive.CreateEntry(name).Open();
                await entry.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
            }

            async Task CopyAsync(string name, Stream content)
            {
                await using (content)
                {
                    await using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                    await content.CopyToAsync(entry, cancellationToken);
                }
            }
        }
        return new PersonalData(SessionReference.Of(session.Id), session.Language, bytes.ToArray());
    }

    private async Task<object> DocumentAsync(Session session, CancellationToken cancellationToken)
    {
        var id = session.Id;
        var contact = contacts.Open(session);
        var messages = await db.Messages.AsNoTracking().Where(message => message.SessionId == id).OrderBy(message => message.Sequence).ToListAsync(cancellationToken);
        var reviews = await db.ExpertReviews.AsNoTracking().Where(review => review.SessionId == id).OrderBy(review => review.Id)
            .Include(review => review.QuestionReviews).Include(review => review.SummaryReviews).ToListAsync(cancellationToken);
        return new
        {
            Reference = SessionReference.Of(id),
            SessionId = id,
            session.Language,
            session.State.InterviewMode,
            Brain = session.RevisionId,
            StartedAt = session.CreatedAt,
            session.LastActivityAt,
            session.CompletedAt,
            session.EndedEarly,
            Consent = session.ConsentVersion is { } version ? new { Version = version, AgreedAt = session.ConsentedAt } : null,
            ReportSentAt = session.EmailSentAt,
            Contact = new { contact.Details.Name, contact.Details.Email, contact.Details.Phone },
            ContactLeftEarlier = contact.Legacy.Stated ?? contact.Legacy.Earlier,
            Conversation = messages.Select(message => new
            {
                Said = message.Role == Message.UserRole ? "by_you" : "to_you",
                message.QuestionId,
                Text = message.Content,
                Written = message.Input?.Written,
                Picked = message.Input?.Choices.Select(choice => new { Slot = choice.SlotKey, Option = choice.OptionKey }),
                DoesNotKnow = message.Input?.Declined,
                At = message.CreatedAt,
                message.ChangedAt,
            }),
            ReplacedAnswers = await db.ReplacedAnswers.AsNoTracking().Where(replaced => replaced.SessionId == id).OrderBy(replaced => replaced.ReplacedAt)
                .Select(replaced => new { replaced.QuestionId, Text = replaced.Content, replaced.Input, At = replaced.SaidAt, replaced.ReplacedAt })
                .ToListAsync(cancellationToken),
            SpokenAnswers = await db.Transcripts.AsNoTracking().Where(transcript => transcript.SessionId == id).OrderBy(transcript => transcript.Id)
                .Select(transcript => new
                {
                    transcript.QuestionId,
                    Heard = transcript.OriginalText,
                    Confirmed = transcript.ConfirmedText,
                    transcript.Language,
                    transcript.Confidence,
                    Seconds = transcript.DurationSeconds,
                    At = transcript.CreatedAt,
                })
                .ToListAsync(cancellationToken),
            Understood = session.State.Slots.Where(slot => slot.Value.HasValue)
                .ToDictionary(slot => slot.Key, slot => new { slot.Value.Value, slot.Value.Confidence, slot.Value.SetByHand, YourWords = slot.Value.Evidence.Select(evidence => evidence.Quote).OfType<string>() }),
            Corrections = session.State.Corrections,
            DeclinedToSay = session.State.DeclinedSlots,
            Flags = session.State.RiskFlags,
            Decisions = await db.DecisionRecords.AsNoTracking().Where(record => record.SessionId == id).OrderBy(record => record.Sequence)
                .Select(record => new { record.Sequence, AskedQuestion = record.QuestionId, Ended = record.StopReason, At = record.CreatedAt })
                .ToListAsync(cancellationToken),
            Feedback = await db.Feedback.AsNoTracking().Where(entry => entry.SessionId == id).OrderBy(entry => entry.CreatedAt)
                .Select(entry => new { entry.Rating, entry.Comment, At = entry.CreatedAt }).ToListAsync(cancellationToken),
            Reviews = reviews.Select(review => new
            {
                At = review.CreatedAt,
                review.OverallRating,
                review.OverallComments,
                Questions = review.QuestionReviews.Select(question => new
                {
                    question.QuestionId,
                    question.OriginalQuestion,
                    question.UserResponse,
                    question.EffectivenessRating,
                    question.WhatCouldBeBetter,
                    question.SuggestedAlternative,
                    question.MissedOpportunities,
                }),
                Summaries = review.SummaryReviews.Select(summary => new
                {
                    summary.OriginalSummary,
                    summary.AccuracyRating,
                    summary.CompletenessRating,
                    summary.WhatCouldBeBetter,
                    summary.MissingInsights,
                }),
            }),
            ResumeLinks = await db.ResumeLinks.AsNoTracking().Where(link => link.SessionId == id).OrderBy(link => link.CreatedAt)
                .Select(link => new { link.CreatedAt, link.UsedAt, link.ExpiresAt }).ToListAsync(cancellationToken),
            FurtherBrowsers = await db.SessionAccesses.AsNoTracking().Where(access => access.SessionId == id).OrderBy(access => access.GrantedAt)
                .Select(access => new { access.GrantedAt }).ToListAsync(cancellationToken),
        };
    }
}
