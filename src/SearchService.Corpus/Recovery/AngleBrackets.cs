using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace SearchService.Corpus.Recovery;

/// <summary>Angle brackets around addresses, HTML tags and comments; and the addresses themselves, in which no mark is one.</summary>
internal sealed partial class AngleBrackets(InlineText text)
{
    private static readonly SearchValues<char> UrlEnds = SearchValues.Create(" \t\r\n<>[]\"“”‘’\u00A0");

    private static readonly FrozenSet<string> Tags = (
        "a abbr b big blockquote br center cite code del div em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol "
        + "p pre q s small span strike strong sub sup table tbody td th thead tr tt u ul"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private int urlStart = -1;
    private int openAngle = -1;

    public int Open(int i)
    {
        var line = text.From(i, 600);
        var next = i + 1;
        while (text.At(next) == ' ')
        {
            next++;
        }

        if (UrlLength(next) > 0)
        {
            text.Mark(i, next);
            openAngle = i;
            return Url(next);
        }

        if (Email().Match(text.Source, i, Math.Min(text.End - i, 200)) is { Success: true } email && email.Index == i)
        {
            text.Mark(i, i + 1);
            text.Mark(i + email.Length - 1, i + email.Length);
            return i + email.Length;
        }

        if (line.StartsWith("<!--"))
        {
            var close = text.From(i, InlineText.LongestSpan).IndexOf("-->");
            if (close > 0)
            {
                text.Mark(i, i + close + 3);
                return i + close + 3;
            }
        }

        var tag = Tag().EnumerateMatches(line);
        if (tag.MoveNext() && Tags.Contains(TagName(line[..tag.Current.Length])))
        {
            text.Mark(i, i + tag.Current.Length);
            return i + tag.Current.Length;
        }

        return i + 1;
    }

    /// <summary>A bracket after a URL belongs to it, whether or not one stood before it.</summary>
    public int Close(int i)
    {
        if (openAngle >= 0 && i - openAngle < InlineText.LongestSpan)
        {
            var from = i;
            while (text.At(from - 1) == ' ')
            {
                from--;
            }

            text.Mark(from, i + 1);
            openAngle = urlStart = -1;
        }
        else if (
            urlStart >= 0
            && !char.IsWhiteSpace(text.At(i - 1))
            && text.At(i - 1) is not ('-' or '=')
            && i - urlStart < 400
        )
        {
            text.Mark(i, i + 1);
            urlStart = -1;
        }

        return i + 1;
    }

    public int EndLine(int i)
    {
        urlStart = openAngle = -1;
        return i + 1;
    }

    public int Url(int i)
    {
        var length = UrlLength(i);
        if (length == 0)
        {
            return i + 1;
        }

        urlStart = i;
        return i + length;
    }

    /// <summary>0 when no URL begins here. Marks of emphasis at its end are not part of it.</summary>
    private int UrlLength(int i)
    {
        if (InlineText.IsWord(text.At(i - 1)))
        {
            return 0;
        }

        var rest = text.From(i);
        if (
            !rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            && !rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            && !rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
        )
        {
            return 0;
        }

        var length = rest.IndexOfAny(UrlEnds);
        length = length < 0 ? rest.Length : length;
        while (length > 4 && rest[length - 1] is '*' or '_' or '.' or ',' or ')' or ']')
        {
            length--;
        }

        return length;
    }

    private static string TagName(ReadOnlySpan<char> tag)
    {
        var name = tag.TrimStart("</");
        var length = 0;
        while (length < name.Length && char.IsAsciiLetterOrDigit(name[length]))
        {
            length++;
        }

        return name[..length].ToString();
    }

    [GeneratedRegex(
        @"<(mailto:)?[\w.+-]{1,64}@[\w-]{1,64}(\.[\w-]{1,64})+>",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Email();

    [GeneratedRegex(
        @"^</?[a-zA-Z][a-zA-Z0-9]{0,11}(\s[^<>]{0,400})?/?>",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Tag();
}
