using System.Text.Json;
using AngleSharp.Dom;
using SearchService.Tests.Running;

namespace SearchService.Tests.Pages;

/// <summary>What a reference manager takes from a page, or would have in its library of a work.</summary>
/// <param name="Creators">"Family, Given", or the name of a body.</param>
internal sealed record ManagedItem(
    string Type,
    string? Title,
    IReadOnlyList<string> Creators,
    string? Date,
    string? Container,
    string? Publisher,
    string? Isbn,
    string? Doi,
    string? Number
)
{
    public bool Equals(ManagedItem? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() =>
        string.Join(" | ", Type, Title, string.Join("; ", Creators), Date, Container, Publisher, Isbn, Doi, Number);
}

/// <summary>Reads the metadata embedded in a page as Zotero's translators "COinS" and "Embedded Metadata" do, by their documented behaviour.</summary>
internal static class EmbeddedMetadata
{
    /// <summary>The item of the one ContextObject in the page: its format and genre say what it is.</summary>
    public static ManagedItem FromCoins(IDocument page)
    {
        var values = page.QuerySelectorAll("span.Z3988")
            .Single()
            .GetAttribute("title")!
            .Split('&')
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (Key: pair[0], Value: Uri.UnescapeDataString(pair[1].Replace('+', ' '))))
            .ToList();
        Assert.Contains(("ctx_ver", "Z39.88-2004"), values);
        var format = First("rft_val_fmt")!;
        var type = (format[(format.LastIndexOf(':') + 1)..], First("rft.genre")) switch
        {
            ("journal", _) => "journalArticle",
            ("dissertation", _) => "thesis",
            ("book", "bookitem") => "bookSection",
            ("book", "proceeding") => "conferencePaper",
            ("book", "report") => "report",
            ("book", "document") => "document",
            _ => "book",
        };
        var creators = new List<string>();
        for (var i = 0; i < values.Count; i++)
        {
            switch (values[i].Key)
            {
                case "rft.aulast":
                    var given = i + 1 < values.Count && values[i + 1].Key == "rft.aufirst" ? values[i + 1].Value : null;
                    creators.Add(given is null ? values[i].Value : $"{values[i].Value}, {given}");
                    break;
                case "rft.au" or "rft.aucorp":
                    creators.Add(values[i].Value);
                    break;
            }
        }

        var isPart = type is "journalArticle" or "bookSection" or "conferencePaper";
        return new ManagedItem(
            type,
            First("rft.atitle") ?? First("rft.btitle") ?? First("rft.title"),
            creators,
            First("rft.date")?.Replace('-', '/'),
            isPart ? First("rft.jtitle") ?? First("rft.btitle") : null,
            First("rft.pub"),
            First("rft.isbn"),
            values
                .FirstOrDefault(pair =>
                    pair.Key == "rft_id" && pair.Value.StartsWith("info:doi/", StringComparison.Ordinal)
                )
                .Value?["info:doi/".Length..],
            null
        );

        string? First(string key) => values.FirstOrDefault(pair => pair.Key == key).Value;
    }

    /// <summary>The item of the page's Highwire tags: one of them says what it is, else an ISBN or the title lets it be guessed.</summary>
    public static ManagedItem FromMetadata(IDocument page)
    {
        var tags = page.QuerySelectorAll("head meta[name]")
            .Select(tag => (Name: tag.GetAttribute("name")!.ToLowerInvariant(), Content: tag.GetAttribute("content")!))
            .ToList();
        var type =
            First("dc.type") is { } stated ? stated
            : Has("citation_journal_title") ? "journalArticle"
            : Has("citation_technical_report_institution") ? "report"
            : Has("citation_conference_title") ? "conferencePaper"
            : Has("citation_book_title") || Has("citation_inbook_title") ? "bookSection"
            : Has("citation_dissertation_institution") ? "thesis"
            : Has("citation_isbn") ? "book"
            : "journalArticle";
        return new ManagedItem(
            type,
            First("citation_title"),
            [.. tags.Where(tag => tag.Name == "citation_author").Select(tag => tag.Content)],
            First("citation_publication_date"),
            First("citation_journal_title") ?? First("citation_book_title") ?? First("citation_conference_title"),
            First("citation_publisher") ?? First("citation_technical_report_institution"),
            First("citation_isbn"),
            First("citation_doi"),
            First("citation_technical_report_number")
        );

        string? First(string name) => tags.FirstOrDefault(tag => tag.Name == name).Content;

        bool Has(string name) => First(name) is not null;
    }

    /// <summary>What the item of a CSL-JSON record is in the manager's terms.</summary>
    public static ManagedItem Expected(JsonElement item)
    {
        var type = Text("type") switch
        {
            "article-journal" => "journalArticle",
            "chapter" => "bookSection",
            var same => same!,
        };
        return new ManagedItem(
            type,
            Text("title"),
            item.TryGetProperty("author", out var authors) ? [.. authors.EnumerateArray().Select(Name)] : [],
            item.TryGetProperty("issued", out var issued)
                ? string.Join(
                    '/',
                    issued
                        .Items("date-parts")[0]
                        .EnumerateArray()
                        .Select((part, i) => part.GetInt32().ToString(i == 0 ? "0000" : "00", null))
                )
                : null,
            Text("container-title"),
            Text("publisher"),
            Text("ISBN"),
            Text("DOI"),
            type == "report" ? Text("number") : null
        );

        string? Text(string name) => item.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    private static string Name(JsonElement name) =>
        name.TryGetProperty("literal", out var body) ? body.GetString()!
        : name.TryGetProperty("given", out var given) ? $"{name.Text("family")}, {given.GetString()}"
        : name.Text("family")!;
}
