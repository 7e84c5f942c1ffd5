using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Common;

/// <summary>How often one address may send forms. Section <c>RateLimits</c>; reading pages is not limited, except those that tell whether a guess is right.</summary>
public sealed class RateLimits
{
    public const string Section = "RateLimits";
    public const string StartPolicy = "start";
    public const string AnswerPolicy = "answer";
    public const string FeedbackPolicy = "feedback";
    public const string ResumePolicy = "resume";
    public const string SignInPolicy = "sign-in";

    /// <summary>Interviews started per minute.</summary>
    public int StartsPerMinute { get; set; } = 20;

    /// <summary>Answers and contact details sent per minute.</summary>
    public int AnswersPerMinute { get; set; } = 120;

    /// <summary>Feedback sent per minute.</summary>
    public int FeedbackPerMinute { get; set; } = 20;

    /// <summary>Links to interviews opened or used per minute.</summary>
    public int ResumesPerMinute { get; set; } = 20;

    /// <summary>Attempts to sign in per minute.</summary>
    public int SignInsPerMinute { get; set; } = 10;

    public void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : TimeSpan.FromMinutes(1);
            context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        options.AddPolicy(StartPolicy, context => PerAddress(context, StartsPerMinute));
        options.AddPolicy(AnswerPolicy, context => PerAddress(context, AnswersPerMinute));
        options.AddPolicy(FeedbackPolicy, context => PerAddress(context, FeedbackPerMinute));
        options.AddPolicy(ResumePolicy, context => PerAddress(context, ResumesPerMinute, countReading: true));
        options.AddPolicy(SignInPolicy, context => PerAddress(context, SignInsPerMinute));
    }

    private static RateLimitPartition<string> PerAddress(HttpContext context, int perMinute, bool countReading = false) =>
        countReading || HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(Network(context.Connection.RemoteIpAddress), _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = perMinute,
                Window = TimeSpan.FromMinutes(1),
            })
            : RateLimitPartition.GetNoLimiter("");

    // Whoever has an IPv6 address usually has a whole /64 of them.
    private static string Network(IPAddress? address)
    {
        // Behind a Unix socket. Not the empty text, under which reading goes unlimited.
        if (address is null)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? MaskedTo64(address).ToString()
            : address.ToString();
    }

    private static IPAddress MaskedTo64(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
