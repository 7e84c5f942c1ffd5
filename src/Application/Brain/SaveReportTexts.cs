using AgentBrain.Application.Accounts;
using AgentBrain.Application.Interviews.Reports;
using AgentBrain.Domain.Brain;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>
/// Changes the templates and the footer of reports in the working copy. The templates wait for publishing like everything else; the footer stands
/// below the next report that is written.
/// </summary>
/// <param name="Report">The texts as they are to be.</param>
/// <param name="BasedOn"><see cref="BrainItems.Checksum"/> of the texts that the author began with.</param>
/// <param name="RightTranslations">Texts that the author declared right although the Lithuanian one has changed, for example <c>footer.en</c>.</param>
[RequiresPermission(Permission.EditBrain)]
public sealed record SaveReportTexts(ReportSection Report, string BasedOn, IReadOnlyList<string> RightTranslations) : IRequest<EditResult>;

/// <summary>Checks <see cref="SaveReportTexts"/>.</summary>
public sealed class SaveReportTextsValidator : AbstractValidator<SaveReportTexts>
{
    private const int TemplateLength = 20_000;
    private const int NamesShown = 5;

    /// <summary>The rules.</summary>
    public SaveReportTextsValidator(IReportTemplate templates)
    {
        RuleFor(request => request.BasedOn).NotEmpty();
        RuleFor(request => request.Report.Footer.Lt).BrainText();
        RuleFor(request => request.Report.Footer.En).BrainText();
        RuleFor(request => request.Report.Footer.Ru).BrainText();
        RuleFor(request => request.Report.Full.Lt).BrainText(TemplateLength).Custom(Check);
        RuleFor(request => request.Report.Full.En).BrainText(TemplateLength).Custom(Check);
        RuleFor(request => request.Report.Full.Ru).BrainText(TemplateLength).Custom(Check);
        RuleFor(request => request.Report.Summary.Lt).BrainText(TemplateLength).Custom(Check);
        RuleFor(request => request.Report.Summary.En).BrainText(TemplateLength).Custom(Check);
        RuleFor(request => request.Report.Summary.Ru).BrainText(TemplateLength).Custom(Check);

        void Check(string? template, ValidationContext<SaveReportTexts> context)
        {
            if (string.IsNullOrWhiteSpace(template) || template.Length > TemplateLength)
                return;
            if (templates.ProblemOf(template) is { } problem)
            {
                context.AddFailure(problem);
                return;
            }
            var unknown = templates.UnknownNames(template);
            if (unknown.Count > 0)
            {
                context.AddFailure(
                    $"A report has nothing called {string.Join(", ", unknown.Take(NamesShown).Select(name => $"“{name.Name}” (line {name.Line})"))}{(unknown.Count > NamesShown ? " and more" : "")}. Use the names of the list.");
            }
        }
    }
}

/// <summary>Handles <see cref="SaveReportTexts"/>.</summary>
public sealed class SaveReportTextsHandler(WorkingCopyEditor editor) : IRequestHandler<SaveReportTexts, EditResult>
{
    /// <inheritdoc/>
    public Task<EditResult> Handle(SaveReportTexts request, CancellationToken cancellationToken)
    {
        var at = new BrainAddress(BrainSection.Report);
        var report = new ReportSection { Footer = Clean(request.Report.Footer), Full = Clean(request.Report.Full), Summary = Clean(request.Report.Summary) };
        return editor.EditAsync(
            document => BrainEdit.Put(document, at, report, request.BasedOn, [.. request.RightTranslations.Select(member => at with { Member = member })]),
            cancellationToken);
    }

    private static LocalizedTemplate Clean(LocalizedTemplate template) =>
        new() { Lt = BrainCleaning.Template(template.Lt), En = BrainCleaning.Template(template.En), Ru = BrainCleaning.Template(template.Ru) };
}
