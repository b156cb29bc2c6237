using System.Globalization;
using System.Text.RegularExpressions;

namespace SearchService.Corpus.Recovery;

/// <summary>Tells lines by their wording: names of persons, imprints, rows of a list of contents, running text.</summary>
internal static partial class TitleLines
{
    public const int LongestContentsRow = 250;

    public static int Words(ReadOnlySpan<char> text) => Words(text, int.MaxValue);

    /// <summary>Whether a text has so many words or more; it is read no further than that.</summary>
    public static bool HasWords(ReadOnlySpan<char> text, int words) => Words(text, words) >= words;

    /// <summary>How many words a text has; counting stops at <paramref name="enough"/>.</summary>
    public static int Words(ReadOnlySpan<char> text, int enough)
    {
        var words = 0;
        var inside = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                inside = false;
            }
            else if (!inside)
            {
                inside = true;
                if (++words >= enough)
                {
                    break;
                }
            }
        }

        return words;
    }

    /// <summary>Running text: many words, or fewer that end as a sentence does (a note's mark may follow).</summary>
    public static bool IsProse(ReadOnlySpan<char> text)
    {
        var words = Words(text, 25);
        return words >= 25 || (words >= 8 && SentenceEnd().IsMatch(text[Math.Max(0, text.Length - 16)..]));
    }

    public static bool EndsSentence(ReadOnlySpan<char> text) =>
        SentenceEnd().IsMatch(text[Math.Max(0, text.Length - 16)..]);

    /// <summary>A line without the number signs of a heading.</summary>
    public static string WithoutSigns(ReadOnlySpan<char> text) => text.Trim("# ").ToString();

    /// <summary>A number before words that begin with a capital, as headings and the rows of a list have it.</summary>
    public static bool IsNumbered(ReadOnlySpan<char> text) => NumberedLine().IsMatch(text);

    /// <summary>What stands on the back of a title page: copyright, ISBN, cataloguing data.</summary>
    public static bool IsImprint(ReadOnlySpan<char> text) => Imprint().IsMatch(text[..Math.Min(text.Length, 200)]);

    /// <summary>An entry of a list of contents: its words end with a page's number behind a tab, dots or a gap.</summary>
    public static bool IsContentsRow(ReadOnlySpan<char> text) =>
        text.Length < LongestContentsRow && ContentsRow().IsMatch(text);

    /// <summary>
    /// The persons that a line names and nothing else, in the usual order of names, capitals lowered: "ANN LEE AND BO DE WIT*". Empty when
    /// it says anything more.
    /// </summary>
    public static IReadOnlyList<string> Persons(string text)
    {
        var bare = By().Replace(text, "").Trim().TrimEnd('*', '†', '‡', ',', '¹', '²', '³');
        if (bare.Length is < 4 or > 150 || bare.Any(char.IsAsciiDigit))
        {
            return [];
        }

        var persons = new List<string>();
        foreach (var part in Separator().Split(bare))
        {
            var name = part.Trim().TrimEnd('*', '†', '‡', '¹', '²', '³');
            if (name.Length == 0)
            {
                continue;
            }

            if (!Name().IsMatch(name) || NotInNames().IsMatch(name))
            {
                return [];
            }

            persons.Add(name.Any(char.IsLower) ? name : LowerCapitals(name));
        }

        return persons;
    }

    private static string LowerCapitals(string name)
    {
        var lowered = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name.ToLowerInvariant());
        return Particle().Replace(lowered, match => match.Index > 0 ? match.Value.ToLowerInvariant() : match.Value);
    }

    [GeneratedRegex(
        @"[.!?…:]['""’”»)\]]*[\[\]^\d⁰¹²³⁴⁵⁶⁷⁸⁹*†\s]*$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(
        @"\b(ISBN|ISSN|all rights reserved|first published|library of congress|british library|cataloguing|printed in|no reproduction|creative commons|CC BY)\b|©|\bcopyright\b.{0,20}\d{4}",
        RegexOptions.NonBacktracking
            | RegexOptions.ExplicitCapture
            | RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
    )]
    private static partial Regex Imprint();

    [GeneratedRegex(
        @"\S.*(\t|\.\s?\.\s?\.[\s.]*|…[\s.…]*|\s{3,}|·\s?·[\s·]*)(page\s+)?(\d{1,4}|[ivxlc]{1,7})\s*$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex ContentsRow();

    [GeneratedRegex(
        @"^(\d{1,2}(\.\d{1,2})*|[IVX]{1,5})[.)]?\s+\p{Lu}",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex NumberedLine();

    [GeneratedRegex(
        @"^\s*by\s+",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex By();

    [GeneratedRegex(
        @"\s*[,;]\s*(and|AND|&)\s+|\s*[,;]\s*|\s+(and|AND|und|et|&)\s+",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Separator();

    /// <summary>Two to five words: given names or initials, particles, a family name.</summary>
    [GeneratedRegex(
        @"^(Dr\.?\s|Prof\.?\s)?(\p{Lu}\.?-?\p{Lu}?\.|\p{Lu}[\p{L}'’]+(-\p{L}+)*)(\s(\p{Lu}\.-?(\p{Lu}\.)?|de|da|di|du|del|la|le|van|von|der|den|ter|ten|al|el|bin|ibn|\p{Lu}[\p{L}'’.]+(-\p{L}+)*)){1,4}$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Name();

    /// <summary>Words that offices, firms and titles have and names do not.</summary>
    [GeneratedRegex(
        @"\b(University|Press|Institute|Institut|Universit\w*|Department|Centre|Center|School|College|Series|Paper|Working|Report|Committee|Team|Director|Fellow|Editor\w*|Board|Officer|Design|Publications?|Research|Studies|International|Journal|Review|Group|Project|Library|Foundation|Society|Association|Introduction|Conclusions?|Abstract|Contents|Preface|Security|Politics|History|Theory|Method\w*|Policy|The|An?|Of|In|On|For|To|With|New|Introductory|Background|Results|Discussion|Chapter|Part|Appendix|Notes?|References|Bibliography)\b",
        RegexOptions.NonBacktracking
            | RegexOptions.ExplicitCapture
            | RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
    )]
    private static partial Regex NotInNames();

    [GeneratedRegex(
        @"\b(De|Da|Di|Du|Van|Von|Der|Den|La|Le)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Particle();
}
