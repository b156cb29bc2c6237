using System.Text.Json.Serialization;

namespace SearchService.Retrieval.Searching;

// What a search answers, as it goes over the wire; a field with a default is left out where there is nothing: all offsets are Unicode code points, zero-based, end exclusive.

public sealed record SearchResults(
    QueryReading Query,
    MatchTotal Total,
    double TookMs,
    string CorpusVersion,
    IReadOnlyList<Hit> Results,
    string? Next,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyDictionary<string, IReadOnlyList<Engines.FacetCount>>? Facets = null
);

/// <param name="Parsed">The reading that was searched, written out.</param>
/// <param name="Suggestion">The query with the nearest words that occur in the places of those that do not; null where all do.</param>
/// <param name="Relaxed">No passage has all the words; those with most of them are counted.</param>
public sealed record QueryReading(
    string Text,
    string Parsed,
    IReadOnlyList<QueryError> Errors,
    bool Relaxed,
    string? Suggestion
)
{
    /// <summary>Whether the time was too short to find all, so that the same query may find more another time.</summary>
    [JsonIgnore]
    public bool IsPartial => Errors.Any(error => error.Limit == nameof(SearchLimits.Time));
}

/// <param name="Suggestion">What to write in the place of the range; null where there is nothing to offer.</param>
/// <param name="Limit">The limit that was passed; absent where none was.</param>
public sealed record QueryError(
    int Start,
    int Length,
    string Message,
    string? Suggestion,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Limit = null
);

/// <param name="Relation">"eq": exact; "gte": at least so many.</param>
public sealed record MatchTotal(long Value, string Relation);

public sealed record Hit(
    int Rank,
    float Score,
    PassageHead Passage,
    DocumentHead Document,
    Snippet Snippet,
    IReadOnlyList<NoteHead> Notes,
    CitationHead Citation,
    IReadOnlyList<Selector> Selectors,
    HitLinks Links,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Explanation? Explanation = null
)
{
    /// <summary>The first match, as far as it stands in the passage's own text; all of the text where none does.</summary>
    [JsonIgnore]
    public TextRange FirstMatch { get; init; }
}

/// <summary>What a score is made of, the largest part first: their sum, times <paramref name="Times"/>, is the score.</summary>
/// <param name="Times">How passages of this kind are weighed beside running text.</param>
public sealed record Explanation(IReadOnlyList<ScorePart> Parts, float Times, string Kind);

/// <param name="What">A word or words of the query, or what they were taken to mean, and how they stand in the passage.</param>
/// <param name="Adds">A rare word adds more than a common one; a word adds more the more often it stands in the passage, but less each time.</param>
public sealed record ScorePart(string What, float Adds);

/// <param name="ContinuesIn">Id of the next passage, where the match runs over the cut between the two.</param>
/// <param name="Text">The whole passage, when it was asked for.</param>
public sealed record PassageHead(
    string Id,
    string Kind,
    IReadOnlyList<string> Section,
    ParagraphRange? Paragraphs,
    PageRange Pages,
    string TextHash,
    int Words,
    string? ContinuesIn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text = null
);

/// <summary>Paragraphs of the section, counted from 1.</summary>
public sealed record ParagraphRange(int First, int Last);

/// <param name="First">A label, printed or inferred; null when unknown.</param>
/// <param name="Method">"printed", "inferred" or "unknown".</param>
/// <param name="Ordinal">The place of the first page in the file, from 1; never cited; null when the file shows no pages.</param>
public sealed record PageRange(string? First, string? Last, string Method, int? Ordinal);

public sealed record DocumentHead(string Id, string Title, IReadOnlyList<string> Authors, int? Year, string Type);

/// <param name="Text">Sentences around the matches; parts that are distant in the passage are joined by an ellipsis between spaces.</param>
/// <param name="Html">The text escaped, matches in &lt;mark&gt;, and nothing else.</param>
/// <param name="Truncated">The passage has more text than this.</param>
public sealed record Snippet(string Text, IReadOnlyList<TextRange> Highlights, string Html, bool Truncated);

public readonly record struct TextRange(int Start, int End);

/// <param name="Number">As printed or inferred; null when unknown.</param>
/// <param name="Method">How the number is known.</param>
/// <param name="Resolves">Citations in short ("Ibid.") that the note has, and the notes and works that they mean.</param>
public sealed record NoteHead(
    string? Number,
    string Method,
    string Text,
    string PassageId,
    IReadOnlyList<ResolvedCitation> Resolves
);

public sealed record CitationHead(
    string Style,
    string InText,
    string Reference,
    CitationLocator? Locator,
    IReadOnlyList<string> Warnings
);

/// <param name="Method">"printed", "inferred" or "unknown".</param>
public sealed record CitationLocator(string Label, string Value, string Method);

/// <summary>A W3C Web Annotation selector over the document's recovered text.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TextQuoteSelector), "TextQuoteSelector")]
[JsonDerivedType(typeof(TextPositionSelector), "TextPositionSelector")]
public abstract record Selector;

/// <param name="Prefix">With <paramref name="Suffix"/> the fewest words that make the place the only one; empty where none are needed.</param>
/// <param name="Repeats">The words stand elsewhere with the same words around them: only the position tells the places apart.</param>
public sealed record TextQuoteSelector(
    string Exact,
    string Prefix,
    string Suffix,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Repeats = false
) : Selector;

public sealed record TextPositionSelector(int Start, int End) : Selector;

/// <param name="Page">The permalink, which tells later whether the passage's text has changed.</param>
/// <param name="Read">The reading view, with a text directive that finds the words; without one where they are repeated.</param>
/// <param name="Text">The recovered text as plain text, with the range of the words (RFC 5147), or of the first of several runs.</param>
public sealed record HitLinks(string Self, string Page, string Document, string Read, string Text);
