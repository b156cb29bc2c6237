using System.Text.Json.Serialization;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Quotations;

// What a check answers, as it goes over the wire: all offsets are Unicode code points, zero-based, end exclusive.

/// <summary>How a quotation stands to the collection; the first that holds, in the order of <see cref="QuotationCheck"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QuotationVerdict>))]
public enum QuotationVerdict
{
    /// <summary>The same characters, but for how Unicode composes them and how wide a space is.</summary>
    [JsonStringEnumMemberName("exact")]
    Exact,

    /// <summary>Only quotation marks, dashes, hyphens, ligatures, spaces, the first letter's case and the punctuation at the ends differ, or what differs is in brackets.</summary>
    [JsonStringEnumMemberName("normalised")]
    Normalised,

    /// <summary>Parts that are near each other and in order, an ellipsis where words are left out, each exact or normalised.</summary>
    [JsonStringEnumMemberName("ellipsis")]
    Ellipsis,

    /// <summary>Words, accents, capitals or punctuation within differ.</summary>
    [JsonStringEnumMemberName("altered")]
    Altered,

    /// <summary>Parts of several places that are far apart, out of order or of several works.</summary>
    [JsonStringEnumMemberName("stitched")]
    Stitched,

    /// <summary>The words stand in the collection, but in no work that was named.</summary>
    [JsonStringEnumMemberName("misattributed")]
    Misattributed,

    /// <summary>No place has enough of the words.</summary>
    [JsonStringEnumMemberName("notFound")]
    NotFound,
}

[JsonConverter(typeof(JsonStringEnumConverter<DiffKind>))]
public enum DiffKind
{
    [JsonStringEnumMemberName("equal")]
    Equal,

    /// <summary>The quotation has words that the source has not.</summary>
    [JsonStringEnumMemberName("insert")]
    Insert,

    /// <summary>The source has words that the quotation has not.</summary>
    [JsonStringEnumMemberName("delete")]
    Delete,

    [JsonStringEnumMemberName("replace")]
    Replace,
}

/// <summary>A run of words on both sides.</summary>
/// <param name="Quoted">Empty for <see cref="DiffKind.Delete"/>.</param>
/// <param name="Source">Empty for <see cref="DiffKind.Insert"/>.</param>
/// <param name="Start">Where <paramref name="Quoted"/> stands in the quotation; where it would stand when it is empty.</param>
/// <param name="SourceStart">Where <paramref name="Source"/> stands in the match's source text.</param>
/// <param name="Marked">The difference stands in square brackets or at an ellipsis: the writer says so, and it is no alteration.</param>
public sealed record DiffRun(
    DiffKind Op,
    string Quoted,
    string Source,
    int Start,
    int End,
    int SourceStart,
    int SourceEnd,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Marked = false
);

/// <summary>A place where words of the quotation stand.</summary>
/// <param name="Quoted">Which part of the quotation, in its characters.</param>
/// <param name="Wording">How the words stand there, whoever was named: exact, normalised, ellipsis or altered.</param>
/// <param name="Source">The words of the source, from the first to the last that is quoted.</param>
/// <param name="Similarity">0 to 1: what the two texts have in common, by characters of words.</param>
/// <param name="Flags">"negation", "number", "name": what the differences touch.</param>
/// <param name="Secondary">The work from which the source itself quotes the words; null where it does not, or does not say so.</param>
public sealed record QuotationMatch(
    string PassageId,
    DocumentHead Document,
    TextRange Quoted,
    QuotationVerdict Wording,
    string Source,
    double Similarity,
    IReadOnlyList<DiffRun> Diff,
    IReadOnlyList<string> Flags,
    CitationHead Citation,
    SecondaryCitation? Secondary,
    IReadOnlyList<Selector> Selectors,
    HitLinks Links
);

/// <summary>Words that the source quotes from another work.</summary>
/// <param name="Work">As the source cites it, read as far as it can be; null where only the marks are there.</param>
/// <param name="Note">The number of the source's note that cites it; null where it is cited in the text.</param>
/// <param name="Cited">The words with which the source cites it; null where it cites nothing beside the quotation.</param>
/// <param name="InText">Both works named: "Nuland, quoted in Flockhart and Kristensen (2008)".</param>
/// <param name="Documents">Documents of the collection that may be the primary work; empty where it has none.</param>
public sealed record SecondaryCitation(
    WorkReading? Work,
    string? Note,
    string? Cited,
    string InText,
    IReadOnlyList<string> Documents
);

/// <summary>What was searched, where nothing was found.</summary>
/// <param name="UnknownWords">Words of the quotation that occur nowhere in the collection.</param>
public sealed record QuotationSearched(int Documents, int Passages, IReadOnlyList<string> UnknownWords);

/// <summary>What is known of one quotation.</summary>
/// <param name="Explanation">The verdict in a sentence, for people.</param>
/// <param name="Matches">The best place first; the parts of a stitched quotation in its order.</param>
/// <param name="Searched">On notFound.</param>
/// <param name="Nearest">On notFound: the place that comes nearest, if any does.</param>
/// <param name="CorpusVersion">Of an answer about one quotation; among many it stands once, beside them.</param>
public sealed record QuotationFinding(
    string Quotation,
    QuotationVerdict Verdict,
    string Explanation,
    IReadOnlyList<QuotationMatch> Matches,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] QuotationSearched? Searched = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] QuotationMatch? Nearest = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? TookMs = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CorpusVersion = null
);

/// <summary>What is known of many quotations, in the order asked, all of one state of the collection.</summary>
public sealed record QuotationFindings(string CorpusVersion, double TookMs, IReadOnlyList<QuotationFinding> Items);
