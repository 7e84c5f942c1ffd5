using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Domain.Interviews;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>Everything that is stored of one interview, as JSON, but for what opens it to its respondent. That it is taken is entered in the audit log.</summary>
/// <param name="SessionId">The interview.</param>
[RequiresPermission(Permission.ReadInterviews)]
public sealed record ExportInterview(Guid SessionId) : IRequest<InterviewExport>;

/// <summary>An interview as JSON.</summary>
/// <param name="Reference">The interview's short reference.</param>
/// <param name="Json">The document. Contact details are masked for those who may not see them.</param>
public sealed record InterviewExport(string Reference, string Json);

/// <summary>Handles <see cref="ExportInterview"/>.</summary>
public sealed class ExportInterviewHandler(IApplicationDbContext db, ICurrentAccount account, ContactBook contacts, AuditTrail audit) : IRequestHandler<ExportInterview, InterviewExport>
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

    /// <inheritdoc/>
    public async Task<InterviewExport> Handle(ExportInterview request, CancellationToken cancellationToken)
    {
        var id = request.SessionId;
        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(session => session.Id == id, cancellationToken) ?? throw await db.MissingAsync(id, cancellationToken);
        var visible = account.Can(Permission.SeeContactDetails);
        var reference = SessionReference.Of(id);
        var mask = contacts.MaskOf(session, visible);
        var contact = mask.Contact;
        var document = new
        {
            Reference = reference,
            SessionId = id,
            session.Language,
            session.RevisionId,
            session.CreatedAt,
            session.LastActivityAt,
            session.CompletedAt,
            session.EmailSentAt,
            Contact = new { contact.Name, contact.Email, contact.Phone, contact.Masked, contact.Unreadable },
            State = mask.Whole(session.State),
            Messages = await db.Messages.AsNoTracking().Where(message => message.SessionId == id).OrderBy(message => message.Sequence)
                .Select(message => new { message.Sequence, message.Role, message.QuestionId, message.Content, message.Input, message.Round, message.CreatedAt, message.ChangedAt })
                .ToListAsync(cancellationToken),
            ReplacedAnswers = await db.ReplacedAnswers.AsNoTracking().Where(replaced => replaced.SessionId == id).OrderBy(replaced => replaced.ReplacedAt)
                .Select(replaced => new { replaced.QuestionId, replaced.Content, replaced.Input, replaced.SaidAt, replaced.ReplacedAt })
                .ToListAsync(cancellationToken),
            Transcripts = await db.Transcripts.AsNoTracking().Where(transcript => transcript.SessionId == id).OrderBy(transcript => transcript.Id)
                .Select(transcript => new
                {
                    transcript.QuestionId,
                    transcript.OriginalText,
                    transcript.ConfirmedText,
                    transcript.Language,
                    transcript.Confidence,
                    transcript.DurationSeconds,
                    transcript.CreatedAt,
                })
                .ToListAsync(cancellationToken),
            Decisions = await db.DecisionRecords.AsNoTracking().Where(record => record.SessionId == id).OrderBy(record => record.Sequence)
                .Select(record => new { record.Sequence, record.RevisionId, record.QuestionId, record.StopReason, record.Details, record.CreatedAt })
                .ToListAsync(cancellationToken),
            FinalReport = mask.FullReport,
            ReportSummary = mask.Summary,
            Feedback = await db.Feedback.AsNoTracking().Where(entry => entry.SessionId == id).OrderBy(entry => entry.CreatedAt)
                .Select(entry => new { entry.Rating, entry.Comment, entry.Superseded, entry.CreatedAt })
                .ToListAsync(cancellationToken),
            Reviews = await db.ExpertReviews.AsNoTracking().Where(review => review.SessionId == id).OrderBy(review => review.Id)
                .Include(review => review.QuestionReviews).Include(review => review.SummaryReviews)
                .ToListAsync(cancellationToken),
        };
        var json = JsonSerializer.SerializeToNode(document, Options)!;
        mask.In(json);
        audit.Add("interview.exported", reference, after: new { SessionId = id, WithContactDetails = visible });
        await db.SaveChangesAsync(cancellationToken);
        return new InterviewExport(reference, json.ToJsonString(Options));
    }
}
