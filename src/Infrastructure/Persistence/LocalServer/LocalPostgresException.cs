namespace AgentBrain.Infrastructure.Persistence.LocalServer;

/// <summary>The local PostgreSQL server cannot be used; the message says why and what to do about it.</summary>
public sealed class LocalPostgresException : Exception
{
    public LocalPostgresException()
    {
    }

    public LocalPostgresException(string message)
        : base(message)
    {
    }

    public LocalPostgresException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
