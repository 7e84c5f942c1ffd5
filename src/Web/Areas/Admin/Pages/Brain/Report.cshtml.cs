using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using AgentBrain.Web.Areas.Admin.Pages.Brain.Settings;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain;

/// <summary>What reports are made from, and what one would look like.</summary>
[Permit(Permission.ReadBrain)]
[RequestSizeLimit(LargestForm)]
[RequestFormLimits(ValueLengthLimit = LargestForm)]
public sealed class ReportModel(IMediator mediator) : BrainItemPageModel(mediator)
{
    private const int LargestForm = 2 * 1024 * 1024;
    private const string PreviewWord = "preview:";

    [BindProperty]
    public ReportForm Report { get; set; } = new();

    public override BrainSection Section => BrainSection.Report;

    public override bool IsNew => false;

    /// <summary>Language of the example.</summary>
    public string Language { get; private set; } = Languages.English;

    /// <summary>An example of a report made from the texts in the form.</summary>
    public ReportPreview? Preview { get; private set; }

    protected override string TypedId => "";

    /// <summary>The names that templates may use, and what they stand for.</summary>
    public static IReadOnlyList<(string Name, string Meaning)> Names { get; } =
    [
        ("reference", "A short reference to the interview"),
        ("date", "The day of the report, in words"),
        ("name", "The respondent's name; may be empty"),
        ("ended_early", "True when the respondent ended the interview before it was complete"),
        ("facts", "List of what is known. Of each: key, label, sure (false when only hinted at), set_by_hand, parts"),
        ("fact.parts", "List of a fact's answers. Of each: text, quote (the respondent's own words; may be empty)"),
        ("findings", "List of confirmed risks, gravest first. Of each: code, severity, note"),
        ("to_clarify", "List of possible risks. Of each: code, severity, note, missing (what has to be known)"),
        ("not_established", "List of slots without an answer. Of each: label, required, declined"),
        ("footer", "The footer above; may be empty"),
    ];

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var executed = await next();
        if (executed.Result is PageResult && View is not null)
            Preview = await Mediator.Send(new PreviewReport(Report.Section, Language), context.HttpContext.RequestAborted);
    }

    /// <summary>One of the texts in all languages.</summary>
    public LocalizedField Text(string member, string label, string help, LocalizedForm form, int lines, int length) => new()
    {
        Label = label,
        Help = help,
        Lines = lines,
        MaxLength = length,
        ReadOnly = !MayEdit,
        Parts =
        [
            .. Languages.All.Select(language => Part(
                language,
                BrainLinks.Field($"{member}.{language}"),
                $"Report.{char.ToUpperInvariant(member[0])}{member[1..]}.{char.ToUpperInvariant(language[0])}{language[1..]}",
                form.In(language),
                $"{member}.{language}")),
        ],
    };

    protected override void Change(string word)
    {
        if (word.StartsWith(PreviewWord, StringComparison.Ordinal) && Languages.IsSupported(word[PreviewWord.Length..]))
            Language = word[PreviewWord.Length..];
    }

    protected override void Fill(object? item) => Report = ReportForm.Of((ReportSection)item!);

    protected override object? Read() => Report.Section;

    protected override IRequest<EditResult> Save(object item) => new SaveReportTexts((ReportSection)item, BasedOn ?? "", [.. Right]);

    protected override string FieldOf(string property) => BrainLinks.Field(MemberOf(property.Split('.')[1..]));
}
