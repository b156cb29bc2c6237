using System.Globalization;
using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Quotations;

/// <summary>Reads what is to be checked from named values; all faults are found at once.</summary>
public static class QuotationRequestReader
{
    /// <summary>Four hundred words have far fewer characters; what has more is no prose.</summary>
    private const int MostCharacters = 20_000;

    public static IReadOnlyList<string> Parameters { get; } = ["quotation", "document", "author", "style"];

    /// <summary>The request, or null and what is wrong among <paramref name="faults"/>.</summary>
    /// <param name="prefix">What stands before a parameter's name in a fault: "items[3]." for the fourth of many.</param>
    public static QuotationRequest? Read(
        IReadOnlyDictionary<string, string> values,
        string prefix,
        IPassageSnapshot snapshot,
        List<ParameterFault> faults
    )
    {
        var before = faults.Count;
        foreach (var name in values.Keys.Where(name => !Parameters.Contains(name, StringComparer.Ordinal)))
        {
            Fault(name, $"There is no such parameter; there are: {string.Join(", ", Parameters)}.");
        }

        var quotation = values.GetValueOrDefault("quotation", "");
        if (quotation.Length > MostCharacters)
        {
            Fault(
                "quotation",
                string.Create(CultureInfo.InvariantCulture, $"It has more than {MostCharacters} characters.")
            );
        }
        else if (
            Words.Count(quotation) is var words and (< QuotationRequest.LeastWords or > QuotationRequest.MostWords)
        )
        {
            Fault(
                "quotation",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"It has {words} words; a quotation of {QuotationRequest.LeastWords} to {QuotationRequest.MostWords} words is needed."
                )
            );
        }

        var document = Given("document");
        if (document is not null && snapshot.Summary(document) is null)
        {
            Fault("document", $"The collection has no document '{document}'.");
        }

        var author = Given("author");
        if (author is not null && Words.Count(author) == 0)
        {
            Fault("author", $"'{author}' is no name.");
        }

        var style = SearchRequestReader.CitationStyleFault(prefix + "style", Given("style"), out var styleFault);
        if (styleFault is not null)
        {
            faults.Add(styleFault);
        }

        return faults.Count == before ? new QuotationRequest(quotation, document, author, style) : null;

        string? Given(string name)
        {
            if (!values.TryGetValue(name, out var value))
            {
                return null;
            }

            if (string.IsNullOrWhiteSpace(value))
            {
                Fault(name, "The value is empty.");
                return null;
            }

            return value.Trim();
        }

        void Fault(string name, string message) => faults.Add(new ParameterFault(prefix + name, message));
    }
}
