using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>What the newest revision would ask next in an interview that nobody gives, and why. Nothing is stored.</summary>
[RequiresPermission(Permission.ReadBrain)]
public sealed record DecideNextQuestion : IRequest<NextQuestionDecision>
{
    /// <summary>Language of the notes of flags; see <see cref="Languages"/>.</summary>
    public required string? Language { get; init; }

    /// <summary>What is known, by key of the slot. A value of null, an empty one or <c>UNKNOWN</c> is none.</summary>
    public IReadOnlyDictionary<string, SlotFact> Values { get; init; } = new Dictionary<string, SlotFact>();

    /// <summary>Ids of the questions asked, in order.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>Id of the last question; null before the first.</summary>
    public string? LastQuestionId { get; init; }
}

/// <summary>What would be asked next.</summary>
public sealed record NextQuestionDecision
{
    /// <summary>Id of the question; null when the interview would end.</summary>
    public required string? QuestionId { get; init; }

    /// <summary>Why the interview would end; null when it goes on. See <see cref="StopDecision"/>.</summary>
    public required string? StopReason { get; init; }

    /// <summary>All enabled questions, best first; equal ones in the order that settles ties.</summary>
    public required IReadOnlyList<CandidateDetails> Candidates { get; init; }

    /// <summary>The raised flags.</summary>
    public required IReadOnlyList<RiskFlag> Flags { get; init; }

    /// <summary>Ids of the enabled questions that skip rules leave out, in ordinal order.</summary>
    public required IReadOnlyList<string> SkippedQuestionIds { get; init; }
}

/// <summary>Validates <see cref="DecideNextQuestion"/>.</summary>
public sealed class DecideNextQuestionValidator : AbstractValidator<DecideNextQuestion>
{
    /// <summary>Sets the rules.</summary>
    public DecideNextQuestionValidator()
    {
        RuleFor(request => request.Language).MustBeSupported();
        RuleFor(request => request.Values).Custom((values, context) =>
        {
            foreach (var (key, fact) in values)
            {
                if (fact.Confidence is not (>= 0 and <= 1))
                    context.AddFailure($"Give {key} a confidence from 0 to 1.");
                if (fact.Value?.Length > TextLimits.Answer)
                    context.AddFailure($"Use {TextLimits.Answer} characters at most for {key}.");
            }
        });
    }
}

/// <summary>Handles <see cref="DecideNextQuestion"/>.</summary>
public sealed class DecideNextQuestionHandler(IApplicationDbContext db, CompiledBrains brains) : IRequestHandler<DecideNextQuestion, NextQuestionDecision>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">No brain is published.</exception>
    /// <exception cref="ValidationException">There is no such slot or question.</exception>
    public async Task<NextQuestionDecision> Handle(DecideNextQuestion request, CancellationToken cancellationToken)
    {
        var (_, brain) = await brains.NewestAsync(db, cancellationToken) ?? throw new NotFoundException();
        UnknownNames.MustBeNone(nameof(request.Values), "slot", request.Values.Keys.Where(key => brain.FindSlot(key) is null));
        // Questions that are disabled now may have been asked before.
        var questions = brain.Document.Questions.Select(question => question.Id).ToHashSet();
        UnknownNames.MustBeNone(nameof(request.Asked), "question", request.Asked.Where(id => !questions.Contains(id)));
        if (request.LastQuestionId is { } last && !questions.Contains(last))
            UnknownNames.MustBeNone(nameof(request.LastQuestionId), "question", [last]);

        var inputs = new DecisionInputs { Values = request.Values, Asked = request.Asked, LastQuestionId = request.LastQuestionId };
        var decision = InterviewEngine.Decide(brain, inputs);
        return new NextQuestionDecision
        {
            QuestionId = decision.Chosen?.Id,
            StopReason = decision.Stop.Reason,
            // Candidates come in the order that settles ties, which sorting keeps.
            Candidates = [.. DecisionDetails.Of(inputs, decision).Candidates.OrderByDescending(candidate => candidate.Score)],
            Flags =
            [
                .. decision.Flags.Select(flag => new RiskFlag(flag.Code, flag.Severity, brain.FindRisk(flag.Code)!.Note.In(request.Language!), flag.Evidence, flag.Confirmed)),
            ],
            SkippedQuestionIds = [.. decision.Candidates.Where(candidate => candidate.SkippedBy is not null).Select(candidate => candidate.Question.Id).Order(StringComparer.Ordinal)],
        };
    }
}
