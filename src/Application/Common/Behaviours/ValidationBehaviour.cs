using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace AgentBrain.Application.Common.Behaviours;

/// <summary>Runs all validators of a request, one after the other since they may share a database context.</summary>
public sealed class ValidationBehaviour<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
{
    /// <inheritdoc/>
    /// <exception cref="ValidationException">Some rule is broken; nothing was changed.</exception>
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var failures = new List<ValidationFailure>();
        foreach (var validator in validators)
            failures.AddRange((await validator.ValidateAsync(request, cancellationToken)).Errors);
        return failures.Count == 0 ? await next() : throw new ValidationException(failures);
    }
}
