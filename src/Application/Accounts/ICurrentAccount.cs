namespace AgentBrain.Application.Accounts;

/// <summary>Whoever makes the present request in the workspace, on the command line or with an API key.</summary>
public interface ICurrentAccount
{
    /// <summary>Id of the signed-in account; null when nobody is signed in and for keys and the command line.</summary>
    Guid? Id { get; }

    /// <summary>Id of the signed-in session; null where there is none.</summary>
    Guid? SessionId => null;

    /// <summary>The name that the audit log knows: an e-mail address, <c>key …</c> or <c>command line</c>; null when nobody is signed in.</summary>
    string? Name { get; }

    /// <summary>The roles held; empty when nobody is signed in.</summary>
    IReadOnlyCollection<string> Roles { get; }

    /// <summary>Whether any of the roles has the permission.</summary>
    bool Can(Permission permission) => Roles.Any(role => Permissions.Has(role, permission));
}
