using System.Globalization;
using SearchService.Engine.Matching;
using SearchService.Engine.Schema;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Collecting;

/// <summary>Counts the documents under each value of a column.</summary>
internal sealed class FacetCounter(CommitView view, ColumnReader columns, string name)
{
    private readonly int _column = view.Schema.ColumnNumber(name);

    // Of a number column by value; of a keyword column by ordinal, once the first is counted.
    private readonly Dictionary<long, long> _numbers = [];
    private KeywordOrdinals? _keywords;
    private long[] _counts = [];

    public string Name => name;

    private bool IsKeyword => view.Schema.Columns[_column].Kind == ColumnKind.Keyword;

    public void Add(int segment, int document)
    {
        SegmentFile file = view.Segments[segment].File;
        if (IsKeyword)
        {
            if (_keywords is null)
            {
                _keywords = columns.Ordinals(_column);
                _counts = new long[_keywords.Count];
            }

            int end = file.KeywordStart(_column, document + 1);
            for (int at = file.KeywordStart(_column, document); at < end; at++)
            {
                _counts[_keywords.OfSegment(segment, file.KeywordOrdinal(_column, at))]++;
            }
        }
        else if (file.Number(_column, document) is long value)
        {
            _numbers[value] = _numbers.GetValueOrDefault(value) + 1;
        }
    }

    public IReadOnlyList<FacetCount> Counts() =>
        IsKeyword
            ?
            [
                // Ordinals stand in the order of their values' bytes, and sorting keeps it among equals.
                .. Enumerable
                    .Range(0, _counts.Length)
                    .Where(ordinal => _counts[ordinal] > 0)
                    .OrderByDescending(ordinal => _counts[ordinal])
                    .Select(ordinal => new FacetCount(_keywords!.Value(ordinal), _counts[ordinal])),
            ]
            :
            [
                .. _numbers
                    .Select(count => new FacetCount(count.Key.ToString(CultureInfo.InvariantCulture), count.Value))
                    .OrderByDescending(count => count.Count)
                    .ThenBy(count => Utf8.Of(count.Value), Utf8.Order),
            ];
}
