using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using SearchService.Corpus.Citations;

namespace SearchService.Corpus.Bibliography.BibTex;

/// <summary>
/// Writes a work as a BibTeX entry that classic BibTeX and BibLaTeX both read. Entry types are those of classic BibTeX, which BibLaTeX
/// understands too: a report is a <c>@techreport</c> (BibLaTeX's own <c>@report</c> would be unknown to BibTeX; BibLaTeX takes
/// <c>@techreport</c> for it), a page of the web <c>@misc</c> with its address. <c>pages</c> is the extent of the work; the place of a
/// quotation belongs into the citing command, as <c>\cite[p.~12]{key}</c>, and is carried with the words in <c>note</c>.
/// </summary>
public static class BibTexWriter
{
    /// <summary>One entry, ending in a line break.</summary>
    public static string Write(Work work, Locator? locator = null, string? quotation = null)
    {
        var type = TypeOf(work);
        var entry = new Entry(type, KeyOf(work));
        entry.Add("author", Names(work.Author));
        entry.Add("editor", Names(work.Editor));
        entry.Add("translator", Names(work.Translator));
        entry.AddTitle("title", work.Title);
        entry.AddTitle("shorttitle", work.ShortTitle);
        if (type is "article" or "misc")
        {
            entry.AddText(type == "article" ? "journal" : "howpublished", work.ContainerTitle);
        }
        else
        {
            entry.AddTitle("booktitle", work.ContainerTitle);
        }

        entry.AddText(
            "entrysubtype",
            work.Type is "article-magazine" or "article-newspaper" ? work.Type["article-".Length..] : null
        );
        entry.AddText("series", work.CollectionTitle);
        AddDate(entry, work);
        entry.AddText(PublisherField(type), work.Publisher);
        entry.AddText("address", work.PublisherPlace);
        entry.AddText("edition", work.Edition);
        entry.AddText("volume", work.Volume);
        entry.AddText("number", work.Issue ?? work.Number ?? work.CollectionNumber);
        entry.AddText(
            "type",
            type is "techreport" or "phdthesis" or "mastersthesis" or "misc" ? work.Genre ?? work.Medium : null
        );
        entry.AddText("version", work.Version);
        entry.AddText("eventtitle", work.EventTitle);
        entry.AddText("venue", work.EventPlace);
        entry.AddText("pages", work.Page is { } page ? Pages(page) : null);
        entry.AddText("isbn", work.Isbn);
        entry.AddText("issn", work.Issn);
        entry.AddVerbatim("doi", work.Doi);
        entry.AddVerbatim("url", work.Url);
        entry.AddText("urldate", work.Accessed?.Start is { } seen ? Iso(seen) : null);
        entry.AddText("langid", work.Language);
        entry.AddText("keywords", work.Text("keyword"));
        entry.AddText("abstract", work.Abstract);
        var notes = new[] { work.Text("note"), PinpointNote.Of(locator, quotation) };
        entry.AddText("note", string.Join(" ", notes.OfType<string>()));
        return entry.Ended();
    }

    /// <summary>
    /// The citation key: the work's id where BibTeX takes it as it is, else its letters and digits. It depends on the id alone, so that keys
    /// in manuscripts stay good.
    /// </summary>
    public static string KeyOf(Work work)
    {
        var key = new StringBuilder(work.Id.Length);
        foreach (var c in work.Id.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '+' or '/')
            {
                key.Append(c);
            }
            else if (
                CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark
                && key.Length > 0
                && key[^1] != '-'
            )
            {
                key.Append('-');
            }
        }

        return key.ToString().Trim('-') is { Length: > 0 } plain ? plain : "work";
    }

    private static string TypeOf(Work work) =>
        work.Type switch
        {
            "article-journal" or "article-magazine" or "article-newspaper" or "review" or "review-book" => "article",
            "book" or "classic" => "book",
            "chapter" or "entry" or "entry-dictionary" or "entry-encyclopedia" => work.ContainerTitle is null
                ? "inbook"
                : "incollection",
            "pamphlet" => "booklet",
            "paper-conference" when work.ContainerTitle is not null => "inproceedings",
            "report" or "standard" => "techreport",
            "thesis" => IsMasters(work.Genre) ? "mastersthesis" : "phdthesis",
            "manuscript" => "unpublished",
            _ => "misc",
        };

    private static bool IsMasters(string? genre) =>
        genre is not null
        && (
            genre.Contains("master", StringComparison.OrdinalIgnoreCase)
            || genre.StartsWith("M.A", StringComparison.OrdinalIgnoreCase)
            || genre.StartsWith("MA ", StringComparison.Ordinal)
            || genre.StartsWith("MSc", StringComparison.OrdinalIgnoreCase)
        );

    private static string PublisherField(string type) =>
        type switch
        {
            "techreport" => "institution",
            "phdthesis" or "mastersthesis" => "school",
            _ => "publisher",
        };

    private static string Names(ImmutableArray<PersonName> names) => string.Join(" and ", names.Select(Name));

    /// <summary>"von Last, Jr, First"; a body in braces of its own, so that it is not taken apart.</summary>
    private static string Name(PersonName name)
    {
        if (name.Literal is { } literal)
        {
            return "{" + LatexText.Escape(literal) + "}";
        }

        var family = Part(name.Family ?? "");
        var particle = string.Join(' ', new[] { name.DroppingParticle, name.NonDroppingParticle }.OfType<string>());
        var last = particle.Length == 0 ? family : LatexText.Escape(particle) + " " + family;
        var given = name.Given is { } first ? Part(first) : "";
        return (name.Suffix, given) switch
        {
            ({ } suffix, _) => $"{last}, {Part(suffix)}, {given}",
            (null, "") => last.Contains(' ', StringComparison.Ordinal) && particle.Length == 0
                ? "{" + last + "}"
                : last,
            _ => $"{last}, {given}",
        };
    }

    /// <summary>A comma or an "and" inside a part would end it.</summary>
    private static string Part(string part)
    {
        var escaped = LatexText.Escape(part);
        var divides =
            escaped.Contains(',', StringComparison.Ordinal)
            || $" {escaped} ".Contains(" and ", StringComparison.OrdinalIgnoreCase)
            || (escaped.Length > 0 && char.IsLower(escaped[0]) && escaped.Contains(' ', StringComparison.Ordinal));
        return divides ? "{" + escaped + "}" : escaped;
    }

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

        // "date" is BibLaTeX's and holds what "year" cannot: ranges, days, doubt.
        var approximate = issued.Circa ? "~" : "";
        if (issued.End is not null || issued.Circa || start.Day is not null)
        {
            entry.Add("date", Iso(start) + approximate + (issued.End is { } end ? "/" + Iso(end) + approximate : ""));
        }

        entry.AddText("year", start.Year.ToString(CultureInfo.InvariantCulture));
        if (start.Month is { } month)
        {
            entry.AddBare(
                "month",
                CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(month).ToLowerInvariant()
            );
        }
    }

    private static string Iso(DateParts day) =>
        day switch
        {
            { Month: { } month, Day: { } d } => string.Create(
                CultureInfo.InvariantCulture,
                $"{day.Year:0000}-{month:00}-{d:00}"
            ),
            { Month: { } month } => string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-{month:00}"),
            _ => day.Year.ToString("0000", CultureInfo.InvariantCulture),
        };

    private static string Pages(string page) =>
        string.Join(
            "--",
            page.Split(['-', '–', '—'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );

    private sealed class Entry(string type, string key)
    {
        private readonly StringBuilder text = new StringBuilder("@").Append(type).Append('{').Append(key);

        /// <summary>A value that is LaTeX already.</summary>
        public void Add(string field, string latex)
        {
            if (latex.Length > 0)
            {
                text.Append(",\n  ").Append(field.PadRight(12)).Append(" = {").Append(latex).Append('}');
            }
        }

        public void AddText(string field, string? value) =>
            Add(field, value is null ? "" : LatexText.Escape(InlineTag.Strip(value)));

        public void AddTitle(string field, string? title) => Add(field, title is null ? "" : LatexText.Title(title));

        /// <summary>An address, where BibLaTeX takes every sign as it is; braces and spaces, which would end it, are percent-encoded.</summary>
        public void AddVerbatim(string field, string? address) =>
            Add(
                field,
                address is null
                    ? ""
                    : string.Concat(
                        SingleLine
                            .Of(address)
                            .Select(c => c is '{' or '}' or '\\' or ' ' ? Uri.HexEscape(c) : c.ToString())
                    )
            );

        public void AddBare(string field, string value) =>
            text.Append(",\n  ").Append(field.PadRight(12)).Append(" = ").Append(value);

        public string Ended() => text.Append("\n}\n").ToString();
    }
}
