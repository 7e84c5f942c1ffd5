using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Interviews.Speech;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Interviews.Audio;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Interviews.Speech;

/// <summary>What is kept of what was spoken, and until when.</summary>
public class RecordingTests : SpeechTest
{
    private Guid _session;

    [SetUp]
    public async Task Start()
    {
        await PublishBrainAsync();
        _session = await StartAsync();
    }

    [Test]
    public async Task It_is_stored_first_and_then_queued()
    {
        var id = await KeepAsync(await SpeakAsync(_session));

        TestHost.Jobs.Queued.ShouldBe([new TranscribeRecording(id)]);
        var recording = (await FindAsync<Recording>(id)).ShouldNotBeNull();
        (recording.MediaType, recording.Seconds, recording.Number, recording.Language).ShouldBe(("audio/wav", 2m, 1, "en"));
        (await FindAsync<RecordingAudio>(id)).ShouldNotBeNull().Content.ShouldBe(Sounds.Wav(2));
        (await SendAsync(new GetRecording(_session, id))).Stage.ShouldBe(RecordingStage.Stored);
        Service.Requests.ShouldBeEmpty();
    }

    [Test]
    public async Task Speaking_counts_as_going_on_once_an_hour()
    {
        var begun = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromMinutes(59));
        await KeepAsync(await SpeakAsync(_session));
        (await SessionAsync(_session)).LastActivityAt.ShouldBe(begun, "answers that are on their way would meet it for nothing");
        Clock.Advance(TimeSpan.FromMinutes(1));

        await KeepAsync(await SpeakAsync(_session));

        (await SessionAsync(_session)).LastActivityAt.ShouldBe(Clock.GetUtcNow());
    }

    [Test]
    public async Task The_words_that_are_sent_are_confirmed_together_with_the_answer_and_the_sound_goes()
    {
        var used = await HearAsync(_session, "Rad, large.");
        var unused = await HearAsync(_session, "Never mind.");
        var answer = await AnswerToCurrentAsync(_session, "Red, large.");

        (await SendAsync(answer with { Recordings = [used.Id] })).Outcome.ShouldBe(SubmitAnswerOutcome.Stored);

        var transcripts = await TranscriptsAsync();
        transcripts.Select(transcript => (transcript.OriginalText, transcript.ConfirmedText)).ShouldBe([("Rad, large.", "Red, large."), ("Never mind.", null)]);
        transcripts[0].QuestionId.ShouldBe(answer.QuestionId);
        (await FindAsync<RecordingAudio>(used.Id)).ShouldBeNull();
        (await FindAsync<RecordingAudio>(unused.Id)).ShouldNotBeNull();
        (await FindAsync<Recording>(used.Id))!.ConfirmedAt.ShouldBe(Clock.GetUtcNow());
        (await SendAsync(new GetSpeechOffer(_session, RecordingPurpose.Answer, answer.QuestionId))).Unused.ShouldHaveSingleItem().Id.ShouldBe(unused.Id);
    }

    [Test]
    public async Task Nothing_is_confirmed_by_an_answer_that_is_not_stored()
    {
        var heard = await HearAsync(_session);
        var answer = await AnswerToCurrentAsync(_session, "Hello.") with { Recordings = [heard.Id] };
        await AnswerAsync(_session, "Red.");

        (await SendAsync(answer)).Outcome.ShouldBe(SubmitAnswerOutcome.NotCurrent);

        (await TranscriptsAsync()).ShouldHaveSingleItem().ConfirmedText.ShouldBeNull();
        (await SoundsAsync()).ShouldBe(1);
    }

    [Test]
    public async Task A_program_names_no_recordings_and_confirms_all_that_were_heard_for_the_question()
    {
        await HearAsync(_session, "First part.");
        await HearAsync(_session, "Second part.");
        var answer = await AnswerToCurrentAsync(_session, "Both parts.") with { Recordings = null };

        await SendAsync(answer);

        (await TranscriptsAsync()).Select(transcript => transcript.ConfirmedText).ShouldBe(["Both parts.", "Both parts."]);
        (await SoundsAsync()).ShouldBe(0);
    }

    [Test]
    public async Task Recordings_of_others_are_not_confirmed()
    {
        var heard = await HearAsync(_session);
        var other = await StartAsync();

        await SendAsync(await AnswerToCurrentAsync(other, "Red.") with { Recordings = [heard.Id] });

        (await TranscriptsAsync()).ShouldHaveSingleItem().ConfirmedText.ShouldBeNull();
    }

    [Test]
    public async Task An_answer_that_is_changed_confirms_too()
    {
        var first = await AnswerToCurrentAsync(_session, "Red.");
        await SendAsync(first);
        var heard = await HearAsync(_session, "Blue.", await SpeakAsync(_session) with { QuestionId = first.QuestionId });

        var changed = await SendAsync(await ChangeToAsync(_session, first.QuestionId, "Blue.") with { Recordings = [heard.Id] });

        changed.ShouldBe(ChangeAnswerOutcome.Stored);
        (await TranscriptsAsync()).ShouldHaveSingleItem().ConfirmedText.ShouldBe("Blue.");
        (await SoundsAsync()).ShouldBe(0);
    }

    [Test]
    public async Task A_comment_is_spoken_once_the_interview_is_finished_and_until_the_feedback_is_left()
    {
        var answer = await SpeakAsync(_session);
        var finished = await FinishAsync();
        var spoken = answer with { SessionId = finished, Purpose = RecordingPurpose.Feedback, QuestionId = null };
        var heard = await HearAsync(finished, "Good.", spoken);

        await SendAsync(new Application.Feedback.LeaveFeedback { SessionId = finished, Rating = 5, Comment = "Very good.", Recordings = [heard.Id] });

        var transcript = (await TranscriptsAsync()).ShouldHaveSingleItem();
        (transcript.ConfirmedText, transcript.QuestionId).ShouldBe(("Very good.", null));
        (await SoundsAsync()).ShouldBe(0);
        (await SendAsync(spoken with { SubmissionId = Guid.NewGuid() })).Outcome.ShouldBe(KeepRecordingOutcome.NotNow);
    }

    [Test]
    public async Task What_cannot_be_taken_is_refused_by_its_content_and_nothing_is_stored()
    {
        var spoken = await SpeakAsync(_session);

        (await OutcomeAsync(spoken with { Audio = default })).ShouldBe(KeepRecordingOutcome.Empty);
        (await OutcomeAsync(spoken with { Audio = "GIF89a, not a sound"u8.ToArray() })).ShouldBe(KeepRecordingOutcome.UnknownKind);
        (await OutcomeAsync(spoken with { Audio = new byte[Recording.MaxBytes + 1] })).ShouldBe(KeepRecordingOutcome.TooLarge);
        (await OutcomeAsync(spoken with { Audio = Sounds.Wav(186) })).ShouldBe(KeepRecordingOutcome.TooLong);
        (await OutcomeAsync(spoken with { QuestionId = "NEVER_ASKED" })).ShouldBe(KeepRecordingOutcome.NotNow);
        (await OutcomeAsync(spoken with { Purpose = RecordingPurpose.Feedback })).ShouldBe(KeepRecordingOutcome.NotNow);
        (await OutcomeAsync(spoken with { SessionId = await FinishAsync() })).ShouldBe(KeepRecordingOutcome.NotNow);
        (await CountAsync<Recording>()).ShouldBe(0);
        TestHost.Jobs.Queued.ShouldBeEmpty();

        async Task<KeepRecordingOutcome> OutcomeAsync(KeepRecording request) => (await SendAsync(request)).Outcome;
    }

    [Test]
    public async Task One_interview_does_not_fill_the_disk()
    {
        var content = AudioContent.Read(Sounds.Wav(1))!;
        var largest = Enumerable.Range(1, 6).Select(number => Recording.Keep(_session, number, Guid.NewGuid(), RecordingPurpose.Answer, null, "en", content, Recording.MaxBytes - 1, Clock.GetUtcNow())).ToList();
        await AddAsync([.. largest, .. largest.Select(recording => RecordingAudio.Of(recording, [1]))]);

        (await SendAsync(await SpeakAsync(_session))).Outcome.ShouldBe(KeepRecordingOutcome.TooMany, "all its sound together is too much");
        await SendAsync(new DropRecording(_session, largest[0].Id));
        (await SendAsync(await SpeakAsync(_session))).Outcome.ShouldBe(KeepRecordingOutcome.Kept);

        await AddAsync(Recording.Keep(_session, Recording.MostPerSession, Guid.NewGuid(), RecordingPurpose.Answer, null, "en", content, 1, Clock.GetUtcNow()));
        (await SendAsync(await SpeakAsync(_session))).Outcome.ShouldBe(KeepRecordingOutcome.TooMany, "it has had its number");
    }

    [Test]
    public async Task The_same_upload_is_kept_once_and_different_ones_at_once_all()
    {
        var spoken = await SpeakAsync(_session);

        var same = await SendAtOnceAsync(6, spoken);
        var others = await SendAtOnceAsync(Enumerable.Range(0, 6).Select(_ => spoken with { SubmissionId = Guid.NewGuid() }));

        same.Select(kept => kept.RecordingId).Distinct().ShouldHaveSingleItem().ShouldNotBeNull();
        others.ShouldAllBe(kept => kept.Outcome == KeepRecordingOutcome.Kept);
        (await QueryAsync(db => db.Recordings.Select(recording => recording.Number).OrderBy(number => number).ToListAsync())).ShouldBe([1, 2, 3, 4, 5, 6, 7]);
    }

    [Test]
    public async Task Nobody_else_comes_near_it()
    {
        var spoken = await SpeakAsync(_session);
        var heard = await HearAsync(_session, spoken: spoken);
        var own = await StartAsync();

        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new GetRecording(_session, heard.Id)));
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new GetRecording(own, heard.Id)));
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new TryRecordingAgain(own, heard.Id)));
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(spoken));
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new GetSpeechOffer(_session, RecordingPurpose.Answer, spoken.QuestionId)));
        await SendAsync(new DropRecording(own, heard.Id));
        (await CountAsync<Recording>()).ShouldBe(1);
    }

    [Test]
    public async Task What_is_not_wanted_goes_whole_but_not_what_was_sent()
    {
        var unwanted = await HearAsync(_session);
        await SendAsync(new DropRecording(_session, unwanted.Id));
        await SendAsync(new DropRecording(_session, unwanted.Id));
        (await CountAsync<Recording>(), await SoundsAsync(), await CountAsync<Transcript>()).ShouldBe((0, 0, 0));

        var sent = await HearAsync(_session);
        await SendAsync(await AnswerToCurrentAsync(_session, "Hello.") with { Recordings = [sent.Id] });
        await SendAsync(new DropRecording(_session, sent.Id));
        (await CountAsync<Transcript>()).ShouldBe(1);
    }

    [Test]
    public async Task With_the_interview_everything_spoken_goes()
    {
        await HearAsync(_session);

        await QueryAsync(db => db.Sessions.Where(session => session.Id == _session).ExecuteDeleteAsync());

        (await CountAsync<Recording>(), await SoundsAsync(), await CountAsync<Transcript>()).ShouldBe((0, 0, 0));
    }

    [Test]
    public async Task Old_ones_that_were_never_sent_can_be_found()
    {
        var old = await KeepAsync(await SpeakAsync(_session));
        Clock.Advance(TimeSpan.FromDays(2));
        await KeepAsync(await SpeakAsync(_session));

        (await QueryAsync(db => db.Recordings.UnconfirmedBefore(Clock.GetUtcNow().AddDays(-1)).Select(recording => recording.Id).ToListAsync())).ShouldBe([old]);
    }
}

/// <summary>Sound that is kept for a while after the answer.</summary>
public class KeptAudioTests : SpeechTest
{
    private protected override Dictionary<string, string?> Settings => new() { ["Speech:KeepAudioAfterConfirmation"] = "1.00:00:00" };

    [Test]
    public async Task It_goes_when_its_time_is_over()
    {
        await PublishBrainAsync();
        var session = await StartAsync();
        var heard = await HearAsync(session);
        await SendAsync(await AnswerToCurrentAsync(session, "Hello.") with { Recordings = [heard.Id] });

        Clock.Advance(TimeSpan.FromHours(23));
        await SendAsync(new RemoveConfirmedAudio());
        (await SoundsAsync()).ShouldBe(1);
        Clock.Advance(TimeSpan.FromHours(1));
        await SendAsync(new RemoveConfirmedAudio());

        (await SoundsAsync()).ShouldBe(0);
        (await TranscriptsAsync()).ShouldHaveSingleItem().ConfirmedText.ShouldBe("Hello.");
    }
}
