using System.Runtime.CompilerServices;
using AgentBrain.Domain.Brain;
using AgentBrain.Infrastructure.Understanding.Rules;
using AgentBrain.Infrastructure.Understanding.Text;

namespace AgentBrain.Infrastructure.Understanding;

/// <summary>An option that a term is about.</summary>
/// <param name="Slot">The option's slot.</param>
/// <param name="Option">The option.</param>
/// <param name="OnlyWhenAsked">Whether the term says so only in answer to a question about the slot.</param>
internal readonly record struct Term(SlotDefinition Slot, SlotOption Option, bool OnlyWhenAsked = false);

/// <summary>The terms of one brain in one language, compiled.</summary>
internal sealed class Lexicon
{
    private const int ShortestInflected = 6;
    private const int EndingLength = 2;

    private static readonly ConditionalWeakTable<BrainDocument, Dictionary<string, Lazy<Lexicon>>> Compiled = [];

    private Lexicon(BrainDocument brain, string language)
    {
        var rules = LanguageRules.Of(language);
        Spelling = new Spelling(rules.CommonWords);
        foreach (var slot in brain.Slots)
        {
            AddTopic(slot, language);
            foreach (var option in slot.Options)
                Add(new Term(slot, option), language);
        }
        Stating.VisitWords(Spelling.Add);
        StatingWhenDenied.VisitWords(Spelling.Add);
        rules.AddWordsTo(Spelling);
    }

    /// <summary>Terms that state an option.</summary>
    public PhraseTrie<Term> Stating { get; } = new(term => term.Slot.Key);

    /// <summary>Terms whose denial states an option.</summary>
    public PhraseTrie<Term> StatingWhenDenied { get; } = new(term => term.Slot.Key);

    /// <summary>Words that name a slot: "budget".</summary>
    public PhraseTrie<SlotDefinition> Topics { get; } = new();

    /// <summary>The words of the terms and of their language.</summary>
    public Spelling Spelling { get; }

    /// <summary>The lexicon of <paramref name="brain"/> in <paramref name="language"/>; compiled once for as long as the brain lives.</summary>
    public static Lexicon Of(BrainDocument brain, string language) =>
        Compiled.GetValue(brain, static document => Languages.All.ToDictionary(
            code => code,
            code => new Lazy<Lexicon>(() => new Lexicon(document, code)),
            StringComparer.Ordinal))[language].Value;

    // A label of one word names its slot, whatever its ending.
    private void AddTopic(SlotDefinition slot, string language)
    {
        if (Tokenizer.Tokenize(slot.Label.In(language)) is not [{ Kind: TokenKind.Word } word])
            return;
        Topics.Add(word.Length >= ShortestInflected ? word.Text[..^EndingLength] + "*" : word.Text, slot);
    }

    private void Add(Term term, string language)
    {
        var option = term.Option;
        foreach (var phrase in option.Synonyms.In(language))
            Stating.Add(phrase, term);
        foreach (var phrase in option.WhenDenied.In(language))
            StatingWhenDenied.Add(phrase, term);

        var whenAsked = option.WhenAsked.In(language);
        foreach (var phrase in whenAsked)
            Stating.Add(phrase, term with { OnlyWhenAsked = true });

        // The label is a term too, unless it is one of those that are clear only under their question.
        var label = option.Label.In(language);
        if (!whenAsked.Contains(label, StringComparer.OrdinalIgnoreCase))
            AddLabel(label, term);
    }

    // "Batch-fired (heated first)" is also found by what stands before the parenthesis.
    private void AddLabel(string label, Term term)
    {
        var tokens = Tokenizer.Tokenize(label);
        Stating.Add(tokens, term);
        var parenthesis = tokens.FindIndex(token => token.IsBreak("("));
        if (parenthesis > 0)
            Stating.Add(tokens[..parenthesis], term);
    }
}
