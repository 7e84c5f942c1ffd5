using AgentBrain.Application.Common;
using AgentBrain.Domain.Accounts;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Accounts;

/// <summary>Creates an account that may sign in at once, for whoever runs the server.</summary>
/// <param name="Email">Up to <see cref="AccountLimits.Name"/> characters.</param>
/// <param name="DisplayName">What people call them; up to <see cref="AccountLimits.DisplayName"/> characters, null or empty when unknown.</param>
/// <param name="Roles">At least one of <see cref="Domain.Accounts.Roles"/>.</param>
/// <param name="Password">One that keeps <see cref="PasswordRules"/>.</param>
[RequiresPermission(Permission.ManageAccounts)]
public sealed record CreateAccount(string? Email, string? DisplayName, IReadOnlyList<string> Roles, string? Password) : IRequest<CreateAccountResult>;

/// <summary>What became of it.</summary>
/// <param name="Id">The account; null when none was created.</param>
/// <param name="Problem">What is wrong with the address or the password; null when the account was created.</param>
public sealed record CreateAccountResult(Guid? Id, string? Problem);

internal sealed class CreateAccountValidator : AbstractValidator<CreateAccount>
{
    public CreateAccountValidator()
    {
        RuleFor(request => request.Email).NotEmpty().WithMessage("Enter an e-mail address.").IsEmailAddress();
        RuleFor(request => request.DisplayName).MaximumLength(AccountLimits.DisplayName).WithMessage($"Use {AccountLimits.DisplayName} characters or fewer.");
        RuleFor(request => request.Roles).AreRoles();
        RuleFor(request => request.Password).KeepsPasswordRules();
    }
}

internal sealed class CreateAccountHandler(IApplicationDbContext db, IAccounts accounts, AuditTrail audit) : IRequestHandler<CreateAccount, CreateAccountResult>
{
    public Task<CreateAccountResult> Handle(CreateAccount request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var email = request.Email!.Trim();
        if (PasswordRules.Problem(request.Password, email) is { } problem)
            return new CreateAccountResult(null, problem);
        var name = string.IsNullOrWhiteSpace(request.DisplayName) ? null : request.DisplayName.Trim();
        string[] roles = [.. Domain.Accounts.Roles.All.Where(request.Roles.Contains)];
        if (await accounts.CreateAsync(email, name, roles, request.Password!, cancellationToken) is not { } id)
            return new CreateAccountResult(null, "There is an account with this address already.");
        audit.Add("account.created", email, after: new { Name = name, Roles = roles });
        await db.SaveChangesAsync(cancellationToken);
        return new CreateAccountResult(id, null);
    });
}
