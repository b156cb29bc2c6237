using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>
/// Levenshtein's distance (1966) in code points from one term to many, up to a limit. Row by row through the matrix
/// <code>
///         other →
/// term  0 1 2 3
///  ↓    1 . . .     a cell: the least of left + 1, above + 1, diagonal + (same ? 0 : 1)
///       2 . . .
/// </code>
/// stopping when a whole row is beyond the limit.
/// </summary>
internal sealed class EditDistance(string term, int limit)
{
    private readonly int[] _term = CodePoints(Utf8.Canonical(term));

    /// <summary>The distance, or null where it is beyond the limit.</summary>
    public int? To(string other)
    {
        int[] points = CodePoints(other);
        if (Math.Abs(points.Length - _term.Length) > limit)
        {
            return null;
        }

        int[] above = new int[points.Length + 1];
        int[] row = new int[points.Length + 1];
        for (int i = 0; i < above.Length; i++)
        {
            above[i] = i;
        }

        for (int i = 1; i <= _term.Length; i++)
        {
            row[0] = i;
            int least = i;
            for (int j = 1; j < row.Length; j++)
            {
                int change = _term[i - 1] == points[j - 1] ? 0 : 1;
                row[j] = Math.Min(above[j - 1] + change, Math.Min(above[j], row[j - 1]) + 1);
                least = Math.Min(least, row[j]);
            }

            if (least > limit)
            {
                return null;
            }

            (above, row) = (row, above);
        }

        return above[^1] <= limit ? above[^1] : null;
    }

    private static int[] CodePoints(string text) => [.. text.EnumerateRunes().Select(rune => rune.Value)];
}
