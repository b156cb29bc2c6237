using System.Text.Json.Serialization;

namespace SearchService.Retrieval.Searching;

public enum ConcordanceSort
{
    /// <summary>By document id, then as the text runs.</summary>
    Document,

    /// <summary>By the words before, the nearest first.</summary>
    Left,

    /// <summary>By the words behind.</summary>
    Right,

    /// <summary>By year, then as <see cref="Document"/>.</summary>
    Year,
}

/// <param name="Search">The query, filters, limit and cursor.</param>
/// <param name="Width">The longest context on each side, in characters.</param>
/// <param name="Skip">Lines to leave out at the beginning, where no cursor says so.</param>
public sealed record ConcordanceRequest(
    SearchRequest Search,
    int Width,
    ConcordanceSort Sort,
    bool Dispersion,
    int Skip = 0
)
{
    public const int DefaultWidth = 60;
    public const int DefaultLimit = 100;
}

/// <param name="PerTenThousand">Occurrences to 10,000 words of the documents that have any.</param>
/// <param name="Dispersion">By document, in the order of ids; absent where it was not asked for.</param>
public sealed record ConcordanceResults(
    QueryReading Query,
    MatchTotal Total,
    int Documents,
    double PerTenThousand,
    double TookMs,
    string CorpusVersion,
    IReadOnlyList<ConcordanceLine> Lines,
    string? Next,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyList<DocumentDispersion>? Dispersion = null
);

/// <summary>An occurrence in its context: left, match and right are the running text, white space made single.</summary>
/// <param name="Note">The note's number, in a note; "" where it is unknown; absent elsewhere.</param>
/// <param name="PositionInDocument">0 at the beginning to 1 at the end, measured in passages, which are about as long as one another.</param>
public sealed record ConcordanceLine(
    string Left,
    string Match,
    string Right,
    string PassageId,
    string DocumentId,
    IReadOnlyList<string> Section,
    PageRange Pages,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note,
    double PositionInDocument
);

/// <param name="Positions">Of its occurrences, 0 to 1, ascending.</param>
public sealed record DocumentDispersion(
    string DocumentId,
    int Count,
    int Words,
    double PerTenThousand,
    IReadOnlyList<double> Positions
);

/// <summary>Lines, or why there are none.</summary>
/// <param name="Expired">The cursor's snapshot is held no longer.</param>
public sealed record ConcordanceAnswer(
    ConcordanceResults? Results,
    IReadOnlyList<ParameterFault> Faults,
    bool Expired = false
);
