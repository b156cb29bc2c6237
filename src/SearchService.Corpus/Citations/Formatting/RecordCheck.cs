using System.Globalization;
using SearchService.Corpus.Bibliography;

namespace SearchService.Corpus.Citations.Formatting;

/// <summary>What a style wants of a record.</summary>
/// <param name="Style">As people call it: "APA".</param>
/// <param name="NoDate">What stands in place of a year; empty where nothing does.</param>
/// <param name="KeepsLetters">The style wants sentence case and the titles keep the record's letters.</param>
/// <param name="Place">Books and reports name where they were published.</param>
/// <param name="Abbreviation">Journals are named by their abbreviated titles.</param>
internal sealed record RecordWants(
    string Style,
    string NoDate,
    bool KeepsLetters,
    bool Place = false,
    bool Abbreviation = false
);

/// <summary>What a style wants of a work's record and does not find there.</summary>
internal static class RecordCheck
{
    /// <param name="headless">What stands in the author's place; null where somebody does.</param>
    public static void Warn(Work work, RecordWants wants, string? headless, Locator? locator, List<string> warnings)
    {
        var (style, noDate) = (wants.Style, wants.NoDate);
        var legal = IsLegal(work);
        if (work.Title is null)
        {
            warnings.Add("the record has no title");
        }
        else if (!legal && wants.KeepsLetters && TitleCase.Is(work.Title, work.Language))
        {
            warnings.Add($"the title keeps the record's capitals; {style} wants sentence case");
        }

        if (headless is not null && !legal)
        {
            warnings.Add($"no author is known: {headless} stands in the author's place");
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

            if (
                wants.Abbreviation
                && work.ContainerTitle is { } journal
                && journal.Contains(' ', StringComparison.Ordinal)
                && work.Text("container-title-short") is null
            )
            {
                warnings.Add($"the record lacks the journal's abbreviated title, which {style} wants");
            }
        }
        else if (work.Type is "book" or "report" or "chapter")
        {
            string?[] missing =
            [
                work.Publisher is null ? "the publisher" : null,
                wants.Place && work.PublisherPlace is null ? "the place of publication" : null,
            ];
            if (missing.Any(part => part is not null))
            {
                warnings.Add("the record lacks " + string.Join(" and ", missing.OfType<string>()));
            }
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

    /// <summary>A law that is called by its year, "Peace Act 1998", which is then not given again.</summary>
    public static bool IsNamedByYear(Work work) =>
        work is { Type: "bill" or "legislation" or "regulation", Issued.Year: { } year, Title: { } title }
        && title.EndsWith(year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    public static bool IsLegal(Work work) =>
        work.Type is "bill" or "hearing" or "legal_case" or "legislation" or "regulation" or "treaty";
}
