using System.Numerics;
using System.Runtime.InteropServices;

namespace SearchService.Analysis;

/// <summary>
/// What is made of written words, worked out once for each: a text of a million words has some tens of thousands of different ones. For
/// one thread at a time.
/// </summary>
/// <param name="make">Depends on the word alone.</param>
public sealed class WordCache<T>(Func<string, T> make)
{
    // A few MB.
    private const int MaxWords = 100_000;

    // Words stand in the order in which they were met, so that the frequent ones are near each other.
    private int[] slots = new int[1 << 13];
    private Entry[] entries = new Entry[1 << 12];
    private char[] letters = new char[1 << 15];
    private int lettersLength;
    private int count;

    /// <summary>
    /// Whether it holds so many words that it should begin anew rather than grow without end: for the host to ask between two texts.
    /// </summary>
    public bool IsFull => count >= MaxWords;

    /// <summary>What was made of a word as it is written.</summary>
    public T Of(ReadOnlySpan<char> word)
    {
        var hash = Hash(word);
        var mask = slots.Length - 1;
        for (var slot = (int)hash & mask; slots[slot] != 0; slot = (slot + 1) & mask)
        {
            ref var entry = ref entries[slots[slot] - 1];
            if (entry.Hash == hash && word.SequenceEqual(letters.AsSpan(entry.Start, entry.Length)))
            {
                return entry.Value;
            }
        }

        var made = make(word.ToString());
        Add(word, hash, made);
        return made;
    }

    /// <summary>Forgets all words.</summary>
    public void Clear()
    {
        Array.Clear(slots);
        Array.Clear(entries, 0, count);
        lettersLength = 0;
        count = 0;
    }

    private void Add(ReadOnlySpan<char> word, uint hash, T made)
    {
        if (count == entries.Length)
        {
            Array.Resize(ref entries, count * 2);
            slots = new int[entries.Length * 2];
            for (var i = 0; i < count; i++)
            {
                slots[FreeSlot(entries[i].Hash)] = i + 1;
            }
        }

        if (letters.Length - lettersLength < word.Length)
        {
            Array.Resize(ref letters, Math.Max(letters.Length * 2, lettersLength + word.Length));
        }

        word.CopyTo(letters.AsSpan(lettersLength));
        entries[count] = new Entry(hash, lettersLength, word.Length, made);
        lettersLength += word.Length;
        slots[FreeSlot(hash)] = ++count;
    }

    private int FreeSlot(uint hash)
    {
        var slot = (int)hash & (slots.Length - 1);
        while (slots[slot] != 0)
        {
            slot = (slot + 1) & (slots.Length - 1);
        }

        return slot;
    }

    // Four letters at a time; the last four may have been among those before.
    private static uint Hash(ReadOnlySpan<char> word)
    {
        const ulong Factor = 0x9E3779B97F4A7C15;
        var bytes = MemoryMarshal.AsBytes(word);
        var hash = (ulong)word.Length;
        if (word.Length < 4)
        {
            foreach (var unit in word)
            {
                hash = (hash << 16) | unit;
            }

            return (uint)((hash * Factor) >> 32);
        }

        for (var rest = bytes; rest.Length > sizeof(ulong); rest = rest[sizeof(ulong)..])
        {
            hash = BitOperations.RotateLeft((hash ^ MemoryMarshal.Read<ulong>(rest)) * Factor, 29);
        }

        hash = (hash ^ MemoryMarshal.Read<ulong>(bytes[^sizeof(ulong)..])) * Factor;
        return (uint)(hash >> 32);
    }

    private readonly record struct Entry(uint Hash, int Start, int Length, T Value);
}
