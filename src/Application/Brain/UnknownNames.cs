using FluentValidation;
using FluentValidation.Results;

namespace AgentBrain.Application.Brain;

/// <summary>Refuses requests that name what the brain does not have.</summary>
internal static class UnknownNames
{
    private const int NamesShown = 5;

    /// <exception cref="ValidationException">There is at least one such name; the message says which.</exception>
    /// <param name="field">The member of the request that names them.</param>
    /// <param name="noun">What they should be, for example <c>slot</c>.</param>
    /// <param name="names">Names that the brain does not have.</param>
    public static void MustBeNone(string field, string noun, IEnumerable<string> names)
    {
        var unknown = names.Distinct().ToList();
        if (unknown.Count == 0)
            return;
        var shown = string.Join(", ", unknown.Take(NamesShown));
        throw new ValidationException([new ValidationFailure(field, $"The brain has no {noun} {shown}{(unknown.Count > NamesShown ? " and more" : "")}.")]);
    }
}
