using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Ranks the questions at the start of a quick interview under the weights of the working copy and under others.</summary>
/// <param name="Weights">The other weights, within the ranges that weights have.</param>
[RequiresPermission(Permission.ReadBrain)]
public sealed record PreviewScoring(ScoringWeights Weights) : IRequest<ScoringPreview>;

/// <summary>What other weights would do to the first question.</summary>
/// <param name="Questions">The questions that may be asked first, best first under the other weights.</param>
/// <param name="Problem">Why nothing can be ranked; null when it can.</param>
public sealed record ScoringPreview(IReadOnlyList<RankedQuestion> Questions, string? Problem);

/// <summary>A question in two rankings.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">Its text in English, or in another language where there is none.</param>
/// <param name="Before">Where it stands under the weights of the working copy.</param>
/// <param name="After">Where it stands under the other weights.</param>
public sealed record RankedQuestion(string Id, string Text, Rank Before, Rank After);

/// <summary>Where a question stands.</summary>
/// <param name="Position">1 for the question that is asked.</param>
/// <param name="Score">Its points.</param>
/// <param name="Terms">What they are made of, by the names of the weights; they sum to the score.</param>
public sealed record Rank(int Position, decimal Score, IReadOnlyDictionary<string, decimal> Terms);

/// <summary>Checks <see cref="PreviewScoring"/>.</summary>
public sealed class PreviewScoringValidator : AbstractValidator<PreviewScoring>
{
    /// <summary>The rules.</summary>
    public PreviewScoringValidator() => this.SoundWeights(request => request.Weights);
}

/// <summary>Handles <see cref="PreviewScoring"/>.</summary>
public sealed class PreviewScoringHandler(IApplicationDbContext db) : IRequestHandler<PreviewScoring, ScoringPreview>
{
    /// <inheritdoc/>
    public async Task<ScoringPreview> Handle(PreviewScoring request, CancellationToken cancellationToken)
    {
        var document = (await WorkingCopy.ReadAsync(db, toChange: false, cancellationToken)).Document;
        try
        {
            var before = Ranks(document);
            var after = Ranks(document.With(request.Weights));
            return new ScoringPreview(
                [
                    .. after.OrderBy(rank => rank.Value.Position).Select(rank => new RankedQuestion(
                        rank.Key, document.Questions.First(question => question.Id == rank.Key).Text.In(Languages.English), before[rank.Key], rank.Value)),
                ],
                null);
        }
        catch (ArgumentException exception)
        {
            // A brain that was taken over may hold rules that nothing can be decided by.
            return new ScoringPreview([], exception.Message);
        }
    }

    private static Dictionary<string, Rank> Ranks(BrainDocument document)
    {
        var decision = InterviewEngine.Decide(new CompiledBrain(document), new DecisionInputs());

        // Candidates come in the order that settles ties, which sorting keeps.
        return decision.Candidates
            .Where(candidate => candidate.Eligibility == Eligibility.Eligible)
            .OrderByDescending(candidate => candidate.Score)
            .Select((candidate, index) => (candidate.Question.Id, Rank: new Rank(index + 1, candidate.Score, candidate.Terms(decision.Weights))))
            .ToDictionary(question => question.Id, question => question.Rank);
    }
}
