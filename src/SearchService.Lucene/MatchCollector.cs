using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using SearchService.Retrieval.Engines;

namespace SearchService.Lucene;

/// <param name="Document">In the commit.</param>
internal readonly record struct CollectedMatch(int Document, float Score);

/// <summary>Takes every match of a search, and counts the values of columns over them.</summary>
internal sealed class MatchCollector(IReadOnlyList<PassageColumn> facets, CancellationToken cancellation) : ICollector
{
    /// <summary>Matches between two looks whether the time is over.</summary>
    private const int BetweenLooks = 1024;

    private readonly Counting[] _countings = [.. facets.Select(column => new Counting(column))];
    private readonly List<CollectedMatch> _matches = [];
    private Scorer? _scorer;
    private int _base;

    public IReadOnlyList<CollectedMatch> Matches => _matches;

    public bool AcceptsDocsOutOfOrder => true;

    public void SetScorer(Scorer scorer) => _scorer = scorer;

    public void SetNextReader(AtomicReaderContext context)
    {
        cancellation.ThrowIfCancellationRequested();
        _base = context.DocBase;
        foreach (var counting in _countings)
        {
            counting.Begin(context.AtomicReader);
        }
    }

    public void Collect(int doc)
    {
        if (_matches.Count % BetweenLooks == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        _matches.Add(new CollectedMatch(_base + doc, _scorer!.GetScore()));
        foreach (var counting in _countings)
        {
            counting.Count(doc);
        }
    }

    /// <param name="most">How many values of each column: the commonest.</param>
    public Dictionary<PassageColumn, IReadOnlyList<FacetCount>> Facets(int most) =>
        _countings.ToDictionary(counting => counting.Column, counting => counting.Commonest(most));

    /// <summary>Counts by the numbers that values have in a segment; only at its end are they looked up.</summary>
    private sealed class Counting(PassageColumn column)
    {
        private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
        private SortedSetDocValues? _values;
        private long[] _ofSegment = [];

        public PassageColumn Column => column;

        public void Begin(AtomicReader segment)
        {
            End();
            _values = segment.GetSortedSetDocValues(PassageFields.Name(column));
            _ofSegment = new long[_values?.ValueCount ?? 0];
        }

        public void Count(int document)
        {
            if (_values is null)
            {
                return;
            }

            _values.SetDocument(document);
            for (var value = _values.NextOrd(); value != SortedSetDocValues.NO_MORE_ORDS; value = _values.NextOrd())
            {
                _ofSegment[value]++;
            }
        }

        public IReadOnlyList<FacetCount> Commonest(int most)
        {
            End();
            return
            [
                .. _counts
                    .Select(value => new FacetCount(value.Key, value.Value))
                    .OrderByDescending(value => value.Count)
                    .ThenBy(value => value.Value, StringComparer.Ordinal)
                    .Take(most),
            ];
        }

        private void End()
        {
            var bytes = new BytesRef();
            for (var value = 0; value < _ofSegment.Length; value++)
            {
                if (_ofSegment[value] > 0)
                {
                    _values!.LookupOrd(value, bytes);
                    var text = bytes.Utf8ToString();
                    _counts[text] = _counts.GetValueOrDefault(text) + _ofSegment[value];
                }
            }

            _ofSegment = [];
        }
    }
}
