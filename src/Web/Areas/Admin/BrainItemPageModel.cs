using System.Text.Json;
using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using AgentBrain.Web.Common;
using FluentValidation.Results;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>
/// A page that adds an item of the working copy or changes it. What was typed stays until it is stored, whatever comes between: a broken rule,
/// somebody else who was first, something in use.
/// </summary>
[PermitForms(Permission.EditBrain)]
public abstract class BrainItemPageModel(IMediator mediator) : BrainPageModel(mediator)
{
    /// <summary>What buttons say that store the form; any other word changes the form alone.</summary>
    protected const string SaveWord = "save";

    /// <summary>The item in the address; null on the page that adds one.</summary>
    [FromRoute]
    public string? Id { get; set; }

    /// <summary>Of the page that adds one: the item to begin with.</summary>
    [FromQuery]
    public string? From { get; set; }

    /// <summary>Checksum of the item that the author began with; null to add one.</summary>
    [BindProperty]
    public string? BasedOn { get; set; }

    /// <summary>Translations that the author declared right, by the paths of their members.</summary>
    [BindProperty]
    public List<string> Right { get; set; } = [];

    /// <summary>What the button that was pressed says.</summary>
    [BindProperty]
    public string? Do { get; set; }

    /// <summary>The item as it is stored, with its surroundings.</summary>
    public BrainItemView View { get; private set; } = null!;

    /// <summary>Why the form was not stored; null when nothing was tried or it was.</summary>
    public BrainOutcome? Outcome { get; private set; }

    /// <summary>Whether the form says something that is not stored.</summary>
    public bool IsUnsaved { get; private set; }

    /// <summary>The part of the brain.</summary>
    public abstract BrainSection Section { get; }

    /// <summary>Where the item stands, or will.</summary>
    public BrainAddress Address => new(Section, Id ?? TypedId);

    /// <summary>Whether the page adds an item.</summary>
    public virtual bool IsNew => Id is null;

    /// <summary>The key or id in the form.</summary>
    protected abstract string TypedId { get; }

    /// <summary>Fills the form with an item; with null for an empty one.</summary>
    protected abstract void Fill(object? item);

    /// <summary>The item that the form describes; null when some field cannot be read, which <see cref="AddError"/> has told by then.</summary>
    protected abstract object? Read();

    /// <summary>The request that stores the item.</summary>
    protected abstract IRequest<EditResult> Save(object item);

    /// <summary>Id of the field that a property of the request concerns, for example <c>text_en</c> for <c>Question.TextEn</c>.</summary>
    protected abstract string FieldOf(string property);

    /// <summary>Changes the form as a button says that does not store it.</summary>
    protected virtual void Change(string word)
    {
    }

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        var isThere = await LoadAsync(cancellationToken);
        if (!HttpMethods.IsPost(Request.Method))
        {
            if (!isThere)
                return NotFound();
            var source = IsNew && From is { } from ? View.Document.Find(new BrainAddress(Section, from)) : View.Item;
            Fill(source);
            BasedOn = View.Checksum;
            IsUnsaved = IsNew && source is not null;
        }
        else
        {
            IsUnsaved = true;
        }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Do is { } word && word != SaveWord)
        {
            Change(word);
            ModelState.Clear();
            return await ShowAsync(cancellationToken);
        }

        ModelState.Clear();
        await LoadAsync(cancellationToken);
        if (Read() is not { } item)
        {
            IsUnsaved = true;
            return WithStatus(Page(), StatusCodes.Status400BadRequest);
        }

        // A form that comes without its hidden field must not be taken for one that adds an item.
        if (!IsNew && !Request.Form.ContainsKey(nameof(BasedOn)))
            BasedOn = "";
        var result = await Mediator.Send(Save(item), cancellationToken);
        if (result.Outcome is EditOutcome.Saved or EditOutcome.Unchanged)
        {
            Notice = result.Outcome == EditOutcome.Saved ? "Saved in the working copy." : "Nothing was changed.";
            return Redirect(BrainLinks.To(Address));
        }

        await LoadAsync(cancellationToken);
        IsUnsaved = true;
        Outcome = new BrainOutcome(Address, result, View.Document, result.Yours ?? item);
        BasedOn = result.Outcome switch
        {
            EditOutcome.Conflict => BrainItems.Checksum(result.Theirs!),
            EditOutcome.Missing => null,
            _ => BasedOn,
        };
        return WithStatus(Page(), StatusCodes.Status409Conflict);
    }

    /// <summary>The paths of members of the item whose source has changed since they were written.</summary>
    public IReadOnlySet<string> Stale => View.StaleTexts.Select(text => text.Member!).ToHashSet();

    public override string FieldOf(ValidationFailure failure) => FieldOf(failure.PropertyName);

    /// <summary>What is wrong with a field.</summary>
    public FieldErrors Errors(string field) =>
        new(field, ModelState.TryGetValue(field, out var entry) ? [.. entry.Errors.Select(error => error.ErrorMessage)] : []);

    /// <summary>The class that marks a field with which something is wrong.</summary>
    public string Invalid(string field) => Errors(field).Messages.Count > 0 ? " is-invalid" : "";

    /// <summary>One language of a text of the form.</summary>
    public LocalizedPart Part(string language, string field, string name, string? value, string? member) => new(
        language, field, name, value, member is not null && Stale.Contains(member) ? member : null, member is not null && Right.Contains(member), Errors(field).Messages);

    /// <summary>The path of a property in the names of the document: <c>Synonyms.Lt</c> is <c>synonyms.lt</c>.</summary>
    protected static string MemberOf(IEnumerable<string> properties) => string.Join('.', properties.Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));

    /// <summary>Tells that something is wrong with what a property of the request says.</summary>
    protected void AddError(string property, string message) => ModelState.AddModelError(FieldOf(property), message);

    /// <summary>An id like this one that no item has.</summary>
    protected string FreeId(string id) =>
        Enumerable.Range(2, int.MaxValue - 2).Select(number => FormattableString.Invariant($"{id}_{number}")).First(free => View.Document.Find(new BrainAddress(Section, free)) is null);

    /// <summary>What was chosen, in the order in which it is stored: the order of the boxes in the form says nothing.</summary>
    protected static IReadOnlyList<string> InStoredOrder(IReadOnlyList<string> chosen, IReadOnlyList<string> stored) =>
        [.. stored.Where(chosen.Contains), .. chosen.Except(stored)];

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        View = await Mediator.Send(new GetBrainItem(new BrainAddress(Section, Id)), cancellationToken);
        return IsNew || View.Item is not null;
    }

    private static IActionResult WithStatus(IActionResult result, int status)
    {
        if (result is Microsoft.AspNetCore.Mvc.RazorPages.PageResult page)
            page.StatusCode = status;
        return result;
    }
}
