namespace AgentBrain.Domain.Interviews;

/// <summary>How a respondent can be reached, as it is stored: nobody reads it without the keys of the application.</summary>
/// <param name="Text">The sealed contact details; only what sealed them opens them.</param>
/// <param name="EmailHash">A keyed hash of the e-mail address, by which the interview is found; null without an address.</param>
public sealed record SealedContact(string Text, byte[]? EmailHash);
