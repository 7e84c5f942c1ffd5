using System.Reflection;
using System.Runtime.CompilerServices;
using AgentBrain.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Mono.Cecil;

namespace AgentBrain.Architecture.Tests;

public sealed class DomainTests
{
    /// <summary>Each begins the name of a member that reads a clock, draws lots or reaches outside; an empty list of arguments is closed.</summary>
    private static readonly string[] _outside =
    [
        "System.DateTime::get_Now(",
        "System.DateTime::get_UtcNow(",
        "System.DateTime::get_Today(",
        "System.DateTimeOffset::get_Now(",
        "System.DateTimeOffset::get_UtcNow(",
        "System.TimeProvider::",
        "System.Guid::NewGuid(",
        "System.Guid::CreateVersion7()",
        "System.Diagnostics.Stopwatch::",
        "System.Random::",
        "System.Security.Cryptography.RandomNumberGenerator::",
        "System.Console::",
        "System.Environment::",
        "System.IO.File::",
        "System.IO.Directory::",
        "System.Net.",
        "System.Threading.Thread::Sleep",
        "System.Threading.Tasks.Task::Delay",
        "System.Globalization.CultureInfo::get_CurrentCulture(",
        "System.Globalization.CultureInfo::get_CurrentUICulture(",
    ];

    // The compiler writes it into every method that yields.
    private const string IteratorsThread = "System.Environment::get_CurrentManagedThreadId()";

    private static IEnumerable<Type> Entities
    {
        get
        {
            var options = new DbContextOptionsBuilder<AgentBrainDbContext>();
            options.UseAgentBrain("Host=nowhere.invalid");
            using var db = new AgentBrainDbContext(options.Options);
            return [.. db.Model.GetEntityTypes().Select(entity => entity.ClrType).Where(type => type.Assembly == Product.Domain)];
        }
    }

    [Test]
    public void Domain_has_no_clock_no_dice_and_no_way_out() => UsedBy(Product.Domain)
        .Where(member => _outside.Any(outside => member.StartsWith(outside, StringComparison.Ordinal)))
        .Where(member => member != IteratorsThread)
        .ShouldBeEmpty();

    [Test]
    public void Application_takes_the_time_from_its_clock() => UsedBy(Product.Application)
        .Where(member => _outside.Any(outside => outside.Contains("Time", StringComparison.Ordinal) && member.StartsWith(outside, StringComparison.Ordinal)))
        .Where(member => !member.Contains("TimeProvider::Get", StringComparison.Ordinal) && !member.Contains("TimeProvider::get_LocalTimeZone", StringComparison.Ordinal))
        .ShouldBeEmpty();

    [Test]
    public void The_members_that_an_assembly_uses_are_seen() => UsedBy(Product.Domain).ShouldContain("System.Guid::CreateVersion7(System.DateTimeOffset)");

    [TestCaseSource(nameof(Entities))]
    public void Entities_change_only_through_their_methods(Type entity)
    {
        entity.IsSealed.ShouldBeTrue();
        entity.GetConstructors().ShouldBeEmpty("an entity is made by a method that says what happens");
        entity.GetFields(BindingFlags.Instance | BindingFlags.Public).ShouldBeEmpty();
        entity.GetProperties().Where(property => property.SetMethod is { IsPublic: true }).Select(property => property.Name).ShouldBeEmpty();
        entity.GetProperties()
            .Where(property => property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() is var type
                && (type == typeof(List<>) || type == typeof(IList<>) || type == typeof(ICollection<>) || type == typeof(Dictionary<,>) || type == typeof(IDictionary<,>)))
            .Select(property => property.Name)
            .ShouldBeEmpty("what can be added to can be changed");
    }

    [Test]
    public void Records_of_the_domain_are_immutable() => Product.Domain.GetTypes()
        .Where(type => type.GetMethod("<Clone>$") is not null)
        .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(property => property.SetMethod is { } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
        .Select(property => $"{property.DeclaringType}.{property.Name}")
        .ShouldBeEmpty();

    /// <summary>Every member outside the assembly that its code refers to, as "type::name(argument types)".</summary>
    private static List<string> UsedBy(Assembly assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly.Location);
        return [.. module.GetMemberReferences().Select(member => member.FullName[(member.FullName.IndexOf(' ', StringComparison.Ordinal) + 1)..])];
    }
}
