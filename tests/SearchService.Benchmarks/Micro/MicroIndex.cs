using System.Text;
using SearchService.Benchmarks.Engine;
using SearchService.Engine;
using SearchService.Engine.Schema;
using SearchService.Engine.Segments;
using SearchService.Engine.Storage;

namespace SearchService.Benchmarks.Micro;

/// <summary>
/// One segment in memory of 20,000 passages of 80 to 160 made-up words by Zipf's law (<see cref="ZipfCorpus"/>, seed 1), and its terms
/// by how many documents they have.
/// </summary>
internal sealed class MicroIndex
{
    private const int Passages = 20_000;
    private const int Seed = 1;

    private static readonly Lazy<MicroIndex> Built = new(() => new MicroIndex());
    private static readonly IndexSchema Schema = new([BenchQuery.Field], []);

    private MicroIndex()
    {
        MemoryStorage storage = new();
        SearchIndex index = SearchIndex.Open(storage, Schema);
        using (IndexWriter writer = index.OpenWriter())
        {
            PassageAnalysis analysis = new();
            foreach (Passage passage in ZipfCorpus.Passages(Passages, Seed))
            {
                IndexDocument document = new()
                {
                    Fields = new Dictionary<string, IReadOnlyList<IndexToken>>(StringComparer.Ordinal)
                    {
                        [BenchQuery.Field] = analysis.Tokens(passage.Text),
                    },
                };
                writer.Put(new DocumentGroup(passage.Id, ReadOnlyMemory<byte>.Empty, [document]));
            }

            writer.Commit(new Dictionary<string, string>(StringComparer.Ordinal));
        }

        Snapshot = index.AcquireSnapshot();
        string name = storage.List().Single(file => file.EndsWith(".segment", StringComparison.Ordinal));
        Segment = SegmentFile.Open(storage, name, Schema);
    }

    /// <summary>Built when it is first asked for, and kept: all benchmarks are run by one process.</summary>
    public static MicroIndex Instance => Built.Value;

    public IndexSnapshot Snapshot { get; }

    public SegmentFile Segment { get; }

    /// <summary>The term whose number of documents is the nearest to the one given; the first of several.</summary>
    public string TermIn(int documents) =>
        Snapshot.Terms(BenchQuery.Field, "").MinBy(term => Math.Abs(term.DocumentFrequency - documents)).Term;

    public TermEntry Entry(string term) =>
        Segment.Terms(0).TryFind(Encoding.UTF8.GetBytes(term), out TermEntry entry)
            ? entry
            : throw new ArgumentException($"no such term: {term}", nameof(term));

    public PostingsCursor Cursor(string term) => new(Segment, 0, Entry(term));
}
