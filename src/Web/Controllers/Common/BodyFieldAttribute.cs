namespace AgentBrain.Web.Controllers.Common;

/// <summary>Says which field of the request a property of the use case comes from, where they have different names.</summary>
/// <param name="property">The property of the use case, as its rules name it.</param>
/// <param name="field">The field, as the client knows it.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class BodyFieldAttribute(string property, string field) : Attribute
{
    public string Property { get; } = property;

    public string Field { get; } = field;
}
