using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using AgentBrain.Web.Controllers.Common;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Common;

/// <summary>
/// How often one address may send forms and call the API. Section <c>RateLimits</c>; reading pages is not limited, except those that tell whether a
/// guess is right.
/// </summary>
public sealed class RateLimits
{
    public const string Section = "RateLimits";
    public const string StartPolicy = "start";
    public const string AnswerPolicy = "answer";
    public const string SpeechPolicy = "speech";
    public const string FeedbackPolicy = "feedback";
    public const string ResumePolicy = "resume";
    public const string SignInPolicy = "sign-in";
    public const string ReadPolicy = "read";
    public const string KeyPolicy = "key";

    /// <summary>Interviews started per minute.</summary>
    public int StartsPerMinute { get; set; } = 20;

    /// <summary>Answers and contact details sent per minute.</summary>
    public int AnswersPerMinute { get; set; } = 120;

    /// <summary>Recordings sent per minute.</summary>
    public int RecordingsPerMinute { get; set; } = 20;

    /// <summary>Feedback sent per minute.</summary>
    public int FeedbackPerMinute { get; set; } = 20;

    /// <summary>Links to interviews opened or used per minute.</summary>
    public int ResumesPerMinute { get; set; } = 20;

    /// <summary>Attempts to sign in per minute.</summary>
    public int SignInsPerMinute { get; set; } = 10;

    /// <summary>Interviews read through the API per minute.</summary>
    public int ReadsPerMinute { get; set; } = 600;

    /// <summary>Calls of the API per minute with one API key, or by one address with a signed-in account or without either.</summary>
    public int CallsPerKeyPerMinute { get; set; } = 600;

    /// <summary>Calls of the API for administration per minute, whatever keys they bring.</summary>
    public int CallsPerMinute { get; set; } = 1200;

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
        options.AddPolicy(SpeechPolicy, context => PerAddress(context, RecordingsPerMinute));
        options.AddPolicy(FeedbackPolicy, context => PerAddress(context, FeedbackPerMinute));
        options.AddPolicy(ResumePolicy, context => PerAddress(context, ResumesPerMinute, countReading: true));
        options.AddPolicy(SignInPolicy, context => PerAddress(context, SignInsPerMinute));
        options.AddPolicy(ReadPolicy, context => PerAddress(context, ReadsPerMinute, countReading: true));
        options.AddPolicy(KeyPolicy, PerKey);
        // Keys are made up as fast as they are refused: these count for the address as well.
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            context.GetEndpoint()?.Metadata.GetMetadata<PermitApiAttribute>() is null
                ? RateLimitPartition.GetNoLimiter("")
                : PerAddress(context, CallsPerMinute, countReading: true));
    }

    private RateLimitPartition<string> PerKey(HttpContext context) => context.Request.Headers[ApiKeyAuthentication.Header] is [{ Length: > 0 } key]
        ? RateLimitPartition.GetFixedWindowLimiter(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key))), _ => PerMinute(CallsPerKeyPerMinute))
        : PerAddress(context, CallsPerKeyPerMinute, countReading: true);

    private static FixedWindowRateLimiterOptions PerMinute(int permits) => new() { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) };

    private static RateLimitPartition<string> PerAddress(HttpContext context, int perMinute, bool countReading = false) =>
        countReading || HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(Network(context.Connection.RemoteIpAddress), _ => PerMinute(perMinute))
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
