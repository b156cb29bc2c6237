using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SearchService.Corpus.Bibliography.Ris;

/// <summary>A record on its way to a <see cref="Work"/>: a tag that means no field of CSL is kept in <c>custom</c> under its own name.</summary>
internal sealed partial class RisItem
{
    private static readonly (string Tag, string Meant)[] Aliases =
    [
        ("A1", "AU"),
        ("A2", "ED"),
        ("TA", "A4"),
        ("T1", "TI"),
        ("CT", "TI"),
        ("J2", "JA"),
        ("J1", "JA"),
        ("N2", "AB"),
        ("CP", "IS"),
        ("FN", "L1"),
        ("L2", "L1"),
        ("L4", "L1"),
        ("LK", "L1"),
    ];

    private readonly RisRecord record;
    private readonly string ris;
    private readonly List<RecordProblem> problems = [];
    private readonly Dictionary<string, List<string>> values = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> texts = new(StringComparer.Ordinal);

    public RisItem(RisRecord record)
    {
        this.record = record;
        ris = record.Lines[0].Value;
        foreach (var line in record.Lines.Skip(1))
        {
            if (SingleLine.Of(line.Value) is { Length: > 0 } value)
            {
                values.TryAdd(line.Tag, []);
                values[line.Tag].Add(value);
            }
        }
    }

    public IReadOnlyList<RecordProblem> Problems => problems;

    private bool IsPeriodical =>
        RisTypes.Read(ris) is { } type
        && (type.StartsWith("article-", StringComparison.Ordinal) || type is "periodical");

    public Work Work()
    {
        if (RisTypes.Read(ris) is not { } type)
        {
            problems.Add(new RecordProblem($"'{ris}' is no type of RIS; taken for a document", record.Line, 1));
            type = "document";
        }

        Titles();
        var names = Names();
        var id = First("ID") ?? "";
        foreach (var (csl, tag) in RisFields.Of(ris))
        {
            Put(csl, First(tag));
        }

        Put("collection-number", First("SV"));
        Put("number", First("M1"));
        Put("note", All("N1"));
        Put("keyword", All("KW", ", "));
        Put("language", First("LA") is { } language ? LanguageNames.Tag(language) : null);
        Places();
        Pages();
        Standards();
        var dates = Dates();
        var files = Files();
        if (!texts.ContainsKey("title"))
        {
            problems.Add(new RecordProblem("no title (TI)", record.Line, 1));
        }

        return new Work(id, type)
        {
            Texts = texts.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Names = names.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Dates = dates.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Custom = AttachedFiles.Put(Rest(), files),
        };
    }

    private void Titles()
    {
        Put("title", First("TI") ?? (RisTypes.IsWhole(ris) ? First("BT") : null));
        if (RisTypes.IsWhole(ris))
        {
            Put("collection-title", First("T2") ?? First("T3"));
            return;
        }

        var second = First("T2");
        var third = RisTypes.IsConference(ris) ? First("C3") : null;
        var isEvent =
            RisTypes.IsConference(ris)
            && (third is not null || !ris.Equals("CONF", StringComparison.OrdinalIgnoreCase));
        Put("event-title", isEvent ? second : null);

        // JF is the full name, JO the full or the short one; who has only the short one calls the journal so.
        Put(
            "container-title",
            isEvent
                ? third
                : second
                    ?? First("BT")
                    ?? First("JF")
                    ?? First("JO")
                    ?? (IsPeriodical ? NamesOf("JA").Select(Peek).FirstOrDefault(name => name is not null) : null)
        );
        Put("container-title-short", First("JA") ?? First("JO"));
        Put("collection-title", First("T3"));
    }

    private SortedDictionary<string, ImmutableArray<PersonName>> Names()
    {
        var names = new SortedDictionary<string, ImmutableArray<PersonName>>(StringComparer.Ordinal);
        foreach (var (role, tag) in RisFields.Roles(ris))
        {
            if (Every(tag) is { Count: > 0 } written)
            {
                names[role] = [.. written.Select(RisNames.Read)];
            }
        }

        return names;
    }

    /// <summary>A conference has a place of its own, and its proceedings another, in C1.</summary>
    private void Places()
    {
        var city = First("CY");
        var published = RisTypes.IsConference(ris) ? First("C1") : null;
        var isEvents =
            RisTypes.IsConference(ris)
            && (published is not null || !ris.Equals("CONF", StringComparison.OrdinalIgnoreCase));
        Put("event-place", isEvents ? city : null);
        Put("publisher-place", isEvents ? published : city);
    }

    private void Pages()
    {
        var (first, last) = (First("SP"), First("EP"));
        if (last is null && first is not null && RisTypes.CountsPages(ris))
        {
            Put("number-of-pages", first);
            return;
        }

        // Some write the whole range in SP, and again its end in EP.
        var isRange =
            first is not null
            && (last is null || last == first || first.EndsWith("-" + last, StringComparison.Ordinal));
        Put(
            "page",
            isRange ? PageRange.Hyphenated(first!)
                : first is null ? last
                : first + "-" + last
        );
    }

    private void Standards()
    {
        var isbns = new List<string>();
        var issns = new List<string>();
        foreach (var number in Every("SN"))
        {
            var isIssn = Issn().IsMatch(number) || (IsPeriodical && !Isbn().IsMatch(number));
            (isIssn ? issns : isbns).Add(number);
        }

        Put("ISBN", string.Join(' ', isbns));
        Put("ISSN", string.Join(' ', issns));
    }

    private SortedDictionary<string, CslDate> Dates()
    {
        var dates = new SortedDictionary<string, CslDate>(StringComparer.Ordinal);
        var years = First("PY") ?? First("Y1");
        var day = First("DA");
        var year = years is null ? null : RisDates.Read(years, null);
        var whole = day is null ? null : RisDates.Read(day, year?.Year);

        // The day where it is known, but a day of another year is another date.
        var issued =
            whole?.Start is not null && (year?.Year is null || whole.Year == year.Year) ? whole : year ?? whole;
        if (issued is not null)
        {
            dates["issued"] = issued;
        }

        if (First("Y2") is { } seen && RisDates.Read(seen, null) is { } accessed)
        {
            dates["accessed"] = accessed;
        }

        return dates;
    }

    /// <summary>Paths of files; an address among them is the work's where it has no other.</summary>
    private List<string> Files()
    {
        var files = new List<string>();
        foreach (
            var link in Every("L1")
                .SelectMany(links =>
                    links.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                )
        )
        {
            if (link.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            {
                texts.TryAdd("URL", link);
            }
            else
            {
                var path = Scheme().Replace(link, "");
                files.Add(path.Length < link.Length ? Uri.UnescapeDataString(path) : path);
            }
        }

        return files;
    }

    private ImmutableSortedDictionary<string, JsonElement> Rest() =>
        values.ToImmutableSortedDictionary(
            rest => rest.Key,
            rest =>
                rest.Value is [var only]
                    ? JsonSerializer.SerializeToElement(only)
                    : JsonSerializer.SerializeToElement(rest.Value),
            StringComparer.Ordinal
        );

    private void Put(string csl, string? value)
    {
        if (value is { Length: > 0 })
        {
            texts.TryAdd(csl, value);
        }
    }

    /// <summary>The first value of a tag, which nothing else takes then; more of them stay.</summary>
    private string? First(string tag)
    {
        foreach (var name in NamesOf(tag))
        {
            if (values.TryGetValue(name, out var found))
            {
                var first = found[0];
                found.RemoveAt(0);
                if (found.Count == 0)
                {
                    values.Remove(name);
                }

                return first;
            }
        }

        return null;
    }

    private string? Peek(string name) => values.GetValueOrDefault(name)?[0];

    private List<string> Every(string tag) =>
        [.. NamesOf(tag).SelectMany(name => values.Remove(name, out var found) ? found : [])];

    private string? All(string tag, string between = " ") =>
        Every(tag) is { Count: > 0 } found ? string.Join(between, found) : null;

    private static IEnumerable<string> NamesOf(string tag) =>
        Aliases.Where(alias => alias.Meant == tag).Select(alias => alias.Tag).Prepend(tag);

    [GeneratedRegex(
        @"^(ISSN:?\s*)?[0-9]{4}-?[0-9]{3}[0-9Xx]\b(?!-?[0-9])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Issn();

    [GeneratedRegex(
        @"^(ISBN:?\s*)?([0-9][- ]?){9,12}[0-9Xx]\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Isbn();

    /// <summary>"file:///a.txt" is absolute, "internal-pdf://0123/a.pdf" EndNote's own.</summary>
    [GeneratedRegex(
        @"^(file://(localhost)?|internal-pdf://)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Scheme();
}
