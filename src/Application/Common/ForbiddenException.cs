namespace AgentBrain.Application.Common;

/// <summary>Whoever asks is known but lacks the permission (403).</summary>
public sealed class ForbiddenException() : Exception("This account may not do that.");
