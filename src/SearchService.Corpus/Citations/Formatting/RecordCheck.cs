using SearchService.Corpus.Bibliography;

namespace SearchService.Corpus.Citations.Formatting;

/// <summary>What a style wants of a work's record and does not find there.</summary>
internal static class RecordCheck
{
    /// <param name="style">As people call it: "APA".</param>
    /// <param name="hasHead">Somebody stands in the author's place.</param>
    /// <param name="noDate">What stands in place of a year; empty where nothing does.</param>
    /// <param name="keepsLetters">The style wants sentence case and the titles keep the record's letters.</param>
    public static void Warn(
        Work work,
        string style,
        bool hasHead,
        string noDate,
        bool keepsLetters,
        Locator? locator,
        List<string> warnings
    )
    {
        var legal = IsLegal(work);
        if (work.Title is null)
        {
            warnings.Add("the record has no title");
        }
        else if (!legal && keepsLetters && TitleCase.Is(work.Title, work.Language))
        {
            warnings.Add($"the title keeps the record's capitals; {style} wants sentence case");
        }

        if (!hasHead && !legal)
        {
            warnings.Add("no author is known: the title stands in the author's place");
        }

        if (work.Issued is null && work.Status is null)
        {
            warnings.Add(noDate.Length > 0 ? $"no year is known: it is given as {noDate}" : "no year is known");
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

        if (legal)
        {
            warnings.Add(
                $"legal works are cited by the law's own conventions: check the reference against {style}'s chapter on them"
            );
        }

        if (
            locator is { Label: LocatorLabel.Section or LocatorLabel.Paragraph }
            && work.Type is "book" or "chapter" or "article-journal"
        )
        {
            warnings.Add($"the text shows no page numbers; where a paged edition is at hand, {style} wants the page");
        }
    }

    public static bool IsLegal(Work work) =>
        work.Type is "bill" or "hearing" or "legal_case" or "legislation" or "regulation" or "treaty";
}
