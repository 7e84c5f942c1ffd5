using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Infrastructure.Brain;

/// <summary>The sauna pack, a YAML document inside this assembly.</summary>
public sealed class ShippedBrain : IShippedBrain
{
    private const string Resource = "AgentBrain.Infrastructure.Brain.Packs.sauna.yaml";

    public BrainDocument Read()
    {
        using var reader = new StreamReader(typeof(ShippedBrain).Assembly.GetManifestResourceStream(Resource)!);
        return BrainYaml.Read(reader);
    }
}
