using System.Globalization;
using SearchService.Engine.Matching;
using SearchService.Engine.Schema;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Collecting;

/// <summary>Counts the documents under each value of a column.</summary>
internal sealed class FacetCounter(CommitView view, ColumnReader columns, string name)
{
    private readonly int _column = view.Schema.ColumnNumber(name);
    private readonly Dictionary<long, long> _counts = [];
    private readonly List<int> _ordinals = [];

    public string Name => name;

    private bool IsKeyword => view.Schema.Columns[_column].Kind == ColumnKind.Keyword;

    public void Add(int segment, int document)
    {
        _ordinals.Clear();
        if (IsKeyword)
        {
            columns.ReadOrdinals(_column, segment, document, _ordinals);
            foreach (int ordinal in _ordinals)
            {
                Count(ordinal);
            }
        }
        else if (view.Segments[segment].File.Number(_column, document) is long value)
        {
            Count(value);
        }
    }

    public IReadOnlyList<FacetCount> Counts()
    {
        // The ordinals of words stand in the order of their bytes.
        var counts = IsKeyword
            ? _counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key)
            : _counts
                .OrderByDescending(count => count.Value)
                .ThenBy(count => Utf8.Of(Text(count.Key)), Utf8.Order);
        return [.. counts.Select(count => new FacetCount(Text(count.Key), count.Value))];
    }

    private void Count(long value) => _counts[value] = _counts.GetValueOrDefault(value) + 1;

    private string Text(long value) =>
        IsKeyword ? columns.Ordinals(_column).Value((int)value) : value.ToString(CultureInfo.InvariantCulture);
}
