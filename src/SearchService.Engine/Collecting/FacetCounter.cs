using System.Buffers;
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

    // Of a number column by value; of a keyword column by ordinal, once the first segment is begun.
    private readonly Dictionary<long, int> _numbers = [];
    private KeywordOrdinals? _keywords;
    private int[] _counts = [];

    // Of the segment that is being counted.
    private NumberColumn? _ofDocument;
    private IntegerColumn? _starts;
    private IntegerColumn? _ordinals;
    private int[] _ofSegment = [];

    public string Name => name;

    public void BeginSegment(int segment)
    {
        SegmentFile file = view.Segments[segment].File;
        if (view.Schema.Columns[_column].Kind == ColumnKind.Keyword)
        {
            _keywords ??= columns.Ordinals(_column);
            if (_counts.Length == 0)
            {
                // Borrowed: an array of a number for each document would be one for the large heap, at each search.
                _counts = ArrayPool<int>.Shared.Rent(_keywords.Count);
                Array.Clear(_counts, 0, _keywords.Count);
            }

            _ofSegment = _keywords.OfSegment(segment);
            _starts = file.KeywordStarts(_column);
            _ordinals = file.KeywordOrdinals(_column);
        }
        else
        {
            _ofDocument = file.Numbers(_column);
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
        else if (_ofDocument![document] is long value)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_numbers, value, out _)++;
        }
    }

    /// <summary>Most first, then by value. To be asked once.</summary>
    public IReadOnlyList<FacetCount> Counts()
    {
        if (_keywords is null)
        {
            return
            [
                .. _numbers
                    .Select(count => new FacetCount(count.Key.ToString(CultureInfo.InvariantCulture), count.Value))
                    .OrderByDescending(count => count.Count)
                    .ThenBy(count => Utf8.Of(count.Value), Utf8.Order)
                    .Take(most),
            ];
        }

        ReadOnlySpan<int> counts = _counts.AsSpan(0, _keywords.Count);
        List<(int Ordinal, int Count)> commonest = [];
        (int least, int ofLeast) = Least(counts);
        for (int ordinal = 0; ordinal < counts.Length; ordinal++)
        {
            if (counts[ordinal] > least || (counts[ordinal] == least && ofLeast-- > 0))
            {
                commonest.Add((ordinal, counts[ordinal]));
            }
        }

        ArrayPool<int>.Shared.Return(_counts);
        _counts = [];

        // Ordinals stand in the order of their values' bytes, and sorting keeps it among equals.
        return
        [
            .. commonest
                .OrderByDescending(value => value.Count)
                .Select(value => new FacetCount(_keywords.Value(value.Ordinal), value.Count)),
        ];
    }

    /// <summary>
    /// The least count, of 1 or more, among the values that are wanted, and how many of those that have it are: there may be as many
    /// values as documents, and only the few that are wanted are to be sorted.
    /// </summary>
    private (int Count, int Values) Least(ReadOnlySpan<int> counts)
    {
        int largest = 1;
        foreach (int count in counts)
        {
            largest = Math.Max(largest, count);
        }

        int[] having = new int[largest + 1];
        foreach (int count in counts)
        {
            having[count]++;
        }

        int least = largest;
        int above = 0;
        for (; least > 1 && above + having[least] < most; least--)
        {
            above += having[least];
        }

        return (least, most - above);
    }
}
