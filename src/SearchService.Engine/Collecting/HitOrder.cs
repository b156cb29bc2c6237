using SearchService.Engine.Matching;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Collecting;

/// <summary>A match on its way to being a hit, with the values of the sort keys that are columns.</summary>
internal readonly record struct Candidate(int Segment, int Document, float Score, long?[] Values);

/// <summary>The order of hits: the keys asked for, then the group's key, then the place in the group. No two are equal.</summary>
internal sealed class HitOrder : IComparer<Candidate>
{
    private static readonly long?[] NoValues = [];

    private readonly CommitView _view;
    private readonly ColumnReader _columns;
    private readonly (int? Column, bool Descending)[] _keys;
    private readonly int[] _columnKeys;

    // Whether the first key is the score, which mostly decides.
    private readonly bool _isByScore;

    public HitOrder(CommitView view, ColumnReader columns, IReadOnlyList<SortKey> keys)
    {
        _view = view;
        _columns = columns;
        _keys =
        [
            .. keys.Select(key =>
                (key.Column is string name ? view.Schema.ColumnNumber(name) : (int?)null, key.Descending)
            ),
        ];
        _isByScore = _keys.Length > 0 && _keys[0].Column is null;
        _columnKeys = [.. _keys.Where(key => key.Column is not null).Select(key => key.Column.GetValueOrDefault())];
    }

    public Candidate Candidate(int segment, int document, float score)
    {
        long?[] values = NoValues;
        if (_columnKeys.Length > 0)
        {
            values = new long?[_columnKeys.Length];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = _columns.SortValue(_columnKeys[i], segment, document);
            }
        }

        return new Candidate(segment, document, score, values);
    }

    public int Compare(Candidate x, Candidate y) => Compare(in x, in y);

    /// <inheritdoc cref="Compare(Candidate, Candidate)"/>
    public int Compare(in Candidate x, in Candidate y)
    {
        if (_isByScore && x.Score < y.Score)
        {
            return 1;
        }

        if (_isByScore && x.Score > y.Score)
        {
            return -1;
        }

        int column = 0;
        foreach ((int? key, bool descending) in _keys)
        {
            int order = key is null
                ? y.Score.CompareTo(x.Score)
                : CompareValues(x.Values[column], y.Values[column++], descending);
            if (order != 0)
            {
                return order;
            }
        }

        return CompareByPlace(x.Segment, x.Document, y);
    }

    /// <summary>Whether all documents of another segment come after a candidate by the keys of their groups.</summary>
    public bool IsBehind(int segment, in Candidate candidate) => CompareByPlace(segment, 0, candidate) > 0;

    /// <summary>Documents of a segment are numbered in the order of their groups' keys.</summary>
    private int CompareByPlace(int segment, int document, in Candidate y) =>
        segment == y.Segment
            ? document.CompareTo(y.Document)
            : GroupKey(segment, document).SequenceCompareTo(GroupKey(y.Segment, y.Document));

    private static int CompareValues(long? x, long? y, bool descending) =>
        (x, y) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            (long a, long b) => descending ? b.CompareTo(a) : a.CompareTo(b),
        };

    private ReadOnlySpan<byte> GroupKey(int segment, int document)
    {
        SegmentFile file = _view.Segments[segment].File;
        return file.GroupKey(file.GroupOf(document));
    }
}
