using SearchService.Corpus.Bibliography;

namespace SearchService.Corpus.Citations.Apa;

/// <summary>
/// APA 7: Publication Manual of the American Psychological Association, 7th edition (2020), chapters 8 to 10; numbers in comments are its
/// sections.
/// </summary>
public sealed class ApaStyle : CitationStyle
{
    public override string Name => "apa";

    public override string Title => "APA 7";

    public override Citation Cite(Work work, Locator? locator = null)
    {
        var warnings = new List<string>();
        var shape = new ApaShape(work);
        var places = ApaLocator.Places(locator, warnings);
        Check(shape, locator, warnings);
        return new Citation(Name, ApaInText.Of(shape, places), ApaReference.Of(shape), null, locator, warnings);
    }

    private static void Check(ApaShape shape, Locator? locator, List<string> warnings)
    {
        var work = shape.Work;
        if (work.Title is null)
        {
            warnings.Add("the record has no title");
        }
        else if (!shape.IsLegal && ApaTitleCase.Is(work.Title, work.Language))
        {
            warnings.Add("the title keeps the record's capitals; APA wants sentence case");
        }

        if (shape.Head.IsEmpty && !shape.IsLegal)
        {
            warnings.Add("no author is known: the title stands in the author's place");
        }

        if (work.Issued is null && work.Status is null)
        {
            warnings.Add("no year is known: it is given as n.d.");
        }
        else if (work.Issued is { Start: null, Literal: { } words })
        {
            warnings.Add($"no year is known: the date stands as recorded, \"{words}\"");
        }

        if (work.Type == "article-journal")
        {
            string?[] missing =
            [
                work.ContainerTitle is null ? "journal" : null,
                work.Volume is null && work.Issue is null ? "volume" : null,
                work.Page is null && work.Number is null ? "pages" : null,
            ];
            if (missing.Any(part => part is not null))
            {
                warnings.Add("the record lacks the article's " + string.Join(" and ", missing.OfType<string>()));
            }
        }
        else if (work.Type is "book" or "report" or "chapter" && work.Publisher is null)
        {
            warnings.Add("the record lacks the publisher");
        }

        if (shape.IsLegal)
        {
            warnings.Add(
                "legal works are cited by the law's own conventions: check the reference against APA 7, chapter 11"
            );
        }

        if (
            locator is { Label: LocatorLabel.Section or LocatorLabel.Paragraph }
            && work.Type is "book" or "chapter" or "article-journal"
        )
        {
            warnings.Add("the text shows no page numbers; where a paged edition is at hand, APA wants the page");
        }
    }
}
