namespace AgentBrain.Web.Commands;

/// <summary>Where a command reads and writes, and what of the application is not as it is configured.</summary>
/// <param name="Input">What is typed or piped in.</param>
/// <param name="Output">The outcome, for people and programs.</param>
/// <param name="Error">What went wrong.</param>
public sealed record CommandConsole(TextReader Input, TextWriter Output, TextWriter Error)
{
    /// <summary>That of the process.</summary>
    public static CommandConsole OfProcess => new(Console.In, Console.Out, Console.Error) { IsTerminal = !Console.IsInputRedirected };

    /// <summary>Whether somebody sits there and can be asked.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Settings in the place of those that are configured, for example <c>ConnectionStrings:AgentBrain</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();
}

/// <summary>A command cannot do what it is asked to; the message says why.</summary>
public sealed class CommandFailedException : Exception
{
    public CommandFailedException()
    {
    }

    public CommandFailedException(string message)
        : base(message)
    {
    }

    public CommandFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
