using AgentBrain.Domain.Privacy;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>What is kept for a time, in words.</summary>
public static class RetentionWords
{
    /// <summary>What it is called.</summary>
    public static string Title(RetentionKind kind) => kind switch
    {
        RetentionKind.ContactDetails => "Contact details",
        RetentionKind.Answers => "Finished interviews",
        RetentionKind.Unfinished => "Unfinished interviews",
        RetentionKind.Audio => "Recordings",
        RetentionKind.Mail => "Mail",
        RetentionKind.Replies => "Replies to programs",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>From when its days are counted and what stays.</summary>
    public static string Hint(RetentionKind kind) => kind switch
    {
        RetentionKind.ContactDetails => "Name, e-mail address and telephone number, counted from when the report was made. The interview stays, and what quotes them is blotted out.",
        RetentionKind.Answers => "Counted from when the report was made. Figures that tell nothing about the person stay.",
        RetentionKind.Unfinished => "Counted from when the respondent last did something. Figures that tell nothing about the person stay.",
        RetentionKind.Audio => "The sound of spoken answers that nobody has sent, counted from when it was made. What was heard stays. Sound goes as soon as the answer is sent, unless it is set up otherwise.",
        RetentionKind.Mail => "What is known of mail that was sent or given up, and messages in files, counted from when they were made. What still waits stays.",
        RetentionKind.Replies => "Kept for programs that repeat a request, counted from the first one. Answers stay.",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
