namespace AgentBrain.Web.Common;

/// <summary>Reads files that were sent with a form.</summary>
internal static class Uploads
{
    /// <summary>The content of a file; empty where none came.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is null or { Length: 0 })
            return default;
        var content = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(content, cancellationToken);
        return content;
    }
}
