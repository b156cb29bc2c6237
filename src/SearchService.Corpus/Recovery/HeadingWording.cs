using System.Globalization;
using System.Text.RegularExpressions;

namespace SearchService.Corpus.Recovery;

/// <summary>What headings look like by their words alone: how they begin and end, how they are numbered, and what no title says.</summary>
internal static partial class HeadingWording
{
    private const int MostWords = 20;
    private const int MostCharacters = 170;

    public static bool CanBegin(ReadOnlySpan<char> text)
    {
        if (
            text.Length is < 2 or > MostCharacters
            || text.Contains('\t')
            || (text.Contains("   ", StringComparison.Ordinal) && !char.IsAsciiDigit(text[0]))
        )
        {
            return false;
        }

        var letter = FirstLetter(text);
        return letter != '\0'
            && !char.IsLower(letter)
            && (
                char.IsLetterOrDigit(text[0]) || text[0] is '“' or '‘' or '"' or '\'' or '¿' or '¡' or '«' or '(' or '§'
            )
            && !Bullet().IsMatch(text);
    }

    /// <summary>Whether words could be a title: a conventional one, or a short one that is no sentence.</summary>
    public static bool IsTitle(string text, bool emphasised) =>
        SectionTitles.RoleOf(text) is not null
        || (
            text.Length <= MostCharacters && !TitleLines.HasWords(text, MostWords + 1) && IsTitleLike(text, emphasised)
        );

    public static bool IsTitleLike(string text, bool emphasised)
    {
        if (text[^1] is ',' or ';' or '-' || (text[^1] == ':' && !emphasised))
        {
            return false;
        }

        if (TwoSentences().IsMatch(text) || NotInHeadings().IsMatch(text))
        {
            return false;
        }

        // A full stop, bare or before a quotation mark or a note's, ends a sentence; only a short numbered title has one.
        if (
            TitleLines.EndsSentence(text.TrimEnd('?', '!', ':'))
            && !(text[^1] == '.' && IsNumbered(text) && TitleLines.Words(text) <= 8)
        )
        {
            return false;
        }

        // Cut off in the midst of a sentence.
        if (OpenEnd().IsMatch(text.AsSpan(Math.Max(0, text.Length - 8))))
        {
            return false;
        }

        // Wholly between quotation marks: speech, or a motto.
        return !(text[0] is '“' or '"' or '«' && text.TrimEnd('.', '!', '?')[^1] is '”' or '"' or '»')
            && text.Count(char.IsLetter) * 2
                > text.Count(c => char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);
    }

    /// <summary>How a title is numbered, how many parts its number has (0 without one), and the first part of an arabic number (else 0).</summary>
    public static (HeadingForm Form, int Depth, int Number) Number(string title)
    {
        var match = Numbered().Match(title);
        if (!match.Success)
        {
            return (HeadingForm.Plain, 0, 0);
        }

        if (match.Groups["arabic"] is { Success: true, Value: var digits })
        {
            var parts = digits.Split('.');
            _ = int.TryParse(parts[0], CultureInfo.InvariantCulture, out var number);
            return (HeadingForm.Numbered, parts.Length, number);
        }

        var form =
            match.Groups["part"].Success ? HeadingForm.Part
            : match.Groups["chapter"].Success ? HeadingForm.Chapter
            : HeadingForm.Roman;
        return (form, 1, 0);
    }

    public static bool IsNumbered(ReadOnlySpan<char> text) => Numbered().IsMatch(text);

    /// <summary>A number and words that begin with a capital: "2.1 Origins".</summary>
    public static bool IsArabicTitle(ReadOnlySpan<char> text) => ArabicTitle().IsMatch(text);

    /// <summary>A numbered title without its number and its first letter.</summary>
    public static string WithoutNumber(string title) => ArabicTitle().Replace(title, "");

    public static bool IsBullet(ReadOnlySpan<char> text) => Bullet().IsMatch(text);

    public static bool BeginsWithCapital(ReadOnlySpan<char> text) => char.IsUpper(FirstLetter(text));

    /// <summary>The first letter of a text; '\0' when there is none.</summary>
    public static char FirstLetter(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsLetter(c))
            {
                return c;
            }
        }

        return '\0';
    }

    [GeneratedRegex(
        @"^((?<part>(Part|PART|Teil|Partie|Book|BOOK) ([IVXLC]{1,6}|\d{1,2}|One|Two|Three|Four|Five|ONE|TWO|THREE|FOUR)\b)|(?<chapter>(Chapter|CHAPTER|Kapitel|Chapitre) ([IVXLC]{1,6}|\d{1,3}|[A-Z][a-z]+|[A-Z]+)\b)|(?<roman>[IVX]{1,5}\.\s+\S)|(?<arabic>\d{1,2}(\.\d{1,2}){0,5})[.)]?\s+[\p{L}“‘""'«¿(])",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Numbered();

    [GeneratedRegex(
        @"^([-*+•▪◦‣·–—○●■□➢]|\([a-z0-9]{1,3}\)|[a-z]\))\s+\S",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Bullet();

    /// <summary>Words that no title ends with.</summary>
    [GeneratedRegex(
        @"^(The|An?)$|\s(of|the|an?|and|or|with|from|into|than|between)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex OpenEnd();

    [GeneratedRegex(@"^\d{1,2}(\.\d{1,2})*\.?\s+\p{Lu}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ArabicTitle();

    [GeneratedRegex(
        @"(\p{Ll}{3}|\))[.!?]['""’”]?\s+[\p{Lu}“‘""]|\.\s+\d+\.\s",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex TwoSentences();

    [GeneratedRegex(
        @"https?:|www\.|\S@\S|©|\bISBN\b|\bISSN\b|\bdoi:|^(Figure|Fig\.|Table|Tab\.|Source|Sources|Note|Map|Chart|Plate|Graph|Exhibit|Equation|Keywords?|Key words|E-?mail|Tel|Fax|Received|Accepted|Published|Copyright)\b.{0,12}[:.\d]|\bvol\.\s|\bpp\.\s",
        RegexOptions.NonBacktracking
            | RegexOptions.ExplicitCapture
            | RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
    )]
    private static partial Regex NotInHeadings();
}
