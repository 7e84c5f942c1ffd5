using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using AgentBrain.Application;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Architecture.Tests;

/// <summary>One file a use case: request, validator, handler.</summary>
public sealed class UseCaseTests
{
    private const int MostBehaviours = 3;

    private static IEnumerable<Type> Requests => AllTypes.Where(type => Implements(type, typeof(IRequest<>)));

    private static IEnumerable<Type> AllTypes => new[] { Product.Domain, Product.Application, Product.Infrastructure, Product.Web }
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type is { IsAbstract: false, IsInterface: false });

    [Test]
    public void There_are_use_cases() => Requests.Count().ShouldBeGreaterThanOrEqualTo(8);

    [TestCaseSource(nameof(Requests))]
    public void A_request_belongs_to_the_application(Type request) => request.Assembly.ShouldBe(Product.Application);

    [TestCaseSource(nameof(Requests))]
    public void A_request_has_one_handler_of_its_name(Type request)
    {
        var handler = AllTypes.Where(type => HandledBy(type).Contains(request)).ShouldHaveSingleItem();

        handler.Name.ShouldBe($"{request.Name}Handler");
        handler.Namespace.ShouldBe(request.Namespace);
    }

    [TestCaseSource(nameof(Requests))]
    public void A_request_stands_in_a_file_of_its_name_with_its_validator_and_its_handler(Type request)
    {
        var file = Product.Files(Path.Combine("src", "Application"), $"{request.Name}.cs").ShouldHaveSingleItem();
        var code = File.ReadAllText(file);

        code.ShouldMatch($@"\bnamespace {Regex.Escape(request.Namespace!)};");
        code.ShouldMatch($@"\brecord {request.Name}\b");
        code.ShouldMatch($@"\bclass {request.Name}Handler\b");
        if (Validators.Any(validator => validator.Validated == request))
            code.ShouldMatch($@"\bclass {request.Name}Validator\b");
        Requests.Where(other => other != request && Regex.IsMatch(code, $@"\brecord {other.Name}\b")).ShouldBeEmpty("one file holds one use case");
    }

    [TestCaseSource(nameof(Requests))]
    public void A_request_is_an_immutable_record(Type request)
    {
        request.IsSealed.ShouldBeTrue();
        request.GetMethod("<Clone>$").ShouldNotBeNull("it is a record");
        request.GetFields(BindingFlags.Instance | BindingFlags.Public).ShouldBeEmpty();
        request.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(property => property.SetMethod is { } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
            .Select(property => property.Name)
            .ShouldBeEmpty();
        request.GetProperties()
            .Where(property => property.PropertyType.IsArray || typeof(System.Collections.IList).IsAssignableFrom(property.PropertyType))
            .Select(property => property.Name)
            .ShouldBeEmpty("a list that can be changed makes the request changeable");
    }

    [Test]
    public void Every_handler_handles_one_request() => AllTypes.Where(type => HandledBy(type).Count() > 1).ShouldBeEmpty();

    [Test]
    public void A_validator_is_named_after_its_request()
    {
        Validators.ShouldNotBeEmpty();
        foreach (var (validator, validated) in Validators)
        {
            Requests.ShouldContain(validated);
            validator.Name.ShouldBe($"{validated.Name}Validator");
        }
    }

    [Test]
    public void There_are_three_pipeline_behaviours_at_most()
    {
        var written = AllTypes.Where(type => Implements(type, typeof(IPipelineBehavior<,>))).ToList();
        var registered = new ServiceCollection().AddApplication(null)
            .Where(service => service.ServiceType.IsGenericType && service.ServiceType.GetGenericTypeDefinition() == typeof(IPipelineBehavior<,>))
            .Select(service => service.ImplementationType)
            .ToList();

        written.ShouldBe(registered, ignoreOrder: true);
        written.Count.ShouldBeLessThanOrEqualTo(MostBehaviours);
    }

    [Test]
    public void A_handler_sends_nothing() => AllTypes
        .Where(type => HandledBy(type).Any())
        .Where(type => type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Any(parameter => parameter.ParameterType == typeof(IMediator)))
        .ShouldBeEmpty("use cases share domain services, not each other");

    private static IEnumerable<(Type Validator, Type Validated)> Validators => AllTypes
        .Where(type => typeof(IValidator).IsAssignableFrom(type))
        .Select(type => (type, type.GetInterfaces().Single(service => service.IsGenericType && service.GetGenericTypeDefinition() == typeof(IValidator<>)).GetGenericArguments()[0]));

    private static IEnumerable<Type> HandledBy(Type type) => type.GetInterfaces()
        .Where(service => service.IsGenericType && service.GetGenericTypeDefinition() == typeof(IRequestHandler<,>))
        .Select(service => service.GetGenericArguments()[0]);

    private static bool Implements(Type type, Type service) =>
        type.GetInterfaces().Any(implemented => implemented.IsGenericType && implemented.GetGenericTypeDefinition() == service);
}
