using System.Text;
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
    private readonly int[] _term = [.. Utf8.Canonical(term).EnumerateRunes().Select(rune => rune.Value)];

    // Made once, as a whole dictionary passes through here.
    private int[] _other = new int[32];
    private int[] _above = new int[33];
    private int[] _row = new int[33];

    /// <summary>The distance to a term in UTF-8, or null where it is beyond the limit. For one thread at a time.</summary>
    public int? To(ReadOnlySpan<byte> other)
    {
        // A code point has at most four bytes.
        if (other.Length < _term.Length - limit || other.Length > 4L * ((long)_term.Length + limit))
        {
            return null;
        }

        int length = Decode(other);
        if (Math.Abs(length - _term.Length) > limit)
        {
            return null;
        }

        for (int i = 0; i <= length; i++)
        {
            _above[i] = i;
        }

        for (int i = 1; i <= _term.Length; i++)
        {
            _row[0] = i;
            int least = i;
            for (int j = 1; j <= length; j++)
            {
                int change = _term[i - 1] == _other[j - 1] ? 0 : 1;
                _row[j] = Math.Min(_above[j - 1] + change, Math.Min(_above[j], _row[j - 1]) + 1);
                least = Math.Min(least, _row[j]);
            }

            if (least > limit)
            {
                return null;
            }

            (_above, _row) = (_row, _above);
        }

        return _above[length] <= limit ? _above[length] : null;
    }

    private int Decode(ReadOnlySpan<byte> other)
    {
        if (other.Length > _other.Length)
        {
            _other = new int[other.Length * 2];
            _above = new int[(other.Length * 2) + 1];
            _row = new int[(other.Length * 2) + 1];
        }

        int length = 0;
        while (other.Length > 0)
        {
            Rune.DecodeFromUtf8(other, out Rune rune, out int consumed);
            _other[length++] = rune.Value;
            other = other[consumed..];
        }

        return length;
    }
}
