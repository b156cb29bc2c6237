using SearchService.Retrieval.Quotations;

namespace SearchService.Retrieval.Tests.Quotations.Generated;

/// <summary>Says of quotations whose they are.</summary>
internal sealed class Attributions(QuotableTexts texts, Random random)
{
    /// <summary>The style of every request: the checks do not depend on it.</summary>
    public const string Style = "apa";

    /// <summary>Half of the quotations name their work, some of these by its author.</summary>
    public QuotationRequest Of(string text, string documentId)
    {
        var choice = random.Next(4);
        var author = texts.Summary(documentId).Work.Work.Author.FirstOrDefault()?.Family;
        return new QuotationRequest(
            text,
            choice == 0 || (choice == 1 && author is null) ? documentId : null,
            choice == 1 ? author : null,
            Style
        );
    }
}
