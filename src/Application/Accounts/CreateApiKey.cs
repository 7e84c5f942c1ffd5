using AgentBrain.Application.Common;
using AgentBrain.Domain.Accounts;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Accounts;

/// <summary>Creates a key with which a program does what a role may do.</summary>
/// <param name="Name">What it is for; up to <see cref="AccountLimits.KeyName"/> characters.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
[RequiresPermission(Permission.ManageAccounts)]
public sealed record CreateApiKey(string? Name, string? Role) : IRequest<CreatedApiKey>;

/// <summary>A key that was created.</summary>
/// <param name="Id">Id.</param>
/// <param name="Key">The key itself, this once: the server keeps its hash.</param>
public sealed record CreatedApiKey(Guid Id, string Key);

internal sealed class CreateApiKeyValidator : AbstractValidator<CreateApiKey>
{
    public CreateApiKeyValidator()
    {
        RuleFor(request => request.Name).NotEmpty().WithMessage("Say what the key is for.")
            .MaximumLength(AccountLimits.KeyName).WithMessage($"Use {AccountLimits.KeyName} characters or fewer.");
        RuleFor(request => request.Role).Must(role => Roles.All.Contains(role)).WithMessage("Choose a role.");
    }
}

internal sealed class CreateApiKeyHandler(IApplicationDbContext db, ICurrentAccount current, AuditTrail audit, TimeProvider time)
    : IRequestHandler<CreateApiKey, CreatedApiKey>
{
    public async Task<CreatedApiKey> Handle(CreateApiKey request, CancellationToken cancellationToken)
    {
        var token = SecretToken.Create();
        var text = ApiKey.Prefix + token.Reveal();
        var name = request.Name!.Trim();
        var key = ApiKey.Create(name, request.Role!, token.Hash, text[^ApiKey.EndingLength..], current.Name ?? "Agent Brain", time.GetUtcNow());
        db.ApiKeys.Add(key);
        audit.Add("api_key.created", name, after: new { key.Id, key.Role, key.Ending });
        await db.SaveChangesAsync(cancellationToken);
        return new CreatedApiKey(key.Id, text);
    }
}
