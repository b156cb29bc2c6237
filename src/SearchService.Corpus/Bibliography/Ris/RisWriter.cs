using System.Globalization;
using System.Text;
using SearchService.Corpus.Citations;

namespace SearchService.Corpus.Bibliography.Ris;

/// <summary>
/// Writes a work as a RIS record (<c>application/x-research-info-systems</c>): a tag and a value a line, CRLF, TY first, ER last. A line
/// break cannot stand in a value. RIS has no tag for the place of a quotation: it goes with the words into N1.
/// </summary>
public static class RisWriter
{
    /// <summary>One record, ending in CRLF.</summary>
    public static string Write(Work work, Locator? locator = null, string? quotation = null)
    {
        var ris = new Lines();
        ris.Add("TY", TypeOf(work));
        ris.Add("ID", work.Id);
        ris.Add("TI", work.Title);
        ris.Add("ST", work.ShortTitle);
        foreach (var name in work.Author)
        {
            ris.Add("AU", NameOf(name));
        }

        // In a part of a book A2 are the book's editors; the editors of a book that has authors are A2 as well.
        foreach (var editor in work.Editor)
        {
            ris.Add(work.Author.IsEmpty && work.ContainerTitle is null ? "ED" : "A2", NameOf(editor));
        }

        foreach (var editor in work.NamesOf("collection-editor"))
        {
            ris.Add("A3", NameOf(editor));
        }

        foreach (var translator in work.Translator)
        {
            ris.Add("A4", NameOf(translator));
        }

        AddDate(ris, work.Issued);
        ris.Add("T2", work.ContainerTitle);
        ris.Add(work.ContainerTitle is null ? "T2" : "T3", work.CollectionTitle);
        ris.Add("JA", work.Text("container-title-short"));
        ris.Add("VL", work.Volume);
        ris.Add("IS", work.Issue ?? (work.Type == "report" ? work.Number : null));
        if (work.Type != "report")
        {
            ris.Add("M1", work.Number ?? work.CollectionNumber);
        }

        ris.Add("M3", work.Genre);
        ris.Add("ET", work.Edition ?? work.Version);
        AddPages(ris, work.Page);
        ris.Add("PB", work.Publisher);
        ris.Add("CY", work.PublisherPlace ?? work.EventPlace);
        ris.Add("C3", work.EventTitle);
        ris.Add("SN", work.Isbn);
        ris.Add("SN", work.Issn);
        ris.Add("DO", work.Doi);
        ris.Add("UR", work.Url);
        ris.Add("LA", work.Language);
        if (work.Accessed?.Start is { } seen)
        {
            ris.Add("Y2", Slashed(seen));
        }

        foreach (var keyword in (work.Text("keyword") ?? "").Split([',', ';'], StringSplitOptions.TrimEntries))
        {
            ris.Add("KW", keyword);
        }

        ris.Add("AB", work.Abstract);
        ris.Add("N1", work.Text("note"));
        ris.Add("N1", PinpointNote.Of(locator, quotation));
        return ris.Ended();
    }

    private static string TypeOf(Work work) =>
        work.Type switch
        {
            "article-journal" or "review" or "review-book" => "JOUR",
            "article-magazine" => "MGZN",
            "article-newspaper" => "NEWS",
            "article" or "manuscript" => "UNPB",
            "bill" => "BILL",
            "book" or "classic" => "BOOK",
            "broadcast" => "VIDEO",
            "chapter" => "CHAP",
            "dataset" => "DATA",
            "entry" or "entry-encyclopedia" => "ENCYC",
            "entry-dictionary" => "DICT",
            "figure" or "graphic" => "FIGURE",
            "hearing" => "HEAR",
            "interview" or "personal_communication" => "PCOMM",
            "legal_case" => "CASE",
            "legislation" or "regulation" => "STAT",
            "map" => "MAP",
            "motion_picture" => "MPCT",
            "musical_score" => "MUSIC",
            "pamphlet" => "PAMP",
            "paper-conference" => work.ContainerTitle is null ? "CPAPER" : "CONF",
            "patent" => "PAT",
            "periodical" => "SER",
            "post" or "webpage" => "ELEC",
            "post-weblog" => "BLOG",
            "report" => "RPRT",
            "software" => "COMP",
            "song" => "SOUND",
            "standard" => "STAND",
            "thesis" => "THES",
            _ => "GEN",
        };

    /// <summary>"Cooper, Andrew F.", "King, Martin Luther, Jr."; a body as it stands.</summary>
    private static string NameOf(PersonName name)
    {
        if (name.Literal is { } literal)
        {
            return literal;
        }

        var family = string.Join(' ', new[] { name.NonDroppingParticle, name.Family }.OfType<string>());
        var given = string.Join(' ', new[] { name.Given, name.DroppingParticle }.OfType<string>());
        return (given.Length, name.Suffix) switch
        {
            (0, null) => family,
            (0, { } suffix) => $"{family}, , {suffix}",
            (_, null) => $"{family}, {given}",
            (_, { } suffix) => $"{family}, {given}, {suffix}",
        };
    }

    private static void AddDate(Lines ris, CslDate? issued)
    {
        if (issued?.Start is { Year: > 0 } start)
        {
            ris.Add("PY", start.Year.ToString("0000", CultureInfo.InvariantCulture));
            if (start.Month is not null)
            {
                ris.Add("DA", Slashed(start));
            }
        }
        else
        {
            // A year before the common era, or words: PY takes digits only.
            ris.Add(
                "DA",
                issued?.Literal
                    ?? (
                        issued?.Year is { } year ? string.Create(CultureInfo.InvariantCulture, $"///{-year} BCE") : null
                    )
            );
        }
    }

    private static void AddPages(Lines ris, string? page)
    {
        if (page is null)
        {
            return;
        }

        var ends = page.Split(['-', '–', '—'], 2, StringSplitOptions.TrimEntries);
        ris.Add("SP", ends[0]);
        ris.Add("EP", ends.Length > 1 ? ends[1].TrimStart('-') : null);
    }

    /// <summary>"2005/10/03/": empty parts keep their slashes.</summary>
    private static string Slashed(DateParts day) =>
        string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}/{day.Month:00}/{day.Day:00}/");

    private sealed class Lines
    {
        private readonly StringBuilder text = new();

        public void Add(string tag, string? value)
        {
            if (value is not null && SingleLine.Of(InlineTag.Strip(value)) is { Length: > 0 } line)
            {
                text.Append(tag).Append("  - ").Append(line).Append("\r\n");
            }
        }

        public string Ended() => text.Append("ER  - \r\n").ToString();
    }
}
