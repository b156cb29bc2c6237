using System.Buffers;
using System.Text.RegularExpressions;
using SearchService.Analysis;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Bibliography.Entries;

/// <summary>What follows the title of a work: what it appeared in, who published it, and, where it stands late, the year.</summary>
internal static partial class EntryParts
{
    private const int MostWordsOfContainer = 16;
    private const int MostWordsOfPlace = 7;

    private static readonly SearchValues<string> Months = SearchValues.Create(
        [
            "Jan",
            "Feb",
            "Mar",
            "Apr",
            "May",
            "Jun",
            "Jul",
            "Aug",
            "Sep",
            "Oct",
            "Nov",
            "Dec",
            "pring",
            "ummer",
            "utumn",
            "Fall",
            "inter",
        ],
        StringComparison.Ordinal
    );

    /// <param name="at">Behind the title.</param>
    /// <param name="isArticle">The title stood in quotation marks: it is a part of something.</param>
    public static CitedWork Read(CitedWork work, string text, int at, int end, bool hasYear, bool isArticle)
    {
        // Behind "accessed" stand dates of another kind.
        var stop = Access().Match(text, at, end - at) is { Success: true } access ? access.Index : end;
        var rest = SkipAside(text, SkipLink(text, SkipAside(text, at, stop), stop), stop);
        work = Container(work, text, rest, stop, isArticle);
        work = Publication(work, text, work.Container?.End ?? at, stop, isArticle);
        return hasYear || LateYear(text, at, stop, work) is not { } year ? work : work with { Year = year };
    }

    private static CitedWork Container(CitedWork work, string text, int at, int end, bool isArticle)
    {
        if (InBook().Match(text, at, end - at) is { Success: true } inBook)
        {
            var start = at + inBook.Length;
            var editors = NameList.Read(text, start, end, NameOrder.Direct);
            if (editors.Names.Count == 0 && !LooksLikeTitle(text, start, end))
            {
                editors = NameList.Read(text, start, end, NameOrder.Entry);
            }

            if (
                editors.Names.Count > 0
                && HasEditorMark(text, editors.Names[^1].At!.Value.End, Math.Min(end, editors.End + 8))
            )
            {
                start = SkipMarks(text, editors.End, end);
            }
            else if (editors.Names.Count > 0 && editors.End < end && text[editors.End] == ',')
            {
                start = editors.End + 1;
            }

            while (start < end && (text[start] is ' ' or ',' or ':'))
            {
                start++;
            }

            return
                start < end
                && EntryText.UnquotedTitle(text, start, BookEnd(text, start, end), isNote: true) is { } book
                && IsContainer(text, book)
                ? work with
                {
                    Container = book,
                }
                : work;
        }

        // Each pattern begins with a capital; a newspaper's has a month or a season in it, a medical journal's a semicolon.
        var rest = text.AsSpan(at, end - at);
        if (rest is not [var first, ..] || !char.IsUpper(first))
        {
            return work;
        }

        var (hasMonth, hasSemicolon) = (rest.ContainsAny(Months), rest.Contains(';'));
        foreach (
            var pattern in (Regex?[])[hasMonth ? Newspaper() : null, Periodical(), hasSemicolon ? Medical() : null]
        )
        {
            if (pattern is null)
            {
                continue;
            }

            var found = pattern.Match(text, at, end - at);
            if (found.Success)
            {
                var group = found.Groups["c"];
                var span = EntryText.Trim(text, group.Index, group.Index + group.Length);
                var words = text.AsSpan(span.Start, span.End - span.Start);

                // "Institute for Policy Studies. February 26" issued it.
                if (
                    Month().IsMatch(words)
                    || (
                        found.Groups["month"].Success
                        && words.Contains(' ')
                        && BodyWords.NamesBody(words)
                        && !BodyWords.NamesPaper(words)
                    )
                )
                {
                    return work;
                }

                return
                    IsContainer(text, span) && !BodyWords.NamesPublisher(text.AsSpan(span.Start, span.End - span.Start))
                    ? work with
                    {
                        Container = span,
                    }
                    : work;
            }
        }

        return work;
    }

    private static CitedWork Publication(CitedWork work, string text, int at, int end, bool isArticle)
    {
        var rest = text[at..end];
        var hasPlace = rest.Contains(": ", StringComparison.Ordinal) || rest.Contains('(', StringComparison.Ordinal);
        foreach (Match found in hasPlace ? PlaceAndPublisher().Matches(rest) : Enumerable.Empty<Match>())
        {
            var (place, publisher) = (found.Groups["place"], found.Groups["pub"]);
            var placeSpan = EntryText.Trim(text, at + place.Index, at + place.Index + place.Length);
            var publisherSpan = EntryText.Trim(text, at + publisher.Index, at + publisher.Index + publisher.Length);
            if (Words.Count(place.ValueSpan) <= MostWordsOfPlace && publisherSpan.End > publisherSpan.Start)
            {
                return work with { Place = placeSpan, Publisher = publisherSpan };
            }
        }

        // Without a place a publisher is told by its name: "Oxford University Press, 2015."
        var alone = PublisherAlone().Match(text, at, end - at);
        if (alone.Success && BodyWords.NamesPublisher(alone.Groups["pub"].ValueSpan))
        {
            var group = alone.Groups["pub"];
            return work with { Publisher = EntryText.Trim(text, group.Index, group.Index + group.Length) };
        }

        return work;
    }

    private static TextSpan? LateYear(string text, int at, int end, CitedWork work)
    {
        TextSpan? last = null;
        foreach (Match found in Years().Matches(text[at..end]))
        {
            var year = found.Groups["y"];
            var start = at + year.Index;
            var span = new TextSpan(start, start + year.Length);
            if (Inside(work.Url, span) || Inside(work.Doi, span) || Inside(work.Container, span))
            {
                continue;
            }

            // "pp. 1999–2004" and "1998–2001" are no years of publication.
            var before = start > 0 ? text[start - 1] : ' ';
            var after = span.End < text.Length ? text[span.End] : ' ';
            if (
                before is '–' or '-' or '/' or '.' or ':'
                || (after is '–' or '-' && span.End + 1 < text.Length && char.IsDigit(text[span.End + 1]))
            )
            {
                continue;
            }

            if (before == ' ' && start > 1 && text[start - 2] == '.' && start > 3 && text[start - 3] == 'p')
            {
                continue;
            }

            last = span;
            if (after == ')')
            {
                break;
            }
        }

        return last;
    }

    private static bool Inside(TextSpan? outer, TextSpan inner) =>
        outer is { } span && inner.Start >= span.Start && inner.End <= span.End;

    private static bool IsContainer(string text, TextSpan span)
    {
        var words = text.AsSpan(span.Start, Math.Max(0, span.End - span.Start));
        return words.Length >= 2
            && words is not ("No" or "Vol" or "UN Doc")
            && Words.Count(words) is > 0 and <= MostWordsOfContainer
            && words.ContainsAnyInRange('A', 'z');
    }

    private static bool LooksLikeTitle(string text, int at, int end) =>
        text.AsSpan(at, Math.Min(end - at, 60)).IndexOf('.') < 0;

    private static bool HasEditorMark(string text, int at, int end) =>
        at < end && EditorMark().IsMatch(text.AsSpan(at, Math.Max(0, end - at)));

    private static int SkipMarks(string text, int at, int end)
    {
        while (at < end && (text[at] is ' ' or ',' or '.' or ')' or ':'))
        {
            at++;
        }

        return at;
    }

    /// <summary>An edited book's title ends before its pages, its editors, its publisher.</summary>
    private static int BookEnd(string text, int at, int end) =>
        BookBoundary().Match(text, at, end - at) is { Success: true } found ? found.Index : end;

    private static int SkipAside(string text, int at, int end)
    {
        while (at < end && (text[at] is ' ' or '.' or ',' or ':' or ';' or '?' or '!' or '"' or '”' or '’' or '\''))
        {
            at++;
        }

        if (at < end && text[at] is '(' or '[')
        {
            var close = text.AsSpan(at, end - at).IndexOfAny(')', ']');
            if (
                close > 0
                && !text.AsSpan(at, close).ContainsAnyInRange('0', '9')
                && !text.AsSpan(at, close).Contains(':')
            )
            {
                return SkipAside(text, at + close + 1, end);
            }
        }

        return at;
    }

    private static int SkipLink(string text, int at, int end)
    {
        if (!text.AsSpan(at, end - at).StartsWith("http", StringComparison.Ordinal))
        {
            return at;
        }

        var space = text.AsSpan(at, end - at).IndexOf(' ');
        return space < 0 ? end : at + space;
    }

    [GeneratedRegex(
        @"\b([Aa]ccessed|[Rr]etrieved|[Vv]iewed|[Ll]ast (accessed|visited)|\[[Cc]ited|cited \d{4})\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Access();

    [GeneratedRegex(@"^([Ii]n:? |(in|In):)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex InBook();

    /// <summary>"Foreign Affairs, 83 (1): 52", "Review vol. 31, 2005", "Journal 12, no. 3 (2005)", "Security 25: 1".</summary>
    [GeneratedRegex(
        @"^(?<c>\p{Lu}[^;:()""“”\d\[\]]{1,140}?)( ?\[[^\]]{1,30}\])?[.,]? ?,? ?\(?([Vv]ol(ume)?\.? ?\d|[Nn]o\. ?\d|\d{1,4} ?[(:,;]|\d{1,4}\.\d|[IVXL]{2,7} ?\(|\d{1,4}/\d|pp?\. ?\d|\d{1,4},? no|\d{1,4} \(\d|issue \d)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Periodical();

    /// <summary>"The Nation. March 17", "Financial Times [London], 22 March 2003", "Dissent, Fall".</summary>
    [GeneratedRegex(
        @"^(?<c>\p{Lu}[^;:()""“”\d\[\].,]{1,80}?)( ?\[[^\]]{1,30}\])?[.,] ?\(?(\d{1,2} )?(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|[Ss]pring|[Ss]ummer|[Aa]utumn|Fall|[Ww]inter)[a-z]*\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Newspaper();

    [GeneratedRegex(
        @"^(January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Fall|Winter)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Month();

    /// <summary>"N Engl J Med. 2005;12(3)".</summary>
    [GeneratedRegex(
        @"^(?<c>\p{Lu}[^;:()""“”\d\[\]]{1,100}?)\.? (1[5-9]|20)\d\d( [A-Z][a-z]{2}( \d{1,2})?)?;",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Medical();

    [GeneratedRegex(
        @"(^|[(.,;] ?)(?<place>\p{Lu}[\p{L}'’-]+(( and | & | |/)(\p{Lu}[\p{L}'’.-]+|de|am|of|upon))*(, ([A-Z]{2,3}|[A-Z][a-z]{2,4}\.|New York))?): (?<pub>\p{L}[^.;:()""“”\d]{1,90}?)([.,;)]|$|,? (1[5-9]|20)\d\d)"
            + @"|\((?<place>\p{Lu}[\p{L}'’ -]{1,40}), (?<pub>[^.;:()""“”\d]{1,80}(Press|Publishers|Books|Verlag)), (1[5-9]|20)\d\d\)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex PlaceAndPublisher();

    [GeneratedRegex(
        @"^[ .,)]*(\([^()]{1,40}\)[ .,]*)?([^.,;:()""“”\d]{1,40}, ){0,3}?(?<pub>\p{Lu}[^.,;:()""“”\d]{1,90}?)(,? (1[5-9]|20)\d\d|[.;]|$)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex PublisherAlone();

    [GeneratedRegex(@"\b(?<y>(1[5-9]|20)\d\d[a-z]?)\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Years();

    [GeneratedRegex(@"\b([Ee]ds?|editors?)\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EditorMark();

    [GeneratedRegex(
        @" \(|, (pp?\.|eds?\b|edited|vol|\d)|\. |, (1[5-9]|20)\d\d\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex BookBoundary();
}
