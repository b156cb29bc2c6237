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

    /// <summary>Words as near as the nearest among which the company of the query's other words chooses: those in most passages.</summary>
    private const int MostEqual = 4;

    /// <summary>Some that are near are no words.</summary>
    private const int MostNear = 16;

    /// <summary>A fault for each word that occurs nowhere; its suggestion is the nearest that does.</summary>
    /// <param name="query">The text that <paramref name="root"/> was read from.</param>
    public IReadOnlyList<QueryFault> Of(QueryNode root, string query)
    {
        var sought = Sought(root, isQuoted: false).Take(MostWords).SelectMany(word => WordsOf(word, query)).ToList();
        var missing = sought.Where(word => word.Near is not null).Take(MostFaults).ToList();
        return
        [
            .. missing
                .GroupBy(word => word.Node.Start)
                .SelectMany(parts => AsOne([.. parts], query) is { } one ? [one] : parts.Select(Fault)),
        ];

        QueryFault Fault(SoughtWord word)
        {
            var nearest = Likeliest(word, sought);
            var instead = nearest is null ? null : string.Concat(word.Before, nearest, word.After);
            return Missing(word.Start, word.Length, word.Term, nearest, instead);
        }
    }

    /// <summary>The query with the nearest words in the places of the missing ones; null where nothing is near.</summary>
    /// <param name="missing">Faults whose suggestions stand for what is nowhere in the collection.</param>
    public static string? Corrected(string query, IReadOnlyList<QueryFault> missing)
    {
        var corrected = new StringBuilder();
        var at = 0;
        foreach (var fault in missing.Where(fault => fault.Suggestion is { Length: > 0 }).OrderBy(fault => fault.Start))
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

    private static IEnumerable<(WordNode Node, bool IsQuoted)> Sought(QueryNode node, bool isQuoted) =>
        node switch
        {
            WordNode word => [(word, isQuoted)],
            PhraseNode phrase => phrase.Words.SelectMany(word => Sought(word, isQuoted: true)),
            AllNode all => all.Children.SelectMany(child => Sought(child, isQuoted)),
            AnyNode any => any.Children.SelectMany(child => Sought(child, isQuoted)),
            RankedNode ranked => ranked
                .Clauses.Where(clause => clause.Occur != Occur.MustNot)
                .SelectMany(clause => Sought(clause.Node, isQuoted)),
            _ => [],
        };

    /// <summary>The words of a node: of a hyphenated one each part is sought.</summary>
    private IEnumerable<SoughtWord> WordsOf((WordNode Node, bool IsQuoted) sought, string query)
    {
        var node = sought.Node;
        var text = node.Text;

        // What was read in place of other text is corrected whole.
        var isAsWritten = query.AsSpan(node.Start, node.Length).Equals(text, StringComparison.OrdinalIgnoreCase);
        foreach (var token in Words.Tokenize(text))
        {
            var isThere = sought.IsQuoted
                ? snapshot.PassagesWith(PassageField.Text, token.Term) > 0
                : snapshot.Stems(token.Term).Any(stem => snapshot.PassagesWith(PassageField.Stem, stem) > 0);
            var near = isThere ? null : Near(token.Term);
            yield return isAsWritten
                ? new SoughtWord(node, token.Term, near, node.Start + token.Start, token.Length, "", "")
                : new SoughtWord(
                    node,
                    token.Term,
                    near,
                    node.Start,
                    node.Length,
                    text[..token.Start],
                    text[token.End..]
                );
        }
    }

    /// <summary>The terms of the collection that are the fewest edits away, those that begin alike first.</summary>
    private List<string> Near(string term)
    {
        var near = snapshot
            .Expand(new FuzzyClause(PassageField.Text, term, term.Length <= ShortWord ? 1 : 2), MostNear)
            .Where(IsWord)
            .Select(other => (Term: other, Edits: Spelling.Edits(term, other)))
            .OrderBy(other => other.Edits)
            .ThenBy(other => other.Term[0] == term[0] ? 0 : 1)
            .ToList();
        return
        [
            .. near.TakeWhile(other =>
                    other.Edits == near[0].Edits && other.Term[0] == term[0] == (near[0].Term[0] == term[0])
                )
                .Take(MostEqual)
                .Select(other => other.Term),
        ];
    }

    /// <summary>And no mark of a place in a phrase, and no acronym in capitals, which the index has beside its words.</summary>
    private static bool IsWord(string term) => !term.Contains('+', StringComparison.Ordinal) && !term.Any(char.IsUpper);

    /// <summary>Of terms equally near the one that stands with the query's other words in most passages; null where none is near.</summary>
    private string? Likeliest(SoughtWord word, List<SoughtWord> sought)
    {
        if (word.Near!.Count < 2)
        {
            return word.Near is [var only] ? only : null;
        }

        PassageClause[] others =
        [
            .. sought
                .Where(other => other != word && !StopWords.IsFunctionWord(other.Term))
                .Where(other => other.Near is not { Count: 0 })
                .Take(MostFaults)
                .Select(other =>
                    other.Near is { } near
                        ? new TermClause(PassageField.Text, near)
                        : new TermClause(PassageField.Stem, snapshot.Stems(other.Term))
                ),
        ];
        return word.Near.OrderByDescending(term => others.Sum(other => Together(term, other))).First();
    }

    private long Together(string term, PassageClause other) =>
        snapshot
            .Search(
                new PassageQuery(
                    new AllClause([new TermClause(PassageField.Text, [term]), other]),
                    null,
                    PassageSort.Document,
                    0,
                    0,
                    null,
                    []
                ),
                CancellationToken.None
            )
            .Total;

    /// <summary>A hyphenated word as the collection writes it, in one: where that is nearer than its parts are. Null where it is not.</summary>
    /// <param name="missing">The parts that occur nowhere.</param>
    private QueryFault? AsOne(IReadOnlyList<SoughtWord> missing, string query)
    {
        var node = missing[0].Node;
        var tokens = Words.Tokenize(node.Text);
        if (
            tokens.Count < 2
            || Words.Compounds(node.Text, tokens) is not [var whole]
            || Near(whole.Term) is not [var near, ..]
        )
        {
            return null;
        }

        var parts = missing.Sum(word =>
            word.Near is [var part, ..] ? Spelling.Edits(word.Term, part) : whole.Term.Length
        );
        return Spelling.Edits(whole.Term, near) < parts
            ? Missing(node.Start, node.Length, query.Substring(node.Start, node.Length), near, near)
            : null;
    }

    private static QueryFault Missing(int start, int length, string word, string? nearest, string? instead) =>
        new(
            start,
            length,
            nearest is null
                ? $"The word {word} occurs nowhere, nor does one near it."
                : $"The word {word} occurs nowhere; the nearest that does is {nearest}.",
            instead
        );

    /// <param name="Near">What it may have been meant to be, where it occurs nowhere; null where it occurs.</param>
    /// <param name="Start">Where it is written in the query, in UTF-16 units.</param>
    /// <param name="Before">What stands before it in that place, if it is not written there as it was read.</param>
    /// <param name="After">As <paramref name="Before"/>, behind it.</param>
    private sealed record SoughtWord(
        WordNode Node,
        string Term,
        IReadOnlyList<string>? Near,
        int Start,
        int Length,
        string Before,
        string After
    );
}
