using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Searching;

/// <summary>Where what a query finds stands in one document.</summary>
/// <param name="Ranges">In the recovered text, in UTF-16 units, ascending, none overlapping.</param>
/// <param name="Reading">How the query was read; null where there is nothing in it to find.</param>
public sealed record DocumentMarks(
    IReadOnlyList<TextRange> Ranges,
    QueryReading? Reading,
    IReadOnlyList<ParameterFault> Faults
)
{
    public static DocumentMarks None { get; } = new([], null, []);

    /// <summary>The ranges of the recovered text that a mark covers; a note in between parts it.</summary>
    internal static IEnumerable<TextRange> Of(StoredDocument document, MarkedText marked) =>
        marked.Marks.SelectMany(mark =>
            Selectors.Runs(document, marked.In(mark)).Select(run => new TextRange(run.Start, run.End))
        );

    /// <summary>Ascending, those that overlap as one.</summary>
    internal static IReadOnlyList<TextRange> Merged(IEnumerable<TextRange> ranges)
    {
        var merged = new List<TextRange>();
        foreach (var range in ranges.OrderBy(range => range.Start))
        {
            if (merged.Count > 0 && range.Start < merged[^1].End)
            {
                merged[^1] = merged[^1] with { End = Math.Max(merged[^1].End, range.End) };
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged;
    }
}
