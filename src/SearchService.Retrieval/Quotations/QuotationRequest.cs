namespace SearchService.Retrieval.Quotations;

/// <summary>Words that somebody wants to use, and whose they are said to be.</summary>
/// <param name="Document">A document's id; null where no work is named.</param>
/// <param name="Author">A family or full name, or several joined by "and" or "&amp;"; null where nobody is named.</param>
/// <param name="Style">A style that is there.</param>
public sealed record QuotationRequest(string Quotation, string? Document, string? Author, string Style)
{
    public const int LeastWords = 3;
    public const int MostWords = 400;
    public const int MostItems = 100;
}
