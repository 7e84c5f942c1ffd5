using System.Text.Json;

namespace AgentBrain.Domain.Interviews;

/// <summary>What the legacy service left of an interview that is gone on with here. It never changes.</summary>
public sealed record EarlierPart
{
    /// <summary>Place of its last message in the conversation; 0 when it left none.</summary>
    public int Turns { get; init; }

    /// <summary>Number of the questions in <see cref="SessionState.AskedQuestionIds"/> that were settled when the interview was gone on with.</summary>
    public int Questions { get; init; }

    /// <summary>Number of questions that the legacy service counted without keeping which they were.</summary>
    public int UnnamedQuestions { get; init; }

    /// <summary>Id of the question that waited; null when none did.</summary>
    public string? WaitingQuestionId { get; init; }

    /// <summary>The flags that were raised.</summary>
    public IReadOnlyList<RiskFlag> RiskFlags { get; init; } = [];

    /// <summary>The state to the letter, with whatever in it could not be read.</summary>
    public JsonElement? State { get; init; }

    /// <summary>What an interview has become when it is about to be gone on with.</summary>
    /// <param name="state">The state as it was read.</param>
    /// <param name="messages">The whole conversation.</param>
    /// <param name="waiting">The question that waits; null when none does.</param>
    internal static SessionState TakeOver(SessionState state, IReadOnlyCollection<Message> messages, AskedQuestion? waiting)
    {
        var answered = messages.Where(message => message.Role == Message.UserRole).Select(message => message.QuestionId).ToHashSet();
        // Questions that were put together and have no answer wait still: they may be asked.
        var open = state.NextQuestions.Select(question => question.Id).Where(id => !answered.Contains(id)).ToHashSet();
        var settled = state.AskedQuestionIds.Where(id => !open.Contains(id)).ToList();
        if (waiting is not null && settled.Count > 0 && settled[^1] == waiting.Id)
            settled.RemoveAt(settled.Count - 1);
        // Some questions stand in the conversation alone.
        var unlisted = messages.OrderBy(message => message.Sequence).Select(message => message.QuestionId).OfType<string>()
            .Distinct().Where(id => !open.Contains(id) && id != waiting?.Id).Except(settled).ToList();
        settled.AddRange(unlisted);

        var counted = Math.Max(state.QuestionsAskedCount, state.QuickState?.AskedCount ?? 0);
        var unnamed = counted - state.AskedQuestionIds.Count - unlisted.Count - (waiting is null || state.AskedQuestionIds.Contains(waiting.Id) ? 0 : 1);
        return state with
        {
            AskedQuestionIds = waiting is null ? settled : [.. settled, waiting.Id],
            NextQuestions = waiting is null ? [] : [waiting],
            Answers = null,
            DecisionCount = 0,
            Original = null,
            Earlier = new EarlierPart
            {
                Turns = messages.Select(message => message.Sequence).DefaultIfEmpty().Max(),
                Questions = settled.Count,
                UnnamedQuestions = Math.Max(unnamed, 0),
                WaitingQuestionId = waiting?.Id,
                RiskFlags = state.RiskFlags,
                State = state.Original,
            },
        };
    }
}
