using System.Text.RegularExpressions;

namespace SearchService.Corpus.Recovery;

/// <summary>Links and images, "[words](target)": the words stay. Of the brackets only those whose target looks like one are marks.</summary>
internal sealed partial class InlineLinks(InlineText text)
{
    private readonly List<int> brackets = [];

    public int Open(int i)
    {
        if (text.At(i + 1) != '^')
        {
            brackets.Add(i);
        }

        return i + 1;
    }

    public int Close(int i)
    {
        if (brackets.Count == 0)
        {
            return i + 1;
        }

        var open = brackets[^1];
        brackets.RemoveAt(brackets.Count - 1);
        if (text.At(i + 1) != '(' || LinkEnd(i + 1) is not { } close || i - open > InlineText.LongestSpan)
        {
            return i + 1;
        }

        var from = text.At(open - 1) == '!' ? open - 1 : open;
        text.Mark(from, open + 1);
        text.Mark(i, close);
        return close;
    }

    /// <summary>The end of "(target)" or "(target "title")", when its target looks like one.</summary>
    private int? LinkEnd(int open)
    {
        var depth = 0;
        var limit = Math.Min(text.End, open + InlineText.LongestSpan);
        for (var i = open; i < limit && text.Source[i] is not ('\n' or '\r'); i++)
        {
            depth += text.Source[i] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                return LinkTarget().IsMatch(text.Source.AsSpan(open + 1, i - open - 1)) ? i + 1 : null;
            }
        }

        return null;
    }

    [GeneratedRegex(
        @"^\s*(<[^<>\s]*>|#\S*|[^\s<>]*[/.:@#][^\s<>]*|)(\s+(""[^""]*""|'[^']*'))?\s*$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex LinkTarget();
}
