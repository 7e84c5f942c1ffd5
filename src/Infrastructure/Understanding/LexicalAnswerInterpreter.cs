using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Infrastructure.Understanding.Rules;
using AgentBrain.Infrastructure.Understanding.Text;

namespace AgentBrain.Infrastructure.Understanding;

/// <summary>
/// Understands answers by the terms of the brain and the rules of three languages, without a language model. The same answer is always understood
/// alike, and understanding takes time in proportion to the answer's length.
/// </summary>
public sealed class LexicalAnswerInterpreter : IAnswerInterpreter
{
    /// <inheritdoc/>
    public ValueTask<Domain.Interviews.Understanding> InterpretAsync(AnswerToInterpret answer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Interpret(answer, out _));
    }

    /// <summary>Understands one answer and counts the look-ups and moves that it took.</summary>
    internal static Domain.Interviews.Understanding Interpret(AnswerToInterpret answer, out long steps)
    {
        var tokens = Tokenizer.Tokenize(answer.Text);
        var expected = Languages.IsSupported(answer.Language) ? answer.Language : Languages.Lithuanian;
        var likely = IsMostlyCyrillic(answer.Text) ? Languages.Russian : expected;
        var readings = Languages.All
            .OrderByDescending(language => language == likely)
            .Select(language => new Reading(answer, tokens, language))
            .ToList();

        // The language that recognizes most of the text is the one it is in; among equals the likely one. Others are tried when it has no term.
        var understood = Domain.Interviews.Understanding.Nothing;
        var isFirst = true;
        foreach (var reading in readings.OrderByDescending(reading => reading.Annotated.Recognized))
        {
            var annotated = isFirst ? reading.WellSpelt() : reading.Annotated;
            understood = AnswerReading.Of(annotated, answer.Brain, answer.AskedSlots, bareFigures: isFirst);
            if (understood.Declined || understood.Slots.Count > 0 || annotated.Mentions.Any())
                break;
            isFirst = false;
        }
        steps = readings.Sum(reading => reading.Steps);
        return understood;
    }

    private static bool IsMostlyCyrillic(string text)
    {
        var balance = 0;
        foreach (var character in text)
        {
            if (character is >= '\u0400' and <= '\u04FF')
                balance++;
            else if (char.IsLetter(character))
                balance--;
        }
        return balance > 0;
    }

    // The answer in one of the languages. What is misspelt is put right only in the likeliest, and not to find out which that is.
    private sealed class Reading
    {
        private readonly AnswerToInterpret _answer;
        private readonly List<Token> _tokens;
        private readonly Lexicon _lexicon;
        private readonly LanguageRules _rules;
        private long _steps;

        public Reading(AnswerToInterpret answer, List<Token> tokens, string language)
        {
            _answer = answer;
            _tokens = tokens;
            _lexicon = Lexicon.Of(answer.Brain, language);
            _rules = LanguageRules.Of(language);
            Annotated = Annotate(tokens);
        }

        public AnnotatedAnswer Annotated { get; private set; }

        public long Steps => _steps + Annotated.Steps;

        public AnnotatedAnswer WellSpelt()
        {
            var corrected = _lexicon.Spelling.Corrected(_tokens, ref _steps);
            if (corrected != _tokens)
            {
                _steps += Annotated.Steps;
                Annotated = Annotate(corrected);
            }
            return Annotated;
        }

        private AnnotatedAnswer Annotate(List<Token> tokens) => AnnotatedAnswer.Create(_answer.Text, tokens, _lexicon, _rules, _answer.AskedSlots);
    }
}
