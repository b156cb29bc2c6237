using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using SearchService.Engine.Schema;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>What a filter of columns asks, with a name that is the same for the same filter.</summary>
/// <param name="Column">The column's number.</param>
/// <param name="Values">Keywords, any of which is enough; null where numbers are asked for.</param>
/// <param name="Min">The least number.</param>
/// <param name="Max">The greatest number.</param>
/// <param name="Name">Tells filters apart.</param>
internal sealed record ColumnFilter(int Column, IReadOnlyList<byte[]>? Values, long Min, long Max, string Name)
{
    public static ColumnFilter Of(int column, IReadOnlyList<string> values)
    {
        string[] distinct = [.. values.Select(Utf8.Canonical).Distinct(StringComparer.Ordinal)];
        string name = string.Concat(distinct.Order(StringComparer.Ordinal).Select(value => $"{value.Length}:{value}"));
        return new ColumnFilter(column, [.. distinct.Select(Utf8.Of)], 0, 0, $"{column}={name}");
    }

    public static ColumnFilter Of(int column, long? min, long? max)
    {
        long from = min ?? long.MinValue;
        long to = max ?? long.MaxValue;
        string name = string.Create(CultureInfo.InvariantCulture, $"{column} {from}..{to}");
        return new ColumnFilter(column, null, from, to, name);
    }
}

/// <summary>The documents of a segment that a filter lets through, deleted ones included.</summary>
internal sealed record SelectedDocuments(DocumentSet Documents, int Count);

/// <summary>
/// What was worked out of a segment's columns and groups. Segments never change, so it holds as long as they are open, through any
/// number of commits.
/// </summary>
internal sealed class SegmentCache
{
    // A bit a document each: 4 MB for a million documents.
    private const int MostFilters = 32;

    private static readonly ConditionalWeakTable<SegmentFile, SegmentCache> Caches = [];

    private readonly SegmentFile _segment;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Name, SelectedDocuments Selected)>> _byName = new(
        StringComparer.Ordinal
    );

    // Used last first.
    private readonly LinkedList<(string Name, SelectedDocuments Selected)> _byUse = new();
    private readonly Lazy<bool> _hasSingleDocuments;
    private readonly ConcurrentDictionary<int, Lazy<TermLetters>> _letters = new();

    private SegmentCache(SegmentFile segment)
    {
        _segment = segment;
        _hasSingleDocuments = new Lazy<bool>(FindSingleDocuments);
    }

    /// <summary>Whether no group has more than one document.</summary>
    public bool HasSingleDocuments => _hasSingleDocuments.Value;

    /// <summary>The letters of a field's terms: twelve bytes a term, and its own.</summary>
    public TermLetters Letters(int field) =>
        _letters
            .GetOrAdd(field, static (f, s) => new Lazy<TermLetters>(() => new TermLetters(s.Terms(f))), _segment)
            .Value;

    public static SegmentCache Of(SegmentFile segment) => Caches.GetValue(segment, static s => new SegmentCache(s));

    public SelectedDocuments Select(ColumnFilter filter)
    {
        lock (_gate)
        {
            if (_byName.TryGetValue(filter.Name, out LinkedListNode<(string, SelectedDocuments Selected)>? known))
            {
                _byUse.Remove(known);
                _byUse.AddFirst(known);
                return known.Value.Selected;
            }
        }

        DocumentSet set = filter.Values is null ? WithNumber(filter) : WithKeyword(filter.Column, filter.Values);
        SelectedDocuments selected = new(set, set.Count());
        lock (_gate)
        {
            if (!_byName.ContainsKey(filter.Name))
            {
                _byName.Add(filter.Name, _byUse.AddFirst((filter.Name, selected)));
                if (_byUse.Count > MostFilters && _byUse.Last is { } oldest)
                {
                    _byUse.RemoveLast();
                    _byName.Remove(oldest.Value.Name);
                }
            }
        }

        return selected;
    }

    private bool FindSingleDocuments()
    {
        for (int group = 0; group < _segment.GroupCount; group++)
        {
            if (_segment.FirstDocument(group + 1) - _segment.FirstDocument(group) > 1)
            {
                return false;
            }
        }

        return true;
    }

    private DocumentSet WithNumber(ColumnFilter filter)
    {
        DocumentSet set = new(_segment.DocumentCount);
        for (int document = 0; document < set.Size; document++)
        {
            if (_segment.Number(filter.Column, document) is long value && value >= filter.Min && value <= filter.Max)
            {
                set.Add(document);
            }
        }

        return set;
    }

    private DocumentSet WithKeyword(int column, IReadOnlyList<byte[]> values)
    {
        DocumentSet set = new(_segment.DocumentCount);
        bool[] wanted = new bool[_segment.KeywordValueCount(column)];
        bool any = false;
        foreach (byte[] value in values)
        {
            int ordinal = _segment.FindKeyword(column, value);
            if (ordinal >= 0)
            {
                wanted[ordinal] = true;
                any = true;
            }
        }

        int at = 0;
        for (int document = 0; any && document < set.Size; document++)
        {
            for (int end = _segment.KeywordStart(column, document + 1); at < end; at++)
            {
                if (wanted[_segment.KeywordOrdinal(column, at)])
                {
                    set.Add(document);
                }
            }
        }

        return set;
    }
}
