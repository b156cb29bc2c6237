using System.Text.RegularExpressions;
using SearchService.Analysis;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Bibliography.Entries;

/// <summary>Where titles end, in quotation marks and without.</summary>
internal static partial class EntryText
{
    /// <summary>A block's text to read citations in: a space that keeps two words on a line is a space. Offsets are the text's own.</summary>
    public static string Of(Block block) => block.Text.Text.Replace('\u00a0', ' ');

    public static bool IsOpening(char c) => c is '“' or '"' or '‘' or '\'' or '«' or '„' or '”';

    public static TextSpan Trim(string text, int start, int end)
    {
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is ',' or ';' or ':' or '('))
        {
            end--;
        }

        // A single full stop ends the words; that of "Inc." or "et al." cannot be told from it, and is no loss.
        if (end > start + 1 && text[end - 1] == '.')
        {
            end--;
        }

        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        return new TextSpan(start, end);
    }

    public static TextSpan TrimLink(string text, int start, int end)
    {
        while (end > start && text[end - 1] is '.' or ',' or ';' or ':' or ')' or ']' or '’' or '”' or '>' or '\'')
        {
            if (text[end - 1] == ')' && text.AsSpan(start, end - start).Contains('('))
            {
                break;
            }

            end--;
        }

        return new TextSpan(start, end);
    }

    /// <summary>Whether a space has broken the address in two: what follows goes on like one.</summary>
    public static bool IsBrokenOff(string text, int at, int end)
    {
        if (at >= end || text[at] != ' ')
        {
            return false;
        }

        var next = at + 1;
        while (next < end && text[next] != ' ')
        {
            next++;
        }

        var word = text.AsSpan(at + 1, next - at - 1).TrimEnd(".,;)");
        return word.Contains('/')
            || word.EndsWith(".html", StringComparison.OrdinalIgnoreCase)
            || word.EndsWith(".htm", StringComparison.OrdinalIgnoreCase)
            || word.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase)
            || word.EndsWith(".asp", StringComparison.OrdinalIgnoreCase);
    }

    public static bool HasQuotation(string text, TextSpan span) =>
        text.AsSpan(span.Start, span.End - span.Start).IndexOfAny("“\"‘«„") >= 0;

    public static bool HasSentenceEnd(string text, TextSpan span)
    {
        for (var i = span.Start; i < span.End; i++)
        {
            if (EndsSentence(text, i, span.End))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The words in the quotation marks that open at <paramref name="at"/>, and where the text goes on; null when none open there or they never close.</summary>
    public static (TextSpan Inner, int Next)? Quoted(string text, int at, int end)
    {
        if (at >= end || !IsOpening(text[at]))
        {
            return null;
        }

        var isSingle = text[at] is '‘' or '\'';
        int? close = null;
        var depth = 0;
        for (var i = at + 1; i < end; i++)
        {
            var after = i + 1 < end ? text[i + 1] : ' ';
            if (isSingle)
            {
                depth +=
                    text[i] is '“' ? 1
                    : text[i] is '”' ? -1
                    : 0;
                if (text[i] is not ('’' or '\'') || char.IsLetterOrDigit(after))
                {
                    continue;
                }

                // "allies’ role": of two that may close, the one that a comma or the end follows.
                if (
                    depth <= 0
                    && (
                        text[i - 1] is ',' or '.' or '?' or '!'
                        || after is ',' or '.' or ';' or ')' or ':' or '[' or '"'
                        || i + 1 >= end
                    )
                )
                {
                    return Found(i);
                }

                close ??= i;
            }
            else if (IsClosing(text[at], text[i]) && text[i - 1] != ' ' && !char.IsLetterOrDigit(after))
            {
                return Found(i);
            }
        }

        return close is { } found && end - found > 1 ? Found(found) : null;

        (TextSpan, int)? Found(int i)
        {
            var inner = Trim(text, at + 1, i);
            if (isSingle && inner.End > inner.Start && text[inner.End - 1] is '\'' or '’')
            {
                inner = inner with { End = inner.End - 1 };
            }

            return inner.End - inner.Start < 2 ? null : (inner, i + 1);
        }
    }

    /// <summary>
    /// A title that only stops end: a full stop (no initial's, no abbreviation's), a question mark, the bracket or the place of a
    /// publisher, the volume of a periodical, an address.
    /// </summary>
    /// <param name="isNote">In a note the parts of a citation are parted by commas, not by stops.</param>
    public static TextSpan? UnquotedTitle(string text, int at, int end, bool isNote)
    {
        if (!char.IsUpper(text[at]) && !char.IsDigit(text[at]) && !char.IsLower(text[at]))
        {
            return null;
        }

        var limit = end;
        for (var i = at; i < end; i++)
        {
            if (EndsSentence(text, i, end))
            {
                limit = text[i] is '?' or '!' ? i + 1 : i;
                break;
            }
        }

        if (Boundary().Match(text, at, limit - at) is { Success: true } cut)
        {
            limit = cut.Index;
        }
        else if (isNote || limit == end)
        {
            // Without any mark of an end it is not known where the title ends, except at the end of all.
            limit = LastPlain(text, at, limit, isNote);
        }

        var title = Trim(text, at, limit);
        return title.End - title.Start < 2 ? null : title;
    }

    private static int LastPlain(string text, int at, int limit, bool isNote)
    {
        // "Title, Publisher, Place": cut before the publisher.
        var comma = at;
        while ((comma = text.IndexOf(',', comma + 1, limit - comma - 1)) > 0)
        {
            var next = text.IndexOf(',', comma + 1, limit - comma - 1);
            var part = text.AsSpan(comma + 1, (next > 0 ? next : limit) - comma - 1);
            if (part.Length > 3 && char.IsUpper(part.TrimStart()[0]) && BodyWords.NamesPublisher(part))
            {
                return comma;
            }

            // A date, or the symbol of a document: "A/RES/60/1".
            if (
                isNote
                && (
                    part.TrimStart() is [>= '0' and <= '9', ..]
                    || (part.Contains('/') && !part.TrimStart().Contains(' '))
                )
            )
            {
                return comma;
            }
        }

        return limit;
    }

    /// <summary>Whether the stop at <paramref name="at"/> ends a part of an entry.</summary>
    public static bool EndsSentence(string text, int at, int end)
    {
        if (text[at] is '?' or '!')
        {
            return at + 1 >= end
                || (text[at + 1] == ' ' && at + 2 < end && (char.IsUpper(text[at + 2]) || text[at + 2] == '('));
        }

        if (text[at] != '.' || (at + 1 < end && text[at + 1] != ' '))
        {
            return false;
        }

        var start = at;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] == '.'))
        {
            start--;
        }

        var word = text.AsSpan(start, at - start);
        if (at + 1 >= end)
        {
            return true;
        }

        return !(word.Length == 1 && char.IsUpper(word[0]))
            && word
                is not (
                    "vol"
                    or "Vol"
                    or "no"
                    or "No"
                    or "vs"
                    or "St"
                    or "Dr"
                    or "ed"
                    or "eds"
                    or "trans"
                    or "Mr"
                    or "Mrs"
                    or "Jr"
                    or "al"
                    or "cf"
                    or "pp"
                    or "p"
                    or "ch"
                    or "Ch"
                    or "pt"
                    or "Pt"
                    or "ca"
                    or "Prof"
                    or "Gen"
                    or "Col"
                    or "Inc"
                    or "Ltd"
                    or "Co"
                    or "Proc"
                    or "Trans"
                    or "Conf"
                    or "Int"
                    or "Symp"
                    or "U.S"
                    or "U.K"
                    or "Res"
                );
    }

    private static bool IsClosing(char open, char c) =>
        open switch
        {
            '“' or '”' => c is '”' or '"',
            '„' => c is '“' or '”',
            '«' => c == '»',
            _ => c is '"' or '”',
        };

    [GeneratedRegex(
        @" \(\p{Lu}[^()]{1,80}[:,] ?[^()]{1,80},? (1[5-9]|20)\d\d\)"
            + @"| [(\[]((1[5-9]|20)\d\d|\d{1,2}(st|nd|rd|th) ed|\d{1,2}[. ]|pp?\. ?\d|[Vv]ol\. ?\d|[Rr]ev|[Ee]ds?\b|[Tt]rans|Report|Paper|Doctoral|Unpublished|PhD|Online)"
            + @"|,? ([Vv]ol\.? ?\d|pp?\. ?\d|[Nn]o\. ?\d|https?://|www\.|doi:|online at|[Aa]vailable|[Rr]etrieved|[Aa]ccessed|UN Doc)"
            + @"|, \p{Lu}[\p{L}.-]+( \p{Lu}[\p{L}.-]+){0,3}(, [A-Z]{2})?: \p{Lu}"
            + @"|, (January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b"
            + @"|, in \p{Lu}",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Boundary();
}
