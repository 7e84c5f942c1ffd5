using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Privacy;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Privacy;

/// <summary>Publishes a consent text: interviews that start from now on are held under it, those that have started stay under theirs.</summary>
/// <param name="Lt">The Lithuanian text in Markdown; a line <c>---</c> ends what matters most.</param>
/// <param name="En">The English text.</param>
/// <param name="Ru">The Russian text.</param>
/// <param name="Newest">Number of the newest text that whoever publishes has seen; 0 for none.</param>
/// <param name="OnlyTry">Whether nothing is published, to see what would be.</param>
[RequiresPermission(Permission.ManagePrivacy)]
public sealed record PublishConsent(string? Lt, string? En, string? Ru, int Newest, bool OnlyTry = false) : IRequest<PublishConsentResult>
{
    internal LocalizedText Source => new(Clean(Lt), Clean(En), Clean(Ru));

    private static string Clean(string? text) => (text ?? "").ReplaceLineEndings("\n").Trim();
}

/// <summary>What came of publishing a consent text.</summary>
/// <param name="Version">The number that it has, or would have.</param>
/// <param name="Text">What respondents read.</param>
/// <param name="Outcome">What was done.</param>
public sealed record PublishConsentResult(int Version, LocalizedText Text, PublishConsentOutcome Outcome);

/// <summary>What was done with a consent text.</summary>
public enum PublishConsentOutcome
{
    /// <summary>It is published.</summary>
    Published,

    /// <summary>Nothing; it was tried.</summary>
    Tried,

    /// <summary>Nothing: it says what the newest one says.</summary>
    Same,

    /// <summary>Nothing: somebody has published another one meanwhile.</summary>
    Overtaken,
}

/// <summary>Validates <see cref="PublishConsent"/>.</summary>
public sealed class PublishConsentValidator : AbstractValidator<PublishConsent>
{
    /// <summary>Sets the rules.</summary>
    public PublishConsentValidator(IKeptDays kept)
    {
        Text(RuleFor(request => request.Lt), "Lithuanian");
        Text(RuleFor(request => request.En), "English");
        Text(RuleFor(request => request.Ru), "Russian");

        void Text(IRuleBuilderInitial<PublishConsent, string?> rule, string language) => rule
            .Cascade(CascadeMode.Stop)
            .Must(text => !string.IsNullOrWhiteSpace(text)).WithMessage($"Write the {language} text; all three languages are needed.")
            .MaximumLength(ConsentText.MaxLength).WithMessage($"Use {ConsentText.MaxLength} characters at most.")
            .CustomAsync(async (text, context, cancellationToken) =>
            {
                foreach (var name in ConsentPeriods.Missing(text, await kept.DaysAsync(cancellationToken)))
                    context.AddFailure(ConsentPeriods.Names.Contains(name)
                        ? $"{{{name}}} has no limit at present: write {{{ConsentPeriods.NameInWords(name)}}}, which says so."
                        : $"{{{name}}} is not known. Use {string.Join(", ", ConsentPeriods.Names.SelectMany(known => new[] { known, ConsentPeriods.NameInWords(known) }).Select(known => $"{{{known}}}"))}.");
            });
    }
}

/// <summary>Handles <see cref="PublishConsent"/>.</summary>
public sealed class PublishConsentHandler(IApplicationDbContext db, IKeptDays kept, ICurrentAccount account, AuditTrail audit, TimeProvider time)
    : IRequestHandler<PublishConsent, PublishConsentResult>
{
    /// <inheritdoc/>
    public async Task<PublishConsentResult> Handle(PublishConsent request, CancellationToken cancellationToken)
    {
        var newest = await db.ConsentTexts.AsNoTracking().OrderByDescending(text => text.Version).FirstOrDefaultAsync(cancellationToken);
        var version = (newest?.Version ?? 0) + 1;
        var text = ConsentPeriods.Fill(request.Source, await kept.DaysAsync(cancellationToken));
        if (request.OnlyTry)
            return Result(PublishConsentOutcome.Tried);
        if (newest is not null && newest.Version != request.Newest)
            return Result(PublishConsentOutcome.Overtaken);
        if (newest?.Text == text)
            return Result(PublishConsentOutcome.Same);

        db.ConsentTexts.Add(ConsentText.Publish(version, request.Source, text, account.Name ?? "Agent Brain", time.GetUtcNow()));
        audit.Add("consent.published", $"Version {version}", before: newest?.Text, after: text);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return Result(PublishConsentOutcome.Published);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (await db.ConsentTexts.AsNoTracking().SingleOrDefaultAsync(other => other.Version == version, cancellationToken) is not { } other)
                throw;
            // Somebody was first, or this was stored although its confirmation got lost.
            return Result(other.Text == text && other.PublishedBy == (account.Name ?? "Agent Brain") ? PublishConsentOutcome.Published : PublishConsentOutcome.Overtaken);
        }

        PublishConsentResult Result(PublishConsentOutcome outcome) => new(version, text, outcome);
    }
}
