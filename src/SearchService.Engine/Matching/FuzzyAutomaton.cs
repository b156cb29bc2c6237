using System.Text;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>
/// Terms within some edits of one: a code point inserted, deleted or replaced, or two neighbours swapped, none of them edited
/// twice (optimal string alignment; Damerau 1964). A state is a row of the edit matrix, of which only the band that can be within
/// the limit is kept:
/// <code>
///            meant →
/// read   0 1 2 . .       a cell: the least of left + 1, above + 1, diagonal + (same ? 0 : 1),
///  ↓     1 0 1 2 .                and two back on the diagonal + 1 where the last two are swapped
///        2 1 0 1 2       row d keeps the columns d - limit to d + limit
///        . 2 1 0 1
/// </code>
/// </summary>
internal sealed class FuzzyAutomaton
{
    private readonly int[] _meant;
    private readonly int _limit;
    private readonly int _width;
    private int[] _rows;
    private int[] _read = new int[32];

    public FuzzyAutomaton(string term, int limit)
    {
        _meant = [.. Utf8.Canonical(term).EnumerateRunes().Select(rune => rune.Value)];
        _limit = limit;
        _width = (2 * limit) + 1;
        _rows = new int[_width * (_read.Length + 1)];
        for (int cell = 0; cell < _width; cell++)
        {
            int column = cell - limit;
            _rows[cell] = column < 0 || column > _meant.Length ? limit + 1 : column;
        }

        Letters = TermLetters.Of(Utf8.Of(term), out int length);
        Length = length;
    }

    /// <summary>The letters of the term as meant; <see cref="TermLetters"/>.</summary>
    public uint Letters { get; }

    /// <summary>How many code points the term as meant has.</summary>
    public int Length { get; }

    /// <summary>How many edits a term in UTF-8 is away; null where that is beyond the limit.</summary>
    public int? Edits(ReadOnlySpan<byte> term)
    {
        int depth = 0;
        while (term.Length > 0)
        {
            Rune.DecodeFromUtf8(term, out Rune rune, out int bytes);
            if (!Step(depth++, rune.Value))
            {
                return null;
            }

            term = term[bytes..];
        }

        int cell = _meant.Length - depth + _limit;
        if (cell < 0 || cell >= _width)
        {
            return null;
        }

        int edits = _rows[(depth * _width) + cell];
        return edits <= _limit ? edits : null;
    }

    /// <summary>Makes the row below; false where nothing in it is within the limit.</summary>
    private bool Step(int depth, int rune)
    {
        if (depth == _read.Length)
        {
            Array.Resize(ref _read, depth * 2);
            Array.Resize(ref _rows, _width * ((depth * 2) + 1));
        }

        _read[depth] = rune;
        int beyond = _limit + 1;
        Span<int> row = _rows.AsSpan((depth + 1) * _width, _width);
        ReadOnlySpan<int> above = _rows.AsSpan(depth * _width, _width);
        int least = beyond;
        int left = beyond;
        for (int cell = 0; cell < row.Length; cell++)
        {
            // Rows are shifted by one against each other: the diagonal is the same cell of the row above.
            int column = depth + 1 - _limit + cell;
            int value = beyond;
            if (column >= 0 && column <= _meant.Length)
            {
                value = Math.Min(value, left + 1);
                if (cell + 1 < row.Length)
                {
                    value = Math.Min(value, above[cell + 1] + 1);
                }

                if (column > 0)
                {
                    value = Math.Min(value, above[cell] + (_meant[column - 1] == rune ? 0 : 1));
                    if (depth > 0 && column > 1 && _meant[column - 2] == rune && _meant[column - 1] == _read[depth - 1])
                    {
                        value = Math.Min(value, _rows[((depth - 1) * _width) + cell] + 1);
                    }
                }
            }

            row[cell] = value;
            left = value;
            least = Math.Min(least, value);
        }

        return least <= _limit;
    }
}
