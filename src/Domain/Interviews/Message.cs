namespace AgentBrain.Domain.Interviews;

/// <summary>One turn of the conversation: a question or an answer.</summary>
public sealed class Message
{
    /// <summary>Role of a question.</summary>
    public const string AgentRole = "agent";

    /// <summary>Role of an answer.</summary>
    public const string UserRole = "user";

    private Message()
    {
    }

    /// <summary>Number given by the database.</summary>
    public int Id { get; private set; }

    /// <summary>The session it belongs to.</summary>
    public Guid SessionId { get; private set; }

    /// <summary>Place in the conversation, counted from 1; unique in the session.</summary>
    public int Sequence { get; private set; }

    /// <summary><see cref="AgentRole"/> or <see cref="UserRole"/>.</summary>
    public string Role { get; private set; } = "";

    /// <summary>Id of the question asked or answered; null in some legacy conversations.</summary>
    public string? QuestionId { get; private set; }

    /// <summary>What was said.</summary>
    public string Content { get; private set; } = "";

    /// <summary>The round in which it was said.</summary>
    public int? Round { get; private set; }

    /// <summary>The form or request that brought the answer; unique in the session. Null for questions and legacy answers.</summary>
    public Guid? SubmissionId { get; private set; }

    /// <summary>What the respondent wrote and picked; null for questions and for answers of the legacy service.</summary>
    public AnswerInput? Input { get; private set; }

    /// <summary>When it was said (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When the respondent changed the answer last (UTC); null when never.</summary>
    public DateTimeOffset? ChangedAt { get; private set; }

    internal static Message Question(Guid sessionId, int sequence, AskedQuestion question, int round, DateTimeOffset now) => new()
    {
        SessionId = sessionId,
        Sequence = sequence,
        Role = AgentRole,
        QuestionId = question.Id,
        Content = question.Text,
        Round = round,
        CreatedAt = now,
    };

    internal static Message Answer(Guid sessionId, int sequence, SubmittedAnswer answer, int round, DateTimeOffset now) => new()
    {
        SessionId = sessionId,
        Sequence = sequence,
        Role = UserRole,
        QuestionId = answer.QuestionId,
        Content = answer.Text,
        Round = round,
        SubmissionId = answer.SubmissionId,
        Input = answer.Input,
        CreatedAt = now,
    };

    /// <summary>Asks another question in the place of one that has not been answered.</summary>
    internal void Become(AskedQuestion question, DateTimeOffset now)
    {
        if (QuestionId != question.Id)
            CreatedAt = now;
        (QuestionId, Content) = (question.Id, question.Text);
    }

    /// <summary>Puts other words in the place of what was said.</summary>
    public void Reword(Func<string, string> words) =>
        (Content, Input) = (words(Content), Input is null ? null : Input with { Written = words(Input.Written) });

    /// <summary>Takes another answer in the place of this one.</summary>
    internal void Become(SubmittedAnswer answer, DateTimeOffset now) =>
        (Content, Input, SubmissionId, ChangedAt) = (answer.Text, answer.Input, answer.SubmissionId, now);
}
