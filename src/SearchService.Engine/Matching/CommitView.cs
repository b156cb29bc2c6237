using System.Collections.Concurrent;
using SearchService.Engine.Commits;
using SearchService.Engine.Schema;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>
/// A commit as one run of documents: segment after segment. Its statistics are over live documents only, so that they, and all
/// scores, are the same however the same groups lie in segments.
/// </summary>
internal sealed class CommitView
{
    // Parameters are a few; a caller who tries many has them worked out each time.
    private const int MostLengths = 64;

    private readonly ConcurrentDictionary<byte[], long>[] _frequencies;
    private readonly ConcurrentDictionary<(int Field, Bm25Parameters), Bm25Lengths> _lengths = new();

    public CommitView(OpenCommit commit, IndexSchema schema)
    {
        Commit = commit;
        Schema = schema;
        int first = 0;
        Bases = new int[commit.Segments.Count];
        for (int i = 0; i < Bases.Length; i++)
        {
            Bases[i] = first;
            first = checked(first + commit.Segments[i].File.DocumentCount);
        }

        MaxDocument = first;
        Fields = new FieldTotals[schema.TextFields.Count];
        _frequencies = [.. schema.TextFields.Select(_ => new ConcurrentDictionary<byte[], long>(Utf8.Equality))];
        foreach (Segment segment in commit.Segments)
        {
            for (int field = 0; field < Fields.Length; field++)
            {
                FieldTotals all = segment.File.Totals[field];
                FieldTotals deleted = segment.Deletes?.Totals[field] ?? default;
                Fields[field] = new FieldTotals(
                    Fields[field].Documents + all.Documents - deleted.Documents,
                    Fields[field].Tokens + all.Tokens - deleted.Tokens,
                    0
                );
            }
        }
    }

    public OpenCommit Commit { get; }

    public IndexSchema Schema { get; }

    public IReadOnlyList<Segment> Segments => Commit.Segments;

    /// <summary>The number in the commit of each segment's first document.</summary>
    public int[] Bases { get; }

    /// <summary>One more than the last document's number, deleted ones counted.</summary>
    public int MaxDocument { get; }

    /// <summary>Live documents and tokens by field. The number of terms is not known.</summary>
    public FieldTotals[] Fields { get; }

    /// <summary>The segment of a document and its number there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The snapshot has no such document, or it is deleted.</exception>
    public (int Segment, int Local) Locate(DocId document)
    {
        int at = Array.BinarySearch(Bases, document.Value);
        at = at >= 0 ? at : ~at - 1;

        // Segments without documents share the base of the next one.
        while (at >= 0 && at + 1 < Bases.Length && Bases[at + 1] <= document.Value)
        {
            at++;
        }

        int local = at < 0 ? -1 : document.Value - Bases[at];
        if (local < 0 || local >= Segments[at].File.DocumentCount || !Segments[at].IsLive(local))
        {
            throw new ArgumentOutOfRangeException(nameof(document), document, "The snapshot has no such document.");
        }

        return (at, local);
    }

    /// <summary>A field's lengths as BM25 takes them.</summary>
    public Bm25Lengths Lengths(int field, Bm25Parameters parameters)
    {
        if (!_lengths.TryGetValue((field, parameters), out Bm25Lengths? lengths))
        {
            lengths = new Bm25Lengths(field, Fields[field], parameters);
            if (_lengths.Count < MostLengths)
            {
                _lengths.TryAdd((field, parameters), lengths);
            }
        }

        return lengths;
    }

    /// <summary>How many live documents have the term, whose bytes do not change any more.</summary>
    public long DocumentFrequency(int field, byte[] term)
    {
        if (!_frequencies[field].TryGetValue(term, out long count))
        {
            count = DocumentFrequency(field, [term], CancellationToken.None);

            // Only what is there is kept: there is no end to what may be asked for.
            if (count > 0)
            {
                _frequencies[field].TryAdd(term, count);
            }
        }

        return count;
    }

    /// <summary>How often the term stands in live documents.</summary>
    public long TermFrequency(int field, byte[] term)
    {
        long count = 0;
        foreach (Segment segment in Segments)
        {
            foreach (TermEntry entry in Entries(segment, field, [term]))
            {
                PostingsCursor cursor = new(segment.File, field, entry);
                for (int document = cursor.Next(); document != PostingsCursor.End; document = cursor.Next())
                {
                    count += segment.IsLive(document) ? cursor.Frequency : 0;
                }
            }
        }

        return count;
    }

    /// <summary>How many live documents have any of the terms.</summary>
    public long DocumentFrequency(int field, IReadOnlyList<byte[]> terms, CancellationToken cancellation)
    {
        long count = 0;
        foreach (Segment segment in Segments)
        {
            List<TermEntry> entries = Entries(segment, field, terms);
            if (entries.Count == 1 && segment.Deletes is null)
            {
                count += entries[0].Documents;
            }
            else if (entries.Count > 0)
            {
                count += CountLive(segment, new TermUnion(segment.File, field, entries, null), cancellation);
            }
        }

        return count;
    }

    /// <summary>How many live documents have a term that was found in the dictionaries.</summary>
    public long DocumentFrequency(int field, IReadOnlyList<(int Input, TermEntry Entry)> entries)
    {
        long count = 0;
        foreach ((int input, TermEntry entry) in entries)
        {
            Segment segment = Segments[input];
            count += segment.Deletes is null
                ? entry.Documents
                : CountLive(segment, new TermUnion(segment.File, field, [entry], null), CancellationToken.None);
        }

        return count;
    }

    /// <summary>The terms that begin with a prefix, in order of their bytes, deleted documents' included.</summary>
    public MergedTerms Terms(int field, byte[] prefix) => new([.. Segments.Select(s => s.File)], field, prefix);

    /// <summary>What a segment knows of some terms; those it does not have are left out.</summary>
    public static List<TermEntry> Entries(Segment segment, int field, IReadOnlyList<byte[]> terms)
    {
        List<TermEntry> entries = new(terms.Count);
        TermDictionary dictionary = segment.File.Terms(field);
        foreach (byte[] term in terms)
        {
            if (dictionary.TryFind(term, out TermEntry entry))
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    private static long CountLive(Segment segment, TermUnion union, CancellationToken cancellation)
    {
        long count = 0;
        for (int document = union.Advance(0); document != PostingsCursor.End; document = union.Advance(document + 1))
        {
            count += segment.IsLive(document) ? 1 : 0;
            if ((count & 0xFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }

        return count;
    }
}
