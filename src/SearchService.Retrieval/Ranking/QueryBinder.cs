using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Language;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Ranking;

/// <summary>
/// Binds a query as written to the fields and terms of the index, by the ranking plan. Words side by side are sought in any inflection and
/// ranked; quoted ones stand as they are written.
/// </summary>
public sealed class QueryBinder(RankingPlan plan, IPassageSnapshot snapshot)
{
    public BoundQuery Bind(QueryNode root, SearchRequest request)
    {
        var faults = new List<QueryFault>();
        var fields = new FieldBinder(snapshot, faults);
        var nodes = new NodeBinder(plan, snapshot, fields, request.Query, faults);
        var weights = new WordWeights(plan, request.Query);
        var filters = fields.Filters(request).ToList();
        var clauses = root is RankedNode ranked
            ? QueryTerms.WithInitials(ranked.Clauses)
            : [new RankedClause(Occur.Must, root)];
        var words = new List<(QueryNode Node, PassageClause Clause)>();
        var required = new List<(QueryNode Node, PassageClause Clause)>();
        var excluded = new List<PassageClause>();
        foreach (var (occur, node) in clauses)
        {
            if (node is FieldNode field)
            {
                (occur == Occur.MustNot ? excluded : filters).Add(fields.Bind(field));
            }
            else if (occur == Occur.MustNot)
            {
                if (nodes.Bind(node, marked: false) is { } unwanted)
                {
                    excluded.Add(unwanted);
                }
            }
            else if (occur == Occur.Must)
            {
                if (nodes.Bind(node, marked: true) is { } needed)
                {
                    required.Add((node, needed));
                }
            }
            else if (nodes.Bind(node, marked: false) is { } wanted)
            {
                words.Add((node, wanted));
            }
        }

        var mattering = weights.Of(words);
        foreach (var word in mattering)
        {
            nodes.Bind(word.Node, marked: true);
        }

        var listed = JoinedClauses.Listed(
            [.. required.Select(part => part.Clause)],
            [.. mattering.Select(word => JoinedClauses.Weighted(word.Clause, word.Weight))]
        );
        var raising = new WordEvidence(plan, snapshot, weights).Raising(clauses).ToList();
        return new BoundQuery(
            listed,
            [
                .. required.Select(part => new Evidence(part.Node.ToString(), part.Clause)),
                .. mattering.SelectMany(WordEvidence.Of),
                .. raising,
            ],
            [.. raising.Select(evidence => evidence.Clause)],
            clause => JoinedClauses.Filtered(new KindWeightedClause(clause, plan.Kinds), filters, excluded),
            nodes.Marks.Count == 0 ? null : new AnyClause(nodes.Marks),
            nodes.Seeks,
            Math.Max(1, mattering.Count),
            atLeast =>
                JoinedClauses.Filtered(
                    JoinedClauses.Counted(
                        [.. required.Select(part => part.Clause)],
                        [.. mattering.Select(word => word.Clause)],
                        atLeast
                    ),
                    filters,
                    excluded
                ),
            required.Count == 0 && clauses.All(clause => clause.Node is WordNode or FieldNode)
                ? [.. mattering.Select(word => word.Weight)]
                : [],
            faults,
            nodes.Patterns,
            nodes.IsCut
        );
    }
}
