using System.Collections.Concurrent;
using SearchService.Engine.Matching;
using SearchService.Engine.Schema;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Collecting;

/// <summary>The columns of a commit, by document. What is put together for a column is kept for the commit's life.</summary>
internal sealed class ColumnReader(CommitView view)
{
    private readonly ConcurrentDictionary<int, KeywordOrdinals> _ordinals = new();

    public KeywordOrdinals Ordinals(int column) =>
        _ordinals.GetOrAdd(column, static (c, v) => new KeywordOrdinals(v.Segments, c), view);

    /// <summary>Adds the numbers of a document's values.</summary>
    public void ReadOrdinals(int column, int segment, int document, List<int> ordinals)
    {
        SegmentFile file = view.Segments[segment].File;
        KeywordOrdinals all = Ordinals(column);
        int end = file.KeywordStart(column, document + 1);
        for (int at = file.KeywordStart(column, document); at < end; at++)
        {
            ordinals.Add(all.OfSegment(segment)[file.KeywordOrdinal(column, at)]);
        }
    }

    /// <summary>
    /// What a document is sorted by: the number itself, or the number of its first keyword. Null where it has none.
    /// </summary>
    public long? SortValue(int column, int segment, int document)
    {
        SegmentFile file = view.Segments[segment].File;
        if (view.Schema.Columns[column].Kind == ColumnKind.Number)
        {
            return file.Number(column, document);
        }

        int start = file.KeywordStart(column, document);
        return start == file.KeywordStart(column, document + 1)
            ? null
            : Ordinals(column).OfSegment(segment)[file.KeywordOrdinal(column, start)];
    }
}
