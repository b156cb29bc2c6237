namespace SearchService.Retrieval.Language;

/// <summary>The best reading of a query, and everything that was wrong with it.</summary>
/// <param name="Text">As given; all places count in it.</param>
/// <param name="Root">Null where there is nothing to search for; a fault then says why.</param>
/// <param name="Parsed">The canonical print of <paramref name="Root"/>, empty without one. Parsing it gives the same reading.</param>
/// <param name="Faults">In the order of their places.</param>
public sealed record QueryParse(string Text, QueryNode? Root, string Parsed, IReadOnlyList<QueryFault> Faults)
{
    /// <summary>
    /// The query reads like pasted prose and not like a search: words in plenty, sentence punctuation, no operators. The root is then a
    /// <see cref="RankedNode"/> of its words, or the <see cref="PhraseNode"/> where all of it stands in quotation marks.
    /// </summary>
    public bool LooksLikeQuotation { get; init; }
}

/// <summary>One thing wrong with a query.</summary>
/// <param name="Start">UTF-16 units into the text.</param>
/// <param name="Length">UTF-16 units; 0 where something is missing.</param>
/// <param name="Message">A sentence for the reader: what is wrong and how it was read.</param>
/// <param name="Suggestion">What to write in the place of the range; null only where the words of the collection offer nothing.</param>
/// <param name="Limit">The name of the <see cref="QueryLimits"/> that was passed, or null.</param>
public sealed record QueryFault(int Start, int Length, string Message, string? Suggestion = null, string? Limit = null);

/// <summary>How much one query may ask; what is beyond is left out, and a fault names the limit.</summary>
public sealed record QueryLimits
{
    public static QueryLimits Default { get; } = new();

    /// <summary>UTF-16 units read.</summary>
    public int MaxLength { get; init; } = 20_000;

    /// <summary>Words, patterns and fields, those within phrases counted.</summary>
    public int MaxClauses { get; init; } = 1024;

    /// <summary>Brackets within brackets.</summary>
    public int MaxDepth { get; init; } = 32;

    /// <summary>Faults reported; those that name a limit are not left out.</summary>
    public int MaxFaults { get; init; } = 100;

    /// <summary>Words between the words of a phrase.</summary>
    public int MaxGap { get; init; } = 1000;

    /// <summary>Words that one pattern or near spelling stands for: the most frequent, or the nearest.</summary>
    public int MaxExpansions { get; init; } = 1024;
}
