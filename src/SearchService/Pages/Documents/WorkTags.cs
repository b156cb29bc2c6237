using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SearchService.Corpus.Bibliography;

namespace SearchService.Pages.Documents;

/// <summary>
/// A work as reference managers find it in a page: Highwire Press tags, as Google Scholar's guidelines for webmasters list them; a
/// ContextObject in a span (COinS; ANSI/NISO Z39.88); and schema.org data in JSON-LD.
/// </summary>
internal static class WorkTags
{
    /// <summary>Names and contents of meta elements, in order; a name may occur many times.</summary>
    public static IReadOnlyList<(string Name, string Content)> Highwire(Work work)
    {
        var tags = new List<(string, string)>();
        Add("citation_title", work.Title);
        foreach (var author in work.Author)
        {
            Add("citation_author", Inverted(author));
        }

        foreach (var editor in work.Editor)
        {
            Add("citation_editor", Inverted(editor));
        }

        Add("citation_publication_date", Date(work, '/'));
        switch (KindOf(work))
        {
            case WorkKind.Article:
                Add("citation_journal_title", work.ContainerTitle);
                Add("citation_volume", work.Volume);
                Add("citation_issue", work.Issue);
                Add("citation_issn", work.Issn);
                break;
            case WorkKind.Chapter:
                Add("citation_inbook_title", work.ContainerTitle);
                Add("citation_book_title", work.ContainerTitle);
                Add("citation_volume", work.Volume);
                break;
            case WorkKind.Paper:
                Add("citation_conference_title", work.ContainerTitle ?? work.EventTitle);
                break;
            case WorkKind.Report:
                Add("citation_technical_report_institution", work.Publisher);
                Add("citation_technical_report_number", work.Number);
                break;
            case WorkKind.Thesis:
                Add("citation_dissertation_institution", work.Publisher);
                break;
        }

        var (first, last) = Pages(work);
        Add("citation_firstpage", first);
        Add("citation_lastpage", last);
        Add("citation_publisher", work.Publisher);
        Add("citation_isbn", work.Isbn);
        Add("citation_doi", work.Doi);
        Add("citation_language", work.Language);

        // A book without an ISBN has no tag of Highwire's that tells it from an article.
        Add("DC.type", DublinCoreType(work));
        return tags;

        void Add(string name, string? content)
        {
            if (content is { Length: > 0 })
            {
                tags.Add((name, content));
            }
        }
    }

    /// <summary>The title of the span: keys and values of a ContextObject.</summary>
    public static string Coins(Work work)
    {
        var kind = KindOf(work);
        var values = new List<(string Key, string? Value)> { ("ctx_ver", "Z39.88-2004") };
        var format = kind switch
        {
            WorkKind.Article => "journal",
            WorkKind.Thesis => "dissertation",
            _ => "book",
        };
        values.Add(("rft_val_fmt", "info:ofi/fmt:kev:mtx:" + format));
        switch (kind)
        {
            case WorkKind.Article:
                values.Add(("rft.genre", "article"));
                values.Add(("rft.atitle", work.Title));
                values.Add(("rft.jtitle", work.ContainerTitle));
                values.Add(("rft.volume", work.Volume));
                values.Add(("rft.issue", work.Issue));
                values.Add(("rft.issn", work.Issn));
                break;
            case WorkKind.Thesis:
                values.Add(("rft.title", work.Title));
                values.Add(("rft.inst", work.Publisher));
                break;
            case WorkKind.Chapter or WorkKind.Paper:
                values.Add(("rft.genre", kind == WorkKind.Chapter ? "bookitem" : "proceeding"));
                values.Add(("rft.atitle", work.Title));
                values.Add(("rft.btitle", work.ContainerTitle));
                break;
            default:
                values.Add(("rft.genre", Genre(kind)));
                values.Add(("rft.btitle", work.Title));
                values.Add(("rft.series", work.CollectionTitle));
                break;
        }

        AddAuthors(work, values);
        var (first, last) = Pages(work);
        values.Add(("rft.date", Date(work, '-')));
        values.Add(("rft.spage", first));
        values.Add(("rft.epage", last));
        values.Add(("rft.pages", last is null ? null : $"{first}-{last}"));
        values.Add(("rft.edition", work.Edition));
        values.Add(("rft.place", work.PublisherPlace));
        values.Add(("rft.pub", kind == WorkKind.Thesis ? null : work.Publisher));
        values.Add(("rft.isbn", work.Isbn));
        values.Add(("rft.language", work.Language));
        values.Add(("rft_id", work.Doi is { } doi ? "info:doi/" + doi : null));
        values.Add(("rft_id", work.Url));
        return string.Join(
            '&',
            values
                .Where(pair => pair.Value is { Length: > 0 })
                .Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}")
        );
    }

    /// <summary>The first author divided, as the format has it; all of them in one piece.</summary>
    private static void AddAuthors(Work work, List<(string Key, string? Value)> values)
    {
        foreach (var author in work.Author)
        {
            if (author.Literal is { Length: > 0 } body)
            {
                values.Add(("rft.aucorp", body));
            }
            else if (author == work.Author[0])
            {
                values.Add(("rft.aulast", Surname(author)));
                values.Add(("rft.aufirst", GivenNames(author)));
            }
            else
            {
                values.Add(("rft.au", Inverted(author)));
            }
        }
    }

    /// <summary>As JSON-LD; with no character that ends a script.</summary>
    public static string JsonLd(Work work, string url)
    {
        var (first, last) = Pages(work);
        var item = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = KindOf(work) switch
            {
                WorkKind.Article or WorkKind.Paper => "ScholarlyArticle",
                WorkKind.Book => "Book",
                WorkKind.Chapter => "Chapter",
                WorkKind.Report => "Report",
                WorkKind.Thesis => "Thesis",
                _ => "CreativeWork",
            },
            ["url"] = url,
            ["name"] = work.Title,
            ["author"] = People(work.Author),
            ["editor"] = People(work.Editor),
            ["datePublished"] = Date(work, '-'),
            ["inLanguage"] = work.Language,
            ["isPartOf"] = Container(work),
            ["publisher"] = work.Publisher is { } publisher
                ? new JsonObject { ["@type"] = "Organization", ["name"] = publisher }
                : null,
            ["isbn"] = work.Isbn,
            ["reportNumber"] = KindOf(work) == WorkKind.Report ? work.Number : null,
            ["pageStart"] = first,
            ["pageEnd"] = last,
            ["sameAs"] = work.Doi is { } doi ? "https://doi.org/" + doi : work.Url,
        };
        foreach (var name in item.Where(member => member.Value is null).Select(member => member.Key).ToList())
        {
            item.Remove(name);
        }

        return item.ToJsonString(JsonSerializerOptions.Default);
    }

    private static JsonArray? People(IReadOnlyList<PersonName> names) =>
        names.Count == 0
            ? null
            :
            [
                .. names.Select(name =>
                    (JsonNode)(
                        name.Literal is { Length: > 0 } body
                            ? new JsonObject { ["@type"] = "Organization", ["name"] = body }
                            : new JsonObject
                            {
                                ["@type"] = "Person",
                                ["name"] = name.Display,
                                ["familyName"] = Surname(name),
                                ["givenName"] = GivenNames(name),
                            }
                    )
                ),
            ];

    private static JsonObject? Container(Work work) =>
        work.ContainerTitle is not { } title
            ? null
            : KindOf(work) switch
            {
                WorkKind.Article => new JsonObject
                {
                    ["@type"] = "Periodical",
                    ["name"] = title,
                    ["issn"] = work.Issn,
                    ["volumeNumber"] = work.Volume,
                    ["issueNumber"] = work.Issue,
                },
                _ => new JsonObject { ["@type"] = "Book", ["name"] = title },
            };

    private enum WorkKind
    {
        Article,
        Book,
        Chapter,
        Paper,
        Report,
        Thesis,
        Other,
    }

    private static WorkKind KindOf(Work work) =>
        work.Type switch
        {
            "article-journal" or "article-magazine" or "article-newspaper" or "article" or "review" or "review-book" =>
                WorkKind.Article,
            "book" or "collection" or "classic" => WorkKind.Book,
            "chapter" or "entry" or "entry-dictionary" or "entry-encyclopedia" => WorkKind.Chapter,
            "paper-conference" => WorkKind.Paper,
            "report" => WorkKind.Report,
            "thesis" => WorkKind.Thesis,
            _ => WorkKind.Other,
        };

    private static string Genre(WorkKind kind) =>
        kind switch
        {
            WorkKind.Book => "book",
            WorkKind.Report => "report",
            _ => "document",
        };

    private static string? DublinCoreType(Work work) => KindOf(work) == WorkKind.Book ? "book" : null;

    /// <summary>The year, with the month and the day as far as they are known; null when the year is not.</summary>
    private static string? Date(Work work, char separator)
    {
        if (work.Issued?.Start is not { } date)
        {
            return null;
        }

        var text = date.Year.ToString("0000", CultureInfo.InvariantCulture);
        foreach (var part in new[] { date.Month, date.Month is null ? null : date.Day })
        {
            text += part is { } known ? separator + known.ToString("00", CultureInfo.InvariantCulture) : "";
        }

        return text;
    }

    private static (string? First, string? Last) Pages(Work work)
    {
        var ends = work.Page?.Split(['-', '–'], 2, StringSplitOptions.TrimEntries);
        return (ends?[0], ends is { Length: 2 } ? ends[1] : null);
    }

    private static string Inverted(PersonName name) =>
        name.Literal is { Length: > 0 } body ? body
        : GivenNames(name) is { Length: > 0 } given ? $"{Surname(name)}, {given}"
        : Surname(name);

    private static string Surname(PersonName name) =>
        string.Join(' ', new[] { name.NonDroppingParticle, name.Family }.Where(part => part is { Length: > 0 }));

    private static string? GivenNames(PersonName name)
    {
        var given = string.Join(
            ' ',
            new[] { name.Given, name.DroppingParticle, name.Suffix }.Where(part => part is { Length: > 0 })
        );
        return given.Length > 0 ? given : null;
    }
}
