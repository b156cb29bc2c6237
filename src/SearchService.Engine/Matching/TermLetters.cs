using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>
/// Which letters each term of a dictionary has, a bit a letter, and how long it is. An edit brings at most one letter in and takes
/// at most one away, so that letters alone rule nearly all terms out (Navarro 2001), some hundred millions a second: that is less
/// than to go from one place of the dictionary to the next that an automaton may go on at.
/// </summary>
internal sealed class TermLetters
{
    // 26 for the letters from a to z; all others share the rest.
    private const int Shared = 32 - 26;

    private readonly uint[] _letters;
    private readonly byte[] _lengths;

    public TermLetters(TermDictionary dictionary)
    {
        List<uint> letters = [];
        List<byte> lengths = [];
        TermCursor terms = dictionary.Open();
        while (terms.MoveNext())
        {
            letters.Add(Of(terms.Term, out int length));
            lengths.Add((byte)Math.Min(length, byte.MaxValue));
        }

        _letters = [.. letters];
        _lengths = [.. lengths];
    }

    /// <summary>The letters of a term in UTF-8.</summary>
    /// <param name="term">The term.</param>
    /// <param name="length">In code points.</param>
    public static uint Of(ReadOnlySpan<byte> term, out int length)
    {
        uint letters = 0;
        length = 0;
        for (int i = 0; i < term.Length; i++)
        {
            // A code point is told by its last byte, which differs most.
            if (i + 1 == term.Length || (term[i + 1] & 0xC0) != 0x80)
            {
                int b = term[i];
                letters |= 1U << (b is >= 'a' and <= 'z' ? b - 'a' : 26 + (b % Shared));
                length++;
            }
        }

        return letters;
    }

    /// <summary>The first term from a place on that has all of some letters, or -1.</summary>
    public int NextWith(uint letters, int from)
    {
        for (int at = from; at < _letters.Length; at++)
        {
            if ((letters & ~_letters[at]) == 0)
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>The first term from a place on that may be within some edits of one with these letters and length, or -1.</summary>
    public int NextNear(uint letters, int length, int edits, int from)
    {
        ref uint all = ref MemoryMarshal.GetArrayDataReference(_letters);
        Vector256<uint> meant = Vector256.Create(letters);
        int at = from;
        while (at < _letters.Length)
        {
            if (at + Vector256<uint>.Count <= _letters.Length)
            {
                // Takes the lowest bit away as often as edits can have set one; what then is 0 had no more.
                Vector256<uint> different = Vector256.LoadUnsafe(ref all, (nuint)at) ^ meant;
                for (int i = 0; i < 2 * edits; i++)
                {
                    different &= different - Vector256<uint>.One;
                }

                uint near = Vector256.Equals(different, Vector256<uint>.Zero).ExtractMostSignificantBits();
                for (; near != 0; near &= near - 1)
                {
                    int found = at + BitOperations.TrailingZeroCount(near);
                    if (MayBeNear(found, letters, length, edits))
                    {
                        return found;
                    }
                }

                at += Vector256<uint>.Count;
            }
            else if (MayBeNear(at, letters, length, edits))
            {
                return at;
            }
            else
            {
                at++;
            }
        }

        return -1;
    }

    private bool MayBeNear(int at, uint letters, int length, int edits)
    {
        int other = _lengths[at];
        return BitOperations.PopCount(letters & ~_letters[at]) <= edits
            && BitOperations.PopCount(_letters[at] & ~letters) <= edits
            && (Math.Abs(other - length) <= edits || (other == byte.MaxValue && length >= other - edits));
    }
}
