using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Lists questions of the working copy, page by page.</summary>
[RequiresPermission(Permission.ReadBrain)]
public sealed record ListQuestions : IRequest<QuestionList>
{
    /// <summary>Number of questions on a page.</summary>
    public const int PageSize = 25;

    /// <summary>Words that have to be part of the id, a text, or the key or a label of a covered slot or the code of a covered risk; null for all questions.</summary>
    public string? Search { get; init; }

    /// <summary>Whether questions that take part in interviews are listed, or those that do not; null for both.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The round (1 to 3), or 0 for questions of no round; null for all.</summary>
    public int? Round { get; init; }

    /// <summary>Key of a slot that has to be covered; null for all.</summary>
    public string? Slot { get; init; }

    /// <summary>Code of a risk that has to be covered; null for all.</summary>
    public string? Risk { get; init; }

    /// <summary>What has to be the matter with a question.</summary>
    public QuestionFilter Only { get; init; }

    /// <summary>The order.</summary>
    public QuestionSort Sort { get; init; }

    /// <summary>The page, counted from 1; one that does not exist becomes the nearest that does.</summary>
    public int Page { get; init; } = 1;
}

/// <summary>What has to be the matter with a question to be listed.</summary>
public enum QuestionFilter
{
    /// <summary>Anything.</summary>
    All,

    /// <summary>It is not written in every language.</summary>
    MissingTranslation,

    /// <summary>A translation's source has changed.</summary>
    StaleTranslation,

    /// <summary>It covers neither a slot nor a risk, so that nothing speaks for asking it.</summary>
    NotUsed,
}

/// <summary>Orders of questions. Equal ones follow their ids.</summary>
public enum QuestionSort
{
    /// <summary>By priority, highest first.</summary>
    Priority,

    /// <summary>By id.</summary>
    Id,

    /// <summary>By text, as the workspace shows it.</summary>
    Text,

    /// <summary>By round, those without one last; within a round by priority.</summary>
    Round,
}

/// <summary>A page of questions.</summary>
/// <param name="Rows">The questions on the page.</param>
/// <param name="Total">How many questions were found.</param>
/// <param name="All">How many questions there are altogether.</param>
/// <param name="Page">The page, counted from 1.</param>
/// <param name="Slots">Slots that can be chosen, in their order.</param>
/// <param name="Risks">Risk rules that can be chosen.</param>
public sealed record QuestionList(
    IReadOnlyList<QuestionRow> Rows, int Total, int All, int Page, IReadOnlyList<SlotDefinition> Slots, IReadOnlyList<RiskRuleDefinition> Risks);

/// <summary>A question in the list.</summary>
/// <param name="Question">The question.</param>
/// <param name="SkippedBy">Ids of the skip rules that leave it out.</param>
/// <param name="Missing">Languages in which it is not written.</param>
/// <param name="Stale">Languages in which it lags behind.</param>
public sealed record QuestionRow(QuestionDefinition Question, IReadOnlyList<string> SkippedBy, IReadOnlyList<string> Missing, IReadOnlyList<string> Stale);

/// <summary>Handles <see cref="ListQuestions"/>.</summary>
public sealed class ListQuestionsHandler(IApplicationDbContext db) : IRequestHandler<ListQuestions, QuestionList>
{
    /// <inheritdoc/>
    public async Task<QuestionList> Handle(ListQuestions request, CancellationToken cancellationToken)
    {
        var copy = await WorkingCopy.ReadAsync(db, toChange: false, cancellationToken);
        var document = copy.Document;
        var stale = copy.Stamp.StaleTexts.ToHashSet();
        var texts = BrainTexts.Of(document).ToLookup(text => text.Item);
        var skippedBy = document.SkipRules
            .SelectMany(rule => rule.SkipQuestionIds.Distinct().Select(question => (Question: question, Rule: rule.Id)))
            .ToLookup(pair => pair.Question, pair => pair.Rule);
        var slots = document.Slots.ToDictionary(slot => slot.Key);

        var found = document.Questions.Select(question =>
            {
                var own = texts[new BrainAddress(BrainSection.Questions, question.Id)].ToList();
                return new QuestionRow(question, [.. skippedBy[question.Id]], BrainSearch.Missing(own), BrainSearch.Stale(own, stale));
            })
            .Where(row => IsWanted(row, request) && BrainSearch.Finds(request.Search, Texts(row.Question, slots)));
        var rows = Sorted(found, request.Sort).ToList();
        var page = Math.Clamp(request.Page, 1, Math.Max(1, (rows.Count + ListQuestions.PageSize - 1) / ListQuestions.PageSize));
        return new QuestionList(
            [.. rows.Skip((page - 1) * ListQuestions.PageSize).Take(ListQuestions.PageSize)],
            rows.Count,
            document.Questions.Count,
            page,
            document.Slots,
            document.RiskRules);
    }

    private static bool IsWanted(QuestionRow row, ListQuestions request)
    {
        var question = row.Question;
        return (request.Enabled is not { } enabled || question.Enabled == enabled)
            && (request.Round is not { } round || (question.RoundHint ?? 0) == round)
            && (request.Slot is not { } slot || question.SlotCoverage.Contains(slot))
            && (request.Risk is not { } risk || question.RiskCoverage.Contains(risk))
            && request.Only switch
            {
                QuestionFilter.MissingTranslation => row.Missing.Count > 0,
                QuestionFilter.StaleTranslation => row.Stale.Count > 0,
                QuestionFilter.NotUsed => question.SlotCoverage.Count + question.RiskCoverage.Count == 0,
                _ => true,
            };
    }

    private static IEnumerable<string?> Texts(QuestionDefinition question, Dictionary<string, SlotDefinition> slots) =>
    [
        question.Id, question.TextLt, question.TextEn, question.TextRu,
        .. question.SlotCoverage,
        .. question.SlotCoverage.Where(slots.ContainsKey).SelectMany(key => Languages.All.Select(language => slots[key].Label.Exactly(language))),
        .. question.RiskCoverage,
    ];

    private static IEnumerable<QuestionRow> Sorted(IEnumerable<QuestionRow> rows, QuestionSort sort)
    {
        var sorted = sort switch
        {
            QuestionSort.Id => rows.OrderBy(row => row.Question.Id, StringComparer.OrdinalIgnoreCase),
            QuestionSort.Text => rows.OrderBy(row => row.Question.Text.In(Languages.English), StringComparer.InvariantCultureIgnoreCase),
            QuestionSort.Round => rows.OrderBy(row => row.Question.RoundHint ?? int.MaxValue).ThenByDescending(row => row.Question.BasePriority),
            _ => rows.OrderByDescending(row => row.Question.BasePriority),
        };
        return sorted.ThenBy(row => row.Question.Id, StringComparer.Ordinal);
    }
}
