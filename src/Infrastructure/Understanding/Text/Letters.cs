namespace AgentBrain.Infrastructure.Understanding.Text;

/// <summary>Which letters are written for each other.</summary>
internal static class Letters
{
    private static readonly string[] _latinKeys = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
    private static readonly string[] _cyrillicKeys = ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"];

    private static readonly string[] _alike = ["aeiouy", "ckqsz", "dt", "bp", "gk", "vfw", "оа", "еэи", "ий", "ыи", "сзц", "дт", "бп", "гкх", "вф", "жшщ"];

    /// <summary>Whether one may be written for the other: they sound alike, or their keys are neighbours.</summary>
    public static bool AreConfusable(char one, char other) =>
        _alike.Any(group => group.Contains(one) && group.Contains(other)) || AreNeighbours(_latinKeys, one, other) || AreNeighbours(_cyrillicKeys, one, other);

    private static bool AreNeighbours(string[] keys, char one, char other) =>
        Place(keys, one) is var (row, column)
        && Place(keys, other) is var (otherRow, otherColumn)
        && Math.Abs(row - otherRow) <= 1
        && Math.Abs(column - otherColumn) <= 1;

    private static (int Row, int Column)? Place(string[] keys, char letter)
    {
        for (var row = 0; row < keys.Length; row++)
        {
            var column = keys[row].IndexOf(letter);
            if (column >= 0)
                return (row, column);
        }
        return null;
    }
}
