using BenchmarkDotNet.Attributes;
using SearchService.Benchmarks.Engine;
using SearchService.Engine;
using SearchService.Engine.Queries;
using SearchService.Engine.Segments;

namespace SearchService.Benchmarks.Micro;

/// <summary>The documents of two terms, one in about 1,280 of the 20,000 passages and one in about 12,800.</summary>
public class IntersectBenchmarks
{
    private readonly byte[] _found = new byte[BitPacking.BlockLength];
    private readonly byte[] _places = new byte[BitPacking.BlockLength];
    private readonly SearchOptions _best = new() { CountExactly = false };
    private readonly SearchOptions _counted = new();
    private PostingsCursor? _rare;
    private PostingsCursor? _common;
    private Query _query = new MatchAll();

    [GlobalSetup]
    public void Open()
    {
        MicroIndex index = MicroIndex.Instance;
        string rare = index.TermIn(1_280);
        string common = index.TermIn(12_800);
        _rare = index.Cursor(rare);
        _common = index.Cursor(common);
        _query = BooleanQuery.All(new TermQuery(BenchQuery.Field, rare), new TermQuery(BenchQuery.Field, common));
    }

    /// <summary>Their blocks one after another, without scores: how many documents are common to both.</summary>
    [Benchmark]
    public int FindCommon()
    {
        PostingsCursor rare = _rare!.Again();
        PostingsCursor common = _common!.Again();
        int count = 0;
        while (rare.Next() != PostingsCursor.End)
        {
            ReadOnlySpan<int> wanted = rare.RestOfBlock();
            for (int from = 0; from < wanted.Length; )
            {
                count += common.FindCommon(wanted, ref from, _found, _places);
            }

            rare.MoveOn(wanted.Length - 1);
        }

        return count;
    }

    /// <summary>A whole search for both: the best ten, and a count of at least 1,000.</summary>
    [Benchmark]
    public long AndOfBest() => MicroIndex.Instance.Snapshot.Search(_query, _best).Total;

    /// <summary>A whole search for both: the best ten, all counted.</summary>
    [Benchmark]
    public long AndCounted() => MicroIndex.Instance.Snapshot.Search(_query, _counted).Total;
}
