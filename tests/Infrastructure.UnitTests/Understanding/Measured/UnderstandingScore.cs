using AgentBrain.Domain.Interviews;

namespace AgentBrain.Infrastructure.UnitTests.Understanding.Measured;

/// <summary>Counts how well answers were understood.</summary>
internal sealed class UnderstandingScore
{
    private int _rightOptions;
    private int _extraOptions;
    private int _missedOptions;

    /// <summary>Answers counted.</summary>
    public int Answers { get; private set; }

    /// <summary>Answers with at least one option marked that it is a mistake to mark.</summary>
    public int WithForbidden { get; private set; }

    public int ExpectedMeasures { get; private set; }

    public int RightMeasures { get; private set; }

    /// <summary>Measures understood where the answer gives none.</summary>
    public int ExtraMeasures { get; private set; }

    /// <summary>Options and measures that were rightly understood, and so have a confidence to judge.</summary>
    public int WithConfidence { get; private set; }

    public int RightConfidence { get; private set; }

    /// <summary>Answers that decline, or were taken to decline.</summary>
    public int Declining { get; private set; }

    public int RightDeclining { get; private set; }

    /// <summary>How many of the options marked are right.</summary>
    public double Precision => Share(_rightOptions, _rightOptions + _extraOptions);

    /// <summary>How many of the right options are marked.</summary>
    public double Recall => Share(_rightOptions, _rightOptions + _missedOptions);

    /// <summary>The harmonic mean of precision and recall.</summary>
    public double F1 => Share(2 * _rightOptions, (2 * _rightOptions) + _extraOptions + _missedOptions);

    public double MeasureExactness => Share(RightMeasures, ExpectedMeasures);

    public double ForbiddenShare => Answers == 0 ? 0 : (double)WithForbidden / Answers;

    /// <summary>Whether there is any option to mark, or any was marked.</summary>
    public bool HasOptions => _rightOptions + _extraOptions + _missedOptions > 0;

    /// <summary>Counts what was understood of some slots of an answer, and says what is wrong with it.</summary>
    public IReadOnlyList<string> Count(SheetAnswer answer, Domain.Interviews.Understanding understood, IEnumerable<string> slots)
    {
        var mistakes = new List<string>();
        var hasForbidden = false;
        Answers++;
        foreach (var slot in slots)
        {
            var found = understood.Slots.FirstOrDefault(entry => entry.SlotKey == slot);
            hasForbidden |= CountOptions(answer, slot, found, mistakes);
            CountMeasure(answer, slot, found?.Measure, mistakes);
        }
        if (hasForbidden)
            WithForbidden++;
        if (answer.Declined || understood.Declined)
        {
            Declining++;
            if (answer.Declined == understood.Declined)
                RightDeclining++;
            else
                mistakes.Add(answer.Declined ? "was not taken to decline" : "was taken to decline");
        }
        return mistakes;
    }

    private bool CountOptions(SheetAnswer answer, string slot, UnderstoodSlot? found, List<string> mistakes)
    {
        var expected = answer.Of(slot).Options;
        var tolerated = answer.Tolerated.GetValueOrDefault(slot, []);
        var forbidden = answer.Forbidden.GetValueOrDefault(slot, []);
        var hasForbidden = false;
        foreach (var option in found?.Options ?? [])
        {
            var name = $"{slot}.{option.Key}";
            if (expected.Contains(option.Key))
            {
                _rightOptions++;
                CountConfidence(answer, slot, name, option.Confidence, mistakes);
                continue;
            }
            if (tolerated.Contains(option.Key))
                continue;
            _extraOptions++;
            var isForbidden = forbidden.Contains(option.Key);
            hasForbidden |= isForbidden;
            mistakes.Add($"{(isForbidden ? "FORBIDDEN" : "extra")} {name} by \"{option.Evidence.Of(answer.Text)}\"");
        }
        foreach (var missed in expected.Where(key => found?.Options.Any(option => option.Key == key) != true))
        {
            _missedOptions++;
            mistakes.Add($"missed {slot}.{missed}");
        }
        return hasForbidden;
    }

    private void CountMeasure(SheetAnswer answer, string slot, UnderstoodMeasure? found, List<string> mistakes)
    {
        if (answer.Of(slot).Measure is { } expected)
        {
            ExpectedMeasures++;
            if (found?.Text != expected)
            {
                mistakes.Add($"{slot}: {found?.Text ?? "no measure"} for {expected}");
                return;
            }
            RightMeasures++;
            CountConfidence(answer, slot, $"{slot}.measure", found.Confidence, mistakes);
        }
        else if (found is not null)
        {
            ExtraMeasures++;
            mistakes.Add($"extra {slot}: {found.Text}");
        }
    }

    private void CountConfidence(SheetAnswer answer, string slot, string name, double confidence, List<string> mistakes)
    {
        var isRight = answer.Hedged.Contains(name) ? confidence < ConfidenceLevels.Missing
            : answer.Asked.Contains(slot) ? confidence >= 0.8
            : confidence >= 0.6;
        WithConfidence++;
        if (isRight)
            RightConfidence++;
        else
            mistakes.Add($"{name} is {(confidence < ConfidenceLevels.Missing ? "hedged" : "not hedged")}");
    }

    private static double Share(int part, int whole) => whole == 0 ? 1 : (double)part / whole;
}
