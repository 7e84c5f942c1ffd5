namespace AgentBrain.Domain.Interviews;

/// <content>What becomes of an interview when its respondent is to be forgotten.</content>
public sealed partial class Session
{
    /// <summary>
    /// What statistics need of an interview and nothing that tells whose it was: its language and mode, its times, how much was asked, which flags were
    /// raised and which slots were filled. It has an id of its own, so that nothing about the interview that is still under way can be added to it.
    /// </summary>
    /// <param name="now">The present (UTC).</param>
    public Session Anonymous(DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Language = Language,
        Round = Round,
        State = new SessionState { Language = Language, InterviewMode = State.InterviewMode, Round = Round },
        WaitingQuestionId = WaitingQuestionId,
        QuestionCount = QuestionCount,
        EndedEarly = EndedEarly,
        FlagCodes = FlagCodes,
        FilledSlots = FilledSlots,
        LastActivityAt = LastActivityAt,
        RevisionId = RevisionId,
        OpensById = false,
        ContactSettled = true,
        CreatedAt = CreatedAt,
        CompletedAt = CompletedAt,
        ErasedAt = now,
    };

    /// <summary>Forgets how the respondent of a finished interview can be reached. The rest of the interview stays.</summary>
    /// <param name="state">The state without what tells of the respondent.</param>
    /// <exception cref="InvalidOperationException">The interview is not finished.</exception>
    public void ForgetContact(SessionState state)
    {
        MustBeFinished();
        (ContactName, ContactEmail, ContactPhone) = (null, null, null);
        (ContactSealed, ContactEmailHash, ContactSettled) = (null, null, true);
        // What statistics need stays as it is.
        var (waiting, asked, early, flags, filled) = (WaitingQuestionId, QuestionCount, EndedEarly, FlagCodes, FilledSlots);
        State = state;
        (WaitingQuestionId, QuestionCount, EndedEarly, FlagCodes, FilledSlots) = (waiting, asked, early, flags, filled);
    }

    /// <summary>Puts other reports in the place of those of a finished interview, when something that they told was forgotten.</summary>
    /// <exception cref="InvalidOperationException">The interview is not finished.</exception>
    public void ReplaceReport(InterviewReport report)
    {
        MustBeFinished();
        (FinalReport, ReportSummary) = (report.Full, report.Summary);
    }

    private void MustBeFinished()
    {
        if (CompletedAt is null)
            throw new InvalidOperationException("Contact details are left at the end of an interview, and forgotten after it.");
    }
}
