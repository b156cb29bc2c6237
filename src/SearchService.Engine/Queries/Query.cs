namespace SearchService.Engine.Queries;

/// <summary>
/// What a document must hold, and what that is worth. Queries know nothing of any index; unknown fields and columns are an
/// <see cref="ArgumentException"/> when they are searched. Scores are never negative as long as boosts are not.
/// </summary>
public abstract record Query;

/// <summary>Documents with a term, scored by BM25.</summary>
public sealed record TermQuery(string Field, string Term) : Query;

/// <summary>
/// Documents with any of the terms, scored as if all were one term: its frequency is the sum of theirs, its document
/// frequency the number of documents with any of them.
/// </summary>
public sealed record AnyTermQuery(string Field, IReadOnlyList<string> Terms) : Query;

/// <summary>
/// Words at fixed distances. A match belongs to the document it starts in (at the slot of the smallest offset) and may run on
/// into following documents of the group. Scored by BM25: the frequency is the number of places where matches start, the
/// weight the sum of the slots' inverse document frequencies, a slot's document frequency being that of the union of its terms.
/// </summary>
public sealed record PhraseQuery(string Field, IReadOnlyList<PhraseSlot> Slots) : Query
{
    /// <summary>One term a slot, at consecutive positions.</summary>
    public static PhraseQuery Of(string field, params IEnumerable<string> terms) =>
        new(field, [.. terms.Select((term, i) => new PhraseSlot(i, [term]))]);
}

/// <summary>A place in a phrase and the terms that may stand there.</summary>
/// <param name="Offset">Distance in positions from the phrase's origin; gaps and several slots at one offset are allowed.</param>
/// <param name="Terms">Alternatives: any one of them is enough.</param>
public sealed record PhraseSlot(int Offset, IReadOnlyList<string> Terms);

/// <summary>
/// Words near each other, each at a position of its own. A match is a shortest window: a run of positions that holds all the
/// words and no shorter such run (Clarke, Cormack and Tudhope 2000). Its length less the number of words is at most
/// <paramref name="MaxGap"/>. It belongs to the document it starts in, as a phrase does, and is scored as one.
/// </summary>
/// <param name="Field">The text field.</param>
/// <param name="Words">For each word its alternatives, any one of which is enough.</param>
/// <param name="MaxGap">How many other positions the window may hold.</param>
/// <param name="Ordered">Whether the words must stand in the order given.</param>
public sealed record ProximityQuery(string Field, IReadOnlyList<IReadOnlyList<string>> Words, int MaxGap, bool Ordered)
    : Query;

/// <summary>
/// Documents with a term that the pattern matches whole: <c>*</c> is any run of characters, <c>?</c> any one code point.
/// Every such document scores 1.
/// </summary>
/// <param name="Field">The text field.</param>
/// <param name="Pattern">Compared with the terms as they are; there is no escape.</param>
/// <param name="MaxExpansions">
/// How many terms may stand for the pattern. Where more match, those in most documents are taken (then by term), and
/// <see cref="SearchMatches.CutExpansions"/> says so.
/// </param>
public sealed record WildcardQuery(string Field, string Pattern, int MaxExpansions = 1024) : Query;

/// <summary>
/// Documents with a term within some edits: a code point inserted, deleted or replaced, or two neighbours swapped, and no code
/// point edited twice (optimal string alignment, Damerau 1964). A document scores 1 / (1 + edits) by its nearest term.
/// </summary>
/// <param name="Field">The text field.</param>
/// <param name="Term">The term as meant.</param>
/// <param name="MaxEdits">The largest distance, 0 to 16.</param>
/// <param name="MaxExpansions">As for wildcards; the nearest terms are taken, then those in most documents, then by term.</param>
public sealed record FuzzyQuery(string Field, string Term, int MaxEdits, int MaxExpansions = 256) : Query;

/// <summary>
/// Documents that match every <paramref name="Must"/>, no <paramref name="MustNot"/> and at least so many of
/// <paramref name="Should"/>: <paramref name="MinimumShouldMatch"/>, or one where there is no Must. A query without Must and
/// Should leaves every document that no MustNot matches. The score is the sum over the clauses of Must and Should that match.
/// </summary>
public sealed record BooleanQuery(
    IReadOnlyList<Query> Must,
    IReadOnlyList<Query> Should,
    IReadOnlyList<Query> MustNot,
    int MinimumShouldMatch = 0
) : Query
{
    /// <summary>All of the queries.</summary>
    public static BooleanQuery All(params IReadOnlyList<Query> queries) => new(queries, [], []);

    /// <summary>At least one of the queries.</summary>
    public static BooleanQuery Any(params IReadOnlyList<Query> queries) => new([], queries, []);
}

/// <summary>The same documents; the score times a factor.</summary>
public sealed record BoostQuery(Query Query, float Boost) : Query;

/// <summary>
/// The same documents; the score times the factor of each value that a document has in a keyword column. Values without a factor
/// change nothing.
/// </summary>
public sealed record ScaledQuery(Query Query, string Column, IReadOnlyDictionary<string, float> Factors) : Query;

/// <summary>The same documents; one score for all of them.</summary>
public sealed record ConstantScoreQuery(Query Query, float Score = 1) : Query;

/// <summary>Documents with any of the values in a keyword column. Scores 0: it narrows and does not rank.</summary>
public sealed record KeywordFilter(string Column, IReadOnlyList<string> Values) : Query;

/// <summary>Documents whose value in a number column is within bounds, both included; null is no bound. Scores 0.</summary>
public sealed record NumberRange(string Column, long? Min, long? Max) : Query;

/// <summary>Every document. Scores 0.</summary>
public sealed record MatchAll : Query;

/// <summary>
/// Documents that any of the queries matches. The score is the best of theirs and <paramref name="TieBreak"/> times the sum of
/// the others.
/// </summary>
public sealed record DisMaxQuery(IReadOnlyList<Query> Queries, float TieBreak = 0) : Query;
