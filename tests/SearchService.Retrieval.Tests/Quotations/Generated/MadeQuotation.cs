using SearchService.Retrieval.Quotations;

namespace SearchService.Retrieval.Tests.Quotations.Generated;

/// <summary>What was done to the words of a text.</summary>
internal enum MadeAs
{
    Exact,
    Typography,
    Brackets,
    Noise,
    Dropped,
    Added,
    Replaced,
    NegationDropped,
    NegationAdded,
    NumberChanged,
    NameChanged,
    Ellipsis,
    Stitched,
    Misattributed,
    Nowhere,
}

/// <summary>A quotation of which is known what a check must find.</summary>
/// <param name="Documents">The works whose words they are; none for what stands nowhere.</param>
/// <param name="Changed">By words, as they are quoted and as the source has them; null where the diff is not asked about.</param>
/// <param name="Flag">What must be flagged; null where nothing must.</param>
internal sealed record MadeQuotation(
    MadeAs As,
    QuotationRequest Request,
    QuotationVerdict Verdict,
    IReadOnlyList<string> Documents,
    IReadOnlyList<(string Quoted, string Source)>? Changed = null,
    string? Flag = null
);

/// <summary>The flags as the contract names them.</summary>
internal static class DifferenceNames
{
    public const string Negation = "negation";
    public const string Number = "number";
    public const string Name = "name";
}
