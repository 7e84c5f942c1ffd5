using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using AgentBrain.Infrastructure.Understanding.Measures;

namespace AgentBrain.Infrastructure.Understanding;

/// <summary>What an answer was found to say of one slot, and how contradictions in it are settled.</summary>
internal sealed class SlotFindings(SlotDefinition slot)
{
    private const int Soon = 16;

    private readonly Dictionary<string, Statement> _stated = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Statement> _byDenial = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Position, double Confidence, EvidenceSpan Evidence)> _denied = new(StringComparer.Ordinal);
    private readonly List<(FoundMeasure Found, UnderstoodMeasure Understood)> _measures = [];

    /// <summary>The option is stated at token <paramref name="position"/>.</summary>
    public void State(SlotOption option, double confidence, EvidenceSpan evidence, int position, bool isOnly, bool isWeak) =>
        Keep(_stated, new Statement(option, confidence, evidence, position, isOnly, isWeak));

    /// <summary>The option follows from a denial.</summary>
    public void StateByDenial(SlotOption option, double confidence, EvidenceSpan evidence, int position) =>
        Keep(_byDenial, new Statement(option, confidence, evidence, position));

    /// <summary>The option is denied.</summary>
    public void Deny(SlotOption option, double confidence, EvidenceSpan evidence, int position) => _denied[option.Key] = (position, confidence, evidence);

    /// <summary>A measure of the slot is stated.</summary>
    public void Measure(FoundMeasure measure, double confidence, EvidenceSpan evidence) =>
        _measures.Add((measure, new UnderstoodMeasure(measure.Text, confidence, evidence)));

    /// <summary>The settled result, or null when nothing is left.</summary>
    /// <param name="corrections">Where the answer takes back what it has just said; see <see cref="AnnotatedAnswer.Corrections"/>.</param>
    public UnderstoodSlot? Understood(IReadOnlyList<int> corrections)
    {
        RetractMeasures(corrections);
        // Said and denied: what came later holds.
        foreach (var (key, (position, _, _)) in _denied.ToList())
        {
            if (!_stated.TryGetValue(key, out var statement))
                continue;
            if (statement.Position > position)
                _denied.Remove(key);
            else
                _stated.Remove(key);
        }
        StateByMeasure();
        DropWeak();
        StateByDenialOfAll();
        // "No mains water, but a well" is not "no water".
        foreach (var statement in _byDenial.Values)
        {
            if (!_stated.Values.Any(other => Exclude(statement.Option, other.Option)))
                _stated.TryAdd(statement.Option.Key, statement);
        }
        SettleExclusions();

        // The surest measure counts, and the first among equals.
        var measure = _measures.Select(stated => stated.Understood).MaxBy(stated => stated.Confidence);
        var options = slot.Options
            .Where(option => _stated.ContainsKey(option.Key))
            .Select(option => _stated[option.Key])
            .Select(statement => new UnderstoodOption(statement.Option.Key, statement.Confidence, statement.Evidence))
            .ToList();
        var denied = slot.Options
            .Where(option => _denied.ContainsKey(option.Key) && !_stated.ContainsKey(option.Key))
            .Select(option => new DeniedOption(option.Key, _denied[option.Key].Confidence))
            .ToList();
        return options.Count == 0 && denied.Count == 0 && measure is null
            ? null
            : new UnderstoodSlot { SlotKey = slot.Key, Options = options, Measure = measure, Denied = denied };
    }

    /// <summary>Where the statements stand that corrections take back: "gas, no wait, pellets", where something of the kind follows.</summary>
    public IEnumerable<int> Retracted(IReadOnlyList<int> corrections)
    {
        foreach (var correction in corrections)
        {
            var hasReplacement = _stated.Values.Any(statement => IsSoonAfter(correction, statement.Position));
            var last = _stated.Values.Where(statement => IsSoonAfter(statement.Position, correction)).MaxBy(statement => statement.Position);
            if (hasReplacement && last is not null)
                yield return last.Position;
        }
    }

    /// <summary>Takes back what stands at these places.</summary>
    public void Retract(IReadOnlySet<int> positions)
    {
        foreach (var statement in _stated.Values.Where(statement => positions.Contains(statement.Position)).ToList())
            _stated.Remove(statement.Option.Key);
    }

    private void RetractMeasures(IReadOnlyList<int> corrections)
    {
        var kept = _measures.Count - 1;
        for (var index = corrections.Count - 1; index >= 0 && kept > 0; index--)
        {
            while (kept > 0 && _measures[kept - 1].Found.Start > corrections[index])
                kept--;
            if (!IsSoonAfter(corrections[index], _measures[kept].Found.Start))
                continue;
            _measures.RemoveRange(0, kept);
            return;
        }
    }

    private static bool IsSoonAfter(int position, int later) => later > position && later - position <= Soon;

    // "Usually two of us, sometimes eight": the largest says what has to be reckoned with.
    private void StateByMeasure()
    {
        if (_measures.Count == 0)
            return;
        var (found, understood) = _measures.MaxBy(stated => (stated.Understood.Confidence, stated.Found.High));
        foreach (var option in slot.Options)
        {
            if (option.MeasureAtLeast is { } least && found.High >= least && !_denied.ContainsKey(option.Key))
                _stated.TryAdd(option.Key, new Statement(option, understood.Confidence, understood.Evidence, found.Start));
        }
    }

    // "The water comes from a well": what is clear only under its question yields to what is clear by itself, where some option rules both out.
    private void DropWeak()
    {
        foreach (var weak in _stated.Values.Where(statement => statement.IsWeak).ToList())
        {
            var isExplained = _stated.Values.Any(other => !other.IsWeak && slot.Options.Any(option =>
                option.Excludes.Contains(weak.Option.Key) && option.Excludes.Contains(other.Option.Key)));
            if (isExplained)
                _stated.Remove(weak.Option.Key);
        }
    }

    // "Neither mains water nor a well" leaves "no water", if that is what is left when there is none of the others.
    private void StateByDenialOfAll()
    {
        foreach (var option in slot.Options)
        {
            var rivals = option.Excludes.Where(_denied.ContainsKey).ToList();
            if (rivals.Count < 2 || rivals.Count < option.Excludes.Count || !HasTermsForDenial(option) || _stated.ContainsKey(option.Key))
                continue;
            var (position, confidence, evidence) = rivals.Select(rival => _denied[rival]).MaxBy(denied => denied.Position);
            StateByDenial(option, confidence, evidence, position);
        }
    }

    private static bool HasTermsForDenial(SlotOption option) => Languages.All.Any(language => option.WhenDenied.In(language).Count > 0);

    // Of two options that exclude each other the later holds, unless it is hedged and the earlier is not, the earlier is said to be the
    // only one, or the later is clear only under its question.
    private void SettleExclusions()
    {
        var kept = new List<Statement>();
        foreach (var statement in _stated.Values.OrderBy(statement => statement.Position).ToList())
        {
            var rivals = kept.Where(other => Exclude(statement.Option, other.Option)).ToList();
            if (rivals.Exists(rival => (IsHedged(statement) && !IsHedged(rival)) || (rival.IsOnly && !statement.IsOnly) || (statement.IsWeak && !rival.IsWeak)))
            {
                _stated.Remove(statement.Option.Key);
                continue;
            }
            foreach (var rival in rivals)
            {
                kept.Remove(rival);
                _stated.Remove(rival.Option.Key);
            }
            kept.Add(statement);
        }
    }

    private static bool IsHedged(Statement statement) => statement.Confidence <= ConfidenceLevels.Hedged;

    private static bool Exclude(SlotOption one, SlotOption other) => one.Excludes.Contains(other.Key) || other.Excludes.Contains(one.Key);

    private static void Keep(Dictionary<string, Statement> statements, Statement statement)
    {
        if (!statements.TryGetValue(statement.Option.Key, out var earlier))
            statements.Add(statement.Option.Key, statement);
        else if (statement.Confidence >= earlier.Confidence)
            statements[statement.Option.Key] = statement with
            {
                Evidence = statement.Confidence > earlier.Confidence ? statement.Evidence : earlier.Evidence,
                IsWeak = statement.IsWeak && earlier.IsWeak,
            };
    }

    private sealed record Statement(SlotOption Option, double Confidence, EvidenceSpan Evidence, int Position, bool IsOnly = false, bool IsWeak = false);
}
