using System.Buffers;
using System.Net;

namespace SearchService.Corpus.Recovery;

/// <summary>One reading from left to right over lines that belong together, by the first character of each mark.</summary>
internal sealed class InlineScanner(InlineText text)
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("*_`[]<>&\\hHwW\n!");

    private static readonly SearchValues<char> EntityCharacters = SearchValues.Create(
        "#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    );

    private readonly EmphasisDelimiters emphasis = new(text);
    private readonly InlineLinks links = new(text);
    private readonly AngleBrackets angles = new(text);

    public void Run()
    {
        for (var i = text.Start; i < text.End; )
        {
            var found = text.From(i).IndexOfAny(Marks);
            if (found < 0)
            {
                return;
            }

            i += found;
            i = text.IsNoise(i) ? i + 1 : Read(i);
        }
    }

    private int Read(int i) =>
        text.Source[i] switch
        {
            '*' or '_' => emphasis.Read(i),
            '`' => Code(i),
            '[' => links.Open(i),
            ']' => links.Close(i),
            '<' => angles.Open(i),
            '>' => angles.Close(i),
            '&' => Entity(i),
            '\\' => Escape(i),
            '\n' => angles.EndLine(i),
            '!' => i + 1,
            _ => angles.Url(i),
        };

    private int Escape(int i)
    {
        if (text.At(i + 1) is '\n' or '\r' && i + 1 < text.End)
        {
            text.Mark(i, i + 1);
            return i + 1;
        }

        if ("*_`[]#()<>&-+.!|~{}\"'\\".Contains(text.At(i + 1)) && !InlineText.IsWord(text.At(i - 1)))
        {
            text.Mark(i, i + 1);
            return i + 2;
        }

        if (text.At(i + 1) is '*' or '_' or '.' or '[' or ']')
        {
            text.Mark(i, i + 1);
            return i + 2;
        }

        return i + 1;
    }

    private int Code(int i)
    {
        var length = text.RunLength(i);
        var limit = Math.Min(text.End, i + InlineText.LongestSpan);
        for (var at = i + length; at < limit && length <= 3 && !InlineText.IsWord(text.At(i - 1)); )
        {
            var found = text.Source.AsSpan(at, limit - at).IndexOf('`');
            if (found < 0)
            {
                break;
            }

            at += found;
            var closing = text.RunLength(at);
            if (closing == length)
            {
                // `so' and `so' is a way to print quotation marks.
                if (InlineText.IsWord(text.At(at + closing)) || char.IsWhiteSpace(text.At(at - 1)))
                {
                    break;
                }

                text.Mark(i, i + length);
                text.Mark(at, at + closing);
                return at + closing;
            }

            at += closing;
        }

        return i + length;
    }

    private int Entity(int i)
    {
        var rest = text.From(i, 12);
        var semicolon = rest.IndexOf(';');
        if (semicolon < 2 || rest[1..semicolon].IndexOfAnyExcept(EntityCharacters) >= 0)
        {
            return i + 1;
        }

        var encoded = rest[..(semicolon + 1)].ToString();
        var decoded = WebUtility.HtmlDecode(encoded);
        if (decoded == encoded || decoded.Length == 0 || decoded.Any(char.IsControl))
        {
            return i + 1;
        }

        text.Replace(i, i + encoded.Length, decoded == "\u00A0" ? " " : decoded);
        return i + encoded.Length;
    }
}
