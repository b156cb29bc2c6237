using System.Buffers;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Addresses broken at a line's end, a page's end or by a space that the conversion put in, and the angle bracket of one that lost its
/// partner. What follows belongs to an address that stops at a point, slash or the like, and only when it looks like a part of one.
/// </summary>
internal static class BrokenUrls
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        "htm",
        "html",
        "pdf",
        "asp",
        "aspx",
        "php",
        "jsp",
        "xml",
        "txt",
        "doc",
        "com",
        "org",
        "net",
    };

    private static readonly SearchValues<char> AddressMarks = SearchValues.Create("/_=?&#%");

    /// <summary>More spaces before a bracket are prose.</summary>
    /// <summary>Some hundred pages before and behind.</summary>
    private const int Neighbourhood = 250_000;

    private const int MostSpaces = 3;

    /// <summary>A shorter piece of an address may stand anywhere by chance.</summary>
    private const int ShortestPart = 8;

    public static void Apply(Draft draft)
    {
        foreach (var block in draft.Blocks)
        {
            foreach (var joint in Joint.Of(draft, block).ToList())
            {
                Join(draft, joint);
            }

            foreach (var span in block.Spans)
            {
                Clean(draft, span);
            }
        }
    }

    private static void Join(Draft draft, Joint joint)
    {
        var source = draft.Source;
        var end = joint.Last + 1;
        var start = TokenStart(source, end);
        var bracket = source[end - 1] == '>' && end - 1 > start;
        var stop = bracket ? end - 2 : end - 1;
        if (
            !IsAddress(source, start, end)
            || !Stops(source[stop])
            || !GoesOn(source, joint.First, TokenEnd(source, joint.First))
        )
        {
            return;
        }

        if (bracket)
        {
            draft.Mark(end - 1, end, NoiseKind.Markup);
        }

        joint.Glue(draft);
    }

    /// <summary>Spaces inside addresses, and closing brackets that nothing opened.</summary>
    private static void Clean(Draft draft, SourceSpan span)
    {
        var source = draft.Source;
        for (var i = span.Start; i < span.End; )
        {
            var rest = source.AsSpan(i, span.End - i);
            var at = rest.IndexOf("://", StringComparison.Ordinal);
            var bare = rest.IndexOf("www.", StringComparison.Ordinal);
            at = bare >= 0 && (at < 0 || bare < at) ? bare : at;
            if (at < 0)
            {
                return;
            }

            var end = Math.Min(span.End, TokenEnd(source, i + at));
            var start = TokenStart(source, i + at);
            while (end + 1 < span.End && source[end] == ' ' && draft.Noise[end] == NoiseKind.None)
            {
                var next = Math.Min(span.End, TokenEnd(source, end + 1));
                var joins = Stops(source[end - 1]) && source[end - 1] != '.' || source[end + 1] == '/';
                if (!joins || !GoesOn(source, end + 1, next))
                {
                    break;
                }

                draft.Mark(end, end + 1, NoiseKind.Space);
                end = next;
            }

            end = Close(draft, i + at, end, span.End);
            if (source.AsSpan(start, i + at - start).IndexOf('<') < 0)
            {
                var close = source.AsSpan(i + at, end - i - at).IndexOf('>');
                if (close >= 0 && draft.Noise[i + at + close] == NoiseKind.None)
                {
                    draft.Mark(i + at + close, i + at + close + 1, NoiseKind.Markup);
                }
            }

            i = Math.Max(end, i + at + 3);
        }
    }

    /// <summary>
    /// The end of an address whose closing bracket stands behind one or more spaces. A space goes where the text has what it parts in one
    /// elsewhere; another may stand for a character that is lost, and the address is doubted.
    /// </summary>
    private static int Close(Draft draft, int mark, int end, int spanEnd)
    {
        var source = draft.Source;
        if (source.AsSpan(mark, end - mark).Contains('>'))
        {
            return end;
        }

        var close = end;
        var spaces = new List<int>();
        while (close < spanEnd && source[close] != '>')
        {
            if (draft.Noise[close] == NoiseKind.None)
            {
                if (source[close] is '<' or '\n' or '\r' || spaces.Count > MostSpaces)
                {
                    return end;
                }

                if (source[close] == ' ' && close + 1 < spanEnd && source[close + 1] is not (' ' or '>'))
                {
                    spaces.Add(close);
                }
            }

            close++;
        }

        if (close == spanEnd || spaces.Count is 0 or > MostSpaces)
        {
            return end;
        }

        var start = TokenStart(source, mark);
        var open = false;
        foreach (var space in spaces)
        {
            var (from, to) = (PartStart(source, space), PartEnd(source, space + 1));
            var whole = string.Concat(source.AsSpan(from, space - from), source.AsSpan(space + 1, to - space - 1));
            if (whole.Length >= ShortestPart && StandsNear(source, space, whole))
            {
                draft.Mark(space, space + 1, NoiseKind.Space);
            }
            else
            {
                open = true;
            }
        }

        if (open)
        {
            draft.Doubts.Add(
                new DraftDoubt(
                    start,
                    close,
                    DoubtKind.Address,
                    null,
                    DoubtCertainty.Sure,
                    "A space stands inside the address; a character may be lost there."
                )
            );
        }

        return close + 1;
    }

    /// <summary>Whether the text around has it in one. A whole book would be read again for each of its addresses.</summary>
    private static bool StandsNear(string source, int at, string whole)
    {
        var from = Math.Max(0, at - Neighbourhood);
        return source
            .AsSpan(from, Math.Min(source.Length, at + Neighbourhood) - from)
            .Contains(whole, StringComparison.Ordinal);
    }

    private static int PartStart(string source, int end)
    {
        var start = end;
        while (start > 0 && (char.IsLetterOrDigit(source[start - 1]) || source[start - 1] is '-' or '_' or '.'))
        {
            start--;
        }

        return start;
    }

    private static int PartEnd(string source, int start)
    {
        var end = start;
        while (end < source.Length && (char.IsLetterOrDigit(source[end]) || source[end] is '-' or '_' or '.'))
        {
            end++;
        }

        return end;
    }

    private static bool Stops(char c) => c is '/' or '.' or '_' or '-' or '=' or '?' or '&' or '%' or '#';

    private static bool IsAddress(string source, int start, int end)
    {
        var token = source.AsSpan(start, end - start);
        return token.Contains("://", StringComparison.Ordinal) || token.Contains("www.", StringComparison.Ordinal);
    }

    /// <summary>Whether a token reads as the rest of an address: a file's extension, or marks inside it that prose does not have.</summary>
    private static bool GoesOn(string source, int start, int end)
    {
        var token = source.AsSpan(start, end - start).TrimEnd(".,;:)]>”’\"'");
        if (token.IsEmpty || token.Contains("://", StringComparison.Ordinal))
        {
            return false;
        }

        return token.ContainsAny(AddressMarks)
            || token[1..].Contains('.')
            || Extensions.Contains(token.ToString())
            || (token.IndexOfAnyInRange('0', '9') >= 0 && token.IndexOfAnyInRange('a', 'z') >= 0);
    }

    private static int TokenStart(string source, int end)
    {
        var start = end;
        while (start > 0 && !char.IsWhiteSpace(source[start - 1]) && end - start < 2000)
        {
            start--;
        }

        return start;
    }

    private static int TokenEnd(string source, int start)
    {
        var end = start;
        while (end < source.Length && !char.IsWhiteSpace(source[end]) && end - start < 2000)
        {
            end++;
        }

        return end;
    }
}
