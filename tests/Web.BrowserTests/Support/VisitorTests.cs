namespace AgentBrain.Web.BrowserTests.Support;

/// <summary>Tests in which no page may do what it should not, whatever the test is about.</summary>
public abstract class VisitorTests
{
    [SetUp]
    public void ForgetComplaints() => Visitor.Complaints.Clear();

    [TearDown]
    public void NoComplaints() => Visitor.Complaints.Distinct().ShouldBeEmpty();
}
