using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SearchService.Corpus.Bibliography.BibTex;

/// <summary>An entry on its way to a <see cref="Work"/>: what no field of CSL means is kept in <c>custom</c> under its own name.</summary>
/// <param name="inherited">The entry's fields, and those that it takes from others.</param>
internal sealed partial class BibTexItem(BibTexEntry entry, IReadOnlyDictionary<string, BibTexField> inherited)
{
    private readonly List<(string Message, int Offset)> problems = [];
    private readonly Dictionary<string, BibTexField> fields = Canonical(inherited);
    private readonly SortedDictionary<string, string> texts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ImmutableArray<PersonName>> names = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, CslDate> dates = new(StringComparer.Ordinal);

    public IReadOnlyList<(string Message, int Offset)> Problems => problems;

    public Work Work()
    {
        var type = Type();
        Titles(type);
        foreach (var (csl, field, kind) in BibTexFields.Texts)
        {
            Put(csl, Take(field, kind));
        }

        Put("publisher", Take("publisher"));
        Put("genre", BibTexTypes.Genre(entry.Type, Take("type")));
        Put("note", string.Join(' ', new[] { Take("note"), Take("addendum") }.OfType<string>()));
        Put("language", Language());
        if (texts.TryGetValue("edition", out var edition))
        {
            texts["edition"] = Edition(edition);
        }

        Numbers();
        People(type);
        Times();
        HowPublished(type);
        type = Archive(type);
        var files = Take(AttachedFiles.Member, raw: true) is { } attached ? AttachedFiles.Read(attached) : [];
        var custom = ImmutableSortedDictionary.CreateBuilder<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, field) in fields.Where(field => !BibTexFields.Technical.Contains(field.Key)))
        {
            if (Decode(name, field, LatexKind.Text) is { Length: > 0 } text)
            {
                custom[name] = JsonSerializer.SerializeToElement(text);
            }
        }

        if (!texts.ContainsKey("title"))
        {
            problems.Add(("no title", entry.Offset));
        }

        return new Work(entry.Key, type)
        {
            Texts = texts.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Names = names.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Dates = dates.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Custom = AttachedFiles.Put(custom.ToImmutable(), files),
        };
    }

    /// <summary>Each field under one name; of two that mean the same the one that has the name is it, and the other keeps its own.</summary>
    private static Dictionary<string, BibTexField> Canonical(IReadOnlyDictionary<string, BibTexField> given)
    {
        var canonical = given
            .Where(field => !BibTexFields.Aliases.ContainsKey(field.Key))
            .ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
        foreach (var (name, field) in given)
        {
            if (
                BibTexFields.Aliases.TryGetValue(name, out var alias)
                && !canonical.TryAdd(alias, field)
                && canonical[alias].Value != field.Value
            )
            {
                canonical[name] = field;
            }
        }

        return canonical;
    }

    private string Type()
    {
        if (BibTexTypes.Read(entry.Type, Take("entrysubtype")) is { } type)
        {
            return type;
        }

        problems.Add(($"'@{entry.Type}' is no type of BibTeX or BibLaTeX; taken for a document", entry.Offset));
        return "document";
    }

    private void Titles(string type)
    {
        var title = Whole("title", "subtitle");
        var main = Whole("maintitle", "mainsubtitle");
        var book = Whole("booktitle", "booksubtitle");
        if (BibTexTypes.IsPart(entry.Type))
        {
            Put("volume-title", main is null ? null : book);
            book = main ?? book;
        }
        else if (main is not null)
        {
            Put("volume-title", title);
            title = main;
        }

        Put("title", title);
        Put("title-short", Take("shorttitle", LatexKind.Title));

        // Elsewhere than in periodicals a journal beside a book keeps its own name.
        var container = book ?? Whole("journal", "journalsubtitle");
        if (container is null && BibTexTypes.IsOnTheWeb(type))
        {
            container = Take("titleaddon", LatexKind.Title);
        }

        Put("container-title", container);
        Put("container-title-short", Take("shortjournal"));
    }

    private string? Whole(string titleField, string subtitleField)
    {
        var title = Take(titleField, LatexKind.Title);
        var subtitle = title is null ? null : Take(subtitleField, LatexKind.Title);
        return subtitle is null ? title : title + (char.IsPunctuation(title![^1]) ? " " : ": ") + subtitle;
    }

    private void Numbers()
    {
        Put(BibTexTypes.Number(entry.Type), Take("number"));
        if (!texts.ContainsKey("issue"))
        {
            Put("issue", Take("issue"));
        }

        if (BibTexTypes.IsPeriodical(entry.Type))
        {
            Put("number", Take("eid") ?? Take("articleno"));
        }

        Put("page", Take("pages") is { } pages ? PageRange.Hyphenated(pages) : null);
    }

    private void People(string type)
    {
        var dropping = Take("options", raw: true) is { } options && Dropping().IsMatch(options);
        foreach (var (csl, field) in BibTexFields.Roles)
        {
            AddNames(field == "editor" ? Role(Take("editortype"), "editor") : csl, field, dropping);
        }

        foreach (var field in BibTexFields.OtherRoles)
        {
            AddNames(Role(Take(field + "type"), "contributor"), field, dropping);
        }

        foreach (
            var field in (ReadOnlySpan<string>)["annotator", "commentator", "introduction", "foreword", "afterword"]
        )
        {
            AddNames("contributor", field, dropping);
        }

        if (type == "patent" && fields.Remove("holder", out var holder))
        {
            var holders = BibTexNames.Read(holder.Value, dropping, []);
            Put("authority", string.Join(", ", holders.Select(name => name.Display)));
        }
    }

    private static string Role(string? word, string otherwise) =>
        word is null ? otherwise
        : CslFields.Names.Contains(word) ? word
        : "contributor";

    private void AddNames(string role, string field, bool dropping)
    {
        if (!fields.Remove(field, out var value))
        {
            return;
        }

        var faults = new List<string>();
        var read = BibTexNames.Read(value.Value, dropping, faults);
        problems.AddRange(faults.Select(fault => ($"{field}: {fault}", value.Offset)));
        if (!read.IsEmpty)
        {
            names[role] = names.TryGetValue(role, out var earlier) ? earlier.AddRange(read) : read;
        }
    }

    private void Times()
    {
        var year = Take("year");
        var month = Take("month");
        var day = Take("day");
        var issued = Date("date", year is null);
        if (issued is null && year != texts.GetValueOrDefault("status"))
        {
            issued = BibTexDates.Read(year, month, day, out var fault);
            if (fault is not null)
            {
                problems.Add(("month: " + fault, inherited["month"].Offset));
            }
        }

        if (issued is not null)
        {
            dates["issued"] = issued;
        }

        foreach (var (csl, field) in BibTexFields.Dates)
        {
            if (Date(field, orWords: true) is { } date)
            {
                dates[csl] = date;
            }
        }
    }

    /// <summary>A date of BibLaTeX, where "~" is no tie; words in its place are reported.</summary>
    private CslDate? Date(string field, bool orWords)
    {
        if (inherited.GetValueOrDefault(field) is not { } written || Take(field) is not { } words)
        {
            return null;
        }

        if (BibTexDates.Read(written.Value.Trim()) is { } date)
        {
            return date;
        }

        problems.Add(
            ($"{field}: '{words}' is no date (2005, 2005-10-03, 1999/2003, 1850~); read as words", written.Offset)
        );
        return orWords ? BibTexDates.Read(words, null, null, out _) : null;
    }

    private void HowPublished(string type)
    {
        if (Take("howpublished", LatexKind.Address) is not { } how)
        {
            return;
        }

        if (how.StartsWith("http", StringComparison.OrdinalIgnoreCase) && !how.Contains(' ', StringComparison.Ordinal))
        {
            texts.TryAdd("URL", how);
        }
        else
        {
            texts.TryAdd(
                BibTexTypes.IsOnTheWeb(type) ? "container-title" : "medium",
                Decode("howpublished", inherited["howpublished"], LatexKind.Text)
            );
        }
    }

    /// <summary>Known archives of electronic prints have addresses; what has no other place than arXiv is no journal's article.</summary>
    private string Archive(string type)
    {
        if (!texts.TryGetValue("archive_location", out var print) || !texts.TryGetValue("archive", out var archive))
        {
            return type;
        }

        switch (archive.ToLowerInvariant())
        {
            case "arxiv":
                texts.TryAdd("URL", "https://arxiv.org/abs/" + print);
                return type is "article-journal" or "document" && !texts.ContainsKey("container-title")
                    ? "article"
                    : type;
            case "jstor":
                texts.TryAdd("URL", "https://www.jstor.org/stable/" + print);
                return type;
            case "pubmed":
                texts.TryAdd("PMID", print);
                texts.Remove("archive");
                texts.Remove("archive_location");
                return type;
            default:
                return type;
        }
    }

    /// <summary>babel's name says the variety ("british"); without one the language may be named in words.</summary>
    private string? Language()
    {
        var babel = Take("langid");
        var words = Take("language");
        return babel is not null ? LanguageNames.Tag(babel)
            : words is not null ? LanguageNames.Tag(words)
            : null;
    }

    /// <summary>CSL counts editions: "Second" and "2nd" are 2.</summary>
    private static string Edition(string edition) =>
        OrdinalNumber().Match(edition) is { Success: true } number ? number.Groups["number"].Value
        : Array.FindIndex(OrdinalWords, word => word.Equals(edition, StringComparison.OrdinalIgnoreCase))
            is var index
                and >= 0
            ? (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : edition;

    private static readonly string[] OrdinalWords =
    [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
    ];

    private void Put(string csl, string? value)
    {
        if (value is { Length: > 0 })
        {
            texts.TryAdd(csl, value);
        }
    }

    /// <summary>The field's value, which nothing else takes then; null when it has none.</summary>
    private string? Take(string field, LatexKind kind = LatexKind.Text, bool raw = false) =>
        fields.Remove(field, out var value) && (raw ? value.Value : Decode(field, value, kind)) is { Length: > 0 } text
            ? text
            : null;

    private string Decode(string name, BibTexField field, LatexKind kind)
    {
        var text = LatexDecoder.Decode(field.Value, kind, out var unknown);
        if (unknown.Count > 0)
        {
            problems.Add(($"{name}: {string.Join(", ", unknown)} is no command that is known; left out", field.Offset));
        }

        return text;
    }

    [GeneratedRegex(@"\buseprefix\s*=\s*false\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Dropping();

    [GeneratedRegex(
        @"^(?<number>[0-9]+)(st|nd|rd|th)( ed(n|ition)?\.?)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex OrdinalNumber();
}
