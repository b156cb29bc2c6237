using System.Text.Json.Serialization;
using SearchService.Analysis;
using SearchService.Retrieval.Engines;

namespace SearchService.Retrieval.Quotations;

/// <summary>What is known of the quotations of a manuscript.</summary>
/// <param name="TooShort">Quotations of fewer than three words, which are left out: terms and titles rather than words of a source.</param>
/// <param name="TooLong">Quotations of more words than are checked at once, left out too.</param>
public sealed record ManuscriptReport(
    string CorpusVersion,
    int TooShort,
    int TooLong,
    IReadOnlyList<ManuscriptFinding> Quotations
)
{
    private static readonly QuotationVerdict[] Right =
    [
        QuotationVerdict.Exact,
        QuotationVerdict.Normalised,
        QuotationVerdict.Ellipsis,
    ];

    /// <summary>Whether every quotation stands as it is quoted, where it is said to.</summary>
    [JsonIgnore]
    public bool IsRight => Quotations.All(quotation => Right.Contains(quotation.Finding.Verdict));
}

/// <param name="Line">Where the quotation begins, from 1.</param>
/// <param name="Cited">The citation beside it, or its note, as written; null where there is none.</param>
/// <param name="Page">The page that is cited where the words stand on another; null else.</param>
public sealed record ManuscriptFinding(
    int Line,
    string? Cited,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Page,
    QuotationFinding Finding
);

/// <summary>Checks the quotations of a manuscript, each against the work that is cited beside it.</summary>
public static class ManuscriptCheck
{
    public static ManuscriptReport Check(
        IPassageSnapshot snapshot,
        string manuscript,
        string style,
        CancellationToken cancellation
    )
    {
        var (tooShort, tooLong) = (0, 0);
        var findings = new List<ManuscriptFinding>();
        foreach (var quotation in ManuscriptQuotations.Find(manuscript))
        {
            switch (Words.Count(quotation.Text))
            {
                case < QuotationRequest.LeastWords:
                    tooShort++;
                    continue;
                case > QuotationRequest.MostWords:
                    tooLong++;
                    continue;
            }

            var cited = quotation.Citation is { } citation ? CitedSource.Of(snapshot, citation) : null;
            var finding = QuotationCheck.Check(
                snapshot,
                new QuotationRequest(
                    quotation.Text,
                    cited?.Document,
                    cited?.Document is null ? cited?.Author : null,
                    style
                ),
                cancellation
            );
            findings.Add(new ManuscriptFinding(quotation.Line, quotation.Citation, OtherPage(cited, finding), finding));
        }

        return new ManuscriptReport(snapshot.CorpusVersion, tooShort, tooLong, findings);
    }

    /// <summary>The page cited, where the words stand on another one that is printed.</summary>
    private static string? OtherPage(CitedSource? cited, QuotationFinding finding) =>
        cited?.Page is { } page
        && finding is { Verdict: not QuotationVerdict.Misattributed, Matches: [var first, ..] }
        && first.Citation.Locator is { Label: "page", Method: "printed" } locator
        && locator.Value != page.Replace(" ", "", StringComparison.Ordinal).Replace('-', '–')
            ? page
            : null;
}
