using System.Text;
using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Language;

namespace SearchService.Retrieval.Searching;

/// <summary>Why a query finds nothing, or not all of its words: which of them the collection does not have, and the nearest that it has.</summary>
internal sealed class MissingWords(IPassageSnapshot snapshot)
{
    private const int MostWords = 32;
    private const int MostFaults = 8;

    /// <summary>A short word has too many neighbours two edits away.</summary>
    private const int ShortWord = 4;

    /// <summary>A fault for each word that occurs nowhere; its suggestion is the nearest that does.</summary>
    public IReadOnlyList<QueryFault> Of(QueryNode root) =>
        [
            .. Sought(root, isQuoted: false)
                .Take(MostWords)
                .Select(word => Fault(word.Node, word.IsQuoted))
                .OfType<QueryFault>()
                .Take(MostFaults),
        ];

    /// <summary>The query with the nearest words in the places of the missing ones; null where nothing is near.</summary>
    public static string? Corrected(string query, IReadOnlyList<QueryFault> missing)
    {
        var corrected = new StringBuilder();
        var at = 0;
        foreach (var fault in missing.Where(fault => fault.Suggestion is not null).OrderBy(fault => fault.Start))
        {
            if (fault.Start >= at)
            {
                corrected.Append(query, at, fault.Start - at).Append(fault.Suggestion);
                at = fault.Start + fault.Length;
            }
        }

        return at == 0 ? null : corrected.Append(query, at, query.Length - at).ToString();
    }

    /// <summary>What was searched, where nothing was found.</summary>
    public QueryFault Searched(string query, bool isFiltered) =>
        new(
            0,
            query.Length,
            FormattableString.Invariant(
                $"Nothing was found in {snapshot.PassageCount} passages of {snapshot.DocumentIds.Count} documents{(isFiltered ? ", with the filters given" : "")}."
            )
        );

    private static IEnumerable<(QueryNode Node, bool IsQuoted)> Sought(QueryNode node, bool isQuoted) =>
        node switch
        {
            WordNode or WildcardNode or FuzzyNode => [(node, isQuoted)],
            PhraseNode phrase => phrase.Words.SelectMany(word => Sought(word, isQuoted: true)),
            AllNode all => all.Children.SelectMany(child => Sought(child, isQuoted)),
            AnyNode any => any.Children.SelectMany(child => Sought(child, isQuoted)),
            RankedNode ranked => ranked
                .Clauses.Where(clause => clause.Occur != Occur.MustNot)
                .SelectMany(clause => Sought(clause.Node, isQuoted)),
            _ => [],
        };

    private QueryFault? Fault(QueryNode node, bool isQuoted)
    {
        if (node is WildcardNode or FuzzyNode)
        {
            return null;
        }

        // Of a hyphenated word each part is sought.
        foreach (var token in Words.Tokenize(((WordNode)node).Text))
        {
            var isThere = isQuoted
                ? snapshot.PassagesWith(PassageField.Text, token.Term) > 0
                : snapshot.Stems(token.Term).Any(stem => snapshot.PassagesWith(PassageField.Stem, stem) > 0);
            if (isThere)
            {
                continue;
            }

            var edits = token.Term.Length <= ShortWord ? 1 : 2;
            var nearest = snapshot.Expand(new FuzzyClause(PassageField.Text, token.Term, edits), 1) is [var near]
                ? near
                : null;
            return new QueryFault(
                node.Start,
                node.Length,
                nearest is null
                    ? $"The word {token.Term} occurs nowhere, nor does one near it."
                    : $"The word {token.Term} occurs nowhere; the nearest that does is {nearest}.",
                nearest
            );
        }

        return null;
    }
}
