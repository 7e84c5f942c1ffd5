using AgentBrain.Application.Brain;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>A part of the ranking of a trial.</summary>
/// <param name="Items">The questions, best first.</param>
/// <param name="Top">The most points that any question of the ranking has.</param>
/// <param name="Asking">Whether the first of all is asked.</param>
/// <param name="Watched">Id of the question that is watched; null or empty for none.</param>
public sealed record TrialRanks(IReadOnlyList<TrialCandidate> Items, decimal Top, bool Asking, string? Watched)
{
    /// <summary>Whether a question is the one that is asked.</summary>
    public bool IsAsked(TrialCandidate candidate) => Asking && candidate.Position == 1;

    /// <summary>Points in percent of the most.</summary>
    public decimal Share(decimal score) => Top > 0 && score > 0 ? 100 * score / Top : 0;
}
