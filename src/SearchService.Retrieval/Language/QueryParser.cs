namespace SearchService.Retrieval.Language;

/// <summary>Reads a query. Any text has a reading; what is wrong with it is said beside.</summary>
/// <remarks>
/// What binds closest comes first; round brackets group:
/// <list type="table">
/// <listheader><term>written</term><description>read</description></listheader>
/// <item><term><c>word "phrase" field:value ( … )</c></term><description>one thing, with its <c>~</c> suffix</description></item>
/// <item><term><c>+x  -x  NOT x</c></term><description>x is required, excluded, excluded; <c>NOT</c> is <c>-</c> in letters</description></item>
/// <item><term><c>x y</c></term><description>side by side: any of them, ranked higher with more</description></item>
/// <item><term><c>x AND y</c></term><description>both</description></item>
/// <item><term><c>x OR y</c></term><description>either</description></item>
/// </list>
/// Words side by side hold together more closely than AND and OR, since that is what is meant by
/// <c>climate change OR global warming</c> and by <c>security practices AND nato</c>. Operators are in capitals; <c>and</c>, <c>or</c>,
/// <c>not</c> are words. <c>x AND NOT y</c> and <c>x NOT y</c> are the same. Fields side by side filter together; of the same field any will do:
/// <c>author:cooper author:ikenberry year:2005</c> means either author, in 2005.
/// </remarks>
public static class QueryParser
{
    /// <summary>Never throws; time is linear in the text.</summary>
    public static QueryParse Parse(string text) => Parse(text, QueryLimits.Default);

    /// <inheritdoc cref="Parse(string)"/>
    public static QueryParse Parse(string text, QueryLimits limits)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(limits);
        var faults = new List<QueryFault>();
        var readable = Readable(text, limits, faults);
        var isProse = Prose.IsProse(readable);
        var tree = new QueryTree(readable, limits, faults);
        var root = isProse ? tree.ReadProse() : tree.ReadQuery();
        if (root is null && !faults.Exists(fault => fault.Length > 0))
        {
            faults.Add(new QueryFault(0, text.Length, "There is nothing to search for.", ""));
        }

        faults = [.. faults.OrderBy(fault => fault.Start)];
        if (faults.Count > limits.MaxFaults)
        {
            faults =
            [
                .. faults.Take(limits.MaxFaults),
                .. faults
                    .Skip(limits.MaxFaults)
                    .Where(fault => fault.Limit is not null)
                    .DistinctBy(fault => fault.Limit),
            ];
        }

        return new QueryParse(text, root, root?.ToString() ?? "", faults)
        {
            LooksLikeQuotation = isProse || (root is PhraseNode { Proximity: null } && Prose.IsPassage(text)),
        };
    }

    // The same places, without what no word holds: control characters and halves of surrogate pairs.
    private static string Readable(string text, QueryLimits limits, List<QueryFault> faults)
    {
        var end = text.Length;
        if (end > limits.MaxLength)
        {
            end = limits.MaxLength;
            faults.Add(
                new QueryFault(
                    end,
                    text.Length - end,
                    FormattableString.Invariant(
                        $"A query has at most {limits.MaxLength} characters; what is beyond is not read."
                    ),
                    "",
                    nameof(QueryLimits.MaxLength)
                )
            );
        }

        var isReadable = end == text.Length;
        for (var i = 0; i < end && isReadable; i++)
        {
            isReadable = !char.IsControl(text[i]) && !char.IsSurrogate(text[i]);
        }

        if (isReadable)
        {
            return text;
        }

        return string.Create(
            end,
            text,
            static (units, source) =>
            {
                for (var i = 0; i < units.Length; i++)
                {
                    var unit = source[i];
                    if (char.IsHighSurrogate(unit) && i + 1 < units.Length && char.IsLowSurrogate(source[i + 1]))
                    {
                        units[i] = unit;
                        units[++i] = source[i];
                    }
                    else
                    {
                        units[i] =
                            char.IsSurrogate(unit) ? '\uFFFD'
                            : char.IsControl(unit) && unit != '\n' ? ' '
                            : unit;
                    }
                }
            }
        );
    }
}
