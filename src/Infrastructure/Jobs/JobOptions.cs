namespace AgentBrain.Infrastructure.Jobs;

/// <summary>How background work is done. Section <c>Jobs</c>.</summary>
public sealed class JobOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Jobs";

    internal const double ShortestSweep = 0.1;
    internal const double LongestSweep = 60;

    /// <summary>Whether this node carries out jobs; another one may do it for it.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How often the sweep looks for work that nobody does, in seconds, 0.1 to 60.</summary>
    public double SweepSeconds { get; set; } = 10;
}
