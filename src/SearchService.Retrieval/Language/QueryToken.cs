namespace SearchService.Retrieval.Language;

internal enum QueryTokenKind
{
    Word,
    Phrase,
    Regex,
    Open,
    Close,
    And,
    Or,
    Not,
    Plus,
    Minus,
    Field,
    Value,
    Near,
}

/// <summary>A mark of the query with its place; <see cref="Start"/> to <see cref="End"/> covers all of it, quotation marks and suffix too.</summary>
internal readonly record struct QueryToken(QueryTokenKind Kind, int Start, int End)
{
    /// <summary>What stands between the marks of a phrase, a regular expression or a value.</summary>
    public (int Start, int End) Inner { get; init; }

    /// <summary>With <see cref="QueryTokenKind.Field"/>.</summary>
    public QueryField Field { get; init; }

    /// <summary>With <see cref="QueryTokenKind.Near"/>: words between, from another system's <c>NEAR/5</c>.</summary>
    public Proximity? Proximity { get; init; }
}
