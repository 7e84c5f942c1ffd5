namespace AgentBrain.Infrastructure.Persistence;

/// <summary>The database cannot be used; the message says what to do.</summary>
public sealed class DatabaseNotReadyException : Exception
{
    public DatabaseNotReadyException()
    {
    }

    public DatabaseNotReadyException(string message)
        : base(message)
    {
    }

    public DatabaseNotReadyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
