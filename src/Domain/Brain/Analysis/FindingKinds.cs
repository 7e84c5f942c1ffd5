using static AgentBrain.Domain.Brain.Analysis.FindingSeverity;

namespace AgentBrain.Domain.Brain.Analysis;

/// <summary>All kinds of findings. Their codes are kept: links, tests and records name them.</summary>
internal static class FindingKinds
{
    private static readonly List<FindingKind> Listed = [];

    // Names and references
    public static readonly FindingKind MissingId = New("missing-id", Error, "Something has no id", "Nothing can refer to it, and it cannot be saved. Give it an id.");
    public static readonly FindingKind DuplicateId = New("duplicate-id", Error, "Two things of one kind have the same id", "Nobody can tell which of them is meant, and interviews cannot begin. Rename one or remove it.");
    public static readonly FindingKind TooLong = New("too-long", Error, "An id or a label is too long", "It does not fit where brains are stored. Shorten it.");
    public static readonly FindingKind UnusableId = New("unusable-id", Warning, "An id cannot stand in an address", "No page of the workspace can be opened for it, so that it can only be changed by importing. Use letters a to z, digits, _ and -, and not the word new alone.");
    public static readonly FindingKind UnknownSlot = New("unknown-slot", Error, "A slot is named that does not exist", "Nothing is ever known of it. Correct the key, or add the slot.");
    public static readonly FindingKind UnknownQuestion = New("unknown-question", Error, "A skip rule names a question that does not exist", "The rule leaves out less than its author thinks. Correct the id, or take it off the list.");
    public static readonly FindingKind UnknownRisk = New("unknown-risk", Error, "A question names a risk that does not exist", "The question never clarifies it. Correct the code, or take it off the list.");
    public static readonly FindingKind UnknownOption = New("unknown-option", Error, "A rule looks for a text that its slot can never have", "No answer ever fits it, most likely because of a spelling mistake or a renamed option. Pick one of the slot's options.");
    public static readonly FindingKind UnknownOperator = New("unknown-operator", Error, "A rule compares in a way that does not exist", "Interviews cannot begin under such a brain. Use contains_any, not_contains_any, equals_any or not_equals_any.");
    public static readonly FindingKind ExcludesUnknownOption = New("excludes-unknown-option", Error, "An option excludes one that its slot does not have", "Answers that contradict each other go unnoticed. Correct the key, or take it off the list.");
    public static readonly FindingKind ExcludesItself = New("excludes-itself", Warning, "An option excludes itself", "That has no meaning; another option was probably meant. Take it off the list.");
    public static readonly FindingKind RepeatedEntry = New("repeated-entry", Warning, "A list names the same thing twice", "A slot that a question covers twice counts twice in its score; elsewhere the second mention does nothing. Remove one of the two.");

    // Rules and their conditions
    public static readonly FindingKind EmptyCondition = New("empty-condition", Error, "A rule has an \"all\" or \"any\" without conditions", "It cannot be saved, and means \"always\" or \"never\". Add a condition, or remove the group.");
    public static readonly FindingKind EmptyValues = New("empty-values", Error, "A condition lists nothing to compare with", "It is always or never true, whatever is answered. Pick at least one option.");
    public static readonly FindingKind BlankValue = New("blank-value", Warning, "A condition compares with an empty text", "An empty text is part of every answer and equal to none. Pick an option instead.");
    public static readonly FindingKind PartialOption = New("partial-option", Hint, "A rule looks for a part of an option's key", "Rules look for texts within texts, so it fits every option that contains the part. Name the options if you do not mean all of them.");
    public static readonly FindingKind ConditionTooDeep = New("condition-too-deep", Error, "A condition is nested too deep", "It cannot be stored, and nobody can read it. Take groups apart, for example into several rules.");
    public static readonly FindingKind RuleAlwaysTrue = New("rule-always-true", Error, "A rule is always true", "It says nothing about the respondent: its flag is in every report, or its questions are in none. Correct the condition, or remove the rule.");
    public static readonly FindingKind RuleNeverTrue = New("rule-never-true", Error, "A rule is never true", "No answer can make it so, and whoever relies on it is misled. Correct the condition, or remove the rule.");
    public static readonly FindingKind RuleContradictory = New("rule-contradictory", Error, "Parts of a rule contradict each other", "The parts that are named cannot be true together, so the rule never is. Change one of them.");
    public static readonly FindingKind PartAlwaysTrue = New("part-always-true", Warning, "A part of a rule is always true", "It changes nothing among conditions that all have to hold, and makes the others needless where one is enough. Correct or remove it.");
    public static readonly FindingKind PartNeverTrue = New("part-never-true", Warning, "A part of a rule is never true", "It changes nothing among conditions of which one is enough. Correct or remove it.");
    public static readonly FindingKind DuplicateRule = New("duplicate-rule", Warning, "Two rules always come true together", "They do the same in every interview. Keep one of them.");
    public static readonly FindingKind SubsumedRule = New("subsumed-rule", Warning, "A skip rule does nothing that another does not do already", "Whenever it is true the other is true as well, and leaves the same questions out. Remove it, or correct its condition.");
    public static readonly FindingKind RiskWithinRisk = New("risk-within-risk", Hint, "A risk is never raised without another", "The report then names both. That is right if the one is a graver case of the other; otherwise tell them apart.");
    public static readonly FindingKind SkipNothing = New("skip-nothing", Warning, "A skip rule leaves no question out", "Its list is empty or names disabled questions only. List the questions that it is for, or remove it.");
    public static readonly FindingKind UnknownSeverity = New("unknown-severity", Error, "A risk has no valid severity", "Reports cannot say how much it matters. Use low, medium or high.");
    public static readonly FindingKind NoteMissing = New("note-missing", Warning, "A risk has no note", "The report raises the flag without a word about what it means. Write what the respondent should know.");

    // Slots and options
    public static readonly FindingKind PriorityWeightRange = New("priority-weight-range", Error, "A slot's priority weight is outside 0 to 9.99, or finer than hundredths", "It cannot be stored. Choose such a number; 1 is usual.");
    public static readonly FindingKind UnusableOptionKey = New("unusable-option-key", Error, "An option's key cannot stand in a value", "Values list options separated by commas, and UNKNOWN stands for no value. Use letters, figures and underscores.");
    public static readonly FindingKind OptionWithinOption = New("option-within-option", Warning, "An option's key is part of another's", "Rules look for texts within texts: one that asks for the shorter is true of the longer as well. Rename one of them.");
    public static readonly FindingKind SharedTerm = New("shared-term", Hint, "Two options share a word", "An answer with that word states both. Leave it with one option unless that is meant. Phrases of several words are not looked at, because sharing those is usually meant.");
    public static readonly FindingKind ContradictoryTerm = New("contradictory-term", Warning, "Two options that exclude each other have the same words", "An answer with these words contradicts itself, and which option stands is left to chance. Leave the words with one of the two.");
    public static readonly FindingKind OptionWithoutWords = New("option-without-words", Warning, "Nothing that is said states an option", "It has no label and no words in any language, and does not follow from a measure, so that it can never be understood. Add a label or words.");
    public static readonly FindingKind ThresholdWithoutMeasure = New("threshold-without-measure", Warning, "An option follows from a measure that its slot does not have", "The threshold has no effect. Give the slot a unit, or remove the threshold.");
    public static readonly FindingKind SlotNotFillable = New("slot-not-fillable", Warning, "A slot has neither options nor a measure", "Understanding has nothing to put into it, so it stays empty whatever is said. Add options or a unit.");
    public static readonly FindingKind LabelMissing = New("label-missing", Warning, "A slot or an option has no label in some language", "Respondents see another language, or the bare key. Write the label.");
    public static readonly FindingKind SlotUnused = New("slot-unused", Hint, "Nothing uses a slot", "No enabled question covers it, and no rule or policy looks at it. Add a question, or remove the slot.");
    public static readonly FindingKind SlotUncovered = New("slot-uncovered", Warning, "No enabled question covers an optional slot", "It is known only if respondents happen to mention it. Add a question, enable one, or leave the slot to chance knowingly.");
    public static readonly FindingKind RequiredSlotUncovered = New("required-slot-uncovered", Error, "No question covers a required slot", "Consultations stay incomplete. Add a question, or make the slot optional.");
    public static readonly FindingKind RequiredSlotDisabled = New("required-slot-disabled", Error, "Only disabled questions cover a required slot", "Consultations stay incomplete. Enable one of the questions.");
    public static readonly FindingKind RequiredSlotSkippable = New("required-slot-skippable", Warning, "Rules can leave out every question about a required slot", "There are interviews in which nobody asks for it although it is not known; one is shown. Narrow a rule, or add a question that is always asked.");
    public static readonly FindingKind CriticalSlotUncovered = New("critical-slot-uncovered", Error, "No enabled question covers a critical slot", "The interview is to end once it is known, but nobody asks for it. Enable or add a question, or take the slot off the list.");
    public static readonly FindingKind CriticalSlotSkippable = New("critical-slot-skippable", Warning, "Rules can leave out every question about a critical slot", "There are interviews that wait for it without asking; one is shown. Narrow a rule, or add a question that is always asked.");

    // Questions
    public static readonly FindingKind TextMissing = New("text-missing", Error, "A question has no Lithuanian text", "Lithuanian is the language of last resort, and respondents would see an empty question. Write the text.");
    public static readonly FindingKind TranslationMissing = New("translation-missing", Warning, "A text is not translated", "Respondents who chose that language see another one. Write the translation.");
    public static readonly FindingKind TranslationStale = New("translation-stale", Warning, "A translation is older than its Lithuanian text", "It may no longer say the same. Look it over and save it again.");
    public static readonly FindingKind IdenticalTexts = New("identical-texts", Warning, "Two questions have the same text", "Respondents would be asked the same twice. Change one of them, or disable it.");
    public static readonly FindingKind QuestionWithoutTopic = New("question-without-topic", Warning, "A question is about no slot and no risk", "It scores low, and nothing is expected of its answer. Name the slots that an answer fills.");
    public static readonly FindingKind RiskNeeded = New("risk-needed", Error, "A question waits for a risk but names none that is enabled", "It can never be asked. Name the risk that it clarifies, enable that risk, or let the question be asked without one.");
    public static readonly FindingKind QuestionUnreachable = New("question-unreachable", Error, "A question can never be asked", "In every state of an interview some rule leaves it out, or its risk is not raised. The rules that do so together are named. Change one of them, or disable the question.");
    public static readonly FindingKind RoundHintRange = New("round-hint-range", Error, "A question belongs to a round that does not exist", "There are rounds 1 to 3. Choose one of them, or none.");
    public static readonly FindingKind PriorityRange = New("priority-range", Hint, "A question's priority is outside 0 to 100", "Priorities usually lie within; one outside outweighs or loses to everything else. Check the figure.");
    public static readonly FindingKind QuestionTie = New("question-tie", Hint, "Two questions always score the same", "They have the same priority, slots, risks and round, so that the order of their ids decides. Give them different priorities.");
    public static readonly FindingKind NoQuestions = New("no-questions", Error, "No question is enabled", "Interviews end before they begin. Enable or add questions.");
    public static readonly FindingKind NoFirstQuestion = New("no-first-question", Error, "No question can be asked at the beginning", "While nothing is known every question is left out or waits for a risk, so that interviews end before they begin. Let at least one question be asked at once.");

    // Risks
    public static readonly FindingKind RiskWithoutQuestion = New("risk-without-question", Hint, "No enabled question clarifies a risk", "Once raised it stays in the report as it is. Add a question that covers it if asking could settle the matter.");
    public static readonly FindingKind RiskUnresolvable = New("risk-unresolvable", Warning, "No enabled question touches a risk or its slots", "It rests on what respondents happen to mention. Add a question about one of its slots.");

    // Weights and policies
    public static readonly FindingKind WeightRange = New("weight-range", Error, "A weight is beyond all measure", "Scores could not be reckoned with it, and nothing else would count. Use figures between -1000 and 1000.");
    public static readonly FindingKind WeightSign = New("weight-sign", Error, "A weight has the wrong sign", "It turns the order of questions around: what should come first comes last. Change its sign.");
    public static readonly FindingKind WeightWithoutEffect = New("weight-without-effect", Warning, "A weight that matters is zero", "Questions about what is missing are not favoured over others. Give it points.");
    public static readonly FindingKind AskedPenalty = New("asked-penalty", Warning, "Questions asked already are not put last", "Rankings then show them among the first, though they are not asked again. Use a negative weight.");
    public static readonly FindingKind PriorityDominates = New("priority-dominates", Warning, "Priorities outweigh everything else", "The order of questions is fixed whatever the respondent says. Lower the weight of priorities, or bring priorities closer together.");
    public static readonly FindingKind LimitNotPositive = New("limit-not-positive", Error, "A limit of the quick interview is too low to hold one", "The interview ends at once, or a limit is negative. Use 1 or more.");
    public static readonly FindingKind MaxQuestionsTooLow = New("max-questions-too-low", Warning, "The quick interview is too short for its critical slots", "Its questions cannot cover all of them before the limit. Raise the limit, or shorten the list.");
    public static readonly FindingKind NoCriticalSlots = New("no-critical-slots", Hint, "The quick interview has no critical slots", "Only its limits end it. Name the slots that are enough for a report.");
    public static readonly FindingKind DuplicateCriticalSlot = New("duplicate-critical-slot", Warning, "A slot is critical twice", "It counts twice in the progress. Remove one of the two.");
    public static readonly FindingKind MinConfidenceRange = New("min-confidence-range", Error, "A confidence is outside 0 to 1", "No answer reaches more than 1, and every answer has at least 0. Choose a figure in between.");
    public static readonly FindingKind MinConfidenceUnreachable = New("min-confidence-unreachable", Warning, "No answer is as sure as a critical slot demands", "Answers reach 0.85 at most, so that only a correction by hand, or declining, settles the slot. Use 0.85 or less.");
    public static readonly FindingKind PrecisePolicyRange = New("precise-policy-range", Error, "A figure of the precise interview makes no sense", "It would end at once, or never be complete. Correct the figure.");
    public static readonly FindingKind PreciseTooFewQuestions = New("precise-too-few-questions", Warning, "The precise interview wants more questions than there are", "It can never be complete. Lower the number, or add questions.");
    public static readonly FindingKind NoMode = New("no-mode", Error, "No mode of interview is enabled", "Nobody can begin an interview. Enable the quick or the precise one.");

    // Reports
    public static readonly FindingKind ReportMissing = New("report-missing", Error, "There is no report template", "Respondents get an empty report. Write the template, or import one.");
    public static readonly FindingKind ReportBroken = New("report-broken", Error, "A report template cannot be filled in", "No interview could be finished with it. Correct the template where the finding says.");
    public static readonly FindingKind FooterMissing = New("footer-missing", Hint, "Reports have no footer", "Say who made the report and how to go on.");

    public static IReadOnlyList<FindingKind> All => Listed;

    private static FindingKind New(string code, FindingSeverity severity, string title, string explanation)
    {
        var kind = new FindingKind(code, severity, title, explanation);
        Listed.Add(kind);
        return kind;
    }
}
