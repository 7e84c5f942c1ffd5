using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Feedback;
using AgentBrain.Domain.Interviews;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Feedback;

/// <summary>Which feedback is looked for.</summary>
public sealed record FeedbackFilter
{
    /// <summary>Longest text to look for, in characters.</summary>
    public const int TextLength = 200;

    /// <summary>Fewest stars; null for no limit.</summary>
    public int? MinRating { get; init; }

    /// <summary>Most stars; null for no limit.</summary>
    public int? MaxRating { get; init; }

    /// <summary>The first day on which it may have been left; null for no limit.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day on which it may have been left; null for no limit.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Language of the interview, see <see cref="Languages"/>; null for all.</summary>
    public string? Language { get; init; }

    /// <summary>Words that the comment has, whether in capitals or not; empty for any.</summary>
    public string Text
    {
        get;
        init => field = (value ?? "").Trim();
    } = "";

    /// <summary>The entries that pass, each with the language of its interview.</summary>
    internal IQueryable<FoundFeedback> In(IApplicationDbContext db, TimeProvider time)
    {
        var entries = db.Feedback.AsNoTracking();
        var (from, until) = time.Span(From, To);
        if (MinRating is { } fewest)
            entries = entries.Where(entry => entry.Rating >= fewest);
        if (MaxRating is { } most)
            entries = entries.Where(entry => entry.Rating <= most);
        if (from is not null)
            entries = entries.Where(entry => entry.CreatedAt >= from);
        if (until is not null)
            entries = entries.Where(entry => entry.CreatedAt < until);
#pragma warning disable CA1304, CA1311, CA1862 // The database compares, not .NET.
        if (Text.Length > 0)
            entries = entries.Where(entry => entry.Comment!.ToLower().Contains(Text.ToLower()));
#pragma warning restore CA1304, CA1311, CA1862
        var found =
            from entry in entries
            // Ratings outlive the interview that is erased.
            join session in db.Sessions.IgnoreQueryFilters() on entry.SessionId equals session.Id into sessions
            from session in sessions.DefaultIfEmpty()
            select new FoundFeedback { Entry = entry, Language = session!.Language, Erased = session!.ErasedAt != null };
        return Language is { } language ? found.Where(item => item.Language == language) : found;
    }

    /// <summary>The rules of whatever looks for feedback.</summary>
    internal static void Rules(InlineValidator<FeedbackFilter> rules)
    {
        rules.RuleFor(filter => filter.MinRating)
            .InclusiveBetween(FeedbackEntry.LowestRating, FeedbackEntry.HighestRating).WithMessage("Choose one to five stars.");
        rules.RuleFor(filter => filter.MaxRating)
            .InclusiveBetween(FeedbackEntry.LowestRating, FeedbackEntry.HighestRating).WithMessage("Choose one to five stars.")
            .Must((filter, most) => !(most < filter.MinRating)).WithMessage("Choose a most that is not below the least.");
        rules.RuleFor(filter => filter.Language).MustBeSupported().When(filter => !string.IsNullOrEmpty(filter.Language));
        rules.RuleFor(filter => filter.From).LimitsPeriod();
        rules.RuleFor(filter => filter.To).LimitsPeriod()
            .Must((filter, to) => !(to < filter.From)).WithMessage("Choose a last day that is not before the first one.");
        rules.RuleFor(filter => filter.Text)
            .MaximumLength(TextLength).WithMessage($"Look for {TextLength} characters at most.")
            .Must(text => !text.Contains('\0', StringComparison.Ordinal)).WithMessage("Look for letters, digits and marks alone.");
    }
}

/// <summary>An entry with the language of its interview.</summary>
internal sealed class FoundFeedback
{
    public required FeedbackEntry Entry { get; init; }

    public required string? Language { get; init; }

    /// <summary>Whether its interview was erased.</summary>
    public required bool Erased { get; init; }
}

/// <summary>Feedback as it was left.</summary>
public sealed record FeedbackRow
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The interview; null in some legacy entries, when it was erased, and for those who may not read interviews.</summary>
    public required Guid? SessionId { get; init; }

    /// <summary>The interview's short reference; null without <see cref="SessionId"/>.</summary>
    public required string? Reference { get; init; }

    /// <summary>1 to 5 stars.</summary>
    public required int Rating { get; init; }

    /// <summary>What the respondent added; null when nothing.</summary>
    public required string? Comment { get; init; }

    /// <summary>Language of the interview; null without one.</summary>
    public required string? Language { get; init; }

    /// <summary>When it was left, in the time zone of the application.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether a newer entry of the same interview counts in its place.</summary>
    public required bool Superseded { get; init; }

    internal static FeedbackRow Of(FeedbackEntry entry, string? language, TimeProvider time, bool erased = false) => new()
    {
        Id = entry.Id,
        SessionId = erased ? null : entry.SessionId,
        Reference = !erased && entry.SessionId is { } session ? SessionReference.Of(session) : null,
        Rating = entry.Rating,
        Comment = entry.Comment,
        Language = language,
        CreatedAt = TimeZoneInfo.ConvertTime(entry.CreatedAt, time.LocalTimeZone),
        Superseded = entry.Superseded,
    };
}
