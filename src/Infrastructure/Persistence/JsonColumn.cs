using System.Linq.Expressions;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>Maps immutable values to <c>jsonb</c> columns.</summary>
internal static class JsonColumn
{
    /// <summary>Names in snake_case and nulls written out, as the legacy service stored sessions.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Stores a value as <c>jsonb</c>. The value must be immutable: a change is a new instance.</summary>
    public static PropertyBuilder<T> HasJsonColumn<T>(this PropertyBuilder<T> property, JsonSerializerOptions? options = null)
        where T : class?
    {
        options ??= Options;
        return property.HasJsonColumn(value => JsonSerializer.Serialize(value, options), json => JsonSerializer.Deserialize<T>(json, options)!);
    }

    /// <summary>Stores a value as <c>jsonb</c> that is read and written in a way of its own. The value must be immutable: a change is a new instance.</summary>
    public static PropertyBuilder<T> HasJsonColumn<T>(this PropertyBuilder<T> property, Expression<Func<T, string>> write, Expression<Func<string, T>> read)
        where T : class? => property.HasColumnType("jsonb").HasConversion(
            write,
            read,
            new ValueComparer<T>((one, other) => ReferenceEquals(one, other), value => value == null ? 0 : value.GetHashCode(), value => value));
}
