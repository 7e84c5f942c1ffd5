using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Domain.Interviews;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Privacy;

/// <summary>Erases all interviews in which a person left an e-mail address.</summary>
[RequiresPermission(Permission.ManagePrivacy)]
public sealed record EraseByAddress : IRequest<IReadOnlyList<string>>
{
    /// <summary>The address.</summary>
    public string Email
    {
        get;
        init => field = CleanText.Line(value ?? "");
    } = "";

    /// <summary>The address once more, typed by whoever erases them, so that none goes by a slip.</summary>
    public string TypedEmail
    {
        get;
        init => field = CleanText.Line(value ?? "");
    } = "";
}

/// <summary>Validates <see cref="EraseByAddress"/>.</summary>
public sealed class EraseByAddressValidator : AbstractValidator<EraseByAddress>
{
    /// <summary>Sets the rules.</summary>
    public EraseByAddressValidator()
    {
        RuleFor(request => request.Email).NotEmpty().WithMessage("Find the interviews of an address first.");
        RuleFor(request => request.TypedEmail)
            .Must((request, typed) => string.Equals(typed, request.Email, StringComparison.OrdinalIgnoreCase)).WithMessage("Type the whole e-mail address once more.");
    }
}

/// <summary>Handles <see cref="EraseByAddress"/>.</summary>
public sealed class EraseByAddressHandler(IApplicationDbContext db, ContactBook contacts, InterviewEraser eraser) : IRequestHandler<EraseByAddress, IReadOnlyList<string>>
{
    /// <inheritdoc/>
    /// <returns>References of the interviews that were erased.</returns>
    public async Task<IReadOnlyList<string>> Handle(EraseByAddress request, CancellationToken cancellationToken)
    {
        var erased = new List<string>();
        foreach (var id in await contacts.FindAsync(db, request.Email, cancellationToken))
        {
            try
            {
                await eraser.EraseAsync(id, ErasureCause.Administrator, null, cancellationToken);
                erased.Add(SessionReference.Of(id));
            }
            catch (Exception exception) when (exception is NotFoundException or ErasedException)
            {
                // Somebody else was first.
            }
        }
        return erased;
    }
}
