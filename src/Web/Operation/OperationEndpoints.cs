using AgentBrain.Infrastructure.Health;
using AgentBrain.Infrastructure.Persistence;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace AgentBrain.Web.Operation;

/// <summary>What those who operate the application, and their programs, ask it. Anybody may; it tells nothing that is secret.</summary>
internal static class OperationEndpoints
{
    /// <summary>Where the addresses of the checks start.</summary>
    public static readonly PathString HealthRoot = "/health";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder app)
    {
        MapChecks(app, $"{HealthRoot}/live", []);
        MapChecks(app, $"{HealthRoot}/ready", [Readiness.Tag]);
        app.MapMethods("/version", Reading, VersionAsync).DisableRateLimiting().ExcludeFromDescription();
    }

    private static void MapChecks(IEndpointRouteBuilder app, string address, string[] tags) => app
        .MapHealthChecks(address, new HealthCheckOptions
        {
            Predicate = check => check.Tags.Overlaps(tags),
            ResponseWriter = HealthReportJson.WriteAsync,
        })
        .WithMetadata(new HttpMethodMetadata(Reading))
        .DisableRateLimiting();

    private static async Task<IResult> VersionAsync(HttpContext context, MigrationState migrations, TimeProvider time)
    {
        context.Response.Headers.CacheControl = "no-store";
        var build = BuildInfo.OfProgram;
        return Results.Json(new VersionReply(build.Commit, build.BuildTime, await NewestMigrationAsync(migrations, time, context.RequestAborted)));
    }

    private static async Task<string?> NewestMigrationAsync(MigrationState migrations, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await migrations.FindAsync(giveUp.Token) is { Applied: [.., var newest] } ? newest : null;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Which build runs is to be known without a database, too.
            return null;
        }
    }

    /// <param name="Commit">See <see cref="BuildInfo"/>.</param>
    /// <param name="BuildTime">See <see cref="BuildInfo"/>.</param>
    /// <param name="Migration">The newest migration of this build that is applied; null when the database does not answer or has none.</param>
    private sealed record VersionReply(string Commit, string BuildTime, string? Migration);
}
