using System.Globalization;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;

namespace AgentBrain.Web.Common;

/// <summary>Numbers, times and states as the workspace writes them: in English, whatever the browser speaks.</summary>
public static class Written
{
    private const int SecondsShownBelowMinutes = 10;
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>1,234.</summary>
    public static string Count(int number) => number.ToString("N0", English);

    /// <summary>"1 answer", "1,234 answers".</summary>
    public static string Count(int number, string one, string many) => $"{Count(number)} {(number == 1 ? one : many)}";

    /// <summary>512 bytes, 12.3 MB, 4.1 GB.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} bytes",
        < 1 << 20 => $"{(bytes / 1024m).ToString("0.#", English)} kB",
        < 1 << 30 => $"{(bytes / 1048576m).ToString("0.#", English)} MB",
        _ => $"{(bytes / 1073741824m).ToString("#,0.#", English)} GB",
    };

    /// <summary>33.3 %, 100 %.</summary>
    public static string Percent(decimal percent) => percent.ToString("0.#", English) + " %";

    /// <summary>4.25, 3, 1,401.</summary>
    public static string Figure(decimal number) => number.ToString("#,0.##", English);

    /// <summary>A number within SVG or an address.</summary>
    public static string Plain(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>23 Nov 2026, 10:15.</summary>
    public static string Moment(DateTimeOffset moment) => moment.ToString("d MMM yyyy, HH:mm", English);

    /// <summary>23 Nov 2026.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", English);

    /// <summary>2026-11-23, as fields for days hold it.</summary>
    public static string? Field(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A machine's way to write a moment.</summary>
    public static string Iso(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);

    /// <summary>45 s, 4 min 12 s, 2 h 5 min, 3 days 4 h.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => $"{Math.Round(time.TotalSeconds)} s",
        { TotalMinutes: < SecondsShownBelowMinutes } => $"{time.Minutes} min {time.Seconds} s",
        { TotalHours: < 1 } => $"{time.Minutes} min",
        { TotalDays: < 1 } => $"{time.Hours} h {time.Minutes} min",
        _ => $"{Count(time.Days, "day", "days")} {time.Hours} h",
    };

    /// <summary>The English name of a language; the code of one that is not supported.</summary>
    public static string Language(string? code) => code switch
    {
        null => "none",
        Languages.Lithuanian => "Lithuanian",
        Languages.English => "English",
        Languages.Russian => "Russian",
        _ => code,
    };

    public static string Standing(InterviewStanding standing) => standing switch
    {
        InterviewStanding.InProgress => "In progress",
        InterviewStanding.Abandoned => "Abandoned",
        InterviewStanding.Finished => "Finished",
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, null),
    };

    /// <summary>Why an interview ended.</summary>
    public static string StopReason(string? reason) => reason switch
    {
        StopDecision.CriticalSlotsMet => "everything critical was known",
        StopDecision.MaxQuestions => "the most questions that the policy allows had been asked",
        StopDecision.LowInfoStreak => "too many answers in a row told nothing new",
        StopDecision.NoQuestionsLeft => "no question was left that could be asked",
        StopDecision.EndedEarly => "the respondent ended the interview",
        null => "the reason is not known",
        _ => reason.Replace('_', ' '),
    };

    /// <summary>What a term of a score stands for.</summary>
    public static string Term(string name) => name switch
    {
        ScoreTerms.MissingSlot => "Missing slots it covers",
        ScoreTerms.RequiredSlotBonus => "… that are required",
        ScoreTerms.MissingCriticalSlotBonus => "… that are critical",
        ScoreTerms.Risk => "Raised risks it covers",
        ScoreTerms.RoundFit => "Fits the round",
        ScoreTerms.BasePriority => "Its own priority",
        ScoreTerms.AskedPenalty => "Was asked already",
        ScoreTerms.RepeatSlotPenalty => "All it covers is settled",
        ScoreTerms.DiversifyTopicPenalty => "Was the last question",
        _ => name,
    };
}
