using System.Buffers;
using System.Net;
using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Marks that say how words look, not what they are: emphasis, links, tags, entities, escapes, rules. Each is recognised by its
/// surroundings, so that an asterisk that calls a note, a product, a URL's underscore and the <c>__.</c> of a reference list stay.
/// The rules of emphasis follow CommonMark 0.31 (delimiter runs), made stricter where plain text uses the same characters.
/// </summary>
internal static partial class InlineMarkup
{
    /// <summary>Farther apart, two marks are no pair: a bound for time and for harm.</summary>
    private const int LongestSpan = 3000;

    private const int DeepestSearch = 12;

    private static readonly SearchValues<char> Marks = SearchValues.Create("*_`[]<>&\\hHwW\n!");

    private static readonly HashSet<string> Tags = new(StringComparer.OrdinalIgnoreCase)
    {
        "a",
        "abbr",
        "b",
        "big",
        "blockquote",
        "br",
        "center",
        "cite",
        "code",
        "del",
        "div",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "tt",
        "u",
        "ul",
    };

    public static void Apply(Draft draft)
    {
        var lines = draft.Lines;
        for (var i = 0; i < lines.Count; )
        {
            if (lines[i].Role != LineRole.Open)
            {
                i++;
                continue;
            }

            if (IsRule(draft, i) || IsLinkDefinition(draft, lines[i]))
            {
                draft.Mark(lines[i].Start, lines[i].End, NoiseKind.Markup);
                lines[i].Role = LineRole.Noise;
                i++;
                continue;
            }

            var last = i;
            while (
                last + 1 < lines.Count && lines[last + 1].Role == LineRole.Open && !StartsApart(draft, lines[last + 1])
            )
            {
                last++;
            }

            new Scan(draft, lines[i].Start, lines[last].End).Run();
            i = last + 1;
        }

        foreach (var line in lines)
        {
            if (line.Role == LineRole.Open && IsWhollyNoise(draft, line))
            {
                line.Role = LineRole.Noise;
            }
        }
    }

    /// <summary>Whether all that is kept of a line stands between marks of emphasis.</summary>
    public static bool IsWhollyEmphasised(Draft draft, DraftLine line)
    {
        int start = line.Start,
            end = line.End;
        while (start < end && char.IsWhiteSpace(draft.Source[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(draft.Source[end - 1]))
        {
            end--;
        }

        return end - start > 2 && IsMark(start) && IsMark(end - 1) && !HasInnerMark();

        bool IsMark(int at) => draft.Noise[at] == NoiseKind.Markup && draft.Source[at] is '*' or '_' or '<' or '>';

        bool HasInnerMark()
        {
            int from = start,
                to = end;
            while (from < to && draft.Noise[from] == NoiseKind.Markup)
            {
                from++;
            }

            while (to > from && draft.Noise[to - 1] == NoiseKind.Markup)
            {
                to--;
            }

            return draft.Noise.AsSpan(from, to - from).Contains(NoiseKind.Markup);
        }
    }

    private static bool IsWhollyNoise(Draft draft, DraftLine line)
    {
        for (var i = line.Start; i < line.End; i++)
        {
            if (
                draft.Replacements.ContainsKey(i)
                || (draft.Noise[i] == NoiseKind.None && !char.IsWhiteSpace(draft.Source[i]))
            )
            {
                return false;
            }
        }

        return line.End > line.Start;
    }

    /// <summary>A line of dashes, asterisks or underscores; not the underline of a heading, which the headings read.</summary>
    private static bool IsRule(Draft draft, int index)
    {
        var line = draft.Lines[index];
        var text = draft.Source.AsSpan(line.Start, line.End - line.Start).Trim();
        if (text.Length < 3 || text[0] is not ('-' or '*' or '_' or '=' or '—' or '–' or '‗' or '─' or '~'))
        {
            return false;
        }

        var count = 0;
        foreach (var c in text)
        {
            if (c == text[0])
            {
                count++;
            }
            else if (c is not (' ' or '\t'))
            {
                return false;
            }
        }

        return count >= 3 && !(text[0] is '-' or '=' && MarkdownHeadings.UnderlinesHeading(draft, index));
    }

    private static bool IsLinkDefinition(Draft draft, DraftLine line) =>
        draft.Source[line.Start] is '[' or ' '
        && line.End - line.Start < LongestSpan
        && LinkDefinition().IsMatch(draft.Source.AsSpan(line.Start, line.End - line.Start));

    /// <summary>Headings, items, quoted lines and rows of tables hold their own marks.</summary>
    private static bool StartsApart(Draft draft, DraftLine line)
    {
        var text = draft.Source.AsSpan(line.Start, line.End - line.Start).TrimStart();
        return text[0] is '#' or '>' or '|'
            || (text.Length > 1 && text[0] is '-' or '*' or '+' or '•' && char.IsWhiteSpace(text[1]))
            || (
                text[0] is '-' or '*' or '_' or '='
                && text.TrimEnd().IndexOfAnyExcept(text[0], ' ') < 0
                && text.Length > 2
            )
            || text.Contains('\t');
    }

    private static bool IsWord(char c) => char.IsLetter(c) || char.IsAsciiDigit(c);

    [GeneratedRegex(
        @"^ {0,3}\[[^\^\]][^\]]{0,200}\]:\s*<?(https?://|www\.|mailto:|[./#])\S*>?(\s+[""'(].*)?\s*$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex LinkDefinition();

    /// <summary>One reading from left to right over lines that belong together.</summary>
    private sealed class Scan(Draft draft, int start, int end)
    {
        private readonly string source = draft.Source;
        private readonly List<Delimiter> openers = [];
        private readonly List<int> brackets = [];
        private int urlStart = -1;
        private int openAngle = -1;

        public void Run()
        {
            for (var i = start; i < end; )
            {
                var found = source.AsSpan(i, end - i).IndexOfAny(Marks);
                if (found < 0)
                {
                    return;
                }

                i += found;
                i = draft.Noise[i] != NoiseKind.None ? i + 1 : Read(i);
            }
        }

        private char At(int i) => i >= start && i < end ? source[i] : '\n';

        private int Read(int i) =>
            source[i] switch
            {
                '*' or '_' => Emphasis(i),
                '`' => Code(i),
                '[' => OpenBracket(i),
                ']' => CloseBracket(i),
                '<' => OpenAngle(i),
                '>' => CloseAngle(i),
                '&' => Entity(i),
                '\\' => Escape(i),
                '\n' => EndLine(i),
                '!' => i + 1,
                _ => Url(i),
            };

        private int EndLine(int i)
        {
            urlStart = openAngle = -1;
            return i + 1;
        }

        private int Escape(int i)
        {
            if (At(i + 1) is '\n' or '\r' && i + 1 < end)
            {
                draft.Mark(i, i + 1, NoiseKind.Markup);
                return i + 1;
            }

            if ("*_`[]#()<>&-+.!|~{}\"'\\".Contains(At(i + 1)) && !IsWord(At(i - 1)))
            {
                draft.Mark(i, i + 1, NoiseKind.Markup);
                return i + 2;
            }

            if (At(i + 1) is '*' or '_' or '.' or '[' or ']')
            {
                draft.Mark(i, i + 1, NoiseKind.Markup);
                return i + 2;
            }

            return i + 1;
        }

        private int Code(int i)
        {
            var length = Run(i);
            var limit = Math.Min(end, i + LongestSpan);
            for (var at = i + length; at < limit && length <= 3 && !IsWord(At(i - 1)); )
            {
                var found = source.AsSpan(at, limit - at).IndexOf('`');
                if (found < 0)
                {
                    break;
                }

                at += found;
                var closing = Run(at);
                if (closing == length)
                {
                    // `so' and `so' is a way to print quotation marks.
                    if (IsWord(At(at + closing)) || char.IsWhiteSpace(At(at - 1)))
                    {
                        break;
                    }

                    draft.Mark(i, i + length, NoiseKind.Markup);
                    draft.Mark(at, at + closing, NoiseKind.Markup);
                    return at + closing;
                }

                at += closing;
            }

            return i + length;
        }

        private int Run(int i)
        {
            var to = i;
            while (to < end && source[to] == source[i])
            {
                to++;
            }

            return to - i;
        }

        private int OpenBracket(int i)
        {
            if (At(i + 1) != '^')
            {
                brackets.Add(i);
            }

            return i + 1;
        }

        private int CloseBracket(int i)
        {
            if (brackets.Count == 0)
            {
                return i + 1;
            }

            var open = brackets[^1];
            brackets.RemoveAt(brackets.Count - 1);
            if (At(i + 1) != '(' || LinkEnd(i + 1) is not { } close || i - open > LongestSpan)
            {
                return i + 1;
            }

            var from = At(open - 1) == '!' ? open - 1 : open;
            draft.Mark(from, open + 1, NoiseKind.Markup);
            draft.Mark(i, close, NoiseKind.Markup);
            return close;
        }

        /// <summary>The end of "(target)" or "(target "title")", when its target looks like one.</summary>
        private int? LinkEnd(int open)
        {
            var depth = 0;
            var limit = Math.Min(end, open + LongestSpan);
            for (var i = open; i < limit && source[i] is not ('\n' or '\r'); i++)
            {
                depth += source[i] switch
                {
                    '(' => 1,
                    ')' => -1,
                    _ => 0,
                };
                if (depth == 0)
                {
                    return LinkTarget().IsMatch(source.AsSpan(open + 1, i - open - 1)) ? i + 1 : null;
                }
            }

            return null;
        }

        private int OpenAngle(int i)
        {
            var line = source.AsSpan(i, Math.Min(end - i, 600));
            var next = i + 1;
            while (At(next) == ' ')
            {
                next++;
            }

            if (UrlLength(next) > 0)
            {
                draft.Mark(i, next, NoiseKind.Markup);
                openAngle = i;
                return Url(next);
            }

            if (Email().Match(source, i, Math.Min(end - i, 200)) is { Success: true } email && email.Index == i)
            {
                draft.Mark(i, i + 1, NoiseKind.Markup);
                draft.Mark(i + email.Length - 1, i + email.Length, NoiseKind.Markup);
                return i + email.Length;
            }

            if (line.StartsWith("<!--"))
            {
                var close = source.AsSpan(i, Math.Min(end - i, LongestSpan)).IndexOf("-->");
                if (close > 0)
                {
                    draft.Mark(i, i + close + 3, NoiseKind.Markup);
                    return i + close + 3;
                }
            }

            var tag = Tag().EnumerateMatches(line);
            if (tag.MoveNext() && Tags.Contains(TagName(line[..tag.Current.Length])))
            {
                draft.Mark(i, i + tag.Current.Length, NoiseKind.Markup);
                return i + tag.Current.Length;
            }

            return i + 1;
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

        /// <summary>A bracket after a URL belongs to it, whether or not one stood before it.</summary>
        private int CloseAngle(int i)
        {
            if (openAngle >= 0 && i - openAngle < LongestSpan)
            {
                var from = i;
                while (At(from - 1) == ' ')
                {
                    from--;
                }

                draft.Mark(from, i + 1, NoiseKind.Markup);
                openAngle = urlStart = -1;
            }
            else if (
                urlStart >= 0
                && !char.IsWhiteSpace(At(i - 1))
                && At(i - 1) is not ('-' or '=')
                && i - urlStart < 400
            )
            {
                draft.Mark(i, i + 1, NoiseKind.Markup);
                urlStart = -1;
            }

            return i + 1;
        }

        private int Entity(int i)
        {
            var text = source.AsSpan(i, Math.Min(end - i, 12));
            var semicolon = text.IndexOf(';');
            if (semicolon < 2 || text[1..semicolon].IndexOfAnyExcept(EntityCharacters) >= 0)
            {
                return i + 1;
            }

            var encoded = text[..(semicolon + 1)].ToString();
            var decoded = WebUtility.HtmlDecode(encoded);
            if (decoded == encoded || decoded.Length == 0 || decoded.Any(char.IsControl))
            {
                return i + 1;
            }

            draft.Replace(i, i + encoded.Length, decoded == "\u00A0" ? " " : decoded, NoiseKind.Markup);
            return i + encoded.Length;
        }

        private int Url(int i)
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
            if (IsWord(At(i - 1)))
            {
                return 0;
            }

            var text = source.AsSpan(i, end - i);
            if (
                !text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
                && !text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
                && !text.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
            )
            {
                return 0;
            }

            var length = text.IndexOfAny(UrlEnds);
            length = length < 0 ? text.Length : length;
            while (length > 4 && text[length - 1] is '*' or '_' or '.' or ',' or ')' or ']')
            {
                length--;
            }

            return length;
        }

        private int Emphasis(int i)
        {
            var mark = source[i];
            var length = Run(i);
            char before = At(i - 1),
                after = At(i + length);
            if (length > 3)
            {
                return i + length;
            }

            var opens = !char.IsWhiteSpace(after) && !IsWord(before) && after is not ('.' or ',' or ';' or ':' or ')');
            var closes = !char.IsWhiteSpace(before) && (mark == '*' || !IsWord(after));
            var left = length;
            if (closes)
            {
                left = Close(mark, i, length, closesOnly: !opens);
            }

            if (left > 0 && opens)
            {
                openers.Add(new Delimiter(mark, i + (length - left), left));
            }

            return i + length;
        }

        private int Close(char mark, int at, int length, bool closesOnly)
        {
            for (var n = openers.Count - 1; n >= 0 && n >= openers.Count - DeepestSearch && length > 0; n--)
            {
                var opener = openers[n];
                if (opener.Mark != mark || at - opener.At > LongestSpan || opener.At + opener.Count >= at)
                {
                    continue;
                }

                // An unlike number of marks pairs only where nothing else can be meant.
                if (opener.Count != length && !(closesOnly && (opener.Count == 3 || length == 3)))
                {
                    continue;
                }

                var use = Math.Min(opener.Count, length);
                draft.Mark(opener.At + opener.Count - use, opener.At + opener.Count, NoiseKind.Markup);
                draft.Mark(at, at + use, NoiseKind.Markup);
                at += use;
                length -= use;
                openers.RemoveRange(n, openers.Count - n);
                if (opener.Count > use)
                {
                    openers.Add(opener with { Count = opener.Count - use });
                    n = openers.Count;
                }
            }

            return length;
        }
    }

    private static readonly SearchValues<char> EntityCharacters = SearchValues.Create(
        "#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    );

    private static readonly SearchValues<char> UrlEnds = SearchValues.Create(" \t\r\n<>[]\"“”‘’\u00A0");

    private readonly record struct Delimiter(char Mark, int At, int Count);

    [GeneratedRegex(
        @"^\s*(<[^<>\s]*>|#\S*|[^\s<>]*[/.:@#][^\s<>]*|)(\s+(""[^""]*""|'[^']*'))?\s*$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex LinkTarget();

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
