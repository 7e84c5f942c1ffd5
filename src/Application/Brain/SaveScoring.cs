using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Brain;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Changes the weights of the scoring terms in the working copy.</summary>
/// <param name="Weights">The weights as they are to be.</param>
/// <param name="BasedOn"><see cref="BrainItems.Checksum"/> of the weights that the author began with.</param>
[RequiresPermission(Permission.EditBrain)]
public sealed record SaveScoring(ScoringWeights Weights, string BasedOn) : IRequest<EditResult>;

/// <summary>Checks <see cref="SaveScoring"/>.</summary>
public sealed class SaveScoringValidator : AbstractValidator<SaveScoring>
{
    /// <summary>The rules.</summary>
    public SaveScoringValidator()
    {
        RuleFor(request => request.BasedOn).NotEmpty();
        this.SoundWeights(request => request.Weights);
    }
}

/// <summary>Handles <see cref="SaveScoring"/>.</summary>
public sealed class SaveScoringHandler(WorkingCopyEditor editor) : IRequestHandler<SaveScoring, EditResult>
{
    /// <inheritdoc/>
    public Task<EditResult> Handle(SaveScoring request, CancellationToken cancellationToken) => editor.EditAsync(
        document => BrainEdit.Put(document, new BrainAddress(BrainSection.Scoring), request.Weights, request.BasedOn), cancellationToken);
}
