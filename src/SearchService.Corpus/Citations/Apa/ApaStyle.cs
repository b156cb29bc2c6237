using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Citations.Formatting;

namespace SearchService.Corpus.Citations.Apa;

/// <summary>
/// APA 7: Publication Manual of the American Psychological Association, 7th edition (2020), chapters 8 to 10; numbers in comments are its
/// sections. Its references are put together from elements that depend on one another (what stands in parentheses, in brackets, after a
/// stop), more than a table of templates could say.
/// </summary>
public sealed class ApaStyle : CitationStyle
{
    public override string Name => "apa";

    public override string Title => "APA 7";

    public override QuotationForm Quotations { get; } =
        new(
            QuotationMarks.American,
            40,
            "40 words or more: APA (8.27) sets them as an indented block, without quotation marks, the citation behind the last stop"
        );

    public override Citation Cite(Work work, Locator? locator = null, string? yearSuffix = null)
    {
        var warnings = new List<string>();
        var shape = new ApaShape(work, yearSuffix);
        var places = ApaForms.Locators.Places(locator, new StyleName("APA", QuotationMarks.American), warnings);
        RecordCheck.Warn(
            work,
            new RecordWants("APA", "n.d.", KeepsLetters: true),
            shape.Head.IsEmpty ? "the title" : null,
            locator,
            warnings
        );
        return new Citation(Name, ApaInText.Of(shape, places), ApaReference.Of(shape), null, locator, warnings);
    }
}
