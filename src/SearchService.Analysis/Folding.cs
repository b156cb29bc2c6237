using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace SearchService.Analysis;

/// <summary>
/// Makes spellings of one word equal: case, accents, ligatures, width, typographic apostrophes, quotes and dashes. Folding what is folded
/// changes nothing, and the culture of the thread has no say.
/// </summary>
/// <remarks>
/// Compatibility decomposition (Unicode NFKD), then marks of the Latin, Greek and Cyrillic kind, Hebrew points and Arabic vowel signs
/// are dropped; vowel signs of scripts that cannot be read without them (Devanagari, Thai, …) and Japanese voicing marks stay.
/// Invisible format characters (soft hyphen, joiners, direction marks) are dropped; a lone surrogate becomes U+FFFD.
/// </remarks>
public static class Folding
{
    // Letters that Unicode does not decompose though readers type them without the stroke; keys are lower case.
    private static readonly Dictionary<int, string> Letters = new()
    {
        ['ß'] = "ss",
        ['æ'] = "ae",
        ['œ'] = "oe",
        ['ø'] = "o",
        ['đ'] = "d",
        ['ð'] = "d",
        ['þ'] = "th",
        ['ħ'] = "h",
        ['ı'] = "i",
        ['ȷ'] = "j",
        ['ĸ'] = "k",
        ['ł'] = "l",
        ['ŋ'] = "n",
        ['ŧ'] = "t",
        ['ƀ'] = "b",
        ['ɨ'] = "i",
        ['ʉ'] = "u",
        ['ə'] = "e",
        ['ς'] = "σ",
        // Arabic tatweel stretches a line; the modifier primes transliterate a soft sign.
        [0x0640] = "",
        [0x02B9] = "",
        [0x02BA] = "",
        ['·'] = "",
    };

    // Filled as characters are met: a book uses a few hundred of them. Strings are immutable, so a lost race costs nothing.
    private static readonly string?[] FoldedBasicPlane = new string?[0x10000];

    /// <summary>The folded form; the same instance where nothing changes. Never throws.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsFoldedAscii(text) ? text : Fold(text.AsSpan());
    }

    /// <inheritdoc cref="Fold(string)"/>
    public static string Fold(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text))
        {
            return string.Create(text.Length, text, static (folded, source) => FoldAscii(source, folded));
        }

        var builder = new StringBuilder(text.Length + 8);
        var compose = false;
        for (var i = 0; i < text.Length; )
        {
            Rune.DecodeFromUtf16(text[i..], out var rune, out var consumed);
            i += consumed;
            if (rune.IsAscii)
            {
                builder.Append(FoldAscii((char)rune.Value));
                continue;
            }

            var folded = FoldRune(rune);
            compose |= folded.AsSpan().ContainsAnyExceptInRange('\0', '\u02FF');
            builder.Append(folded);
        }

        var result = builder.ToString();
        return compose ? result.Normalize(NormalizationForm.FormC) : result;
    }

    /// <summary>Straight, curly, reversed, modifier and full-width apostrophes, primes, accents that stand for one.</summary>
    internal static bool IsApostrophe(int rune) =>
        rune
            is '\''
                or '`'
                or 0xB4
                or 0x2018
                or 0x2019
                or 0x201B
                or 0x2032
                or 0x2035
                or 0x02BB
                or 0x02BC
                or 0x02BD
                or 0xFF07;

    /// <summary>A hyphen that may join two words: hyphen-minus, hyphen, non-breaking hyphen; no dash.</summary>
    internal static bool IsHyphen(char unit) => unit is '-' or '\u2010' or '\u2011' or '\uFE63' or '\uFF0D';

    private static bool IsFoldedAscii(string text)
    {
        foreach (var unit in text)
        {
            if (unit >= 0x80 || FoldAscii(unit) != unit)
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FoldAscii(ReadOnlySpan<char> source, Span<char> folded)
    {
        for (var i = 0; i < source.Length; i++)
        {
            folded[i] = FoldAscii(source[i]);
        }
    }

    private static char FoldAscii(char unit) =>
        unit switch
        {
            >= 'A' and <= 'Z' => (char)(unit | 0x20),
            '`' => '\'',
            _ => unit,
        };

    private static string FoldRune(Rune rune) =>
        rune.IsBmp ? FoldedBasicPlane[rune.Value] ??= ComputeFold(rune) : ComputeFold(rune);

    private static string ComputeFold(Rune rune)
    {
        if (Punctuation(rune.Value) is { } plain)
        {
            return plain;
        }

        // Normalization refuses the code points that are no characters.
        if ((rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF)
        {
            return "\uFFFD";
        }

        if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format)
        {
            return "";
        }

        // Isolated forms of marks decompose to a space and the mark; no word may gain a space.
        var dropSpaces = Rune.IsLetter(rune) || IsMark(rune);
        var builder = new StringBuilder();
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (IsDroppedMark(part.Value) || (dropSpaces && part.Value == ' '))
            {
                continue;
            }

            foreach (var lower in Lower(part).Normalize(NormalizationForm.FormKD).EnumerateRunes())
            {
                if (!IsDroppedMark(lower.Value))
                {
                    builder.Append(
                        Punctuation(lower.Value) ?? Letters.GetValueOrDefault(lower.Value) ?? lower.ToString()
                    );
                }
            }
        }

        return builder.ToString();
    }

    private static string Lower(Rune rune) => Rune.ToLowerInvariant(rune).ToString();

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    private static bool IsDroppedMark(int rune) =>
        rune
            is (>= 0x0300 and <= 0x036F)
                or (>= 0x0483 and <= 0x0489)
                or (>= 0x0591 and <= 0x05BD)
                or 0x05BF
                or 0x05C1
                or 0x05C2
                or 0x05C4
                or 0x05C5
                or 0x05C7
                or (>= 0x064B and <= 0x065F)
                or 0x0670
                or (>= 0x1AB0 and <= 0x1AFF)
                or (>= 0x1DC0 and <= 0x1DFF)
                or (>= 0x20D0 and <= 0x20FF)
                or (>= 0xFE00 and <= 0xFE0F)
                or (>= 0xFE20 and <= 0xFE2F)
                or (>= 0xE0100 and <= 0xE01EF);

    private static string? Punctuation(int rune) =>
        rune switch
        {
            _ when IsApostrophe(rune) => "'",
            0x201C or 0x201D or 0x201E or 0x201F or 0x2033 or 0x2036 or 0xAB or 0xBB or 0xFF02 => "\"",
            (>= 0x2010 and <= 0x2015) or 0x2212 or 0xFE58 or 0xFE63 or 0xFF0D or 0x2E3A or 0x2E3B => "-",
            0x2044 or 0x2215 => "/",
            _ => null,
        };
}
