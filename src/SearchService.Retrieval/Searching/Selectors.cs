using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Searching;

/// <summary>How a machine finds words again: W3C Web Annotation selectors over the recovered text.</summary>
internal static class Selectors
{
    /// <summary>UTF-16 units of context on each side.</summary>
    private const int Context = 32;

    /// <summary>A pair of selectors for each unbroken run of the range: a note that stands between two paragraphs breaks it.</summary>
    /// <param name="runs">From <see cref="Runs"/>.</param>
    public static IEnumerable<Selector> Of(StoredDocument document, IReadOnlyList<TextRange> runs)
    {
        foreach (var run in runs)
        {
            var before = Math.Max(0, run.Start - Context);
            var after = Math.Min(document.Text.Length, run.End + Context);
            yield return new TextQuoteSelector(
                document.Text[run.Start..run.End],
                WholeFrom(document.Text, before, run.Start),
                WholeTo(document.Text, run.End, after)
            );
            yield return new TextPositionSelector(
                CodePoints.Count(document.Text, run.Start),
                CodePoints.Count(document.Text, run.End)
            );
        }
    }

    /// <summary>A range of a passage's text as ranges of the recovered text, merged where nothing but white space stands between.</summary>
    public static List<TextRange> Runs(
        StoredDocument document,
        IEnumerable<(StoredPassage Passage, TextRange Range)> ranges
    )
    {
        var runs = new List<TextRange>();
        foreach (var (passage, range) in ranges)
        {
            foreach (var part in passage.Parts)
            {
                var from = Math.Max(range.Start, part.TextStart);
                var to = Math.Min(range.End, part.TextEnd);
                if (from >= to)
                {
                    continue;
                }

                var run = new TextRange(
                    part.StreamStart + from - part.TextStart,
                    part.StreamStart + to - part.TextStart
                );
                if (runs.Count > 0 && document.Text.AsSpan(runs[^1].End, run.Start - runs[^1].End).IsWhiteSpace())
                {
                    runs[^1] = new TextRange(runs[^1].Start, run.End);
                }
                else
                {
                    runs.Add(run);
                }
            }
        }

        return runs;
    }

    private static string WholeFrom(string text, int start, int end) =>
        text[(start < end && char.IsLowSurrogate(text[start]) ? start + 1 : start)..end];

    private static string WholeTo(string text, int start, int end) =>
        text[start..(end > start && end < text.Length && char.IsLowSurrogate(text[end]) ? end - 1 : end)];
}
