using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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

    // The letters of a short word in ASCII are its key, found without a loop over them.
    private const int ShortLength = 16;

    private readonly Dictionary<string, T> others = new(StringComparer.Ordinal);
    private ShortWord[] shorts = new ShortWord[1 << 12];
    private int shortCount;
    private Key[] keys = new Key[256];
    private T[] values = [];

    /// <summary>
    /// Whether it holds so many words that it should begin anew rather than grow without end: for the host to ask between two texts.
    /// </summary>
    public bool IsFull => shortCount + others.Count >= MaxWords;

    /// <summary>What was made of each of a text's words as it is written, in their order, until the next call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<T> Of(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var (start, length) in Words.Ranges(text))
        {
            if (count == keys.Length)
            {
                Array.Resize(ref keys, count * 2);
            }

            keys[count] = KeyOf(text, start, length);
            Prefetch(in shorts[Hash(keys[count].Low, keys[count].High) & (shorts.Length - 1)]);
            count++;
        }

        if (values.Length < count)
        {
            values = new T[keys.Length];
        }

        // A loop of its own: the table is larger than near memory, and by now the words' places in it have been fetched.
        for (var i = 0; i < count; i++)
        {
            ref var key = ref keys[i];
            ref var word = ref shorts[Hash(key.Low, key.High) & (shorts.Length - 1)];
            values[i] =
                word.Low == key.Low && word.High == key.High && key.Low != 0
                    ? word.Value
                    : Find(text.Slice(key.Start, key.Length), key);
        }

        return values.AsSpan(0, count);
    }

    /// <summary>Forgets all words.</summary>
    public void Clear()
    {
        others.Clear();
        Array.Clear(shorts);
        shortCount = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Prefetch(ref readonly ShortWord word)
    {
        if (Sse.IsSupported)
        {
            // Only a hint: should the table be moved meanwhile, the wrong memory is fetched.
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in word)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Key KeyOf(ReadOnlySpan<char> text, int start, int length)
    {
        if (length > ShortLength)
        {
            return new Key(0, 0, start, length);
        }

        if (text.Length - start < ShortLength)
        {
            return KeyOfLast(text, start, length);
        }

        var units = MemoryMarshal.Cast<char, ushort>(text.Slice(start, ShortLength));
        var letters =
            Vector128.NarrowWithSaturation(
                Vector128.Create(units[..Vector128<ushort>.Count]),
                Vector128.Create(units[Vector128<ushort>.Count..])
            ) & Vector128.LessThan(Vector128<byte>.Indices, Vector128.Create((byte)length));
        return letters.ExtractMostSignificantBits() == 0
            ? new Key(letters.AsUInt64().ToScalar(), letters.AsUInt64().GetElement(1), start, length)
            : new Key(0, 0, start, length);
    }

    /// <summary>The key of a short word that has not sixteen letters from its first to the end of the text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Key KeyOfLast(ReadOnlySpan<char> text, int start, int length)
    {
        Span<char> room = stackalloc char[ShortLength];
        text.Slice(start, length).CopyTo(room);
        return KeyOf(room, 0, length) with { Start = start };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T Find(ReadOnlySpan<char> word, Key key)
    {
        if (key.Low == 0)
        {
            return FindOther(word);
        }

        var mask = shorts.Length - 1;
        var slot = Hash(key.Low, key.High) & mask;
        for (; shorts[slot].Low != 0; slot = (slot + 1) & mask)
        {
            if (shorts[slot].Low == key.Low && shorts[slot].High == key.High)
            {
                return shorts[slot].Value;
            }
        }

        var made = make(word.ToString());
        shorts[slot] = new ShortWord(key.Low, key.High, made);
        if (++shortCount > shorts.Length / 4 * 3)
        {
            Grow();
        }

        return made;
    }

    private T FindOther(ReadOnlySpan<char> word)
    {
        if (others.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var known))
        {
            return known;
        }

        var written = word.ToString();
        return others[written] = make(written);
    }

    private void Grow()
    {
        var before = shorts;
        shorts = new ShortWord[before.Length * 2];
        var mask = shorts.Length - 1;
        foreach (var word in before)
        {
            if (word.Low != 0)
            {
                var slot = Hash(word.Low, word.High) & mask;
                while (shorts[slot].Low != 0)
                {
                    slot = (slot + 1) & mask;
                }

                shorts[slot] = word;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(ulong low, ulong high)
    {
        var mixed = (low ^ BitOperations.RotateLeft(high * 0xC2B2AE3D27D4EB4F, 31)) * 0x9E3779B97F4A7C15;
        return (int)(mixed >> 33);
    }

    /// <summary>A word of a text; its letters, or 0 where it is not short or not ASCII.</summary>
    private readonly record struct Key(ulong Low, ulong High, int Start, int Length);

    // A free place is one whose first letters are all 0.
    private readonly record struct ShortWord(ulong Low, ulong High, T Value);
}
