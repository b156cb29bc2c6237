using SearchService.Engine.Queries;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>
/// The terms that a pattern stands for, nearest first (0 edits for wildcards), then those in most live documents, then by their
/// bytes; as many as may be taken.
/// </summary>
/// <param name="Taken">The terms.</param>
/// <param name="Found">How many there are.</param>
internal sealed record TermExpansion(IReadOnlyList<ExpandedTerm> Taken, int Found)
{
    // Edits beyond these make anything of anything, and rows that are long.
    private const int MostEdits = 16;

    private const int TermsBetweenChecks = 256;

    /// <exception cref="ArgumentOutOfRangeException">The query's edits are negative, or more than 16.</exception>
    public static TermExpansion Of(WildcardQuery query, int field, CommitView view, CancellationToken cancellation) =>
        Of(view, field, new WildcardAutomaton(query.Pattern), query.MaxExpansions, cancellation);

    /// <inheritdoc cref="Of(WildcardQuery, int, CommitView, CancellationToken)"/>
    public static TermExpansion Of(FuzzyQuery query, int field, CommitView view, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(query.MaxEdits, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.MaxEdits, MostEdits, nameof(query));
        return Of(view, field, new FuzzyAutomaton(query.Term, query.MaxEdits), query.MaxExpansions, cancellation);
    }

    private static TermExpansion Of(
        CommitView view,
        int field,
        TermAutomaton automaton,
        int most,
        CancellationToken cancellation
    )
    {
        Dictionary<byte[], ExpandedTerm> terms = new(Utf8.Equality);
        int steps = 0;
        for (int segment = 0; segment < view.Segments.Count; segment++)
        {
            TermWalk walk = new(view.Segments[segment].File.Terms(field), automaton);
            while (walk.MoveNext())
            {
                if (++steps % TermsBetweenChecks == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }

                byte[] term = walk.Term.ToArray();
                if (!terms.TryGetValue(term, out ExpandedTerm? expanded))
                {
                    expanded = new ExpandedTerm(term, walk.Edits);
                    terms.Add(term, expanded);
                }

                expanded.Entries.Add((segment, walk.Entry));
            }
        }

        // Terms that only deleted documents have are not there.
        List<(ExpandedTerm Term, long Documents)> live =
        [
            .. terms
                .Values.Select(term => (term, Documents: view.DocumentFrequency(field, term.Entries)))
                .Where(term => term.Documents > 0),
        ];
        IEnumerable<ExpandedTerm> taken = live.OrderBy(term => term.Term.Edits)
            .ThenByDescending(term => term.Documents)
            .ThenBy(term => term.Term.Term, Utf8.Order)
            .Take(most)
            .Select(term => term.Term);
        return new TermExpansion([.. taken], live.Count);
    }
}

/// <summary>A term that a pattern stands for, how far it is from it, and where it is: segments by number, rising.</summary>
internal sealed record ExpandedTerm(byte[] Term, int Edits)
{
    public List<(int Segment, TermEntry Entry)> Entries { get; } = [];
}
