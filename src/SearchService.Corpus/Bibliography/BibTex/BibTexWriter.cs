using System.Globalization;
using System.Text;
using SearchService.Corpus.Citations;

namespace SearchService.Corpus.Bibliography.BibTex;

/// <summary>
/// Writes a work as a BibTeX entry that classic BibTeX and BibLaTeX both read, the latter with more fields. <c>pages</c> is the extent of
/// the work; the place of a quotation belongs into the citing command, as <c>\cite[p.~12]{key}</c>, and is carried with the words in
/// <c>note</c>. <see cref="BibTexReader"/> reads the same work back.
/// </summary>
public static class BibTexWriter
{
    /// <summary>One entry, ending in a line break.</summary>
    public static string Write(Work work, Locator? locator = null, string? quotation = null)
    {
        var (type, subtype) = BibTexTypes.Of(work);
        var entry = new Entry(type, KeyOf(work));
        AddNames(entry, work);
        entry.AddTitle("title", work.Title);
        entry.AddTitle("shorttitle", work.ShortTitle);
        AddContainer(entry, type, work);
        entry.AddText("entrysubtype", subtype);
        AddDate(entry, work);
        entry.AddText(PublisherField(type), work.Publisher);
        AddNumbers(entry, type, work);
        foreach (var (csl, field, kind) in BibTexFields.Texts)
        {
            entry.Add(field, work.Text(csl), kind);
        }

        // A thesis of which nothing more is known must not become a doctor's.
        entry.AddText("type", work.Genre ?? (type == "phdthesis" ? "Thesis" : null));
        foreach (var (csl, field) in BibTexFields.Dates)
        {
            entry.AddDate(field, work.Date(csl));
        }

        AddLanguage(entry, work.Language);
        entry.AddRaw(AttachedFiles.Member, AttachedFiles.Write(AttachedFiles.Of(work)));
        var notes = new[] { work.Text("note"), PinpointNote.Of(locator, quotation) };
        entry.AddText("note", string.Join(" ", notes.OfType<string>()));
        return entry.Ended();
    }

    /// <summary>
    /// The citation key: the work's own key or id where LaTeX takes it, else made of author, year and title. It depends on the work alone,
    /// so that keys in manuscripts stay good.
    /// </summary>
    public static string KeyOf(Work work) => CitationKey.Of(work);

    private static void AddNames(Entry entry, Work work)
    {
        foreach (var (csl, field) in BibTexFields.Roles)
        {
            entry.AddRaw(field, BibTexNames.Write(work.NamesOf(csl)));
        }

        var others = work.Names.Keys.Where(role => BibTexFields.Roles.All(known => known.Csl != role));
        foreach (var (role, field) in others.Zip(BibTexFields.OtherRoles))
        {
            entry.AddRaw(field, BibTexNames.Write(work.NamesOf(role)));
            entry.AddText(field + "type", role);
        }

        if (work is { Type: "patent" } && work.Text("authority") is { } authority)
        {
            entry.AddRaw("holder", BibTexNames.Write([PersonName.Whole(authority)]));
        }

        // BibLaTeX asks once for the entry whether "van" stays with the family name.
        var names = work.Names.Values.SelectMany(list => list).ToList();
        if (names.Exists(name => name.NonDroppingParticle is not null))
        {
            entry.AddText("options", "useprefix=true");
        }
        else if (names.Exists(name => name.DroppingParticle is not null))
        {
            entry.AddText("options", "useprefix=false");
        }
    }

    private static void AddContainer(Entry entry, string type, Work work)
    {
        if (type == "misc" && BibTexTypes.IsOnTheWeb(work.Type))
        {
            entry.AddText("howpublished", work.ContainerTitle);
        }
        else
        {
            entry.AddTitle(type is "article" or "misc" or "unpublished" ? "journal" : "booktitle", work.ContainerTitle);
            entry.AddText("howpublished", type == "misc" ? work.Medium : null);
        }

        entry.AddText("shortjournal", work.Text("container-title-short"));
    }

    private static void AddNumbers(Entry entry, string type, Work work)
    {
        var number = BibTexTypes.Number(type);
        entry.AddText("number", work.Text(number));
        if (number != "issue")
        {
            entry.AddText("issue", work.Issue);
        }
        else
        {
            entry.AddText("eid", work.Number);
        }

        entry.AddText("pages", work.Page is { } page ? Pages(page) : null);
    }

    private static string PublisherField(string type) =>
        type switch
        {
            "techreport" => "institution",
            "phdthesis" or "mastersthesis" => "school",
            "misc" or "unpublished" => "organization",
            _ => "publisher",
        };

    private static void AddDate(Entry entry, Work work)
    {
        if (work.Issued is not { } issued)
        {
            entry.AddText("year", work.Status);
            return;
        }

        if (issued.Start is not { } start)
        {
            entry.AddText("year", issued.Literal);
            return;
        }

        // "date" is BibLaTeX's and holds what "year" cannot: ranges, days, seasons, doubt.
        if (
            issued.End is not null
            || issued.Circa
            || issued.Season is not null
            || start.Day is not null
            || start.Year is < 1 or > 9999
        )
        {
            entry.AddDate("date", issued);
        }

        entry.AddRaw(
            "year",
            start.Year < 0
                ? string.Create(CultureInfo.InvariantCulture, $"{-start.Year} BCE")
                : start.Year.ToString(CultureInfo.InvariantCulture)
        );
        if (start.Month is { } month)
        {
            entry.AddBare(
                "month",
                CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(month).ToLowerInvariant()
            );
        }
    }

    /// <summary>babel's name, by which LaTeX hyphenates; a language that it has no name for is named by its tag.</summary>
    private static void AddLanguage(Entry entry, string? tag)
    {
        var babel = tag is null ? null : LanguageNames.BabelName(tag);
        entry.AddText(babel is null ? "language" : "langid", babel ?? tag);
    }

    private static string Pages(string page) =>
        string.Join(
            "-",
            page.Split(['-', '–', '—'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );

    private sealed class Entry(string type, string key)
    {
        private readonly StringBuilder text = new StringBuilder("@").Append(type).Append('{').Append(key);

        public void Add(string field, string? value, LatexKind kind)
        {
            switch (kind)
            {
                case LatexKind.Title:
                    AddTitle(field, value);
                    break;
                case LatexKind.Address:
                    AddRaw(field, value is null ? "" : Address(value));
                    break;
                default:
                    AddText(field, value);
                    break;
            }
        }

        /// <summary>A value that is LaTeX already, its braces balanced.</summary>
        public void AddRaw(string field, string latex)
        {
            if (latex.Length > 0)
            {
                text.Append(",\n  ").Append(field.PadRight(12)).Append(" = {").Append(latex).Append('}');
            }
        }

        public void AddText(string field, string? value)
        {
            var latex = value is null ? "" : LatexText.Encode(value);

            // "--" is how LaTeX has the dash of a range.
            AddRaw(field, field == "pages" ? latex.Replace("-", "--", StringComparison.Ordinal) : latex);
        }

        public void AddTitle(string field, string? title) => AddRaw(field, title is null ? "" : LatexText.Title(title));

        /// <summary>"~" is BibLaTeX's sign of doubt.</summary>
        public void AddDate(string field, CslDate? date)
        {
            if (date?.Start is null)
            {
                AddText(field, date?.Literal);
            }
            else
            {
                AddRaw(field, BibTexDates.Write(date));
            }
        }

        public void AddBare(string field, string value) =>
            text.Append(",\n  ").Append(field.PadRight(12)).Append(" = ").Append(value);

        public string Ended() => text.Append("\n}\n").ToString();

        /// <summary>An address, where BibLaTeX takes every sign as it is; braces and spaces, which would end it, are percent-encoded.</summary>
        private static string Address(string address) =>
            string.Concat(
                SingleLine.Of(address).Select(c => c is '{' or '}' or '\\' or ' ' ? Uri.HexEscape(c) : c.ToString())
            );
    }
}
