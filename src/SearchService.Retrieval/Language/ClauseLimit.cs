namespace SearchService.Retrieval.Language;

/// <summary>How many words and fields a query may have; the first that is too many is reported.</summary>
/// <param name="length">Of the query, in UTF-16 units.</param>
/// <param name="most">So many are read.</param>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class ClauseLimit(int length, int most, List<QueryFault> faults)
{
    private int read;

    /// <summary>The nodes that are not too many.</summary>
    public List<QueryNode> Limited(List<QueryNode> nodes)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            if (!Allow((nodes[i].Start, nodes[i].Start + nodes[i].Length)))
            {
                nodes.RemoveRange(i, nodes.Count - i);
            }
        }

        return nodes;
    }

    /// <summary>Whether one more may be read.</summary>
    public bool Allow((int Start, int End) place)
    {
        if (++read == most + 1)
        {
            faults.Add(
                new QueryFault(
                    place.Start,
                    length - place.Start,
                    FormattableString.Invariant(
                        $"A query has at most {most} words; what is beyond is not searched for."
                    ),
                    "",
                    nameof(QueryLimits.MaxClauses)
                )
            );
        }

        return read <= most;
    }
}
