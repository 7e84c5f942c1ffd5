namespace AgentBrain.Domain.Brain.Analysis.Logic;

/// <summary>
/// Finds states in which formulas are true, or that there are none: by trying, with everything derived that follows at once. The same questions
/// always get the same answers. Effort is counted; once it is used up there is no answer any more, but never a wrong one.
/// </summary>
/// <param name="conflicts">Per atom those that cannot hold together with it.</param>
/// <param name="stepsInAll">Most clauses written and looked at over all questions.</param>
internal sealed class Solver(IReadOnlyDictionary<int, HashSet<int>> conflicts, long stepsInAll)
{
    private const int StepsPerQuestion = 200_000;
    private long _stepsLeft = stepsInAll;

    /// <summary>The atoms that hold in some state in which all formulas are true; null when there is no such state or it was not found in time.</summary>
    /// <param name="formulas">What has to be true.</param>
    /// <param name="isImpossible">Whether there is certainly no such state.</param>
    public HashSet<int>? Find(IEnumerable<Formula> formulas, out bool isImpossible)
    {
        isImpossible = false;
        if (_stepsLeft <= 0)
            return null;
        var search = new Search(conflicts, StepsPerQuestion);
        var found = search.Run(Formula.And(formulas));
        _stepsLeft -= search.Steps;
        isImpossible = found is false;
        return found is true ? search.Atoms() : null;
    }

    /// <summary>Whether there is certainly no state in which all formulas are true.</summary>
    public bool IsImpossible(params IEnumerable<Formula> formulas)
    {
        Find(formulas, out var isImpossible);
        return isImpossible;
    }

    /// <summary>Indexes of as few of these formulas as cannot be true together, none of which could be left out. They have to be impossible together.</summary>
    public List<int> SmallestConflict(IReadOnlyList<Formula> formulas)
    {
        var kept = Enumerable.Range(0, formulas.Count).ToList();
        for (var index = 0; index < formulas.Count; index++)
        {
            var others = kept.Where(each => each != index).ToList();
            if (IsImpossible(others.Select(each => formulas[each])))
                kept = others;
        }
        return kept;
    }

    private sealed class Search(IReadOnlyDictionary<int, HashSet<int>> conflicts, int mostSteps)
    {
        private readonly Dictionary<int, int> _variables = [];
        private readonly List<int> _atomOf = [0];
        private readonly List<int[]> _clauses = [];
        private readonly List<int> _trail = [];
        private List<int>[] _clausesWith = [];
        private sbyte[] _values = [];

        public int Steps { get; private set; }

        public HashSet<int> Atoms() => [.. _trail.Where(literal => literal > 0 && _atomOf[literal] > 0).Select(literal => _atomOf[literal])];

        /// <summary>Whether there is a state; null when that was not found out in time.</summary>
        public bool? Run(Formula formula)
        {
            Require(formula);
            AddConflicts();
            Steps = _clauses.Count;
            _values = new sbyte[_atomOf.Count];
            _clausesWith = new List<int>[2 * _atomOf.Count];
            for (var clause = 0; clause < _clauses.Count; clause++)
            {
                foreach (var literal in _clauses[clause])
                    (_clausesWith[Place(literal)] ??= []).Add(clause);
            }

            foreach (var clause in _clauses)
            {
                if (clause.Length == 0 || (clause.Length == 1 && !Assume(clause[0])))
                    return false;
            }
            // Decisions: about what, where they stand on the trail, and whether the other way was tried already.
            var decisions = new Stack<(int Variable, int Trail, bool Turned)>();
            var variable = 1;
            while (true)
            {
                while (variable < _values.Length && _values[variable] != 0)
                    variable++;
                if (variable == _values.Length)
                    return true;
                decisions.Push((variable, _trail.Count, false));
                // Without a value first: the fewer slots are known, the plainer the state.
                var literal = -variable;
                while (!Assume(literal))
                {
                    (int Variable, int Trail, bool Turned) last;
                    do
                    {
                        if (!decisions.TryPop(out last))
                            return false;
                        if (Steps > mostSteps)
                            return null;
                        literal = -_trail[last.Trail];
                        Undo(last.Trail);
                    }
                    while (last.Turned);
                    variable = last.Variable;
                    decisions.Push((variable, _trail.Count, true));
                }
                if (Steps > mostSteps)
                    return null;
            }
        }

        // Sets the literal and all that follows from it; false when that contradicts itself. What was set stays on the trail.
        private bool Assume(int literal)
        {
            var next = _trail.Count;
            if (!Set(literal))
                return false;
            for (; next < _trail.Count; next++)
            {
                foreach (var clause in _clausesWith[Place(-_trail[next])] ?? [])
                {
                    if (!Follow(_clauses[clause]))
                        return false;
                }
            }
            return true;
        }

        private bool Follow(int[] clause)
        {
            Steps++;
            var open = 0;
            foreach (var literal in clause)
            {
                var value = Value(literal);
                if (value > 0)
                    return true;
                if (value == 0)
                {
                    if (open != 0)
                        return true;
                    open = literal;
                }
            }
            return open != 0 && Set(open);
        }

        private bool Set(int literal)
        {
            var value = Value(literal);
            if (value != 0)
                return value > 0;
            _values[Math.Abs(literal)] = (sbyte)Math.Sign(literal);
            _trail.Add(literal);
            return true;
        }

        private int Value(int literal) => literal > 0 ? _values[literal] : -_values[-literal];

        private void Undo(int trail)
        {
            for (var index = trail; index < _trail.Count; index++)
                _values[Math.Abs(_trail[index])] = 0;
            _trail.RemoveRange(trail, _trail.Count - trail);
        }

        private static int Place(int literal) => literal > 0 ? 2 * literal : (-2 * literal) + 1;

        private void Require(Formula formula)
        {
            if (formula is Junction { IsAnd: true } and)
            {
                foreach (var part in and.Parts)
                    Require(part);
            }
            else if (formula is Junction or)
            {
                _clauses.Add([.. or.Parts.Select(Name)]);
            }
            else
            {
                _clauses.Add([Name(formula)]);
            }
        }

        // A literal from which the formula follows. The other direction is not needed, because no formula stands under a "not".
        private int Name(Formula formula)
        {
            if (formula is Literal { Value: var literal })
                return literal > 0 ? Variable(literal) : -Variable(-literal);
            var junction = (Junction)formula;
            var parts = junction.Parts.Select(Name).ToList();
            _atomOf.Add(0);
            var name = _atomOf.Count - 1;
            if (junction.IsAnd)
                _clauses.AddRange(parts.Select(part => new[] { -name, part }));
            else
                _clauses.Add([-name, .. parts]);
            return name;
        }

        private int Variable(int atom)
        {
            if (!_variables.TryGetValue(atom, out var variable))
            {
                _atomOf.Add(atom);
                _variables.Add(atom, variable = _atomOf.Count - 1);
            }
            return variable;
        }

        private void AddConflicts()
        {
            foreach (var (atom, variable) in _variables.ToList())
            {
                if (!conflicts.TryGetValue(atom, out var others))
                    continue;
                foreach (var other in others)
                {
                    if (other > atom && _variables.TryGetValue(other, out var otherVariable))
                        _clauses.Add([-variable, -otherVariable]);
                }
            }
        }
    }
}
