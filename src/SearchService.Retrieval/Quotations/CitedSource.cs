using System.Globalization;
using System.Text.RegularExpressions;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Quotations;

/// <summary>What a citation beside a quotation names, in short ("Cooper, 2005, p. 12") or as a note writes it.</summary>
/// <param name="Document">The one document of the collection that it can mean; null where none or several are.</param>
/// <param name="Author">As written; null where the citation names none that is known as one.</param>
/// <param name="Page">As written: "12", "12–13"; null where none is.</param>
internal sealed partial record CitedSource(string? Document, string? Author, string? Page)
{
    private const int MostDocuments = 2;
    private const int MostNames = 12;

    public static CitedSource Of(IPassageSnapshot snapshot, string citation)
    {
        var page = PageNumber().Match(citation) is { Success: true } found ? found.Groups["page"].Value : null;
        var year = CitedYear.InText().Match(citation) is { Success: true } dated
            ? int.Parse(dated.ValueSpan[..4], NumberStyles.None, CultureInfo.InvariantCulture)
            : (int?)null;
        var shortForm = ShortForm().Match(citation);
        if (shortForm.Success)
        {
            var names = shortForm.Groups["names"].Value.Trim();
            return new CitedSource(One(snapshot, NamedAuthors.Keys(snapshot, names), year), names, page);
        }

        // Of a note's words the first that are an author's name in the collection.
        foreach (Match word in Name().Matches(citation).Take(MostNames))
        {
            if (Documents(snapshot, [AuthorKeys.Key(word.Value)], null).Count > 0)
            {
                return new CitedSource(One(snapshot, [AuthorKeys.Key(word.Value)], year), word.Value, page);
            }
        }

        return new CitedSource(null, null, page);
    }

    private static string? One(IPassageSnapshot snapshot, IReadOnlyList<string> keys, int? year) =>
        year is not null && Documents(snapshot, keys, year) is [var only] ? only : null;

    private static List<string> Documents(IPassageSnapshot snapshot, IReadOnlyList<string> keys, int? year)
    {
        if (keys.Count == 0)
        {
            return [];
        }

        var clauses = keys.Select(PassageClause (key) => new ValueClause(PassageColumn.AuthorKey, [key])).ToList();
        if (year is not null)
        {
            clauses.Add(new YearClause(year, year));
        }

        return
        [
            .. snapshot
                .Search(
                    new PassageQuery(
                        new AllClause(clauses),
                        null,
                        PassageSort.Document,
                        0,
                        MostDocuments,
                        1,
                        [],
                        CountExactly: false
                    ),
                    CancellationToken.None
                )
                .Matches.Select(match => match.Passage.DocumentId),
        ];
    }

    // Names up to a year: "Cooper, 2005", "Flockhart & Kristensen 2008, p. 4", "see Cooper et al., 2005".
    [GeneratedRegex(
        @"^\s*(?:[Ss]ee\s|[Cc]f\.\s|[Qq]uoted in\s|[Cc]ited in\s)?(?<names>\p{Lu}[^\d;()]{1,80}?),?\s+"
            + CitedYear.Pattern
            + @"\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex ShortForm();

    [GeneratedRegex(
        @"\bpp?\.\s*(?<page>\d+(?:\s*[–-]\s*\d+)?)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex PageNumber();

    [GeneratedRegex(@"\p{Lu}[\p{L}’'-]{2,}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Name();
}
