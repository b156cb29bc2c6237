using System.Globalization;
using System.Text;
using SearchService.Corpus.Citations;

namespace SearchService.Corpus.Bibliography.Ris;

/// <summary>
/// Writes a work as a RIS record (<c>application/x-research-info-systems</c>): a tag and a value a line, CRLF, TY first, ER last. A line
/// break cannot stand in a value. RIS has no tag for the place of a quotation: it goes with the words into N1. <see cref="RisReader"/>
/// reads the same work back.
/// </summary>
public static class RisWriter
{
    /// <summary>One record, ending in CRLF.</summary>
    public static string Write(Work work, Locator? locator = null, string? quotation = null)
    {
        var type = RisTypes.Of(work);
        var ris = new Lines();
        ris.Add("TY", type);
        ris.Add("ID", work.Id);
        ris.Add("TI", work.Title);
        AddNames(ris, type, work);
        AddDate(ris, work.Issued);
        AddContainers(ris, type, work);
        AddPages(ris, type, work);
        AddPlaces(ris, type, work);
        foreach (var (csl, tag) in RisFields.Of(type))
        {
            ris.Add(tag, work.Text(csl));
        }

        ris.Add("SN", work.Isbn);
        ris.Add("SN", work.Issn);
        ris.Add("LA", work.Language);
        ris.Add("Y2", work.Accessed is { } seen ? RisDates.Write(seen) : null);
        foreach (var keyword in (work.Text("keyword") ?? "").Split([',', ';'], StringSplitOptions.TrimEntries))
        {
            ris.Add("KW", keyword);
        }

        foreach (var path in AttachedFiles.Of(work))
        {
            ris.Add("L1", path);
        }

        ris.Add("N1", work.Text("note"));
        ris.Add("N1", PinpointNote.Of(locator, quotation));
        return ris.Ended();
    }

    private static void AddNames(Lines ris, string type, Work work)
    {
        foreach (var (role, tag) in RisFields.Roles(type))
        {
            foreach (var name in work.NamesOf(role))
            {
                ris.Add(tag, RisNames.Write(name));
            }
        }
    }

    private static void AddContainers(Lines ris, string type, Work work)
    {
        if (RisTypes.IsWhole(type))
        {
            ris.Add("T2", work.CollectionTitle);
            return;
        }

        if (RisTypes.IsConference(type) && (work.EventTitle is not null || type != "CONF"))
        {
            ris.Add("T2", work.EventTitle);
            ris.Add("C3", work.ContainerTitle);
        }
        else
        {
            ris.Add("T2", work.ContainerTitle);
        }

        ris.Add("T3", work.CollectionTitle);
    }

    private static void AddDate(Lines ris, CslDate? issued)
    {
        if (issued is null)
        {
            return;
        }

        // PY takes digits only.
        if (issued.Start is { Year: > 0 } start)
        {
            ris.Add("PY", start.Year.ToString("0000", CultureInfo.InvariantCulture));
            if (start.Month is null && issued is { End: null, Circa: false, Season: null })
            {
                return;
            }
        }

        ris.Add("DA", RisDates.Write(issued));
    }

    private static void AddPages(Lines ris, string type, Work work)
    {
        if (work.Page is not { } page)
        {
            ris.Add("SP", RisTypes.CountsPages(type) ? work.Text("number-of-pages") : null);
            return;
        }

        var ends = page.Split(['-', '–', '—'], 2, StringSplitOptions.TrimEntries);
        ris.Add("SP", ends[0]);
        ris.Add("EP", ends.Length > 1 ? ends[1].TrimStart('-') : null);
    }

    private static void AddPlaces(Lines ris, string type, Work work)
    {
        if (
            RisTypes.IsConference(type)
            && (type != "CONF" || work is { EventPlace: not null, PublisherPlace: not null })
        )
        {
            ris.Add("CY", work.EventPlace);
            ris.Add("C1", work.PublisherPlace);
        }
        else
        {
            ris.Add("CY", work.PublisherPlace);
        }
    }

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
