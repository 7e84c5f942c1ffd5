using AgentBrain.Application.Feedback;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Interviews.Speech;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Common;
using AgentBrain.Web.Controllers.Common;
using AgentBrain.Web.Controllers.Models;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Controllers;

/// <summary>Interviews: start one, answer, finish, read.</summary>
[Route("api/session")]
[Tags("Interviews")]
public sealed class InterviewsController(IMediator mediator, BearerToken bearer, Transcriptions transcriptions) : ApiController(mediator)
{
    private const string Quick = InterviewModes.Quick;
    private const string NotFinished = "The interview is not finished yet.";

    /// <summary>Starts an interview.</summary>
    /// <remarks>Its first question comes with the reply. Keep `session_token`: without it nothing tells how the respondent can be reached.</remarks>
    /// <response code="200">The interview has begun.</response>
    /// <response code="503">No interview is published, or not in this mode.</response>
    [HttpPost("start")]
    [EnableRateLimiting(RateLimits.StartPolicy)]
    [ProducesResponseType<StartReply>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable, "application/problem+json")]
    public async Task<IActionResult> StartAsync([FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] StartBody? body, CancellationToken cancellationToken)
    {
        if (body?.InterviewMode is { } mode && mode != InterviewMode.Quick)
            return ApiProblem.Unavailable("Precise interviews are not available yet. Start one with interview_mode quick.");
        var started = await Mediator.Send(new StartInterview(body?.Language ?? Languages.Lithuanian, Guid.NewGuid(), bearer.Issue(), OpensById: true, body?.ConsentVersion), cancellationToken);
        if (started.OtherConsent)
            return ApiProblem.Invalid(new Dictionary<string, string[]> { ["consent_version"] = ["There is no such consent text. Take the version from GET /api/consent."] });
        return started.SessionId is { } sessionId
            ? Ok(new StartReply(sessionId, started.Round, Question.AllOf(started.Question), Quick, bearer.Issued!))
            : ApiProblem.Unavailable("No interview is published at the moment.");
    }

    /// <summary>Turns a spoken answer into text.</summary>
    /// <remarks>
    /// A recording that is too large or lasts too long is answered with 413, one whose content is of another kind with 415.
    /// The answer itself is not given by that: let the respondent read the text, and send it to `answer`. What was heard is kept, and so is the text
    /// that is sent in the end.
    /// </remarks>
    /// <response code="200">What was heard.</response>
    /// <response code="409">The interview has brought too many recordings, or its feedback is given.</response>
    /// <response code="503">No speech recognition is configured, or it does not answer. Nothing is kept; send the recording again, or the answer as text.</response>
    [HttpPost("{id:guid}/transcribe")]
    [EnableRateLimiting(RateLimits.SpeechPolicy)]
    [RequestSizeLimit(Recording.MaxBytes + RecordingForm.FrameBytes)]
    [RequestFormLimits(MultipartBodyLengthLimit = Recording.MaxBytes, MemoryBufferThreshold = Recording.MaxBytes)]
    [Consumes("multipart/form-data")]
    [FormBody]
    [ProducesResponseType<TranscriptReply>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict, "application/problem+json")]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable, "application/problem+json")]
    public async Task<IActionResult> TranscribeAsync(Guid id, [FromForm] RecordingForm recording, CancellationToken cancellationToken)
    {
        var kept = await Mediator.Send(
            new KeepRecording
            {
                SessionId = id,
                SubmissionId = Guid.NewGuid(),
                Language = recording.Language,
                Audio = await Uploads.ReadAsync(recording.Audio, cancellationToken),
                IsTranscribedHere = true,
            },
            cancellationToken);
        return kept.RecordingId is { } recordingId
            ? await transcriptions.WaitAsync(id, recordingId, cancellationToken)
            : Transcriptions.Refusal(kept.Outcome);
    }

    /// <summary>Answers the question that waits.</summary>
    /// <remarks>
    /// Repeating a request stores nothing twice: with the same `Idempotency-Key` the first reply is returned again, whatever happened meanwhile; without
    /// a key the same text for an answered question counts as the same submission.
    /// </remarks>
    /// <param name="id">The interview.</param>
    /// <param name="body">The answer. All parts belong to the one question that waits.</param>
    /// <param name="key">A name of your choice for this request, for example a UUID: 1 to 255 letters, digits and marks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <response code="200">The answer is stored.</response>
    /// <response code="409">Another question waits, or another request is changing the interview right now. `state` is the interview as it stands.</response>
    /// <response code="422">The key belongs to a request with another body.</response>
    [HttpPost("{id:guid}/answer")]
    [EnableRateLimiting(RateLimits.AnswerPolicy)]
    [BodyField(nameof(SubmitAnswer.QuestionId), "transcripts[0].question_id")]
    [BodyField(nameof(SubmitAnswer.Answer), "transcripts[0].text")]
    [BodyField(nameof(SubmitAnswer.IdempotencyKey), "Idempotency-Key")]
    [ProducesResponseType<AnswerResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict, "application/problem+json")]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status422UnprocessableEntity, "application/problem+json")]
    public async Task<IActionResult> AnswerAsync(
        Guid id,
        [FromBody] AnswerBody body,
        [FromHeader(Name = "Idempotency-Key")] string? key,
        CancellationToken cancellationToken)
    {
        if (body.QuestionIds is not [var questionId])
            return ApiProblem.Invalid(new Dictionary<string, string[]> { ["transcripts"] = ["Questions are asked one at a time: send the answer to the one that waits."] });
        var submitted = await Mediator.Send(
            new SubmitAnswer
            {
                SessionId = id,
                QuestionId = questionId,
                SubmissionId = Guid.NewGuid(),
                Answer = body.Text,
                IdempotencyKey = key,
                Recordings = null,
            },
            cancellationToken);
        return submitted.Outcome switch
        {
            SubmitAnswerOutcome.NotCurrent => await ConflictAsync(id, "The question is answered already, or is not the one that waits. See state for the interview as it stands.", cancellationToken),
            SubmitAnswerOutcome.InFlight => await InFlightAsync(id, cancellationToken),
            SubmitAnswerOutcome.KeyReused => ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "The idempotency key belongs to a request with another body. Use a new key for a new answer."),
            _ => Ok(AnswerResponse.Of(id, submitted.Reply!)),
        };
    }

    /// <summary>Finishes the interview and makes the report.</summary>
    /// <remarks>An interview whose question still waits ends early. Finishing twice changes nothing.</remarks>
    /// <response code="409">The interview was finished before with other contact details.</response>
    [HttpPost("{id:guid}/finalize")]
    [EnableRateLimiting(RateLimits.AnswerPolicy)]
    [BodyField(nameof(FinishInterview.Name), "contact_info.name")]
    [BodyField(nameof(FinishInterview.Email), "contact_info.email")]
    [BodyField(nameof(FinishInterview.Phone), "contact_info.phone")]
    [ProducesResponseType<FinalizeReply>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict, "application/problem+json")]
    public async Task<IActionResult> FinalizeAsync(
        Guid id,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] FinalizeBody? body,
        CancellationToken cancellationToken)
    {
        var contact = body?.ContactInfo;
        var finished = await Mediator.Send(
            new FinishInterview
            {
                SessionId = id,
                EndEarly = true,
                WithoutContact = contact is null,
                Name = contact?.Name ?? "",
                Email = contact?.Email ?? "",
                Phone = contact?.Phone ?? "",
            },
            cancellationToken);
        if (finished.OtherContact)
            return ApiProblem.Conflict("The interview was finished before with other contact details, or none. Those stand.");
        return Ok(FinalizeReply.Of(await Mediator.Send(new GetSession(id), cancellationToken)));
    }

    /// <summary>The interview as it stands.</summary>
    /// <remarks>`contact_info` is null unless the request carries the session's own token.</remarks>
    [HttpGet("{id:guid}/state")]
    [EnableRateLimiting(RateLimits.ReadPolicy)]
    [ProducesResponseType<StateReply>(StatusCodes.Status200OK)]
    public async Task<IActionResult> StateAsync(Guid id, CancellationToken cancellationToken) =>
        Ok(StateReply.Of(await Mediator.Send(new GetSession(id), cancellationToken)));

    /// <summary>What the interview came to.</summary>
    /// <remarks>`contact_email` is masked unless the request carries the session's own token.</remarks>
    /// <response code="400">The interview is not finished yet.</response>
    [HttpGet("{id:guid}/results")]
    [EnableRateLimiting(RateLimits.ReadPolicy)]
    [ProducesResponseType<ResultsReply>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json")]
    public async Task<IActionResult> ResultsAsync(Guid id, CancellationToken cancellationToken)
    {
        var session = await Mediator.Send(new GetSession(id), cancellationToken);
        return session.Stage == InterviewStage.Finished ? Ok(ResultsReply.Of(session)) : ApiProblem.Invalid(NotFinished);
    }

    /// <summary>The full report as a file.</summary>
    /// <response code="400">The interview is not finished yet.</response>
    [HttpGet("{id:guid}/download")]
    [EnableRateLimiting(RateLimits.ReadPolicy)]
    [Produces("text/markdown", Type = typeof(string))]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json")]
    public async Task<IActionResult> DownloadAsync(Guid id, CancellationToken cancellationToken)
    {
        var report = await Mediator.Send(new GetReport(id), cancellationToken);
        return report.Stage == InterviewStage.Finished
            ? File(System.Text.Encoding.UTF8.GetBytes(report.Full), "text/markdown; charset=utf-8", $"{report.Reference}.md")
            : ApiProblem.Invalid(NotFinished);
    }

    /// <summary>The report in another language, written anew from the same facts.</summary>
    /// <param name="id">The interview.</param>
    /// <param name="targetLanguage">`lt`, `en` or `ru`; it is needed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <response code="400">The interview is not finished yet, or the language is none of these.</response>
    /// <response code="503">The interview was held before reports could be written in other languages, and no language model is configured to translate it.</response>
    [HttpPost("{id:guid}/translate")]
    [EnableRateLimiting(RateLimits.AnswerPolicy)]
    [ProducesResponseType<TranslatedReportReply>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json")]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable, "application/problem+json")]
    public async Task<IActionResult> TranslateAsync(Guid id, [FromQuery(Name = "target_language")] string? targetLanguage, CancellationToken cancellationToken)
    {
        if (!Languages.IsSupported(targetLanguage))
            return ApiProblem.Invalid(new Dictionary<string, string[]> { ["target_language"] = [$"Choose one of the languages {string.Join(", ", Languages.All)}."] });
        var report = await Mediator.Send(new GetReport(id, targetLanguage), cancellationToken);
        if (report.Stage != InterviewStage.Finished)
            return ApiProblem.Invalid(NotFinished);
        return report.Language == targetLanguage
            ? Ok(new TranslatedReportReply(id, report.InterviewLanguage, report.Language, report.Summary))
            : ApiProblem.Unavailable("This interview was held before reports could be written in other languages, and no language model is configured to translate it.");
    }

    /// <summary>Leaves feedback on a finished interview, once.</summary>
    /// <response code="400">The interview is not finished yet, or the rating is not 1 to 5.</response>
    /// <response code="409">Feedback has been left before.</response>
    [HttpPost("{id:guid}/feedback")]
    [EnableRateLimiting(RateLimits.FeedbackPolicy)]
    [BodyField(nameof(LeaveFeedback.Comment), "feedback_text")]
    [ProducesResponseType<Done>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json")]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict, "application/problem+json")]
    public async Task<IActionResult> FeedbackAsync(Guid id, [FromBody] FeedbackBody body, CancellationToken cancellationToken)
    {
        var left = await Mediator.Send(new LeaveFeedback { SessionId = id, Rating = body.Rating, Comment = body.FeedbackText ?? "", Recordings = null }, cancellationToken);
        return left switch
        {
            LeaveFeedbackResult.NotFinished => ApiProblem.Invalid(NotFinished),
            LeaveFeedbackResult.ReceivedBefore => ApiProblem.Conflict("Feedback on this interview has been received before; that one stands."),
            _ => Ok(new Done(true, "Thank you. The feedback is stored.")),
        };
    }

    // Unlike the other conflicts it passes by itself.
    private async Task<IActionResult> InFlightAsync(Guid id, CancellationToken cancellationToken)
    {
        Response.Headers.RetryAfter = ApiProblem.RetryAfterSeconds;
        return await ConflictAsync(id, "Another request is changing this interview right now. Repeat yours in a few seconds; nothing is stored twice.", cancellationToken);
    }

    private async Task<IActionResult> ConflictAsync(Guid id, string detail, CancellationToken cancellationToken) =>
        ApiProblem.Conflict(detail, StateReply.Of(await Mediator.Send(new GetSession(id), cancellationToken)));
}
