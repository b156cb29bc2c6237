using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace SearchService.Analysis;

/// <summary>Walks the words of a text as ranges in UTF-16 units; made by <see cref="Words.Ranges"/>, used in a <c>foreach</c>.</summary>
public ref struct WordRanges
{
    private readonly ReadOnlySpan<char> text;
    private int at;

    internal WordRanges(ReadOnlySpan<char> text) => this.text = text;

    private enum Kind
    {
        Other,
        Letter,
        Digit,
        Single,
        Mark,
        Ignorable,
        Apostrophe,
        Point,
        Comma,
        End,
    }

    public (int Start, int Length) Current { get; private set; }

    public readonly WordRanges GetEnumerator() => this;

    // Compiled at its best at once: a collection is indexed within seconds, and this is called for each of its words.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MoveNext()
    {
        while (at < text.Length)
        {
            var start = at;
            if (text[start] < 0x80 && !char.IsAsciiLetterOrDigit(text[start]))
            {
                at++;
                continue;
            }

            if (EndOfPlainWord(start) is var plain && plain > start)
            {
                at = plain;
                Current = (start, plain - start);
                return true;
            }

            var kind = KindAt(start, out var next);
            var end = kind switch
            {
                Kind.Single => EndOfMarks(next),
                Kind.Letter => EndOfAcronym(start) is var acronym && acronym >= 0
                    ? EndAfterAcronym(acronym)
                    : EndOfRun(next, 0),
                Kind.Digit => EndOfRun(next, 1),
                _ => -1,
            };
            if (end < 0)
            {
                at = next;
                continue;
            }

            at = end;
            if (kind == Kind.Letter && IsOnlySigns(text[start..end]))
            {
                continue;
            }

            Current = (start, end - start);
            return true;
        }

        return false;
    }

    /// <summary>Whether a word has a point after a letter, so that its points are those of an acronym and not of a number.</summary>
    internal static bool HasLetterBeforePoint(ReadOnlySpan<char> word)
    {
        var point = word.IndexOf('.');
        for (var i = point - 1; i >= 0; i--)
        {
            if (char.IsDigit(word[i]))
            {
                return false;
            }

            if (char.IsLetter(word[i]) || char.IsLowSurrogate(word[i]))
            {
                return true;
            }
        }

        return false;
    }

    // Most words are ASCII letters, a single one before a space only, and end at a sign that continues no word: what the rules below would find for them,
    // found at once. Anything else gives the start.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int EndOfPlainWord(int start)
    {
        if (!char.IsAsciiLetter(text[start]))
        {
            return start;
        }

        var end = EndOfAsciiLetters(start);
        if (end == text.Length)
        {
            return end - start > 1 ? end : start;
        }

        var after = text[end];
        if (after == ' ')
        {
            return end;
        }

        var ends = after < 0x80 && !char.IsAsciiDigit(after) && after is not ('\'' or '`');
        return end - start > 1 && ends ? end : start;
    }

    // Sixteen at a time, as nearly all words are shorter.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int EndOfAsciiLetters(int start)
    {
        var units = MemoryMarshal.Cast<char, ushort>(text);
        var end = start;
        for (; units.Length - end >= Vector128<byte>.Count; end += Vector128<byte>.Count)
        {
            var sixteen = Vector128.NarrowWithSaturation(
                Vector128.Create(units.Slice(end, Vector128<ushort>.Count)),
                Vector128.Create(units.Slice(end + Vector128<ushort>.Count, Vector128<ushort>.Count))
            );
            var fromA = (sixteen | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a');
            var others = Vector128.GreaterThan(fromA, Vector128.Create((byte)('z' - 'a')));
            var bits = others.ExtractMostSignificantBits();
            if (bits != 0)
            {
                return end + BitOperations.TrailingZeroCount(bits);
            }
        }

        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        return end;
    }

    // Lone modifier letters (a prime, a tatweel) fold to nothing; a word has something to search for.
    private static bool IsOnlySigns(ReadOnlySpan<char> word)
    {
        foreach (var unit in word)
        {
            // Letters proper; from U+FB00 on some only present a mark.
            if (
                char.IsAsciiLetter(unit)
                || (
                    unit < 0xFB00
                    && char.GetUnicodeCategory(unit)
                        is UnicodeCategory.LowercaseLetter
                            or UnicodeCategory.UppercaseLetter
                            or UnicodeCategory.OtherLetter
                )
            )
            {
                return false;
            }
        }

        return !Folding.Fold(word).AsSpan().ContainsAnyExcept(".,'");
    }

    private readonly int EndOfMarks(int end)
    {
        while (true)
        {
            var mark = SkipIgnorable(end);
            if (KindAt(mark, out var next) != Kind.Mark)
            {
                return end;
            }

            end = next;
        }
    }

    // digits: length of the run of digits that ends at `end`, 0 after a letter.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int EndOfRun(int end, int digits)
    {
        while (true)
        {
            switch (KindAt(SkipIgnorable(end), out var next))
            {
                case Kind.Letter:
                    digits = 0;
                    break;
                case Kind.Digit:
                    digits++;
                    break;
                case Kind.Mark:
                    break;
                case Kind.Apostrophe when KindAt(SkipIgnorable(next), out _) is Kind.Letter or Kind.Digit:
                    digits = 0;
                    break;
                case Kind.Point when digits > 0 && KindAt(next, out _) == Kind.Digit:
                    digits = 0;
                    break;
                case Kind.Comma when digits is > 0 and <= 3 && CountDigits(next) == 3:
                    digits = 0;
                    break;
                default:
                    return end;
            }

            end = next;
        }
    }

    private readonly int CountDigits(int from)
    {
        var count = 0;
        while (count < 4 && KindAt(from, out from) == Kind.Digit)
        {
            count++;
        }

        return count;
    }

    // L.L, L.L. and so on, each L one letter with its marks: the end, or -1.
    private readonly int EndOfAcronym(int start)
    {
        var end = -1;
        var letters = 0;
        for (var i = start; KindAt(i, out var next) == Kind.Letter; )
        {
            var afterLetter = EndOfMarks(next);
            var after = KindAt(afterLetter, out var afterPoint);
            if (after is Kind.Letter or Kind.Digit or Kind.Single)
            {
                break;
            }

            letters++;
            end = afterLetter;
            if (after != Kind.Point)
            {
                break;
            }

            end = afterPoint;
            i = afterPoint;
        }

        return letters >= 2 ? end : -1;
    }

    // The U.S.'s
    private readonly int EndAfterAcronym(int end) =>
        KindAt(end, out var next) == Kind.Apostrophe && KindAt(next, out var after) == Kind.Letter
            ? EndOfRun(after, 0)
            : end;

    private readonly int SkipIgnorable(int from)
    {
        while (KindAt(from, out var next) == Kind.Ignorable)
        {
            from = next;
        }

        return from;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly Kind KindAt(int index, out int next)
    {
        if (index >= text.Length)
        {
            next = text.Length;
            return Kind.End;
        }

        var unit = text[index];
        if (unit < 0x80)
        {
            next = index + 1;
            return char.IsAsciiLetter(unit) ? Kind.Letter
                : char.IsAsciiDigit(unit) ? Kind.Digit
                : unit switch
                {
                    '\'' or '`' => Kind.Apostrophe,
                    '.' => Kind.Point,
                    ',' => Kind.Comma,
                    _ => Kind.Other,
                };
        }

        Rune.DecodeFromUtf16(text[index..], out var rune, out var consumed);
        next = index + consumed;
        return KindOf(rune);
    }

    private static Kind KindOf(Rune rune)
    {
        if (Folding.IsApostrophe(rune.Value))
        {
            return Kind.Apostrophe;
        }

        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.UppercaseLetter:
            case UnicodeCategory.LowercaseLetter:
            case UnicodeCategory.TitlecaseLetter:
            case UnicodeCategory.ModifierLetter:
            case UnicodeCategory.OtherLetter:
            case UnicodeCategory.LetterNumber:
                return IsUnspaced(rune.Value) ? Kind.Single : Kind.Letter;
            case UnicodeCategory.DecimalDigitNumber:
            case UnicodeCategory.OtherNumber:
                return Kind.Digit;
            case UnicodeCategory.NonSpacingMark:
            case UnicodeCategory.SpacingCombiningMark:
            case UnicodeCategory.EnclosingMark:
                return Kind.Mark;
            case UnicodeCategory.Format:
                return Kind.Ignorable;
            default:
                return Kind.Other;
        }
    }

    private static bool IsUnspaced(int rune) =>
        rune
            is (>= 0x0E00 and <= 0x0EFF)
                or (>= 0x1000 and <= 0x109F)
                or (>= 0x1780 and <= 0x17FF)
                or (>= 0x2E80 and <= 0x2FDF)
                or (>= 0x3005 and <= 0x3007)
                or (>= 0x3021 and <= 0x3029)
                or (>= 0x3041 and <= 0x309F)
                or (>= 0x3400 and <= 0x4DBF)
                or (>= 0x4E00 and <= 0x9FFF)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0x1B000 and <= 0x1B16F)
                or (>= 0x20000 and <= 0x3FFFF);
}
