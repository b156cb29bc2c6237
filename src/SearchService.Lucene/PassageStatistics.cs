using System.Collections.Concurrent;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using SearchService.Retrieval.Engines;

namespace SearchService.Lucene;

/// <summary>
/// What BM25 takes from all passages of a commit. Lucene's own counts take in what is deleted until it is merged away; these do not. Safe for
/// many threads.
/// </summary>
internal sealed class PassageStatistics(IndexReader reader)
{
    private readonly ConcurrentDictionary<string, FieldLengths> _lengths = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Field, string Terms), long> _frequencies = new();

    /// <summary>Passages that have terms in a field, and how many on the average.</summary>
    public FieldLengths Lengths(string field) => _lengths.GetOrAdd(field, CountLengths);

    /// <summary>The weight of a word of one or several forms: see <see cref="Scoring.Rarity"/>.</summary>
    public double Rarity(string field, IReadOnlyCollection<string> forms) =>
        Scoring.Rarity(Frequency(field, forms), Lengths(field).Passages);

    /// <summary>How many passages have any of the terms.</summary>
    public long Frequency(string field, IReadOnlyCollection<string> forms) =>
        // No term has a line break.
        _frequencies.GetOrAdd((field, string.Join('\n', forms)), _ => CountPassages(field, forms));

    /// <summary>How often a term stands in all passages.</summary>
    public long Occurrences(string field, string term)
    {
        var sum = 0L;
        foreach (var leaf in reader.Leaves)
        {
            var docs = Postings.Docs(leaf.AtomicReader, field, term, leaf.AtomicReader.LiveDocs, frequencies: true);
            while (docs is not null && docs.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
            {
                sum += docs.Freq;
            }
        }

        return sum;
    }

    private long CountPassages(string field, IReadOnlyCollection<string> forms)
    {
        var count = 0L;
        foreach (var leaf in reader.Leaves)
        {
            var segment = leaf.AtomicReader;
            if (forms.Count == 1 && !segment.HasDeletions)
            {
                count += segment.DocFreq(new Term(field, forms.First()));
                continue;
            }

            FixedBitSet? found = null;
            foreach (var form in forms)
            {
                var docs = Postings.Docs(segment, field, form, segment.LiveDocs);
                if (docs is not null)
                {
                    found ??= new FixedBitSet(segment.MaxDoc);
                    found.Or(docs);
                }
            }

            count += found?.Cardinality ?? 0;
        }

        return count;
    }

    private FieldLengths CountLengths(string field)
    {
        var (passages, words) = (0L, 0L);
        foreach (var leaf in reader.Leaves)
        {
            var segment = leaf.AtomicReader;
            var (norms, live) = (segment.GetNormValues(field), segment.LiveDocs);
            for (var document = 0; norms is not null && document < segment.MaxDoc; document++)
            {
                if (live is null || live.Get(document))
                {
                    var length = norms.Get(document);
                    passages += length > 0 ? 1 : 0;
                    words += length;
                }
            }
        }

        return new FieldLengths(passages, passages == 0 ? 1 : (double)words / passages);
    }
}

/// <param name="Passages">That have any terms in the field.</param>
/// <param name="Mean">Terms of those, on the average.</param>
internal readonly record struct FieldLengths(long Passages, double Mean);
