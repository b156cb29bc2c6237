namespace SearchService.Retrieval.Language;

/// <summary>What was read of a part: something to look for, or only what is excluded, or nothing.</summary>
internal readonly record struct Reading(QueryNode? Node, IReadOnlyList<QueryNode>? Without = null)
{
    public IReadOnlyList<QueryNode> Excluded => Without ?? [];

    public bool IsEmpty => Node is null && Excluded.Count == 0;

    public IEnumerable<RankedClause> AsClauses() =>
        (Node is null ? [] : new[] { new RankedClause(Occur.Should, Node) }).Concat(
            Excluded.Select(node => new RankedClause(Occur.MustNot, node))
        );
}

/// <summary>Joins clauses into the plainest node that says the same.</summary>
internal static class Clauses
{
    public static Reading Join(IEnumerable<RankedClause> clauses, (int Start, int End) place)
    {
        var joined = new List<RankedClause>();
        foreach (var clause in clauses)
        {
            if (
                clause is { Occur: Occur.Should, Node: RankedNode ranked }
                && ranked.Clauses.All(inner => inner.Occur == Occur.Should)
            )
            {
                joined.AddRange(ranked.Clauses);
            }
            else
            {
                joined.Add(
                    clause.Occur == Occur.Should && QueryPrinter.IsFilter(clause.Node)
                        ? new RankedClause(Occur.Must, clause.Node)
                        : clause
                );
            }
        }

        MergeFields(joined);
        if (joined.TrueForAll(clause => clause.Occur == Occur.MustNot))
        {
            return new Reading(null, joined.ConvertAll(clause => clause.Node));
        }

        return new Reading(
            joined.Count == 1
                ? joined[0].Node
                : new RankedNode([.. joined]) { Start = place.Start, Length = place.End - place.Start }
        );
    }

    /// <summary>All of several parts: what they look for is required together, what they exclude is excluded from it.</summary>
    public static Reading All(IReadOnlyList<Reading> parts, (int Start, int End) place)
    {
        var required = new List<QueryNode>();
        var excluded = new List<RankedClause>();
        foreach (var part in parts)
        {
            excluded.AddRange(part.Excluded.Select(node => new RankedClause(Occur.MustNot, node)));
            if (Required(part.Node, excluded) is { } node)
            {
                required.AddRange(node is AllNode all ? all.Children : [node]);
            }
        }

        var found = Several(
            required,
            children => new AllNode(children) { Start = place.Start, Length = place.End - place.Start }
        );
        return found is null
            ? new Reading(null, excluded.ConvertAll(clause => clause.Node))
            : Join([new RankedClause(Occur.Should, found), .. excluded], place);
    }

    /// <summary>The one thing that a part looks for, where the rest of it, however deep, is only excluded; else the part as it is.</summary>
    private static QueryNode? Required(QueryNode? node, List<RankedClause> excluded)
    {
        while (node is RankedNode ranked && ranked.Clauses.Count(clause => clause.Occur != Occur.MustNot) == 1)
        {
            excluded.AddRange(ranked.Clauses.Where(clause => clause.Occur == Occur.MustNot));
            node = ranked.Clauses.First(clause => clause.Occur != Occur.MustNot).Node;
        }

        return node;
    }

    public static QueryNode? Several(IEnumerable<QueryNode?> children, Func<IReadOnlyList<QueryNode>, QueryNode> make)
    {
        QueryNode[] there = [.. children.Where(child => child is not null).Select(child => child!)];
        return there.Length switch
        {
            0 => null,
            1 => there[0],
            _ => make(there),
        };
    }

    // Side by side any of the same field will do.
    private static void MergeFields(List<RankedClause> clauses)
    {
        for (var i = 0; i < clauses.Count; i++)
        {
            if (clauses[i].Occur != Occur.Must || FieldOf(clauses[i].Node) is not { } field)
            {
                continue;
            }

            var same = new List<QueryNode>();
            for (var j = i; j < clauses.Count; j++)
            {
                if (clauses[j].Occur == Occur.Must && FieldOf(clauses[j].Node) == field)
                {
                    same.AddRange(clauses[j].Node is AnyNode any ? any.Children : [clauses[j].Node]);
                    if (j > i)
                    {
                        clauses.RemoveAt(j--);
                    }
                }
            }

            var distinct = same.Distinct().ToArray();
            clauses[i] = new RankedClause(
                Occur.Must,
                distinct.Length == 1
                    ? distinct[0]
                    : new AnyNode(distinct) { Start = clauses[i].Node.Start, Length = clauses[i].Node.Length }
            );
        }
    }

    // The field of a field, or of fields of which any will do.
    private static QueryField? FieldOf(QueryNode node) =>
        node switch
        {
            FieldNode field => field.Field,
            AnyNode { Children: [FieldNode first, ..] } any
                when any.Children.All(child => child is FieldNode other && other.Field == first.Field) => first.Field,
            _ => null,
        };
}
