using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>Which block holds a character of the source: the spans of blocks in order, searched in logarithmic time.</summary>
internal sealed class SpanMap
{
    private readonly List<(SourceSpan Span, DraftBlock Block)> _spans;

    public SpanMap(IEnumerable<DraftBlock> blocks)
    {
        _spans = blocks
            .SelectMany(block => block.Spans.Select(span => (span, block)))
            .OrderBy(entry => entry.span.Start)
            .ToList();
    }

    public DraftBlock? At(int offset)
    {
        var i = FirstEndingBehind(offset);
        return i < _spans.Count && _spans[i].Span.Contains(offset) ? _spans[i].Block : null;
    }

    public bool AnyBetween(int from, int to)
    {
        var i = FirstEndingBehind(from);
        return i < _spans.Count && _spans[i].Span.Start < to;
    }

    /// <summary>Items by the block that holds them; what no block holds is left out.</summary>
    public Dictionary<DraftBlock, List<T>> Distribute<T>(IEnumerable<T> items, Func<T, int> offset)
    {
        var byBlock = new Dictionary<DraftBlock, List<T>>();
        foreach (var item in items)
        {
            if (At(offset(item)) is not { } block)
            {
                continue;
            }

            if (!byBlock.TryGetValue(block, out var list))
            {
                byBlock[block] = list = [];
            }

            list.Add(item);
        }

        return byBlock;
    }

    private int FirstEndingBehind(int offset) => _spans.FirstAbove(entry => entry.Span.End, offset);
}
