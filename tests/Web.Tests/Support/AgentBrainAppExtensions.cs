namespace AgentBrain.Web.Tests.Support;

public static class AgentBrainAppExtensions
{
    /// <summary>Somebody who opens the application in a browser of their own.</summary>
    public static Respondent NewRespondent(this AgentBrainApp app, string? language = null)
    {
        var respondent = new Respondent(app.Server.CreateHandler(), AgentBrainApp.Address);
        if (language is not null)
            respondent.Headers.AcceptLanguage.ParseAdd(language);
        return respondent;
    }

    /// <summary>A program that calls the API.</summary>
    public static HttpClient NewApiClient(this AgentBrainApp app) =>
        new(app.Server.CreateHandler()) { BaseAddress = AgentBrainApp.Address, Timeout = TimeSpan.FromSeconds(60) };
}
