using AgentBrain.Infrastructure.Understanding.Rules;
using AgentBrain.Infrastructure.Understanding.Text;

namespace AgentBrain.Infrastructure.Understanding;

/// <summary>How sure each clause of an answer is, and which clauses say that there is no answer.</summary>
internal sealed class ClauseMood
{
    private readonly bool[] _hedged;
    private readonly bool[] _declined;

    private ClauseMood(int clauses)
    {
        _hedged = new bool[clauses];
        _declined = new bool[clauses];
    }

    /// <summary>Whether something in the answer declines to answer.</summary>
    public bool Declines { get; private set; }

    /// <summary>Whether something in the answer says that the respondent has no preference.</summary>
    public bool IsIndifferent { get; private set; }

    /// <summary>Reads the markers of <paramref name="answer"/> and leaves open what stands in clauses that decline.</summary>
    public static ClauseMood Read(AnnotatedAnswer answer)
    {
        var count = answer.Tokens.Count == 0 ? 0 : answer.Clauses[^1] + 1;
        var mood = new ClauseMood(count);
        var content = new bool[count];
        var unsure = new bool[count];
        var answers = new bool[count];
        var sentenceStart = new bool[count];
        var declinesAlone = false;
        var hasMore = false;

        for (var index = 0; index < answer.Tokens.Count; index++)
        {
            answer.Step();
            var clause = answer.Clauses[index];
            var token = answer.Tokens[index];
            sentenceStart[clause] |= token.EndsSentence || token.IsBreak("?");
            if (token.Kind is not (TokenKind.Word or TokenKind.Number))
                continue;
            var marker = answer.MarkerAt(index);
            mood._hedged[clause] |= marker == Marker.Hedge;
            mood._declined[clause] |= marker.Declines();
            mood.IsIndifferent |= marker == Marker.Indifferent;
            unsure[clause] |= marker == Marker.Unsure;
            content[clause] |= marker == Marker.None || answer.MentionAt(index) is not null;
            answers[clause] |= token.Kind == TokenKind.Number || answer.MentionAt(index) is not null;
            declinesAlone |= marker == Marker.DeclinesAlone;
            hasMore |= marker is Marker.None;
        }
        mood.Declines = mood._declined.Contains(true) || (declinesAlone && !hasMore);
        mood.Spread(content, answers, unsure, sentenceStart);

        foreach (var mention in answer.Mentions)
        {
            if (mood.IsDeclined(answer.Clauses[mention.Start]))
                mention.LeaveOpen();
        }
        return mood;
    }

    /// <summary>Whether the clause is less than sure.</summary>
    public bool IsHedged(int clause) => _hedged[clause];

    /// <summary>Whether the clause says that there is no answer; a hedged one still answers.</summary>
    public bool IsDeclined(int clause) => _declined[clause] && !_hedged[clause];

    // "Наверное, электрическая": a hedge that stands alone is about its neighbour. "Wood, not sure": so is doubt about what was said.
    private void Spread(bool[] content, bool[] answers, bool[] unsure, bool[] sentenceStart)
    {
        for (var clause = 0; clause < content.Length; clause++)
        {
            var isHedge = _hedged[clause] && !content[clause];
            var isDoubt = unsure[clause] && !answers[clause];
            var hasNext = clause + 1 < content.Length && content[clause + 1] && !sentenceStart[clause + 1];
            // Between it and what it is about there may be a word or two: "…well, perhaps".
            var previous = clause > 1 && !answers[clause - 1] && answers[clause - 2] ? clause - 2 : clause - 1;
            if (isHedge && hasNext)
                _hedged[clause + 1] = true;
            else if ((isHedge || isDoubt) && previous >= 0 && content[previous] && !_declined[previous])
                _hedged[previous] = true;
        }
    }
}
