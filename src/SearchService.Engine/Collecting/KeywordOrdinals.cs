using SearchService.Engine.Commits;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Collecting;

/// <summary>
/// The values of a keyword column over all segments of a commit, numbered in the order of their bytes, so that documents of
/// different segments can be compared and counted by number.
/// </summary>
internal sealed class KeywordOrdinals
{
    private readonly byte[][] _values;
    private readonly int[][] _global;

    public KeywordOrdinals(IReadOnlyList<Segment> segments, int column)
    {
        byte[][][] values = new byte[segments.Count][][];
        for (int i = 0; i < values.Length; i++)
        {
            SegmentFile file = segments[i].File;
            values[i] = new byte[file.KeywordValueCount(column)][];
            for (int ordinal = 0; ordinal < values[i].Length; ordinal++)
            {
                values[i][ordinal] = file.KeywordValue(column, ordinal).ToArray();
            }
        }

        List<byte[]> all = [];
        foreach (byte[] value in values.SelectMany(v => v).Order(Utf8.Order))
        {
            if (all.Count == 0 || !all[^1].AsSpan().SequenceEqual(value))
            {
                all.Add(value);
            }
        }

        _values = [.. all];
        _global = [.. values.Select(v => Array.ConvertAll(v, value => Array.BinarySearch(_values, value, Utf8.Order)))];
    }

    public int Count => _values.Length;

    public string Value(int ordinal) => Utf8.Text(_values[ordinal]);

    /// <summary>The numbers of a segment's own ordinals.</summary>
    public int[] OfSegment(int segment) => _global[segment];
}
