using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.BibTex;
using SearchService.Corpus.Bibliography.CslJson;
using SearchService.Corpus.Bibliography.Ris;
using SearchService.Corpus.Citations;
using SearchService.Corpus.Tests.Citations;

namespace SearchService.Corpus.Tests.Bibliography;

/// <summary>Other programs read what is exported: without a warning, and the same titles, names, years and pages.</summary>
public sealed partial class OtherReadersTests
{
    private static readonly IReadOnlyList<Work> Works =
    [
        .. GoldenTests.Works.Values,
        .. new GeneratedWorks(4, GeneratedWords.Hostile).Of(120),
    ];

    private static readonly IReadOnlyList<Work> Printed =
    [
        .. GoldenTests.Works.Values,
        .. new GeneratedWorks(4, GeneratedWords.Printed).Of(120),
    ];

    [ProgramFact("pandoc")]
    public void Pandoc_BibLaTeX_ReadsEveryWork() => PandocReads("biblatex");

    [ProgramFact("pandoc")]
    public void Pandoc_BibTeX_ReadsEveryWork() => PandocReads("bibtex");

    [ProgramFact("pandoc")]
    public void Pandoc_CslJson_ReadsEveryWork()
    {
        var (output, errors) = Run("pandoc", CslJsonWriter.Items(Works), "-f", "csljson", "-t", "csljson");

        Assert.Equal("", errors);
        AssertSame(
            Works,
            [.. CslJsonReader.Read(Encoding.UTF8.GetBytes(output)).Works.Select(read => read.Work)],
            Told
        );
    }

    [ProgramFact("bib2xml")]
    public void Bibutils_BibTeX_ReadsEveryWork()
    {
        var (read, notices) = BibutilsReads("bib2xml", work => BibTexWriter.Write(work));

        // It takes what is published how for a publisher, and a book has one title: it says that it leaves the second.
        Assert.All(
            notices,
            notice =>
                Assert.True(
                    notice.What == "'PUBLISHER'"
                        ? notice.Work is { Medium: not null, Publisher: not null }
                        : notice
                            is {
                                What: "'TITLE'",
                                Work: { Type: "book" or "collection" or "classic", ContainerTitle: not null }
                            },
                    $"{notice.Work.Id} {notice.What}"
                )
        );
        Assert.DoesNotContain(notices, notice => GoldenTests.Works.ContainsKey(notice.Work.Id));
        AssertSame(Printed, read, work => ToldByBibutils(work, isRis: false));
    }

    /// <summary>
    /// bibutils lacks nine types of Reference Manager's first description and all of EndNote's, and has no place for what EndNote's later tags
    /// and the fourth part of a date say; it says so, and reads the rest. No type that it has carries these works: a data set or an entry
    /// would come back as something else, and a paper's conference as its proceedings.
    /// </summary>
    [ProgramFact("ris2xml")]
    public void Bibutils_Ris_ReadsEveryWork()
    {
        string[] unknown =
        [
            // Of the first description (Reference Manager, 2001).
            "ADVS",
            "ART",
            "BILL",
            "DATA",
            "MUSIC",
            "SER",
            "SLIDE",
            "SOUND",
            "VIDEO",
            // Of EndNote's and Zotero's later one.
            "BLOG",
            "CLSWK",
            "CPAPER",
            "DICT",
            "ENCYC",
            "FIGURE",
            "GOVDOC",
            "INTV",
            "LEGAL",
            "MANSCPT",
            "STAND",
        ];
        string[] unused = ["'DATE:OTHER'", "'DATE:MONTH'", "'DATABASE'", "'DATABASEPROV'", "'REVIEWEDITEM'"];

        var (read, notices) = BibutilsReads("ris2xml", work => RisWriter.Write(work));

        Assert.All(notices, notice => Assert.Contains(notice.What, unused.Concat(unknown)));
        // A film's names are its directors, whom bibutils calls authors.
        AssertSame(
            [.. Printed.Select(work => LossTable.Without(ExchangeFormat.Ris, work))],
            read,
            work => ToldByBibutils(work, isRis: true)
        );
    }

    private static (IReadOnlyList<Work> Works, IReadOnlyList<(Work Work, string What)> Notices) BibutilsReads(
        string program,
        Func<Work, string> write
    )
    {
        var (xml, errors) = Run(program, string.Concat(Printed.Select(write)), "-i", "unicode");
        var notices = new List<(Work, string)>();
        var work = Printed[0];
        foreach (var line in errors.Split('\n'))
        {
            if (Notice().Match(line) is { Success: true } notice)
            {
                work = notice.Groups["number"].Success
                    ? Printed[int.Parse(notice.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) - 1]
                    : work;
                if (notice.Groups["what"].Success)
                {
                    notices.Add((work, notice.Groups["what"].Value));
                }
            }
            else
            {
                Assert.Matches(
                    @"^(|\tDefaulting to STD\.|[a-z2]+: +(Author\(s\):|Editor\(s\):|Year:|Date:|Title:|Unused entries:|[^' ]).*)$",
                    line
                );
            }
        }

        return ([.. XDocument.Parse(xml).Root!.Elements().Select(Mods)], notices);
    }

    /// <summary>Title, names, year and pages of a record of MODS.</summary>
    private static Work Mods(XElement mods)
    {
        IEnumerable<XElement> All(XElement within, string name) => within.Elements(mods.Name.Namespace + name);
        string? One(XElement? within, string name) => within is null ? null : All(within, name).FirstOrDefault()?.Value;

        var host = All(mods, "relatedItem").FirstOrDefault(item => (string?)item.Attribute("type") == "host");
        var part = mods.Descendants(mods.Name.Namespace + "part").ToList();
        var pages = part.SelectMany(p => All(p, "extent").Where(e => (string?)e.Attribute("unit") == "page"))
            .Concat(part.SelectMany(p => All(p, "detail")).Where(d => (string?)d.Attribute("type") == "page"))
            .FirstOrDefault();
        var dates = new[] { mods, host }
            .OfType<XElement>()
            .SelectMany(item =>
                All(item, "originInfo")
                    .SelectMany(o => All(o, "dateIssued"))
                    .Concat(All(item, "part").SelectMany(p => All(p, "date")))
            )
            .Select(date => date.Value)
            .ToList();
        var title = All(mods, "titleInfo").FirstOrDefault(t => t.Attribute("type") is null);
        var sub = One(title, "subTitle");
        return new Work((string?)mods.Attribute("ID") ?? "", "document")
        {
            Title = One(title, "title") + (sub is null ? "" : ": " + sub),
            Author = Names("author"),
            Editor = Names("editor"),
            Issued =
                dates.Count > 0
                && int.TryParse(
                    dates[0].AsSpan(0, Math.Min(4, dates[0].Length)),
                    CultureInfo.InvariantCulture,
                    out var year
                )
                    ? CslDate.OfYear(year)
                    : null,
            Page = pages is null
                ? null
                : string.Join(
                    '-',
                    new[] { One(pages, "start") ?? One(pages, "number"), One(pages, "end") }.OfType<string>()
                ),
        };

        ImmutableArray<PersonName> Names(string role) =>
            [
                .. (
                    role == "editor"
                        ? mods.Descendants(mods.Name.Namespace + "name")
                        : All(mods, "name").Concat(host is null ? [] : All(host, "name"))
                )
                    .Where(name => All(name, "role").Any(r => r.Value.Trim() == role))
                    .Select(name =>
                    {
                        var parts = All(name, "namePart")
                            .ToLookup(p => (string?)p.Attribute("type") ?? "", p => p.Value);
                        return parts["family"].Any()
                            ? new PersonName(
                                parts["family"].First(),
                                string.Join(' ', parts["given"]),
                                Suffix: parts["suffix"].FirstOrDefault()
                            )
                            : PersonName.Whole(string.Join(' ', parts[""]));
                    }),
            ];
    }

    private static void PandocReads(string format)
    {
        var (output, errors) = Run(
            "pandoc",
            string.Concat(Works.Select(work => BibTexWriter.Write(work))),
            "-f",
            format,
            "-t",
            "csljson"
        );

        Assert.Equal("", errors);
        AssertSame(
            Works,
            [.. CslJsonReader.Read(Encoding.UTF8.GetBytes(output)).Works.Select(read => read.Work)],
            Told
        );
    }

    private static void AssertSame(IReadOnlyList<Work> written, IReadOnlyList<Work> read, Func<Work, string> told)
    {
        var byId = read.ToDictionary(work => work.Id, StringComparer.Ordinal);
        var differences = new List<string>();
        foreach (var work in written)
        {
            var (ours, theirs) = (
                told(work),
                byId.TryGetValue(BibTexWriter.KeyOf(work), out var back)
                    ? told(back with { Type = work.Type })
                    : "not there"
            );
            if (ours != theirs)
            {
                differences.Add($"{work.Id} {work.Type}\n  ours   {ours}\n  theirs {theirs}");
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} differ:\n" + string.Join('\n', differences));
    }

    /// <summary>Title, names, year and pages, in one wording.</summary>
    private static string Told(Work work) =>
        string.Join(
            " | ",
            Plain(work.Title ?? ""),
            string.Join("; ", work.Author.Select(name => Plain(name.Display))),
            string.Join("; ", work.Editor.Select(name => Plain(name.Display))),
            work.Year?.ToString(CultureInfo.InvariantCulture),
            Plain(work.Page ?? "")
        );

    /// <summary>
    /// bibutils divides bodies at "and", drops the points of initials and leaves a comma before a suffix, and it has no years before the
    /// common era; it keeps one of two names that are alike, and writes the ends of pages in full. In BibTeX it knows no editors of an
    /// article, and no pages of what is a whole.
    /// </summary>
    private static string ToldByBibutils(Work work, bool isRis)
    {
        var type = isRis ? "" : BibTexTypes.Of(work).Type;
        var editors =
            isRis ? work.Editor.AddRange(work.NamesOf("collection-editor"))
            : type == "article" ? []
            : work.Editor;
        var isWhole = type is "book" or "techreport" or "phdthesis" or "mastersthesis";
        return string.Join(
            " | ",
            Plain(Scripts().Replace(work.Title ?? "", "")),
            Bag(work.Author.IsEmpty && isRis ? work.NamesOf("director") : work.Author),
            Bag(editors),
            work.Year is > 0 and var year ? year.ToString(CultureInfo.InvariantCulture) : null,
            isWhole ? "" : Whole(Plain(work.Page ?? ""))
        );
    }

    private static string Whole(string pages) =>
        pages.Split('-') is [var first, var last] && last.Length < first.Length
            ? $"{first}-{first[..^last.Length]}{last}"
            : pages;

    private static string Bag(ImmutableArray<PersonName> names) =>
        string.Join(
            ' ',
            names
                .SelectMany(name => Plain(name.Display).Split([' ', '.', ','], StringSplitOptions.RemoveEmptyEntries))
                .Where(word => word != "and")
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        );

    /// <summary>Programs set quotation marks, dashes, faces and small letters of titles as they like.</summary>
    private static string Plain(string text)
    {
        // Initials with or without spaces are one; pandoc has no single brace.
        text = Markup()
            .Replace(Markup().Replace(InlineTag.Strip(text), ""), "")
            .Replace(". ", ".", StringComparison.Ordinal)
            .Replace("{", "", StringComparison.Ordinal)
            .Replace("}", "", StringComparison.Ordinal);
        text = Quotes().Replace(text.Normalize(NormalizationForm.FormKC), "'");
        return Regex
            .Replace(Dashes().Replace(text, "-"), @"[\s\u00A0]+", " ", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Trim()
            .ToLowerInvariant();
    }

    private static (string Output, string Errors) Run(string program, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)));
        var warnings = errors
            .Result.Split('\n')
            .Where(line => line.Length > 0 && !line.Contains(": Processed ", StringComparison.Ordinal));
        return (output.Result.TrimStart('\uFEFF'), string.Join('\n', warnings));
    }

    [GeneratedRegex(
        @"^[a-z2]+: (Reference (?<number>[0-9]+) has unused tags|Did not recognize type '(?<what>[A-Z]+)' of refnum (?<number>[0-9]+)| +(?<what>'[A-Z:]+'), )",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Notice();

    [GeneratedRegex("</?[a-z]+[^>]*>", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Markup();

    [GeneratedRegex(@"\\text(sub|super)script", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Scripts();

    [GeneratedRegex("[“”‘’\"'`′‵]+", RegexOptions.None, 1000)]
    private static partial Regex Quotes();

    [GeneratedRegex("-+|[–—]", RegexOptions.None, 1000)]
    private static partial Regex Dashes();
}
