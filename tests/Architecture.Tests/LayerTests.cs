using ArchUnitNET.Fluent;
using ArchUnitNET.NUnit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace AgentBrain.Architecture.Tests;

/// <summary>Dependencies point inward only: Web, Infrastructure, Application, Domain.</summary>
public sealed class LayerTests
{
    [Test]
    public void Domain_refers_to_nothing() => Product.References("Domain").ShouldBeEmpty();

    [Test]
    public void Domain_rests_on_the_framework_alone() =>
        Names(Product.Domain).Where(name => !name.StartsWith("System.", StringComparison.Ordinal)).ShouldBeEmpty();

    [Test]
    public void Domain_depends_on_no_other_part() => No(Product.Domain, Product.Application, Product.Infrastructure, Product.Web);

    [Test]
    public void Application_refers_to_Domain_and_to_no_database_or_web() => Product.References("Application").ShouldBe(
    [
        "ProjectReference Domain.csproj",
        "PackageReference AutoMapper",
        "PackageReference FluentValidation",
        "PackageReference FluentValidation.DependencyInjectionExtensions",
        "PackageReference MediatR",
        "PackageReference Microsoft.EntityFrameworkCore",
    ]);

    [Test]
    public void Application_depends_on_Domain_alone() => No(Product.Application, Product.Infrastructure, Product.Web);

    [TestCase("Npgsql")]
    [TestCase("Microsoft.EntityFrameworkCore.Relational")]
    [TestCase("Microsoft.AspNetCore")]
    public void Application_knows_neither_which_database_nor_that_there_is_a_web(string assembly) =>
        Names(Product.Application).Where(name => name == assembly || name.StartsWith($"{assembly}.", StringComparison.Ordinal)).ShouldBeEmpty();

    [Test]
    public void Infrastructure_refers_to_Application_and_not_to_Web() =>
        Product.References("Infrastructure").Where(reference => reference.StartsWith("ProjectReference", StringComparison.Ordinal)).ShouldBe(["ProjectReference Application.csproj"]);

    [Test]
    public void Infrastructure_depends_on_nothing_of_Web() => No(Product.Infrastructure, Product.Web);

    [Test]
    public void Web_refers_to_Infrastructure() =>
        Product.References("Web").Where(reference => reference.StartsWith("ProjectReference", StringComparison.Ordinal)).ShouldBe(["ProjectReference Infrastructure.csproj"]);

    private static void No(Assembly from, params Assembly[] to)
    {
        IArchRule rule = Types().That().ResideInAssembly(from).Should().NotDependOnAny(Types().That().ResideInAssembly(to[0], to[1..]));
        rule.Check(Product.Code);
    }

    private static IEnumerable<string> Names(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);
}
