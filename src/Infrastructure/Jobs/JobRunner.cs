using AgentBrain.Application.Jobs;
using Hangfire;
using MediatR;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Infrastructure.Jobs;

/// <summary>Carries out a job. Whether it is tried again says the work's own row, not the queue.</summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Fail)]
public sealed class JobRunner(IMediator mediator, ILogger<JobRunner> logger)
{
    [JobDisplayName("{0}")]
    public async Task RunAsync<TJob>(TJob job, CancellationToken cancellationToken)
        where TJob : IJob
    {
        try
        {
            await mediator.Send(job, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The queue keeps what a job throws, and its words may be a respondent's.
            var cause = exception.GetBaseException().GetType().FullName;
            logger.LogError("The job {Job} failed: {Exception}\n{Where}", typeof(TJob).Name, cause, exception.StackTrace);
            throw new JobFailedException(cause);
        }
    }
}

/// <summary>A job failed; the log says where.</summary>
/// <param name="cause">Type of what was thrown.</param>
public sealed class JobFailedException(string? cause) : Exception($"Failed with {cause}; the log says where.");
