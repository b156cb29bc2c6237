using System.Globalization;
using SearchService.Retrieval.Quotations;
using SearchService.Retrieval.Searching;

namespace SearchService.Pages;

/// <summary>Numbers, places and names of kinds as the pages write them.</summary>
internal static class PageWords
{
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"1 passage", "2 passages".</summary>
    public static string Count(long number, string one, string? many = null) =>
        $"{Count(number)} {(number == 1 ? one : many ?? one + "s")}";

    /// <summary>"at least" where counting was cut short.</summary>
    public static string Count(MatchTotal total, string one, string? many = null) =>
        (total.Relation == "eq" ? "" : "at least ") + Count(total.Value, one, many);

    public static string Decimal(double number) => number.ToString("N1", CultureInfo.InvariantCulture);

    /// <summary>A name of the API in plain words: "blockQuotation", "article-journal".</summary>
    public static string Plain(string name) =>
        name.All(char.IsUpper)
            ? name
            : string.Concat(
                name.Select(letter =>
                    char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}"
                    : letter is '-' or '_' ? " "
                    : $"{letter}"
                )
            );

    /// <summary>A kind of passage as a reader calls it.</summary>
    public static string Kind(string kind) =>
        kind switch
        {
            "body" => "running text",
            "blockQuotation" => "block quotation",
            "reference" => "reference list",
            "front" => "front matter",
            _ => kind,
        };

    /// <summary>"p. 12", "pp. 12–13"; null where no label is known.</summary>
    public static string? Pages(PageRange pages) =>
        pages switch
        {
            { First: null } => null,
            { First: var first, Last: var last } when last is null || last == first => $"p. {first}",
            _ => $"pp. {pages.First}–{pages.Last}",
        };

    /// <summary>A verdict on a quotation as a reader calls it.</summary>
    public static string Verdict(QuotationVerdict verdict) =>
        verdict switch
        {
            QuotationVerdict.Exact => "exact",
            QuotationVerdict.Normalised => "right but for typography",
            QuotationVerdict.Ellipsis => "right, with an ellipsis",
            QuotationVerdict.Altered => "altered",
            QuotationVerdict.Stitched => "put together",
            QuotationVerdict.Misattributed => "not in the work named",
            _ => "not found",
        };
}
