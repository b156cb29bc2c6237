using SearchService.Engine.Queries;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>
/// The terms that a pattern stands for, nearest first (0 for wildcards), then those in most live documents, then by their bytes.
/// The dictionary is read from end to end, but for what a literal beginning rules out.
/// </summary>
internal sealed record TermExpansion(IReadOnlyList<(byte[] Term, int Edits)> Taken, int Found)
{
    public static TermExpansion Of(WildcardQuery query, int field, CommitView view, CancellationToken cancellation)
    {
        string pattern = Utf8.Canonical(query.Pattern);
        int wild = pattern.AsSpan().IndexOfAny('*', '?');
        string literal = wild < 0 ? pattern : pattern[..wild];
        return Of(
            view,
            field,
            Utf8.Of(literal),
            term => WildcardPattern.Matches(pattern, Utf8.Text(term)) ? 0 : null,
            query.MaxExpansions,
            cancellation
        );
    }

    public static TermExpansion Of(FuzzyQuery query, int field, CommitView view, CancellationToken cancellation)
    {
        EditDistance distance = new(query.Term, query.MaxEdits);
        return Of(view, field, [], distance.To, query.MaxExpansions, cancellation);
    }

    private static TermExpansion Of(
        CommitView view,
        int field,
        byte[] prefix,
        Edits edits,
        int most,
        CancellationToken cancellation
    )
    {
        List<(byte[] Term, int Edits, long Documents)> found = [];
        MergedTerms terms = view.Terms(field, prefix);
        while (terms.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            if (edits(terms.Term) is int distance)
            {
                // Terms that only deleted documents have are not there.
                long documents = view.DocumentFrequency(field, terms.Entries);
                if (documents > 0)
                {
                    found.Add((terms.Term.ToArray(), distance, documents));
                }
            }
        }

        IEnumerable<(byte[] Term, int Edits)> taken = found
            .OrderBy(term => term.Edits)
            .ThenByDescending(term => term.Documents)
            .ThenBy(term => term.Term, Utf8.Order)
            .Take(most)
            .Select(term => (term.Term, term.Edits));
        return new TermExpansion([.. taken], found.Count);
    }

    /// <summary>How far a term, in UTF-8, is from the pattern; null where it is too far.</summary>
    private delegate int? Edits(ReadOnlySpan<byte> term);
}
