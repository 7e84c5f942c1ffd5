using AutoMapper;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Application.FunctionalTests;

public sealed class MappingTests
{
    [Test]
    public void Every_member_of_every_projection_has_a_source() =>
        TestHost.Services.GetRequiredService<IConfigurationProvider>().AssertConfigurationIsValid();
}
