using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentBrain.Domain.Brain;

/// <summary>Writes numbers without trailing zeros, so that a document has one form, and one checksum, wherever it was read from: columns pad their numbers.</summary>
internal sealed class PlainDecimalConverter : JsonConverter<decimal>
{
    // Dividing by a one with all digits behind the point takes the zeros off and leaves the value.
    private const decimal One = 1.0000000000000000000000000000m;

    /// <inheritdoc/>
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value / One);
}
