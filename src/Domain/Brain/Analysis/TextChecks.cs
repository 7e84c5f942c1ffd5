using static AgentBrain.Domain.Brain.Analysis.Naming;

namespace AgentBrain.Domain.Brain.Analysis;

/// <summary>Texts in all languages.</summary>
internal static class TextChecks
{
    public static void Check(Findings findings, IReadOnlyCollection<BrainAddress> staleTexts, Func<string, string?> templateProblem)
    {
        var brain = findings.Brain;
        foreach (var slot in brain.Slots)
        {
            Label(slot.Label, SlotAt(slot.Key), "label", $"The slot {slot.Key}");
            foreach (var option in slot.Options)
                Label(option.Label, SlotAt(slot.Key), $"options.{option.Key}.label", $"The option {option.Key} of the slot {Named(slot)}");
        }
        foreach (var question in brain.Questions)
        {
            if (string.IsNullOrWhiteSpace(question.TextLt))
                findings.Add(FindingKinds.TextMissing, QuestionAt(question.Id, "text_lt"), $"The question {question.Id} has no Lithuanian text. Write it; the other languages fall back on it.");
            Translations([.. Unwritten(question.Text).Where(language => language != Languages.Lithuanian)], language => QuestionAt(question.Id, $"text_{language}"), $"The question {question.Id}");
        }
        foreach (var rule in brain.RiskRules)
        {
            var unwritten = Unwritten(rule.Note);
            if (unwritten.Count == Languages.All.Count)
                findings.Add(FindingKinds.NoteMissing, RiskAt(rule.Id, "note_template"), $"The risk rule {rule.Id} has no note, so that the report says nothing about what it means. Write one.");
            else
                Translations(unwritten, language => RiskAt(rule.Id, language == Languages.Lithuanian ? "note_template" : $"note_template_{language}"), $"The note of the risk rule {rule.Id}");
        }
        Template(brain.Report.Full, "full", "full report");
        Template(brain.Report.Summary, "summary", "summary");
        if (Unwritten(Text(brain.Report.Footer)) is var footer && footer.Count == Languages.All.Count)
            findings.Add(FindingKinds.FooterMissing, ReportAt("footer"), "Reports have no footer. Say below them who made the report and how to go on.");
        else if (!brain.Report.Footer.IsForAllLanguages())
            Translations(footer, language => ReportAt($"footer.{language}"), "The footer of reports");
        Identical(findings);
        foreach (var at in staleTexts.Distinct())
            findings.Add(FindingKinds.TranslationStale, at, $"The Lithuanian text behind {at.Member} of {at.Id ?? "the reports"} changed, and the translation stayed as it was. Look it over.");

        void Label(LocalizedText label, BrainAddress at, string member, string subject)
        {
            var unwritten = Unwritten(label);
            if (unwritten.Count > 0)
            {
                findings.Add(
                    FindingKinds.LabelMissing,
                    at with { Member = $"{member}_{unwritten[0]}" },
                    $"{subject} has no {Joined(unwritten.Select(LanguageName), "or")} label. Write it.");
            }
        }

        void Template(LocalizedTemplate template, string member, string name)
        {
            var unwritten = Unwritten(Text(template));
            if (unwritten.Count == Languages.All.Count)
                findings.Add(FindingKinds.ReportMissing, ReportAt(member), $"There is no template for the {name}, so that respondents get an empty one. Write it.");
            else
                Translations(unwritten, language => ReportAt($"{member}.{language}"), $"The template of the {name}");
            foreach (var (language, text) in InLanguages(Text(template)))
            {
                if (!string.IsNullOrWhiteSpace(text) && templateProblem(text) is { } problem)
                    findings.Add(FindingKinds.ReportBroken, ReportAt($"{member}.{language}"), $"The {LanguageName(language)} template of the {name} cannot be filled in. {problem.TrimEnd('.')}.");
            }
        }

        void Translations(IReadOnlyList<string> unwritten, Func<string, BrainAddress> at, string subject)
        {
            if (unwritten.Count > 0)
                findings.Add(FindingKinds.TranslationMissing, at(unwritten[0]), $"{subject} has no {Joined(unwritten.Select(LanguageName), "or")} text. Translate it.");
        }
    }

    private static LocalizedText Text(LocalizedTemplate template) => new(template.Lt, template.En, template.Ru);

    // A footer without languages is written as one text, for all of them.
    private static bool IsForAllLanguages(this LocalizedTemplate footer) => footer is { Lt: not null, En: null, Ru: null };

    private static void Identical(Findings findings)
    {
        var questions = findings.Brain.Questions.Where(question => question.Enabled).ToList();
        var reported = new HashSet<(string One, string Other)>();
        foreach (var language in Languages.All)
        {
            var first = new Dictionary<string, QuestionDefinition>(StringComparer.OrdinalIgnoreCase);
            foreach (var question in questions)
            {
                var text = InLanguages(question.Text).First(pair => pair.Language == language).Text?.Trim();
                if (string.IsNullOrEmpty(text) || first.TryAdd(text, question) || !reported.Add((first[text].Id, question.Id)))
                    continue;
                findings.Add(
                    FindingKinds.IdenticalTexts,
                    QuestionAt(question.Id, $"text_{language}"),
                    $"The questions {first[text].Id} and {question.Id} have the same {LanguageName(language)} text. Change one of them, or disable it.",
                    [QuestionAt(first[text].Id, $"text_{language}")]);
            }
        }
    }
}
