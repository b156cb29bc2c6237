using System.Net;
using System.Text;
using SearchService.Analysis;

namespace SearchService.Retrieval.Searching;

/// <summary>Whole sentences around the best evidence, within a length; where one sentence is too long, cut at its words.</summary>
internal static class Snippets
{
    private const string Cut = "…";

    /// <param name="marks">UTF-16 ranges of the text, ascending, not overlapping.</param>
    /// <param name="length">The longest snippet, in UTF-16 units, without the marks of a cut.</param>
    public static Snippet Make(string text, IReadOnlyList<TextRange> marks, int length)
    {
        var window = Window(text, marks, length);
        while (window.End > window.Start && char.IsWhiteSpace(text[window.End - 1]))
        {
            window = window with { End = window.End - 1 };
        }

        var sentences = Sentences.Split(text);
        var opensInside = window.Start > 0 && !sentences.Any(sentence => sentence.Start == window.Start);
        var endsInside = window.End < text.Length && !sentences.Any(sentence => sentence.End == window.End);
        var shown = (opensInside ? Cut : "") + text[window.Start..window.End] + (endsInside ? Cut : "");
        var shift = (opensInside ? Cut.Length : 0) - window.Start;
        var inside = marks
            .Where(mark => mark.Start < window.End && mark.End > window.Start)
            .Select(mark => new TextRange(
                Math.Max(mark.Start, window.Start) + shift,
                Math.Min(mark.End, window.End) + shift
            ))
            .ToList();
        return new Snippet(
            shown,
            [
                .. inside.Select(mark => new TextRange(
                    CodePoints.Count(shown, mark.Start),
                    CodePoints.Count(shown, mark.End)
                )),
            ],
            Html(shown, inside),
            window.Start > 0 || window.End < text.Length
        );
    }

    private static TextRange Window(string text, IReadOnlyList<TextRange> marks, int length)
    {
        if (text.Length <= length)
        {
            return new TextRange(0, text.Length);
        }

        var sentences = Sentences.Split(text);
        var best = new TextRange(0, 0);
        var bestScore = -1;
        for (var first = 0; first < sentences.Count; first++)
        {
            // From each sentence on, as many as fit; the first window with the most marked characters wins.
            var last = first;
            while (last + 1 < sentences.Count && sentences[last + 1].End - sentences[first].Start <= length)
            {
                last++;
            }

            var window = new TextRange(sentences[first].Start, sentences[last].End);
            var score = marks.Sum(mark =>
                mark.Start >= window.Start && mark.End <= window.End ? mark.End - mark.Start : 0
            );
            if (score > bestScore)
            {
                (best, bestScore) = (window, score);
            }
        }

        if (best.End == 0)
        {
            best = new TextRange(0, text.Length);
        }

        // A match that runs over sentences too long for one snippet is shown out of them.
        if (bestScore == 0 && marks.Count > 0)
        {
            return CutAtWords(text, new TextRange(0, text.Length), marks, length);
        }

        best = Centre(sentences, best, marks, length);
        return best.End - best.Start <= length ? best : CutAtWords(text, best, marks, length);
    }

    /// <summary>The window starts with the first marked sentence; what room is left goes to the sentences before it.</summary>
    private static TextRange Centre(
        IReadOnlyList<(int Start, int End)> sentences,
        TextRange window,
        IReadOnlyList<TextRange> marks,
        int length
    )
    {
        var marked = marks.Where(mark => mark.Start >= window.Start && mark.End <= window.End).ToList();
        if (marked.Count == 0)
        {
            return window;
        }

        var first = 0;
        while (first + 1 < sentences.Count && sentences[first + 1].Start <= marked[0].Start)
        {
            first++;
        }

        var last = first;
        while (last + 1 < sentences.Count && sentences[last].End < marked[^1].End)
        {
            last++;
        }

        for (var grown = true; grown; )
        {
            grown = false;
            if (last + 1 < sentences.Count && sentences[last + 1].End - sentences[first].Start <= length)
            {
                last++;
                grown = true;
            }

            if (first > 0 && sentences[last].End - sentences[first - 1].Start <= length)
            {
                first--;
                grown = true;
            }
        }

        return new TextRange(sentences[first].Start, sentences[last].End);
    }

    private static TextRange CutAtWords(string text, TextRange sentence, IReadOnlyList<TextRange> marks, int length)
    {
        var mark = marks.FirstOrDefault(
            mark => mark.Start >= sentence.Start && mark.Start < sentence.End,
            new TextRange(sentence.Start, sentence.Start)
        );
        if (mark.End - mark.Start > length)
        {
            // Of a match longer than the snippet its beginning is shown, and one word at least.
            var cut = mark.Start + length;
            while (cut > mark.Start && !char.IsWhiteSpace(text[cut]))
            {
                cut--;
            }

            mark = mark with { End = cut };
        }

        var room = Math.Max(0, length - (mark.End - mark.Start));
        var start = Math.Max(sentence.Start, mark.Start - (room / 2));
        var end = Math.Min(sentence.End, Math.Max(mark.End, start + length));
        start = Math.Max(sentence.Start, Math.Min(start, Math.Min(mark.Start, end - length)));
        while (start > sentence.Start && start < mark.Start && !char.IsWhiteSpace(text[start - 1]))
        {
            start++;
        }

        while (end < sentence.End && end > mark.End && !char.IsWhiteSpace(text[end]))
        {
            end--;
        }

        // One word longer than the whole snippet is shown whole: no snippet ends inside a word.
        if (end <= start || (end < sentence.End && !char.IsWhiteSpace(text[end])))
        {
            while (end < sentence.End && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }
        }

        return new TextRange(start, end);
    }

    private static string Html(string text, IReadOnlyList<TextRange> marks)
    {
        var html = new StringBuilder();
        var at = 0;
        foreach (var mark in marks)
        {
            html.Append(WebUtility.HtmlEncode(text[at..mark.Start]));
            html.Append("<mark>").Append(WebUtility.HtmlEncode(text[mark.Start..mark.End])).Append("</mark>");
            at = mark.End;
        }

        return html.Append(WebUtility.HtmlEncode(text[at..])).ToString();
    }
}
