using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SearchService.Engine.Segments;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Matching;

/// <summary>
/// The terms of a dictionary by their lengths, and which letters each of them has, a bit a letter. An edit brings at most one letter in and takes
/// at most one away, so that letters alone rule nearly all terms out (Navarro 2001), some hundred millions a second: that is less
/// than to go from one place of the dictionary to the next that an automaton may go on at. What is left is compared here, too: a term
/// in the dictionary is read from the beginning of its block on.
/// </summary>
internal sealed class TermLetters
{
    // 26 for the letters from a to z; all others share the rest.
    private const int Shared = 32 - 26;

    // Terms by length, those of one length in their order: the place in the dictionary of each, its letters, and where its bytes end
    // that follow those of the one before.
    private readonly int[] _numbers;
    private readonly uint[] _letters;
    private readonly int[] _ends;
    private readonly byte[] _bytes;

    // Where the terms of each length begin; longer ones are counted as the longest.
    private readonly int[] _starts = new int[byte.MaxValue + 2];

    public TermLetters(TermDictionary dictionary)
    {
        List<uint> letters = [];
        List<byte> lengths = [];
        List<int> ends = [];
        ByteWriter bytes = new();
        TermCursor terms = dictionary.Open();
        while (terms.MoveNext())
        {
            letters.Add(Of(terms.Term, out int length));
            lengths.Add((byte)Math.Min(length, byte.MaxValue));
            bytes.Bytes(terms.Term);
            ends.Add(bytes.Length);
        }

        foreach (byte length in lengths)
        {
            _starts[length + 1]++;
        }

        for (int length = 1; length < _starts.Length; length++)
        {
            _starts[length] += _starts[length - 1];
        }

        _numbers = new int[letters.Count];
        _letters = new uint[letters.Count];
        int[] next = [.. _starts];
        for (int number = 0; number < _numbers.Length; number++)
        {
            int place = next[lengths[number]]++;
            _numbers[place] = number;
            _letters[place] = letters[number];
        }

        _ends = new int[letters.Count];
        _bytes = new byte[bytes.Length];
        int end = 0;
        for (int place = 0; place < _numbers.Length; place++)
        {
            int number = _numbers[place];
            ReadOnlySpan<byte> term = bytes.Written[(number == 0 ? 0 : ends[number - 1])..ends[number]];
            term.CopyTo(_bytes.AsSpan(end));
            _ends[place] = end += term.Length;
        }
    }

    /// <summary>The place in the dictionary of a term that was found.</summary>
    public int Number(int found) => _numbers[found];

    /// <summary>The bytes of a term that was found.</summary>
    public ReadOnlySpan<byte> Term(int found) => _bytes.AsSpan((found == 0 ? 0 : _ends[found - 1]).._ends[found]);

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

    /// <summary>The terms that have all of some letters.</summary>
    public List<int> With(uint letters)
    {
        List<int> found = [];
        for (int place = 0; place < _letters.Length; place++)
        {
            if ((letters & ~_letters[place]) == 0)
            {
                found.Add(place);
            }
        }

        return found;
    }

    /// <summary>The terms that may be within some edits of one with these letters and length.</summary>
    public List<int> Near(uint letters, int length, int edits)
    {
        List<int> found = [];
        ref uint all = ref MemoryMarshal.GetArrayDataReference(_letters);
        Vector256<uint> meant = Vector256.Create(letters);
        int place = _starts[Math.Clamp(length - edits, 0, byte.MaxValue)];
        int end = _starts[Math.Clamp(length + edits, 0, byte.MaxValue) + 1];
        for (; place <= end - Vector256<uint>.Count; place += Vector256<uint>.Count)
        {
            // Takes the lowest bit away as often as there may be edits; what then is 0 had no more.
            Vector256<uint> has = Vector256.LoadUnsafe(ref all, (nuint)place);
            Vector256<uint> missing = meant & ~has;
            Vector256<uint> added = has & ~meant;
            for (int i = 0; i < edits; i++)
            {
                missing &= missing - Vector256<uint>.One;
                added &= added - Vector256<uint>.One;
            }

            uint near = Vector256.Equals(missing | added, Vector256<uint>.Zero).ExtractMostSignificantBits();
            for (; near != 0; near &= near - 1)
            {
                found.Add(place + BitOperations.TrailingZeroCount(near));
            }
        }

        for (; place < end; place++)
        {
            uint has = _letters[place];
            if (BitOperations.PopCount(letters & ~has) <= edits && BitOperations.PopCount(has & ~letters) <= edits)
            {
                found.Add(place);
            }
        }

        return found;
    }
}
