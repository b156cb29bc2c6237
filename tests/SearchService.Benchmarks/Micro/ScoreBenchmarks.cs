using BenchmarkDotNet.Attributes;
using SearchService.Benchmarks.Engine;
using SearchService.Engine;
using SearchService.Engine.Matching;
using SearchService.Engine.Queries;
using SearchService.Engine.Segments;

namespace SearchService.Benchmarks.Micro;

/// <summary>BM25 of a term that stands in about 12,800 of the 20,000 passages.</summary>
public class ScoreBenchmarks
{
    private readonly SearchOptions _best = new() { CountExactly = false };
    private int[] _documents = [];
    private int[] _frequencies = [];
    private IntegerColumn? _lengths;
    private Bm25Weight? _weight;
    private Query _query = new MatchAll();

    [GlobalSetup]
    public void Open()
    {
        MicroIndex index = MicroIndex.Instance;
        string term = index.TermIn(12_800);
        PostingsCursor cursor = index.Cursor(term);
        cursor.Next();
        cursor.RestOfBlock(out ReadOnlySpan<int> documents, out ReadOnlySpan<int> frequencies);
        _documents = documents.ToArray();
        _frequencies = frequencies.ToArray();
        _lengths = index.Segment.Norms(0);
        FieldTotals totals = index.Segment.Totals[0];
        _weight = new Bm25Weight(
            new Bm25Lengths(0, totals, new Bm25Parameters()),
            Bm25Weight.Idf(totals, cursor.DocumentCount)
        );
        _query = new TermQuery(BenchQuery.Field, term);
    }

    /// <summary>The scores of a block of 128 documents, whose lengths are looked up.</summary>
    [Benchmark]
    public double Block()
    {
        double sum = 0;
        for (int i = 0; i < _documents.Length; i++)
        {
            sum += _weight!.Score(_frequencies[i], _lengths![_documents[i]]);
        }

        return sum;
    }

    /// <summary>A whole search for the term: the best ten, and a count of at least 1,000.</summary>
    [Benchmark]
    public long TermOfBest() => MicroIndex.Instance.Snapshot.Search(_query, _best).Total;
}
