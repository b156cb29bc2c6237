using System.Globalization;
using System.Runtime.InteropServices;
using SearchService.Engine.Matching;
using SearchService.Engine.Schema;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Collecting;

/// <summary>Counts the documents under each value of a column.</summary>
/// <param name="most">How many values are wanted: the commonest.</param>
internal sealed class FacetCounter(CommitView view, ColumnReader columns, string name, int most)
{
    private readonly int _column = view.Schema.ColumnNumber(name);

    // Of a number column by value; of a keyword column by ordinal, once the first segment is counted.
    private readonly Dictionary<long, int> _numbers = [];
    private KeywordOrdinals? _keywords;
    private int[] _counts = [];

    // Of the segment that is being counted.
    private SegmentFile? _file;
    private IntegerColumn? _starts;
    private IntegerColumn? _ordinals;
    private int[] _ofSegment = [];

    public string Name => name;

    public void BeginSegment(int segment)
    {
        _file = view.Segments[segment].File;
        if (view.Schema.Columns[_column].Kind == ColumnKind.Keyword)
        {
            _keywords ??= columns.Ordinals(_column);
            _counts = _counts.Length == 0 ? new int[_keywords.Count] : _counts;
            _ofSegment = _keywords.OfSegment(segment);
            _starts = _file.KeywordStarts(_column);
            _ordinals = _file.KeywordOrdinals(_column);
        }
    }

    public void Add(int document)
    {
        if (_keywords is not null)
        {
            int end = _starts![document + 1];
            for (int at = _starts[document]; at < end; at++)
            {
                _counts[_ofSegment[_ordinals![at]]]++;
            }
        }
        else if (_file!.Number(_column, document) is long value)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_numbers, value, out _)++;
        }
    }

    /// <summary>Most first, then by value.</summary>
    public IReadOnlyList<FacetCount> Counts() =>
        _keywords is not null
            ? [.. Commonest().Select(ordinal => new FacetCount(_keywords.Value(ordinal), _counts[ordinal]))]
            :
            [
                .. _numbers
                    .Select(count => new FacetCount(count.Key.ToString(CultureInfo.InvariantCulture), count.Value))
                    .OrderByDescending(count => count.Count)
                    .ThenBy(count => Utf8.Of(count.Value), Utf8.Order)
                    .Take(most),
            ];

    /// <summary>
    /// The ordinals with the largest counts. There may be as many values as documents, and few are wanted, so that only those are
    /// sorted whose count is large enough.
    /// </summary>
    private IEnumerable<int> Commonest()
    {
        int largest = 0;
        int counted = 0;
        foreach (int count in _counts)
        {
            largest = Math.Max(largest, count);
            counted += count > 0 ? 1 : 0;
        }

        int least = 1;
        if (counted > most)
        {
            // The largest count that as many values as are wanted reach.
            int[] having = new int[largest + 1];
            foreach (int count in _counts)
            {
                having[count]++;
            }

            int reaching = having[largest];
            for (least = largest; least > 1 && reaching < most; reaching += having[least])
            {
                least--;
            }
        }

        // Ordinals stand in the order of their values' bytes, and sorting keeps it among equals.
        return Enumerable
            .Range(0, _counts.Length)
            .Where(ordinal => _counts[ordinal] >= least)
            .OrderByDescending(ordinal => _counts[ordinal])
            .Take(most);
    }
}
