namespace AgentBrain.Application.Webhooks;

/// <summary>Which addresses receivers may have. The same is checked again for every connection that is made.</summary>
public interface IWebhookAddresses
{
    /// <summary>What is wrong with an address.</summary>
    /// <param name="url">The address as somebody wrote it.</param>
    /// <param name="cancellationToken">Ends the search for the host.</param>
    /// <returns>A sentence for whoever wrote it; null when nothing is wrong as far as one can tell now.</returns>
    Task<string?> FindProblemAsync(string url, CancellationToken cancellationToken);
}
