namespace AgentBrain.Application.Common;

/// <summary>What was asked for does not exist, or not for whoever asks: the two look the same from outside (404).</summary>
public sealed class NotFoundException() : Exception("There is nothing here under that id for this respondent.");
