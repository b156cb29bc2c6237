using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Lucene.Net.Util.Automaton;
using SearchService.Retrieval.Engines;

namespace SearchService.Lucene;

/// <param name="Edits">0 for what a pattern matches.</param>
internal readonly record struct ExpandedTerm(string Term, int Edits);

/// <summary>The terms that patterns and near spellings stand for.</summary>
internal static class TermExpansion
{
    /// <summary>The nearest first, then those in most passages, then by their UTF-8 bytes.</summary>
    /// <param name="clause">A <see cref="WildcardClause"/> or a <see cref="FuzzyClause"/>.</param>
    public static IReadOnlyList<ExpandedTerm> Expand(IndexReader reader, PassageClause clause)
    {
        var (field, automata) = clause switch
        {
            WildcardClause wildcard => (wildcard.Field, [Pattern(wildcard.Pattern)]),
            FuzzyClause fuzzy => (fuzzy.Field, Spellings(fuzzy)),
            _ => throw new ArgumentOutOfRangeException(nameof(clause), clause.GetType().Name, "It stands for itself."),
        };
        var name = PassageFields.Name(field);
        var found = new Dictionary<BytesRef, (int Edits, long Passages)>();
        foreach (var (edits, automaton) in automata.Index())
        {
            var nearer = found.Keys.ToHashSet();
            foreach (var leaf in reader.Leaves)
            {
                foreach (var (term, passages) in Terms(leaf.AtomicReader, name, automaton))
                {
                    if (!nearer.Contains(term))
                    {
                        found[term] = (edits, found.GetValueOrDefault(term).Passages + passages);
                    }
                }
            }
        }

        return
        [
            .. found
                .OrderBy(term => term.Value.Edits)
                .ThenByDescending(term => term.Value.Passages)
                .ThenBy(term => term.Key)
                .Select(term => new ExpandedTerm(term.Key.Utf8ToString(), term.Value.Edits)),
        ];
    }

    private static IEnumerable<(BytesRef Term, long Passages)> Terms(
        AtomicReader segment,
        string field,
        CompiledAutomaton automaton
    )
    {
        if (segment.GetTerms(field) is not { } all)
        {
            yield break;
        }

        var terms = automaton.GetTermsEnum(all);
        DocsEnum? docs = null;
        while (terms.MoveNext())
        {
            long passages = terms.DocFreq;
            if (segment.HasDeletions)
            {
                docs = terms.Docs(segment.LiveDocs, docs, DocsFlags.NONE);
                for (passages = 0; docs.NextDoc() != DocIdSetIterator.NO_MORE_DOCS; passages++) { }
            }

            if (passages > 0)
            {
                yield return (BytesRef.DeepCopyOf(terms.Term), passages);
            }
        }
    }

    /// <summary>Letters, <c>*</c> for any, <c>?</c> for one.</summary>
    private static CompiledAutomaton Pattern(string pattern) =>
        new(
            BasicOperations.Concatenate([
                .. pattern
                    .EnumerateRunes()
                    .Select(letter =>
                        letter.Value switch
                        {
                            '*' => BasicAutomata.MakeAnyString(),
                            '?' => BasicAutomata.MakeAnyChar(),
                            var one => BasicAutomata.MakeChar(one),
                        }
                    ),
            ])
        );

    /// <summary>Of the term itself, of those one edit away, and so on; a swap of neighbours is one.</summary>
    private static CompiledAutomaton[] Spellings(FuzzyClause fuzzy)
    {
        var spellings = new LevenshteinAutomata(fuzzy.Term, withTranspositions: true);
        return
        [
            .. Enumerable
                .Range(0, fuzzy.MaxEdits + 1)
                .Select(edits => new CompiledAutomaton(spellings.ToAutomaton(edits), finite: true, simplify: false)),
        ];
    }
}
