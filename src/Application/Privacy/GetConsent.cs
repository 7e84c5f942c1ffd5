using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Privacy;

/// <summary>What respondents agree to; null when there is no such version.</summary>
/// <param name="Language">See <see cref="Languages"/>; Lithuanian for any other.</param>
/// <param name="Version">Its number; null for the newest.</param>
public sealed record GetConsent(string? Language, int? Version = null) : IRequest<ConsentView?>;

/// <summary>A consent text in one language.</summary>
/// <param name="Version">Its number, counted from 1.</param>
/// <param name="Language">See <see cref="Languages"/>.</param>
/// <param name="Points">What matters most, in Markdown: what stands above the first line <c>---</c>.</param>
/// <param name="Whole">The rest, in Markdown; empty when the points say all.</param>
/// <param name="PublishedAt">When it was published, in the time zone of the application.</param>
/// <param name="IsNewest">Whether it is what interviews start with now.</param>
public sealed record ConsentView(int Version, string Language, string Points, string Whole, DateTimeOffset PublishedAt, bool IsNewest)
{
    private const string Line = "\n---\n";

    /// <summary>All of it, in Markdown.</summary>
    public string Text => Whole.Length > 0 ? $"{Points}\n\n{Whole}" : Points;

    /// <summary>What matters most and the rest of a text.</summary>
    internal static (string Points, string Whole) Split(string text)
    {
        var plain = text.ReplaceLineEndings("\n").Trim();
        var end = plain.IndexOf(Line, StringComparison.Ordinal);
        return end < 0 ? (plain, "") : (plain[..end].Trim(), plain[(end + Line.Length)..].Trim());
    }
}

/// <summary>Handles <see cref="GetConsent"/>.</summary>
public sealed class GetConsentHandler(IApplicationDbContext db, TimeProvider time) : IRequestHandler<GetConsent, ConsentView?>
{
    /// <inheritdoc/>
    public async Task<ConsentView?> Handle(GetConsent request, CancellationToken cancellationToken)
    {
        var language = Languages.IsSupported(request.Language) ? request.Language! : Languages.Lithuanian;
        var found = await db.ConsentTexts.AsNoTracking()
            .Where(text => request.Version == null || text.Version == request.Version)
            .OrderByDescending(text => text.Version)
            .Select(text => new { Consent = text, Newest = !db.ConsentTexts.Any(other => other.Version > text.Version) })
            .FirstOrDefaultAsync(cancellationToken);
        if (found is null)
            return null;
        var (points, whole) = ConsentView.Split(found.Consent.Text.In(language));
        return new ConsentView(found.Consent.Version, language, points, whole, TimeZoneInfo.ConvertTime(found.Consent.PublishedAt, time.LocalTimeZone), found.Newest);
    }
}
