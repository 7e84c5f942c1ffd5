using AgentBrain.Application.Brain;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Application.FunctionalTests.Brain;

/// <summary>Tests of edits, each of which begins with an author and the small brain in the working copy.</summary>
public abstract class BrainEditTest : FunctionalTest
{
    [SetUp]
    public async Task FillWorkingCopy()
    {
        AsStaff(Roles.Author);
        await EditAsync(_ => SmallBrain.Document);
        await ForgetAuditAsync();
    }

    private protected async Task<BrainDocument> DocumentAsync() => (await SendAsync(new GetBrainItem(new BrainAddress(BrainSection.Scoring)))).Document;

    private protected async Task<(T Item, string Checksum)> ItemAsync<T>(BrainSection section, string? id = null)
    {
        var view = await SendAsync(new GetBrainItem(new BrainAddress(section, id)));
        return (view.Item.ShouldBeOfType<T>(), view.Checksum!);
    }

    private protected async Task<IEnumerable<string?>> StaleAsync(BrainSection section, string? id = null) =>
        (await SendAsync(new GetBrainItem(new BrainAddress(section, id)))).StaleTexts.Select(text => text.Member);

    private protected static async Task<IReadOnlyList<string>> ActionsAsync() => await QueryAsync(db => db.AuditEntries.Select(entry => entry.Action).ToListAsync());

    /// <summary>The messages with which an edit is refused.</summary>
    private protected async Task<IReadOnlyList<string>> MessagesAsync(IRequest<EditResult> request) =>
        [.. (await Should.ThrowAsync<ValidationException>(() => SendAsync(request))).Errors.Select(error => error.ErrorMessage)];

    private protected async Task EditAsync(Func<BrainDocument, BrainDocument> edit)
    {
        await using var scope = Services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<WorkingCopyEditor>().EditAsync(document => BrainEdit.To(edit(document)), CancellationToken.None))
            .Outcome.ShouldBeOneOf(EditOutcome.Saved, EditOutcome.Unchanged);
    }
}
