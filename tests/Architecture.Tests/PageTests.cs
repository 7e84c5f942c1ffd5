using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AgentBrain.Architecture.Tests;

/// <summary>Page models bind, send, redirect and show; everything else is a use case.</summary>
public sealed class PageTests
{
    private static IEnumerable<System.Type> Pages => Product.Web.GetTypes()
        .Where(type => !type.IsAbstract && (type.IsAssignableTo(typeof(PageModel)) || type.IsAssignableTo(typeof(ControllerBase))));

    [Test]
    public void There_are_pages() => Pages.Count().ShouldBeGreaterThanOrEqualTo(5);

    [TestCaseSource(nameof(Pages))]
    public void A_page_asks_for_the_mediator_and_services_of_the_web_alone(System.Type page)
    {
        var services = page.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.ParameterType);

        services.Where(service => service != typeof(IMediator) && service.Assembly != Product.Web).ShouldBeEmpty();
    }

    [TestCaseSource(nameof(Pages))]
    public void A_page_knows_of_the_application_only_what_can_be_sent_and_what_comes_back(System.Type page)
    {
        var known = Product.Code.Classes.Single(type => type.FullName == page.FullName).GetTypeDependencies(Product.Code).ToList();

        known.Where(type => type.Namespace.FullName is { } space
                && (space.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) || space.StartsWith("AgentBrain.Infrastructure", StringComparison.Ordinal)))
            .Select(type => type.FullName)
            .ShouldBeEmpty();
        known.Where(type => type.Assembly.Name.StartsWith("AgentBrain.Application", StringComparison.Ordinal) && type is not ArchUnitNET.Domain.Enum && !IsRecord(type))
            .Select(type => type.FullName)
            .ShouldBeEmpty("requests and results are records and enums; anything else does work of its own");
    }

    private static bool IsRecord(IType type) => type switch
    {
        Struct => true,
        Class => Product.Application.GetType(type.FullName)?.GetMethod("<Clone>$") is not null,
        _ => false,
    };
}
