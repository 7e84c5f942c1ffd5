using AgentBrain.Domain.Interviews;

namespace AgentBrain.Domain.UnitTests.Interviews;

public class SessionReferenceTests
{
    [Test]
    public void A_reference_is_the_end_of_the_id_in_two_groups_of_capitals() =>
        SessionReference.Of(Guid.Parse("01967c3e-8f5a-7d21-b0c4-a1b27f3a09bc")).ShouldBe("7F3A-09BC");
}
