namespace AgentBrain.Domain.Interviews;

/// <summary>An answer that its respondent has changed since. Never changed once stored.</summary>
public sealed class ReplacedAnswer
{
    private ReplacedAnswer()
    {
    }

    /// <summary>Id, assigned when the answer is replaced.</summary>
    public Guid Id { get; private set; }

    /// <summary>The session it belongs to.</summary>
    public Guid SessionId { get; private set; }

    /// <summary>Id of the question that it answered.</summary>
    public string QuestionId { get; private set; } = "";

    /// <summary>What was said.</summary>
    public string Content { get; private set; } = "";

    /// <summary>What the respondent had written and picked; null for answers of the legacy service.</summary>
    public AnswerInput? Input { get; private set; }

    /// <summary>The form or request that had brought the answer; unique in the session. Null for legacy answers.</summary>
    public Guid? SubmissionId { get; private set; }

    /// <summary>When it had been said (UTC).</summary>
    public DateTimeOffset SaidAt { get; private set; }

    /// <summary>When it was replaced (UTC).</summary>
    public DateTimeOffset ReplacedAt { get; private set; }

    /// <summary>Puts other words in the place of what had been said.</summary>
    public void Reword(Func<string, string> words) =>
        (Content, Input) = (words(Content), Input is null ? null : Input with { Written = words(Input.Written) });

    internal static ReplacedAnswer Of(Message answer, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        SessionId = answer.SessionId,
        QuestionId = answer.QuestionId!,
        Content = answer.Content,
        Input = answer.Input,
        SubmissionId = answer.SubmissionId,
        SaidAt = answer.ChangedAt ?? answer.CreatedAt,
        ReplacedAt = now,
    };
}
