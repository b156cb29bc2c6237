using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Searching;

/// <summary>Words that stand one after another in a document's recovered text, with what stands around them.</summary>
/// <param name="Start">In the recovered text, in code points.</param>
internal sealed record StreamRun(int Start, string Text, string Before, string After)
{
    public int End => Start + CodePoints.Count(Text, Text.Length);
}

/// <summary>How a machine finds words again: W3C Web Annotation selectors over the recovered text.</summary>
internal static class Selectors
{
    /// <summary>A pair of selectors for each run.</summary>
    /// <param name="runs">From <see cref="Runs"/>.</param>
    public static IEnumerable<Selector> Of(IReadOnlyList<StreamRun> runs)
    {
        foreach (var run in runs)
        {
            yield return new TextQuoteSelector(
                run.Text,
                CodePoints.WholeEnd(run.Before, StoredPart.Context).ToString(),
                CodePoints.WholeStart(run.After, StoredPart.Context).ToString()
            );
            yield return new TextPositionSelector(run.Start, run.End);
        }
    }

    /// <summary>
    /// Ranges of passages' texts as runs of the recovered text, merged where nothing but white space stands between: a note that
    /// stands between two paragraphs breaks a run. The passages tell all that is needed of their document.
    /// </summary>
    public static List<StreamRun> Runs(IEnumerable<(StoredPassage Passage, TextRange Range)> ranges)
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

                var run = new StreamRun(
                    part.StreamStart + CodePoints.Count(passage.Text.AsSpan(part.TextStart), from - part.TextStart),
                    passage.Text[from..to],
                    part.Before + passage.Text[part.TextStart..from],
                    passage.Text[to..part.TextEnd] + part.After
                );
                if (runs.Count > 0 && SpaceBetween(runs[^1], run) is { } space)
                {
                    runs[^1] = runs[^1] with { Text = runs[^1].Text + space + run.Text, After = run.After };
                }
                else
                {
                    runs.Add(run);
                }
            }
        }

        return runs;
    }

    /// <summary>The white space between two runs; null where there is more than that. Every white space is one code point of one unit.</summary>
    private static string? SpaceBetween(StreamRun first, StreamRun second)
    {
        var length = second.Start - first.End;
        return length >= 0 && length <= second.Before.Length && string.IsNullOrWhiteSpace(second.Before[^length..])
            ? second.Before[^length..]
            : null;
    }
}
