namespace AgentBrain.Infrastructure.Jobs;

/// <summary>How background work is done. Section <c>Jobs</c>.</summary>
public sealed class JobOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Jobs";

    /// <summary>Whether this node carries out jobs; another one may do it for it.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How often the sweep looks for work that nobody does, in seconds.</summary>
    public double SweepSeconds { get; set; } = 10;
}
