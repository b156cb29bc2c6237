using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Searching;

/// <summary>The words [Start, End) of a document's recovered text, in UTF-16 units.</summary>
/// <param name="CodePoint"><paramref name="Start"/> in code points.</param>
internal readonly record struct StreamRun(int Start, int End, int CodePoint)
{
    public TextPositionSelector Position(string text) =>
        new(CodePoint, CodePoint + CodePoints.Count(text.AsSpan(Start, End - Start), End - Start));
}

/// <summary>How a machine finds words again: W3C Web Annotation selectors over the recovered text.</summary>
internal static class Selectors
{
    /// <summary>A pair of selectors for each run.</summary>
    /// <param name="runs">From <see cref="Runs"/>.</param>
    public static IEnumerable<Selector> Of(StoredDocument document, IReadOnlyList<StreamRun> runs)
    {
        var text = document.Text;
        foreach (var run in runs)
        {
            var words = SurroundingWords.Of(
                document.Places,
                new TextRange(run.Start, run.End),
                new TextRange(0, text.Length),
                ignoreCase: false
            );
            yield return new TextQuoteSelector(
                text[run.Start..run.End],
                text[words.Start..run.Start],
                text[run.End..words.End],
                !words.AreEnough
            );
            yield return run.Position(text);
        }
    }

    /// <summary>
    /// Ranges of passages' texts as runs of the recovered text, merged where nothing but white space stands between: a note that
    /// stands between two paragraphs breaks a run.
    /// </summary>
    public static List<StreamRun> Runs(
        StoredDocument document,
        IEnumerable<(StoredPassage Passage, TextRange Range)> ranges
    )
    {
        var runs = new List<StreamRun>();
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

                var start = document.BlockStarts[part.Block] + part.BlockStart + (from - part.TextStart);
                if (runs.Count > 0 && start >= runs[^1].End && document.Text.AsSpan(runs[^1].End..start).IsWhiteSpace())
                {
                    runs[^1] = runs[^1] with { End = start + (to - from) };
                }
                else
                {
                    var before = passage.Text.AsSpan(part.TextStart, from - part.TextStart);
                    runs.Add(
                        new StreamRun(
                            start,
                            start + (to - from),
                            part.StreamStart + CodePoints.Count(before, before.Length)
                        )
                    );
                }
            }
        }

        return runs;
    }
}
