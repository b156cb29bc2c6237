using System.Runtime.CompilerServices;
using System.Text;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>
/// Terms within some edits of one: a code point inserted, deleted or replaced, or two neighbours swapped, none of them edited
/// twice (optimal string alignment; Damerau 1964). The edit matrix is gone through column by column, the 64 cells of a word at once,
/// as differences between neighbours (Hyyrö 2003, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances"):
/// <code>
///          read →
///        0 1 2 3 .       bit i of a column: whether the cell of meant[i] is
/// meant  1 0 1 2           one more than the one above (Rise), one less (Fall),
///   ↓    2 1 0 1           the same as its upper left (Same)
///        3 2 1 1         the last cell of a column is followed up to the end
/// </code>
/// </summary>
internal sealed class FuzzyAutomaton
{
    private const int WordBits = 64;
    private const int Ascii = 128;

    private readonly int _limit;
    private readonly int _words;

    // Where each code point stands in the term as meant.
    private readonly ulong[][] _ascii = new ulong[Ascii][];
    private readonly Dictionary<int, ulong[]> _others = [];
    private readonly ulong[] _nowhere;
    private readonly Column[] _column;

    public FuzzyAutomaton(string term, int limit)
    {
        int[] meant = [.. Utf8.Canonical(term).EnumerateRunes().Select(rune => rune.Value)];
        _limit = limit;
        _words = (meant.Length + WordBits - 1) / WordBits;
        _nowhere = new ulong[_words];
        _column = new Column[_words];
        Array.Fill(_ascii, _nowhere);
        for (int i = 0; i < meant.Length; i++)
        {
            ulong[] places = PlacesOf(meant[i]);
            if (ReferenceEquals(places, _nowhere))
            {
                places = new ulong[_words];
                if (meant[i] < Ascii)
                {
                    _ascii[meant[i]] = places;
                }
                else
                {
                    _others.Add(meant[i], places);
                }
            }

            places[i / WordBits] |= 1UL << i;
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
        Column first = new(Rise: ulong.MaxValue, Fall: 0, Same: 0, Places: 0);
        Column only = first;
        if (_words > 1)
        {
            Array.Fill(_column, first);
        }

        int edits = Length;
        while (term.Length > 0)
        {
            int rune = term[0];
            int bytes = 1;
            if (rune >= Ascii)
            {
                Rune.DecodeFromUtf8(term, out Rune decoded, out bytes);
                rune = decoded.Value;
            }

            ulong[] places = PlacesOf(rune);
            edits += _words == 1 ? StepOfOne(ref only, places[0]) : Step(places);
            term = term[bytes..];
        }

        return edits <= _limit ? edits : null;
    }

    private ulong[] PlacesOf(int rune) => rune < Ascii ? _ascii[rune] : _others.GetValueOrDefault(rune, _nowhere);

    /// <summary>Makes the next column; returns what its last cell is more than that of the one before.</summary>
    private int Step(ulong[] places)
    {
        Below below = new(More: 1, Less: 0, Swap: 0);
        for (int word = 0; word < _column.Length; word++)
        {
            int last = word == _column.Length - 1 ? (Length - 1) % WordBits : WordBits - 1;
            below = Next(ref _column[word], places[word], below, last);
        }

        return (int)below.More - (int)below.Less;
    }

    /// <summary>As the other, of a term as meant that one word has room for, as nearly all are.</summary>
    private int StepOfOne(ref Column column, ulong places)
    {
        Below below = Next(ref column, places, new Below(More: 1, Less: 0, Swap: 0), Length - 1);
        return (int)below.More - (int)below.Less;
    }

    /// <summary>Makes a word of the next column out of the one to its left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Below Next(ref Column column, ulong here, Below above, int last)
    {
        Column left = column;
        ulong swappable = ~left.Same & here;
        ulong swapped = ((swappable << 1) | above.Swap) & left.Places;
        ulong reached = here | above.Less;
        ulong same = (((reached & left.Rise) + left.Rise) ^ left.Rise) | reached | left.Fall | swapped;
        ulong up = left.Fall | ~(same | left.Rise);
        ulong down = same & left.Rise;
        ulong upBelow = (up << 1) | above.More;
        ulong downBelow = (down << 1) | above.Less;
        column = new Column(downBelow | ~(same | upBelow), upBelow & same, same, here);
        return new Below((up >> last) & 1, (down >> last) & 1, swappable >> (WordBits - 1));
    }

    /// <summary>
    /// What a word hands down: whether its last cell is one more or one less than the one to its left, the first row's always one
    /// more; and whether a swap may end below it.
    /// </summary>
    private readonly record struct Below(ulong More, ulong Less, ulong Swap);

    /// <summary>One word of a column, and where the code point that it was made for stands in the term as meant.</summary>
    private readonly record struct Column(ulong Rise, ulong Fall, ulong Same, ulong Places);
}
