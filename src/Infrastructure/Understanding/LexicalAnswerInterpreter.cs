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
        var annotated = Languages.All
            .OrderByDescending(language => language == likely)
            .Select(language => AnnotatedAnswer.Create(
                answer.Text, tokens, Lexicon.Of(answer.Brain, language), LanguageRules.Of(language), answer.AskedSlots))
            .ToList();

        // The language that recognizes most of the text is the one it is in; among equals the likely one. Others are tried when it finds nothing.
        var understood = Domain.Interviews.Understanding.Nothing;
        var isFirst = true;
        foreach (var candidate in annotated.OrderByDescending(candidate => candidate.Recognized))
        {
            understood = AnswerReading.Of(candidate, answer.Brain, answer.AskedSlots, bareFigures: isFirst);
            if (understood.Declined || understood.Slots.Count > 0)
                break;
            isFirst = false;
        }
        steps = annotated.Sum(candidate => candidate.Steps);
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
}
