namespace SearchService.Retrieval.Engines;

/// <summary>
/// The token streams of a passage. <see cref="Text"/> and <see cref="Stem"/> share one count of positions, which runs through the
/// document; places found in <see cref="Sentence"/> and <see cref="Paragraph"/> are handed back as places of the text.
/// </summary>
public enum PassageField
{
    /// <summary>Folded words as they stand.</summary>
    Text,

    /// <summary>The same words without their English inflection.</summary>
    Stem,

    /// <summary>Folded words of the section's own heading; only in the first passage of the section.</summary>
    Heading,

    /// <summary>Stems of the work's title and of all headings above the passage.</summary>
    Path,

    /// <summary>The words of <see cref="Text"/> with <see cref="Indexing.TextUnits.SentenceGap"/> free positions between sentences.</summary>
    Sentence,

    /// <summary>The words of <see cref="Text"/> with <see cref="Indexing.TextUnits.ParagraphGap"/> free positions between paragraphs.</summary>
    Paragraph,
}

/// <summary>What passages are filtered, counted and sorted by.</summary>
public enum PassageColumn
{
    Document,
    Kind,

    /// <summary>Every heading above the passage.</summary>
    Section,

    /// <summary>Full names as shown.</summary>
    Author,

    /// <summary>Folded family and full names, to filter by.</summary>
    AuthorKey,
    Year,

    /// <summary>Place of the passage in its document.</summary>
    Ordinal,
}

/// <summary>
/// A query bound to the index's terms: what every engine translates into its own plan. Scores are BM25 by <see cref="Scoring"/> (exact
/// lengths, live documents only) summed over the clauses that match.
/// </summary>
public abstract record PassageClause;

/// <summary>Passages with a term. Several terms are read as one word of several forms.</summary>
public sealed record TermClause(PassageField Field, IReadOnlyList<string> Terms) : PassageClause;

/// <summary>Words one after another; each slot holds the alternative terms that may stand there, an empty one is for any word. May run on into the following passages.</summary>
public sealed record PhraseClause(PassageField Field, IReadOnlyList<IReadOnlyList<string>> Slots) : PassageClause;

/// <summary>Words with at most <paramref name="MaxGap"/> others between them all; each word a list of alternative terms.</summary>
public sealed record NearClause(
    PassageField Field,
    IReadOnlyList<IReadOnlyList<string>> Words,
    int MaxGap,
    bool Ordered
) : PassageClause;

/// <summary>Terms that match a pattern of letters, <c>*</c> and <c>?</c>; a constant score.</summary>
public sealed record WildcardClause(PassageField Field, string Pattern) : PassageClause;

/// <summary>Terms within a number of edits; a constant score.</summary>
public sealed record FuzzyClause(PassageField Field, string Term, int MaxEdits) : PassageClause;

/// <summary>All children match; scores add up.</summary>
public sealed record AllClause(IReadOnlyList<PassageClause> Children) : PassageClause;

/// <summary>At least so many children match; scores of those that do add up.</summary>
public sealed record AnyClause(IReadOnlyList<PassageClause> Children, int AtLeast = 1) : PassageClause;

/// <summary><paramref name="Required"/> matches; optional clauses raise its score where they match too.</summary>
public sealed record RaisedClause(PassageClause Required, IReadOnlyList<PassageClause> Optional) : PassageClause;

public sealed record ExceptClause(PassageClause Included, PassageClause Excluded) : PassageClause;

public sealed record WeightedClause(PassageClause Child, float Weight) : PassageClause;

/// <summary>Matches as its child does, and scores nothing.</summary>
public sealed record FilterClause(PassageClause Child) : PassageClause;

/// <summary>Passages with any of the values in a column; scores nothing.</summary>
public sealed record ValueClause(PassageColumn Column, IReadOnlyList<string> Values) : PassageClause;

/// <summary>Passages of works issued in a range of years, both ends included; scores nothing.</summary>
public sealed record YearClause(int? From, int? To) : PassageClause;

/// <summary>Every passage; scores nothing.</summary>
public sealed record EverythingClause : PassageClause;

/// <summary>Matches as its child does; the score is multiplied by the factor of the passage's kind (1 where none is given).</summary>
public sealed record KindWeightedClause(PassageClause Child, IReadOnlyDictionary<string, float> Factors)
    : PassageClause;
