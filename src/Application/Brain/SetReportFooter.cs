using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Brain;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Makes one text the footer of reports in all languages. It stands below the next report that is written; nothing has to be published.</summary>
/// <param name="Text">The text; empty for no footer.</param>
[RequiresPermission(Permission.EditBrain)]
public sealed record SetReportFooter(string? Text) : IRequest<LocalizedTemplate>;

/// <summary>Checks <see cref="SetReportFooter"/>.</summary>
public sealed class SetReportFooterValidator : AbstractValidator<SetReportFooter>
{
    /// <summary>The rules.</summary>
    public SetReportFooterValidator() => RuleFor(request => request.Text)
        .NotNull().WithMessage("Give the text of the footer; an empty one for none.")
        .BrainText();
}

/// <summary>Handles <see cref="SetReportFooter"/>.</summary>
public sealed class SetReportFooterHandler(WorkingCopyEditor editor) : IRequestHandler<SetReportFooter, LocalizedTemplate>
{
    /// <inheritdoc/>
    /// <returns>The footer as it is stored.</returns>
    public async Task<LocalizedTemplate> Handle(SetReportFooter request, CancellationToken cancellationToken)
    {
        // Without languages it is one text for all of them.
        var footer = new LocalizedTemplate { Lt = BrainCleaning.Template(request.Text) };
        await editor.EditAsync(document => BrainEdit.To(document with { Report = document.Report with { Footer = footer } }), cancellationToken);
        return footer;
    }
}
