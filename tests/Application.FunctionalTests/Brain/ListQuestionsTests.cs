using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Application.FunctionalTests.Brain;

/// <summary>The list of questions, and what saving one makes of it.</summary>
public sealed class ListQuestionsTests : FunctionalTest
{
    private const string Gate = "Q_GATE";
    private const string Idle = "Q_IDLE";

    [SetUp]
    public async Task FillWorkingCopy()
    {
        AsStaff(Roles.Author);
        await EditAsync(_ => SmallBrain.Document
            .With(new QuestionDefinition
            {
                Id = Gate,
                TextLt = "Ar bus varteliai?",
                TextEn = "And a gate?",
                BasePriority = 60,
                RoundHint = 2,
                RiskCoverage = [SmallBrain.NoWayInRisk],
                RequiresRisk = true,
            })
            .With(new QuestionDefinition { Id = Idle, TextLt = "Kaip gyvenate?", TextEn = "How is life?", TextRu = "Как жизнь?", BasePriority = 10, RoundHint = 1, Enabled = false })
            .With(new SkipRuleDefinition { Id = "no_extras", ConditionSlot = "size", ConditionType = "contains_any", ConditionValues = ["small"], SkipQuestionIds = [SmallBrain.ExtrasQuestion] }));
    }

    [Test]
    public async Task The_list_tells_of_each_question_which_rules_leave_it_out()
    {
        var list = await SendAsync(new ListQuestions());

        (list.Total, list.All, list.Page).ShouldBe((5, 5, 1));
        list.Slots.Count.ShouldBe(3);
        list.Risks.Count.ShouldBe(2);
        list.Rows.Single(row => row.Question.Id == SmallBrain.ExtrasQuestion).SkippedBy.ShouldBe(["no_extras"]);
        list.Rows.Where(row => row.Question.Id != SmallBrain.ExtrasQuestion).ShouldAllBe(row => row.SkippedBy.Count == 0);
    }

    [TestCase("q_gate", Gate)]
    [TestCase("VARTELIAI", Gate)]
    [TestCase("жизнь", Idle)]
    [TestCase("размер", SmallBrain.SizeQuestion)]
    [TestCase("no_way", Gate)]
    [TestCase("gate life")]
    public async Task Questions_are_found_by_all_their_words(string search, params string[] found) =>
        (await IdsAsync(new ListQuestions { Search = search })).ShouldBe(found);

    [Test]
    public async Task Questions_are_filtered_by_what_they_are()
    {
        (await IdsAsync(new ListQuestions { Enabled = false })).ShouldBe([Idle]);
        (await IdsAsync(new ListQuestions { Enabled = true })).ShouldNotContain(Idle);
        (await IdsAsync(new ListQuestions { Round = 2 })).ShouldBe([Gate]);
        (await IdsAsync(new ListQuestions { Round = 0 })).ShouldBe([SmallBrain.ColourQuestion, SmallBrain.SizeQuestion, SmallBrain.ExtrasQuestion]);
        (await IdsAsync(new ListQuestions { Slot = "size" })).ShouldBe([SmallBrain.SizeQuestion]);
        (await IdsAsync(new ListQuestions { Risk = SmallBrain.NoWayInRisk })).ShouldBe([Gate]);
        (await IdsAsync(new ListQuestions { Only = QuestionFilter.NotUsed })).ShouldBe([Idle]);
        (await IdsAsync(new ListQuestions { Only = QuestionFilter.NotUsed, Enabled = true })).ShouldBeEmpty();
    }

    [Test]
    public async Task Questions_are_filtered_by_the_state_of_their_translations()
    {
        var untranslated = (await SendAsync(new ListQuestions { Only = QuestionFilter.MissingTranslation })).Rows.ShouldHaveSingleItem();
        (untranslated.Question.Id, untranslated.Missing.ShouldHaveSingleItem()).ShouldBe((Gate, Languages.Russian));

        await EditAsync(document => document.With(document.Questions.Single(question => question.Id == Gate) with { TextLt = "Ar reikės vartelių?" }));
        var stale = (await SendAsync(new ListQuestions { Only = QuestionFilter.StaleTranslation })).Rows.ShouldHaveSingleItem();
        (stale.Question.Id, stale.Stale.ShouldHaveSingleItem()).ShouldBe((Gate, Languages.English));
    }

    [Test]
    public async Task Questions_are_sorted()
    {
        (await IdsAsync(new ListQuestions())).ShouldBe([SmallBrain.ColourQuestion, Gate, SmallBrain.SizeQuestion, SmallBrain.ExtrasQuestion, Idle]);
        (await IdsAsync(new ListQuestions { Sort = QuestionSort.Id })).ShouldBe([SmallBrain.ColourQuestion, SmallBrain.ExtrasQuestion, Gate, Idle, SmallBrain.SizeQuestion]);
        (await IdsAsync(new ListQuestions { Sort = QuestionSort.Text })).ShouldBe([Gate, Idle, SmallBrain.ExtrasQuestion, SmallBrain.SizeQuestion, SmallBrain.ColourQuestion]);
        (await IdsAsync(new ListQuestions { Sort = QuestionSort.Round })).ShouldBe([Idle, Gate, SmallBrain.ColourQuestion, SmallBrain.SizeQuestion, SmallBrain.ExtrasQuestion]);
    }

    [Test]
    public async Task Long_lists_come_in_pages_and_a_page_that_does_not_exist_is_the_nearest()
    {
        await EditAsync(document => document with
        {
            Questions = [.. Enumerable.Range(100, 60).Select(number => new QuestionDefinition { Id = $"Q{number}", TextLt = "?" })],
            SkipRules = [],
        });

        var second = await SendAsync(new ListQuestions { Sort = QuestionSort.Id, Page = 2 });
        (second.Rows.Count, second.Rows[0].Question.Id, second.Total).ShouldBe((25, "Q125", 60));
        (await SendAsync(new ListQuestions { Page = 3 })).Rows.Count.ShouldBe(10);
        (await SendAsync(new ListQuestions { Page = 99 })).Page.ShouldBe(3);
        (await SendAsync(new ListQuestions { Page = -1 })).Page.ShouldBe(1);
        var nothing = await SendAsync(new ListQuestions { Search = "nothing", Page = 2 });
        (nothing.Page, nothing.Total, nothing.All).ShouldBe((1, 0, 60));
    }

    [Test]
    public async Task A_question_is_stored_cleaned()
    {
        var question = new QuestionDefinition { Id = "Q_NEW", TextLt = " Viena\r\ndvi \u0000", TextEn = "  ", SlotCoverage = ["size", "size"] };

        (await SendAsync(new SaveQuestion(question, null, []))).Outcome.ShouldBe(EditOutcome.Saved);

        var stored = (await SendAsync(new ListQuestions { Search = "Q_NEW" })).Rows.ShouldHaveSingleItem().Question;
        (stored.TextLt, stored.TextEn).ShouldBe(("Viena\ndvi", null));
        stored.SlotCoverage.ShouldBe(["size"]);
    }

    [TestCase(Roles.Reviewer)]
    [TestCase(Roles.Analyst)]
    public async Task Who_may_not_edit_the_brain_may_read_the_list(string role)
    {
        AsStaff(role);
        (await SendAsync(new ListQuestions())).Total.ShouldBe(5);
    }

    [Test]
    public async Task Nobody_else_may()
    {
        AsStaff("Visitor");
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new ListQuestions()));
    }

    private async Task<IEnumerable<string>> IdsAsync(ListQuestions request) => (await SendAsync(request)).Rows.Select(row => row.Question.Id);

    private async Task EditAsync(Func<BrainDocument, BrainDocument> edit)
    {
        await using var scope = Services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<WorkingCopyEditor>().EditAsync(document => BrainEdit.To(edit(document)), CancellationToken.None))
            .Outcome.ShouldBe(EditOutcome.Saved);
    }
}
