using FluentValidation.Results;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Common;

/// <summary>A page with a form that <see cref="FormPageFilter"/> shows again when the form breaks rules.</summary>
public interface IFormPage
{
    /// <summary>Whether the form that was sent belongs to a step that has been left: its errors concern nobody any more.</summary>
    bool IsPast { get; }

    /// <summary>Loads what the page shows beside what was typed.</summary>
    Task<IActionResult> ShowAsync(CancellationToken cancellationToken);

    /// <summary>The field that a failure belongs to, as it is called in the form; empty when it belongs to none.</summary>
    string FieldOf(ValidationFailure failure);

    /// <summary>What the page says of a failure.</summary>
    string MessageOf(ValidationFailure failure);
}
