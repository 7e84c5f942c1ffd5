namespace AgentBrain.Infrastructure.Persistence.Backups;

/// <summary>A backup cannot be made or restored; the message says why and what to do. The data are as they were.</summary>
public sealed class BackupException : Exception
{
    public BackupException()
    {
    }

    public BackupException(string message)
        : base(message)
    {
    }

    public BackupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
