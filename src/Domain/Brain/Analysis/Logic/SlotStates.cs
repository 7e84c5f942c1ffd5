namespace AgentBrain.Domain.Brain.Analysis.Logic;

/// <summary>
/// The texts that one slot can have, as far as the conditions of a brain can tell them apart.
/// </summary>
/// <remarks>
/// <para>
/// A slot with options has any of them that do not exclude each other, in their order and joined by <c>", "</c>, then perhaps a measure. Each option is an
/// atom ("the option is there"); a test looks for the options whose keys contain its text.
/// </para>
/// <para>
/// What a test looks for beyond that has an atom of its own, which may hold whenever nothing speaks against it: any text of a slot without options or of an
/// undefined slot, a part of a measure, a text across the joints between options, a text that is no option at all (such values come from hand-written
/// imports). So there are never fewer states than in truth: what is impossible here is impossible in every interview. A state that is to be shown
/// is made into texts first and judged by those.
/// </para>
/// </remarks>
internal sealed class SlotStates
{
    private const string Joint = ", ";
    private static readonly string[] OtherTexts = ["something else", "other", "…"];

    private readonly SlotDefinition? _definition;
    private readonly (string Key, string Lowered, int Atom)[] _options;
    private readonly Dictionary<string, int> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _wholes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Formula> _contains = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Formula> _equals = new(StringComparer.Ordinal);
    private readonly int _other;

    /// <summary>Lays out the atoms of one slot.</summary>
    /// <param name="key">The slot's key.</param>
    /// <param name="definition">The slot; null when it is not defined, or not clearly.</param>
    /// <param name="parts">The texts that conditions look for in its text.</param>
    /// <param name="wholes">The texts that conditions compare its text with.</param>
    /// <param name="newAtom">Gives out numbers.</param>
    /// <param name="conflicts">Receives which atoms cannot hold together.</param>
    public SlotStates(
        string key,
        SlotDefinition? definition,
        IEnumerable<string> parts,
        IEnumerable<string> wholes,
        Func<int> newAtom,
        Dictionary<int, HashSet<int>> conflicts)
    {
        Key = key;
        _definition = definition;
        _options = definition is null || !HasPlainOptions(definition)
            ? []
            : [.. definition.Options.Select(option => (option.Key, option.Key.ToLowerInvariant(), newAtom()))];
        if (_options.Length == 0 || definition?.Measure is not null)
            _other = newAtom();
        foreach (var part in parts)
        {
            if (part.Length > 0 && NeedsAtom(part))
                _parts.TryAdd(part, newAtom());
        }
        foreach (var whole in wholes)
        {
            if (whole.Length > 0 && OptionsThatMake(whole) is null)
                _wholes.TryAdd(whole, newAtom());
        }

        for (var one = 0; one < _options.Length; one++)
        {
            for (var other = one + 1; other < _options.Length; other++)
            {
                if (definition!.AreExclusive(_options[one].Key, _options[other].Key))
                    Exclude(_options[one].Atom, _options[other].Atom);
            }
        }
        foreach (var whole in _wholes.Values)
        {
            foreach (var atom in Atoms)
            {
                if (atom != whole)
                    Exclude(whole, atom);
            }
        }

        void Exclude(int one, int other)
        {
            Of(one).Add(other);
            Of(other).Add(one);

            HashSet<int> Of(int atom) => conflicts.TryGetValue(atom, out var set) ? set : conflicts[atom] = [];
        }
    }

    /// <summary>The slot's key.</summary>
    public string Key { get; }

    /// <summary>All atoms of the slot. None of them holds of a slot without a value.</summary>
    public IEnumerable<int> Atoms =>
        [.. _options.Select(option => option.Atom), .. _parts.Values, .. _wholes.Values, .. _other > 0 ? [_other] : Array.Empty<int>()];

    /// <summary>The slot has no value.</summary>
    public Formula HasNoValue => Formula.And(Atoms.Select(atom => Formula.Of(-atom)));

    /// <summary>The slot has a value of which this text (in lower case) is a part.</summary>
    public Formula Contains(string text)
    {
        if (!_contains.TryGetValue(text, out var formula))
        {
            _contains.Add(text, formula = Formula.Or(
            [
                .. _options.Where(option => Has(option.Lowered, text)).Select(option => Formula.Of(option.Atom)),
                .. _parts.Concat(_wholes).Where(pair => Has(pair.Key, text)).Select(pair => Formula.Of(pair.Value)),
                .. _other > 0 && (text.Length == 0 || IsInEveryMeasure(text)) ? [Formula.Of(_other)] : Array.Empty<Formula>(),
                .. IsInEveryMeasure(text) ? _parts.Where(part => IsOfMeasure(part.Key)).Select(part => Formula.Of(part.Value)) : [],
            ]));
        }
        return formula;
    }

    /// <summary>The slot's value is this text (in lower case).</summary>
    public Formula EqualTo(string text)
    {
        if (!_equals.TryGetValue(text, out var formula))
            _equals.Add(text, formula = text.Length == 0 ? Formula.False : Make());
        return formula;

        Formula Make() => OptionsThatMake(text) is not { } made
            ? Formula.Of(_wholes[text])
            : Formula.And(
            [
                .. _options.Select(option => Formula.Of(made.Contains(option.Atom) ? option.Atom : -option.Atom)),
                .. _parts.Where(part => !Has(text, part.Key)).Select(part => Formula.Of(-part.Value)),
                .. _wholes.Values.Select(atom => Formula.Of(-atom)),
                .. _other > 0 ? [Formula.Of(-_other)] : Array.Empty<Formula>(),
            ]);
    }

    /// <summary>Whether a text can be part of a value that understanding writes. True for every text of a slot without options.</summary>
    public bool CanContain(string text)
    {
        if (_options.Length == 0 || _options.Any(option => Has(option.Lowered, text)) || MayBeMeasured(text))
            return true;
        var words = text.Split(Joint);
        return words.Length > 1
            && words.All(word => word.Length > 0)
            && _options.Any(option => option.Lowered.EndsWith(words[0], StringComparison.Ordinal))
            && words[1..^1].All(word => _options.Any(option => option.Lowered == word))
            && (_options.Any(option => option.Lowered.StartsWith(words[^1], StringComparison.Ordinal)) || MayBeMeasured(words[^1]));
    }

    /// <summary>Whether a text can be a whole value that understanding writes. True for every text of a slot without options.</summary>
    public bool CanEqual(string text)
    {
        if (_options.Length == 0 || OptionsThatMake(text) is not null || MayBeMeasured(text))
            return true;
        var joint = text.LastIndexOf(Joint, StringComparison.Ordinal);
        return joint > 0 && OptionsThatMake(text[..joint]) is not null && MayBeMeasured(text[(joint + Joint.Length)..]);
    }

    /// <summary>
    /// The text of the slot where exactly these atoms hold: null when it has no value. False when no text was found that an interview can come to.
    /// </summary>
    public bool TryWrite(HashSet<int> atoms, out string? text)
    {
        text = null;
        if (!Atoms.Any(atoms.Contains))
            return true;
        if (_definition is null)
            return false;
        if (_wholes.Where(whole => atoms.Contains(whole.Value)).Select(whole => whole.Key).FirstOrDefault() is { } written)
        {
            text = written;
            return CanEqual(written);
        }

        var options = string.Join(Joint, _options.Where(option => atoms.Contains(option.Atom)).Select(option => option.Key));
        foreach (var rest in Rests(atoms, options.ToLowerInvariant()))
        {
            text = string.Join(Joint, new[] { options, rest }.Where(part => part.Length > 0));
            var lowered = text.ToLowerInvariant();
            if (text.Length > 0 && _parts.All(part => Has(lowered, part.Key) == Contains(part.Key).IsTrueIn(atoms)) && !_wholes.ContainsKey(lowered))
                return true;
        }
        return false;
    }

    // What may follow the options so that the parts that have to be there are there.
    private IEnumerable<string> Rests(HashSet<int> atoms, string options)
    {
        var wanted = _parts.Where(part => atoms.Contains(part.Value) && !Has(options, part.Key)).Select(part => part.Key).ToList();
        wanted.RemoveAll(one => wanted.Any(other => other != one && Has(other, one)));
        if (_options.Length == 0 && _definition!.Measure is null)
        {
            if (wanted.Count == 0)
                return OtherTexts;
            var joined = string.Join(Joint, wanted);
            return [joined, .. OtherTexts.Select(other => joined + Joint + other)];
        }
        var isMeasured = wanted.Count > 0 || (_other > 0 && atoms.Contains(_other));
        return isMeasured ? Measures(wanted) : [""];
    }

    private IEnumerable<string> Measures(List<string> wanted)
    {
        var numbers = wanted.SelectMany(text => text.Split(' ', '-')).Where(word => word.Length > 0 && word.All(char.IsAsciiDigit)).ToList();
        var (plain, written) = _definition!.Measure switch
        {
            MeasureUnit.People => (["2", "3", "4", "5", "6", "7", "8", "9", "10"], "people"),
            MeasureUnit.Celsius => (["70", "80", "90", "65", "55"], "°C"),
            MeasureUnit.SquareMetres => (["20", "30", "15", "45", "60"], "m²"),
            MeasureUnit.Euro => (["20000", "15000", "30000", "4500", "60000"], "EUR"),
            MeasureUnit.Month => (["2027-05", "2028-11", "2031-04", "2036-09"], ""),
            _ => (Array.Empty<string>(), ""),
        };
        var amounts = numbers.Concat(plain).Concat(numbers.Count == 2 ? [$"{numbers[0]}-{numbers[1]}"] : []);
        return amounts.Select(amount => written.Length == 0 ? amount : $"{amount} {written}");
    }

    private bool NeedsAtom(string text)
    {
        if (_options.Length == 0 || IsAcrossJoints(text))
            return true;
        return !IsInEveryMeasure(text) && (MayBeMeasured(text) || !_options.Any(option => Has(option.Lowered, text)));
    }

    // A part of a measure is made of figures, the signs between them and the unit.
    private bool MayBeMeasured(string text)
    {
        if (_definition?.Measure is not { } unit)
            return false;
        var written = Lowered(unit);
        var letters = text.TrimStart([.. "0123456789.-, "]);
        return letters.Length == 0 || (letters.Length == text.Length ? Has(written, letters) : written.StartsWith(letters, StringComparison.Ordinal));
    }

    // The unit, without which no measure is written, or a part of it.
    private bool IsInEveryMeasure(string text) =>
        _options.Length > 0 && _definition?.Measure is { } unit && text.Length > 0 && Has(Lowered(unit), text);

    // What can be part of a value only where there is a measure, or in an option that has an atom of its own.
    private bool IsOfMeasure(string text) => MayBeMeasured(text) && text[0] != ' ' && !text.Contains(',', StringComparison.Ordinal);

    private static string Lowered(MeasureUnit unit) => unit switch
    {
        MeasureUnit.People => "people",
        MeasureUnit.Celsius => "°c",
        MeasureUnit.SquareMetres => "m²",
        MeasureUnit.Euro => "eur",
        _ => "",
    };

    private static bool IsAcrossJoints(string text) => text.AsSpan().ContainsAny(',', ' ');

    // The atoms of the options that, joined, are this text; null when there are none.
    private HashSet<int>? OptionsThatMake(string text)
    {
        var made = new HashSet<int>();
        var next = 0;
        foreach (var word in text.Split(Joint))
        {
            while (next < _options.Length && _options[next].Lowered != word)
                next++;
            if (next == _options.Length)
                return null;
            made.Add(_options[next++].Atom);
        }
        return made;
    }

    // Options that run into each other in a joined text are not told apart; everything is taken to be possible of them.
    private static bool HasPlainOptions(SlotDefinition definition) =>
        definition.Options.All(option => option.Key.Length > 0 && !IsAcrossJoints(option.Key) && option.Key != Engine.SlotFact.Unknown)
        && definition.Options.Select(option => option.Key.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Count() == definition.Options.Count;

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.Ordinal);
}
