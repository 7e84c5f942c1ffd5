using System.Net;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Common;
using AgentBrain.Web.Tests.Support;

namespace AgentBrain.Web.Tests;

[TestFixture("lt")]
[TestFixture("en")]
[TestFixture("ru")]
public class BadInputTests(string language)
{
    private readonly InterfaceText _text = new() { Language = language };
    private readonly List<Respondent> _respondents = [];
    private int _now;
    private int? _atContact;
    private int? _atReport;

    private Respondent Respondent => _respondents[_now];

    // The browser's language differs from that of the interview.
    [SetUp]
    public void OpenBrowser()
    {
        _now = _respondents.Count;
        _respondents.Add(SharedApp.App.NewRespondent(language == "en" ? "ru" : "en"));
    }

    [OneTimeTearDown]
    public void CloseBrowsers() => _respondents.ForEach(respondent => respondent.Dispose());

    [TestCase("")]
    [TestCase("  \r\n\t ")]
    [TestCase("\u0001\u0002\u0007\u001b")]
    public async Task An_answer_without_words_or_options_is_asked_for_again(string answer)
    {
        await Respondent.StartAsync(language);

        await Respondent.AnswerAsync(answer);

        ShouldComplain("Answer", _text["Error.AnswerEmpty"]);
        (await SharedApp.App.AnswersAsync(Respondent.SessionId)).ShouldBeEmpty();
    }

    [Test]
    public async Task An_answer_that_is_too_long_is_kept_in_the_form_and_not_stored()
    {
        await Respondent.StartAsync(language);
        var answer = new string('ž', TextLimits.Answer + 1);

        await Respondent.AnswerAsync(answer, "purpose:health");

        ShouldComplain("Answer", _text["Error.AnswerTooLong", _text.Count(TextLimits.Answer)]);
        var form = Respondent.Page.Form();
        form["Answer"].ShouldBe(answer);
        form["Choices"].ShouldBe("purpose:health");
        (await SharedApp.App.AnswersAsync(Respondent.SessionId)).ShouldBeEmpty();
    }

    [Test]
    public async Task Line_ends_of_browsers_count_once()
    {
        await Respondent.StartAsync(language);
        var answer = string.Concat(Enumerable.Repeat("ą\r\n", (TextLimits.Answer / 2) - 1)) + "ąą";

        await Respondent.AnswerAsync(answer);

        Respondent.Reply.IsRedirect.ShouldBeTrue();
        (await SharedApp.App.AnswersAsync(Respondent.SessionId)).ShouldBe([answer.ReplaceLineEndings("\n")]);
    }

    [Test]
    public async Task The_longest_answer_fits_in_the_costliest_letters()
    {
        await Respondent.StartAsync(language);
        var answer = string.Concat(Enumerable.Repeat("\U0001F9D6", TextLimits.Answer / 2));

        await Respondent.AnswerAsync(answer);

        Respondent.Reply.IsRedirect.ShouldBeTrue();
        (await SharedApp.App.AnswersAsync(Respondent.SessionId)).ShouldBe([answer]);
    }

    [TestCase("nothing:known")]
    [TestCase("purpose:unknown")]
    [TestCase("purpose")]
    [TestCase("")]
    [TestCase("users:family")]
    public async Task An_option_that_the_question_does_not_offer_is_refused(string choice)
    {
        await Respondent.StartAsync(language);

        await Respondent.AnswerAsync("Words.", choice);

        ShouldComplain("Choices", _text["Error.OptionUnknown"]);
        Respondent.Page.Form()["Answer"].ShouldBe("Words.");
        (await SharedApp.App.AnswersAsync(Respondent.SessionId)).ShouldBeEmpty();
    }

    [TestCase("SubmissionId", null)]
    [TestCase("SubmissionId", "no-guid")]
    [TestCase("QuestionId", null)]
    public async Task A_form_without_its_hidden_fields_is_shown_anew(string field, string? value)
    {
        await Respondent.StartAsync(language);
        var form = Respondent.Page.Form().With("Answer", "Words.").With("Intent", "answer").Without(field);

        await Respondent.SubmitAsync(value is null ? form : form.With(field, value));

        Respondent.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        Respondent.Page.ErrorSummary.ShouldBe([(_text["Error.FormStale"], "")]);
        Respondent.Page.Form()["Answer"].ShouldBe("Words.");
        (await SharedApp.App.AnswersAsync(Respondent.SessionId)).ShouldBeEmpty();

        await Respondent.SubmitAsync(Respondent.Page.Form().With("Intent", "answer"));
        Respondent.Reply.IsRedirect.ShouldBeTrue();
        (await SharedApp.App.AnswersAsync(Respondent.SessionId)).ShouldBe(["Words."]);
    }

    [TestCase("", "", "", "Name", "NameMissing")]
    [TestCase(" \u0007 ", "", "", "Name", "NameMissing")]
    [TestCase("Ona", "ona", "", "Email", "EmailInvalid")]
    [TestCase("Ona", "ona@localhost", "", "Email", "EmailInvalid")]
    [TestCase("Ona", "ona@exa mple.com", "", "Email", "EmailInvalid")]
    [TestCase("Ona", "Ona <ona@example.com>", "", "Email", "EmailInvalid")]
    [TestCase("Ona", "", "abc", "Phone", "PhoneInvalid")]
    [TestCase("Ona", "", "123", "Phone", "PhoneInvalid")]
    public async Task Contact_details_that_do_not_fit_are_kept_in_the_form_and_not_stored(string name, string email, string phone, string field, string error)
    {
        await ReachContactAsync();

        await Respondent.LeaveContactAsync(name, email, phone);

        ShouldComplain(field, _text[$"Error.{error}"]);
        var form = Respondent.Page.Form();
        (form["Name"], form["Email"], form["Phone"]).ShouldBe((name, email, phone));
        (await SharedApp.App.IsFinishedAsync(Respondent.SessionId)).ShouldBeFalse();
    }

    [TestCase("Name", TextLimits.ContactName, "NameTooLong")]
    [TestCase("Email", TextLimits.ContactEmail, "EmailTooLong")]
    [TestCase("Phone", TextLimits.ContactPhone, "PhoneTooLong")]
    public async Task Contact_details_that_are_too_long_are_refused(string field, int limit, string error)
    {
        await ReachContactAsync();

        await Respondent.SubmitAsync(Respondent.Page.Form().With("Name", "Ona").With(field, new string('1', limit + 1)));

        ShouldComplain(field, _text[$"Error.{error}", _text.Count(limit)]);
        (await SharedApp.App.IsFinishedAsync(Respondent.SessionId)).ShouldBeFalse();
    }

    [Test]
    public async Task All_errors_are_shown_at_once()
    {
        await ReachContactAsync();

        await Respondent.LeaveContactAsync("", "ona", "abc");

        Respondent.Page.ErrorSummary.Select(error => error.Target).ShouldBe(["#name", "#email", "#phone"], ignoreOrder: true);
    }

    [TestCase(null, "RatingMissing")]
    [TestCase("", "RatingMissing")]
    [TestCase("abc", "RatingMissing")]
    [TestCase("0", "RatingRange")]
    [TestCase("6", "RatingRange")]
    [TestCase("-1", "RatingRange")]
    public async Task A_rating_that_is_none_is_refused_and_the_comment_kept(string? rating, string error)
    {
        await ReachReportAsync();
        var form = Respondent.Page.Form().With("Comment", "Words.");

        await Respondent.SubmitAsync(rating is null ? form : form.With("Rating", rating));

        ShouldComplain("Rating", _text[$"Error.{error}"]);
        Respondent.Page.Form()["Comment"].ShouldBe("Words.");
        (await SharedApp.App.FeedbackCountAsync(Respondent.SessionId)).ShouldBe(0);
    }

    [Test]
    public async Task A_comment_that_is_too_long_is_kept_with_its_stars_and_not_stored()
    {
        await ReachReportAsync();
        var comment = new string('ж', TextLimits.FeedbackComment + 1);

        await Respondent.LeaveFeedbackAsync("4", comment);

        ShouldComplain("Comment", _text["Error.CommentTooLong", _text.Count(TextLimits.FeedbackComment)]);
        var form = Respondent.Page.Form();
        (form["Rating"], form["Comment"]).ShouldBe(("4", comment));
        (await SharedApp.App.FeedbackCountAsync(Respondent.SessionId)).ShouldBe(0);
    }

    [Test]
    public async Task Feedback_before_the_end_leads_to_the_question_and_is_not_stored()
    {
        await Respondent.StartAsync(language);
        var form = Respondent.Page.Form();

        await Respondent.SubmitAsync(form.With("Rating", "5") with { Action = Respondent.ReportPath });

        Respondent.Reply.IsRedirect.ShouldBeTrue();
        Respondent.Page.Address.AbsolutePath.ShouldBe(Respondent.QuestionPath(1));
        (await SharedApp.App.FeedbackCountAsync(Respondent.SessionId)).ShouldBe(0);
    }

    [Test]
    public async Task Contact_details_before_the_end_lead_to_the_question_and_are_not_stored()
    {
        await Respondent.StartAsync(language);
        var form = Respondent.Page.Form();

        await Respondent.SubmitAsync(form.With("Name", "Ona") with { Action = Respondent.ContactPath });

        Respondent.Page.Address.AbsolutePath.ShouldBe(Respondent.QuestionPath(1));
        (await SharedApp.App.IsFinishedAsync(Respondent.SessionId)).ShouldBeFalse();
    }

    [TestCase("")]
    [TestCase("de")]
    [TestCase("LT")]
    public async Task An_interview_starts_only_in_a_language_that_is_offered(string chosen)
    {
        using var respondent = SharedApp.App.NewRespondent(language);
        await respondent.OpenAsync("/");

        await respondent.SubmitAsync(respondent.Page.Form().With("Language", chosen).With("Agreed", "true"));

        respondent.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        respondent.Page.ErrorSummary.ShouldBe([(_text["Error.LanguageMissing"], "#language")]);
        (await respondent.OpenAsync("/")).Has("#resume-title").ShouldBeFalse();
    }

    // Nothing that is refused changes the interview, so that all tests of a form share one.
    private async Task ReachContactAsync()
    {
        if (_atContact is null)
            await Respondent.ReachContactAsync(language);
        _now = _atContact ??= _now;
        await Respondent.OpenAsync(Respondent.ContactPath);
    }

    private async Task ReachReportAsync()
    {
        if (_atReport is null)
            await Respondent.ReachReportAsync(language);
        _now = _atReport ??= _now;
        await Respondent.OpenAsync(Respondent.ReportPath);
    }

    private void ShouldComplain(string field, string message)
    {
        var page = Respondent.Page;
        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Language.ShouldBe(language);
        page.Document.Title.ShouldNotBeNull().ShouldStartWith(_text["Site.ErrorPrefix"]);
        page.Text("#error-summary-title").ShouldBe(_text["Error.SummaryTitle"]);
        var id = field.ToLowerInvariant();
        page.ErrorSummary.ShouldBe([(message, $"#{id}")]);
        page.Text($"#{id}-error").ShouldBe(message);
        page.Has($"main #{id}").ShouldBeTrue("the summary leads to the field");
    }
}
