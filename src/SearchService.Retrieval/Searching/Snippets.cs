using System.Net;
using System.Text;
using SearchService.Analysis;

namespace SearchService.Retrieval.Searching;

/// <summary>Whole sentences around the best evidence, within a length; where these are too long, cut at words.</summary>
internal static class Snippets
{
    private const string Cut = "…";

    /// <param name="marks">UTF-16 ranges of the text, ascending, not overlapping.</param>
    /// <param name="length">The longest snippet, in UTF-16 units, without the marks of a cut at its ends.</param>
    public static Snippet Make(string text, IReadOnlyList<TextRange> marks, int length)
    {
        var sentences = Sentences.Split(text);
        var fragments = SnippetFragments.Of(text, sentences, marks, length);
        if (fragments.Count == 0)
        {
            return new Snippet("", [], "", false);
        }

        var written = new StringBuilder(sentences.Any(one => one.Start == fragments[0].Start) ? "" : Cut);
        var inside = new List<TextRange>();
        foreach (var (i, fragment) in fragments.Index())
        {
            written.Append(i > 0 ? SnippetFragments.Joint : "");
            var shift = written.Length - fragment.Start;
            written.Append(text, fragment.Start, fragment.End - fragment.Start);
            inside.AddRange(
                marks
                    .Where(mark => mark.Start < fragment.End && mark.End > fragment.Start)
                    .Select(mark => new TextRange(
                        Math.Max(mark.Start, fragment.Start) + shift,
                        Math.Min(mark.End, fragment.End) + shift
                    ))
            );
        }

        written.Append(sentences.Any(one => one.End == fragments[^1].End) ? "" : Cut);
        var shown = written.ToString();
        return new Snippet(
            shown,
            [
                .. inside.Select(mark => new TextRange(
                    CodePoints.Count(shown, mark.Start),
                    CodePoints.Count(shown, mark.End)
                )),
            ],
            Html(shown, inside),
            fragments.Count > 1 || fragments[0].Start > sentences[0].Start || fragments[0].End < sentences[^1].End
        );
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
