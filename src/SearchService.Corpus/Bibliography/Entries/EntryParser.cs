using System.Text.RegularExpressions;
using SearchService.Analysis;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Bibliography.Entries;

/// <summary>
/// Reads what an entry of a reference list, or a citation in a note, says of a work, in the styles that scholars use (APA, Chicago, MLA,
/// Harvard, IEEE, Vancouver and their mixtures). A part that could be two things is left out: a wrong author is worse than none.
/// </summary>
internal static partial class EntryParser
{
    /// <summary>Longer ones are no entries.</summary>
    private const int LongestEntry = 3000;
    private const int MostWordsOfBody = 14;
    private const int MostWordsOfTitle = 60;

    /// <summary>An entry of a reference list; what cannot be read of it is null.</summary>
    /// <param name="before">The entry above it, whose authors a dash repeats.</param>
    public static CitedWork Entry(Block block, CitedWork? before)
    {
        var text = EntryText.Of(block);
        var whole = new TextSpan(0, text.Length);
        var work = new CitedWork(block.Index, whole);
        if (text.Length is 0 or > LongestEntry)
        {
            return work;
        }

        var at = Mark().Match(text) is { Success: true } mark ? mark.Length : 0;
        work = WithLinks(work, text, at, text.Length);
        if (Repeat().Match(text, at, text.Length - at) is { Success: true } repeat)
        {
            at += repeat.Length;
            work = work with { Authors = [.. (before?.Authors ?? []).Select(name => name with { At = null })] };
        }
        else
        {
            var names = NameList.Read(text, at, text.Length, NameOrder.Entry);
            var read = names.Names.Count > 0 ? names.End : at;
            if (names.Names.Count > 0 && Office().Match(text, read, text.Length - read) is { Success: true } office)
            {
                work = work with { Authors = names.Names };
                at = read + office.Groups["o"].Length;
            }
            else if (names.Names.Count > 0 && (YearAt(text, read, text.Length) is not null || EndsList(text, read)))
            {
                work = work with { Authors = names.Names };
                at = read;
            }
            else if (HeadBeforeYear(text, at) is { } head)
            {
                work = work with { Authors = names.Names.Count > 0 ? names.Names : [Body(text, head)] };
                at = head.End;
            }
            else if (HeadBeforeQuotation(text, at) is { } title)
            {
                work = work with { Authors = [Body(text, title)] };
                at = title.End;
            }
            else if (!BeginsQuotation(text, at))
            {
                return work;
            }
        }

        var early = YearAt(text, at, text.Length);
        if (early is { } year)
        {
            work = work with { Year = year.At };
            at = year.Next;
        }

        return WithTitle(work, text, at, text.Length, early is not null || work.Year is not null, isNote: false);
    }

    /// <summary>A citation in a note, at [start, end) of its text; null when the words there are none.</summary>
    public static CitedWork? InNote(Block block, int start, int end)
    {
        var text = EntryText.Of(block);
        if (end - start > LongestEntry)
        {
            return null;
        }

        var work = WithLinks(new CitedWork(block.Index, new TextSpan(start, end)), text, start, end);
        var at = start;
        var names = NameList.Read(text, start, end, NameOrder.Direct);
        if (names.Names.Count > 0)
        {
            work = work with { Authors = names.Names };
            at = names.End;
            if (OfficeInNote().Match(text, at, end - at) is { Success: true } office)
            {
                at += office.Length - 1;
            }
        }
        else if (!BeginsQuotation(text, start))
        {
            if (BodyBeforeComma(text, start, end) is not { } body)
            {
                return null;
            }

            work = work with { Authors = [Body(text, body)] };
            at = body.End;
        }

        work = WithTitle(work, text, at, end, hasYear: false, isNote: true);
        return work.Title is { } title && IsCitation(work, text, title, end) ? work : null;
    }

    /// <summary>The name of a body that opens a citation; null when the words before the first comma are none.</summary>
    public static TextSpan? BodyBeforeComma(string text, int start, int end)
    {
        var comma = text.AsSpan(start, end - start).IndexOf(',');
        var body = new TextSpan(start, start + Math.Max(0, comma));
        return IsBody(text, body) && BodyWords.NamesBody(text.AsSpan(start, comma)) ? body : null;
    }

    /// <summary>A name and a comma also begin sentences: a citation says where its work can be found, or when it appeared.</summary>
    private static bool IsCitation(CitedWork work, string text, TextSpan title, int end) =>
        (
            char.IsUpper(text[title.Start])
            || char.IsDigit(text[title.Start])
            || (title.Start > 0 && EntryText.IsOpening(text[title.Start - 1]))
        )
        && (
            work.Container is not null
            || work.Publisher is not null
            || work.Url is not null
            || work.Doi is not null
            || (work.Year is { } year && end - year.End < 30)
            || (title.Start > 0 && EntryText.IsOpening(text[title.Start - 1]))
        );

    private static CitedWork WithTitle(CitedWork work, string text, int at, int end, bool hasYear, bool isNote)
    {
        at = SkipPunctuation(text, at, end);
        if (EntryText.Quoted(text, at, end) is { } quoted)
        {
            work = work with { Title = quoted.Inner };
            at = quoted.Next;
            work = EntryParts.Read(work, text, at, end, hasYear, isArticle: true);
        }
        else if (
            at < end
            && !EntryText.IsOpening(text[at])
            && EntryText.UnquotedTitle(text, at, end, isNote) is { } title
        )
        {
            if (Words.Count(text.AsSpan(title.Start, title.End - title.Start)) <= MostWordsOfTitle)
            {
                work = work with { Title = title };
            }

            work = EntryParts.Read(work, text, title.End, end, hasYear, isArticle: false);
        }

        return work;
    }

    /// <summary>Where the authors' names end in a style without an early year: at a full stop, a comma or a quotation.</summary>
    private static bool EndsList(string text, int at)
    {
        if (at > 0 && text[at - 1] == '.')
        {
            return true;
        }

        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        return at < text.Length && (text[at] is '.' or ',' or ':' || EntryText.IsOpening(text[at]));
    }

    /// <summary>A body or a periodical, or names with an office behind them, in front of a year in brackets.</summary>
    private static TextSpan? HeadBeforeYear(string text, int at)
    {
        var found = YearInBrackets().Match(text, at, Math.Min(text.Length - at, 240));
        if (!found.Success)
        {
            return null;
        }

        var head = EntryText.Trim(text, at, found.Index);
        return
            head.End > head.Start
            && !EntryText.HasQuotation(text, head)
            && Words.Count(text.AsSpan(head.Start, head.End - head.Start)) <= MostWordsOfBody
            && !EntryText.HasSentenceEnd(text, head)
            && char.IsUpper(text[head.Start])
            ? head
            : null;
    }

    /// <summary>A body in front of a title in quotation marks.</summary>
    private static TextSpan? HeadBeforeQuotation(string text, int at)
    {
        for (var i = at; i < Math.Min(text.Length, at + 160); i++)
        {
            if (EntryText.IsOpening(text[i]) && i > at + 1 && text[i - 1] == ' ' && text[i - 2] is '.' or ',')
            {
                var head = EntryText.Trim(text, at, i);
                return IsBody(text, head) ? head : null;
            }
        }

        return null;
    }

    private static bool BeginsQuotation(string text, int at) => at < text.Length && EntryText.IsOpening(text[at]);

    /// <summary>A few words, those that carry sense with capitals.</summary>
    private static bool IsBody(string text, TextSpan span)
    {
        if (span.End <= span.Start || !char.IsUpper(text[span.Start]))
        {
            return false;
        }

        var count = 0;
        foreach (var range in text.AsSpan(span.Start, span.End - span.Start).Split(' '))
        {
            var word = text.AsSpan(span.Start, span.End - span.Start)[range];
            if (word.IsEmpty)
            {
                continue;
            }

            count++;
            if (word.ContainsAnyInRange('0', '9') || word.IndexOfAny('“', '"', '(') >= 0)
            {
                return false;
            }

            if (
                char.IsLower(word[0])
                && word.Trim(',')
                    is not (
                        "of"
                        or "for"
                        or "the"
                        or "and"
                        or "on"
                        or "in"
                        or "to"
                        or "de"
                        or "des"
                        or "du"
                        or "für"
                        or "der"
                        or "former"
                    )
            )
            {
                return false;
            }
        }

        return count is > 0 and <= MostWordsOfBody;
    }

    private static CitedName Body(string text, TextSpan span) =>
        new(null, null, null, text[span.Start..span.End], span);

    private static (TextSpan At, int Next)? YearAt(string text, int at, int end)
    {
        var found = EarlyYear().Match(text, at, end - at);
        if (!found.Success)
        {
            return null;
        }

        var year = found.Groups["y"];
        return (new TextSpan(year.Index, year.Index + year.Length), at + found.Length);
    }

    private static CitedWork WithLinks(CitedWork work, string text, int at, int end)
    {
        if (Doi().Match(text, at, end - at) is { Success: true } doi)
        {
            var trimmed = EntryText.TrimLink(text, doi.Index, doi.Index + doi.Length);
            work = work with { Doi = trimmed };
        }

        if (Url().Match(text, at, end - at) is { Success: true } url)
        {
            var trimmed = EntryText.TrimLink(text, url.Index, url.Index + url.Length);
            if (!EntryText.IsBrokenOff(text, trimmed.End, end))
            {
                work = work with { Url = trimmed };
            }
        }

        return work;
    }

    private static int SkipPunctuation(string text, int at, int end)
    {
        while (at < end && (char.IsWhiteSpace(text[at]) || text[at] is '.' or ',' or ':' or ';' or ')' or ']'))
        {
            at++;
        }

        return at;
    }

    /// <summary>The number or bullet in front of an entry.</summary>
    [GeneratedRegex(
        @"^\s*(\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}[.)]|[•·▪*-])\s+",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Mark();

    [GeneratedRegex(
        @"^([_]{2,}|[—–-]{2,}|[—―])(\s*[.,])?",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Repeat();

    [GeneratedRegex(
        @"^[\s.,:;]*([(\[](?<y>(1[5-9]|20)\d\d[a-z]?)\b[^()\[\]]{0,40}[)\]]|(?<y>(1[5-9]|20)\d\d[a-z]?)([.,:;]|$))",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex EarlyYear();

    /// <summary>"Rumsfeld, D. Secretary of Defense (2002)".</summary>
    [GeneratedRegex(
        @"^(?<o>[ ,]+(Secretary|Minister|President|Director|Ambassador|General|Senator|Chairman|Commissioner)( [\p{L}-]+){0,6}) \((1[5-9]|20)\d\d",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Office();

    [GeneratedRegex(
        @"^, (Secretary|Minister|President|Director|Ambassador|General|Senator|Chairman|Commissioner)( [\p{L}-]+){0,6},",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex OfficeInNote();

    [GeneratedRegex(
        @"\((1[5-9]|20)\d\d[a-z]?\b[^()]{0,40}\)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex YearInBrackets();

    [GeneratedRegex(@"\b10\.\d{4,9}/[^\s""<>]+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Doi();

    [GeneratedRegex(@"\b(https?://|www\.)[^\s""<>]+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Url();
}
