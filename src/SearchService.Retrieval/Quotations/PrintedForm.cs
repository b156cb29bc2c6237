using System.Globalization;
using System.Text;

namespace SearchService.Retrieval.Quotations;

/// <summary>
/// What of a text print may set one way or another without another word: quotation marks, dashes, hyphens, ligatures and spaces are
/// left out of the comparison; letters, accents, capitals, digits and the other punctuation are not.
/// </summary>
internal static class PrintedForm
{
    /// <summary>A word without ligatures and what cannot be seen, its apostrophes straight.</summary>
    public static string OfWord(ReadOnlySpan<char> word)
    {
        if (Ascii.IsValid(word) && !word.Contains('`') && !word.Contains('-'))
        {
            return word.ToString();
        }

        var form = new StringBuilder(word.Length);
        foreach (var rune in Composed(word).EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '\'' or '`' or 0x2018 or 0x2019 or 0x201B or 0x2032 or 0x02BC or 0xFF07:
                    form.Append('\'');
                    break;
                case >= 0xFB00 and <= 0xFB06:
                    form.Append(rune.ToString().Normalize(NormalizationForm.FormKC));
                    break;
                case 'æ' or 'Æ' or 'œ' or 'Œ':
                    form.Append(rune.Value is 'æ' or 'Æ' ? "ae" : "oe");
                    break;
                default:
                    if (!IsDash(rune.Value) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
                    {
                        form.Append(rune.ToString());
                    }

                    break;
            }
        }

        return form.ToString();
    }

    /// <summary>The punctuation between two words that counts: no spaces, quotation marks and dashes, but a minus sign.</summary>
    /// <param name="beforeDigit">Whether a digit follows.</param>
    public static string OfGap(ReadOnlySpan<char> gap, bool beforeDigit)
    {
        var form = new StringBuilder();
        for (var i = 0; i < gap.Length; i++)
        {
            var unit = gap[i];
            if (IsDash(unit))
            {
                var isMinus =
                    beforeDigit
                    && i + 1 == gap.Length
                    && i > 0
                    && (char.IsWhiteSpace(gap[i - 1]) || gap[i - 1] is '(' or '[' or '{' or '=' or '<' or '>');
                form.Append(isMinus ? "-" : "");
            }
            else if (unit == '…')
            {
                form.Append("...");
            }
            else if (
                !char.IsWhiteSpace(unit)
                && !IsQuotationMark(unit)
                && char.GetUnicodeCategory(unit) != UnicodeCategory.Format
            )
            {
                form.Append(unit);
            }
        }

        return form.ToString();
    }

    /// <summary>The very characters, but for how Unicode composes them and how wide a space is.</summary>
    public static string Exact(ReadOnlySpan<char> text)
    {
        var form = new StringBuilder(text.Length);
        var isSpace = false;
        foreach (var unit in Composed(text))
        {
            if (char.IsWhiteSpace(unit))
            {
                isSpace = true;
                continue;
            }

            if (isSpace)
            {
                form.Append(' ');
                isSpace = false;
            }

            form.Append(unit);
        }

        return isSpace ? form.Append(' ').ToString() : form.ToString();
    }

    public static bool IsQuotationMark(char unit) =>
        unit
            is '"'
                or '\''
                or '`'
                or '\u00B4'
                or '«'
                or '»'
                or (>= '\u2018' and <= '\u201F')
                or '‹'
                or '›'
                or '\u2032'
                or '\u2033'
                or '＂'
                or '＇';

    private static bool IsDash(int rune) =>
        rune is '-' or (>= 0x2010 and <= 0x2015) or 0x2212 or 0x2E3A or 0x2E3B or 0xFE58 or 0xFE63 or 0xFF0D;

    /// <summary>A lone surrogate cannot be composed; the text stays as it is then.</summary>
    private static string Composed(ReadOnlySpan<char> text)
    {
        var written = text.ToString();
        try
        {
            return written.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return written;
        }
    }
}
