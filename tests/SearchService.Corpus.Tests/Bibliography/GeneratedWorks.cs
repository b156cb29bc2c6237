using System.Collections.Immutable;
using System.Globalization;
using SearchService.Corpus.Bibliography;

namespace SearchService.Corpus.Tests.Bibliography;

/// <summary>The words that generated works are made of.</summary>
internal enum GeneratedWords
{
    /// <summary>As title pages have them, in several scripts.</summary>
    Printed,

    /// <summary>Half of them have signs that a format acts on.</summary>
    Hostile,
}

/// <summary>Works of every type with many fields, from a seed.</summary>
internal sealed class GeneratedWorks(int seed, GeneratedWords kind)
{
    private static readonly string[] Families =
    [
        "Eco",
        "Spärck Jones",
        "O’Neill",
        "Łukasiewicz",
        "Nguyễn",
        "Ibn Khaldūn",
        "García Márquez",
        "Åström",
        "Ōe",
        "王",
        "Достоевский",
        "Παπαδόπουλος",
        "Ortega y Gasset",
        "Smith-Jones",
    ];

    private static readonly string[] Given =
    [
        "Umberto",
        "K.",
        "Jean-Luc",
        "María José",
        "小明",
        "Фёдор М.",
        "J. R. R.",
        "Ḥasan",
    ];

    private static readonly string[] Printed =
    [
        .. "the index and its Enemies of NATO footnotes a history naïve façade Ἑλλάς история 索引 mRNA Göttingen 1914–1918 (2nd “quoted” R&D 100% C# <i>Emma</i> H<sub>2</sub>O".Split(
            ' '
        ),
    ];

    private static readonly string[] Hostile =
    [
        .. "e\u0301tude a_b $5 x^2 ~tilde back\\slash {braced} }{ ‘single’ don't \"typed\" a—b a--b ``ticks'' x<y 1>0 <b>open \\emph{x} @article{x, %comment #1 and AND C:\\texts [sic] a;b !? 𝔘nicode ﬁ … \u00A0 #{x} $\\alpha$ {\\\"o} '' \\\\ @ , =".Split(
            ' '
        ),
    ];

    private readonly string[] words = kind == GeneratedWords.Hostile ? [.. Printed, .. Hostile] : Printed;

    private readonly Random random = new(seed);

    /// <summary>A value as a field of this kind has it, without signs that a format acts on.</summary>
    public static string Plain(string field) =>
        field switch
        {
            "ISBN" => "978-0-521-12203-0",
            "ISSN" => "0028-0836",
            "DOI" => "10.1000/x_y",
            "URL" => "https://example.org/a_b%20c?d=e&f#g~h",
            "page" => "12-34",
            "language" => "en-GB",
            "keyword" => "indexes, concordances",
            "edition" => "2",
            _ => "Some " + field,
        };

    public IEnumerable<Work> Of(int count) => Enumerable.Range(0, count).Select(Next);

    private Work Next(int number)
    {
        var types = CslFields.Types.Order(StringComparer.Ordinal).ToList();
        var work = new Work(string.Create(CultureInfo.InvariantCulture, $"work-{number}"), types[number % types.Count])
        {
            Title = Phrase(),
            Author = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Name())],
            Issued = Date(),
        };
        foreach (var field in LossTable.Fields.Where(_ => random.Next(4) == 0))
        {
            if (CslFields.Names.Contains(field))
            {
                work = work with { Names = work.Names.SetItem(field, [Name(), Name()]) };
            }
            else if (CslFields.Dates.Contains(field))
            {
                work = work with { Dates = work.Dates.SetItem(field, Date()) };
            }
            else if (field is not ("categories" or "custom" or "citation-key"))
            {
                var value = field
                    is "ISBN"
                        or "ISSN"
                        or "DOI"
                        or "URL"
                        or "page"
                        or "language"
                        or "edition"
                        or "keyword"
                    ? Plain(field)
                    : Phrase();
                work = work with { Texts = work.Texts.SetItem(field, value) };
            }
        }

        return work;
    }

    private string Phrase()
    {
        var phrase = Enumerable
            .Range(0, random.Next(1, random.Next(8) == 0 ? 60 : 8))
            .Select(_ => words[random.Next(words.Length)]);
        return "A " + string.Join(' ', phrase) + " z";
    }

    private PersonName Name() =>
        random.Next(6) switch
        {
            0 => PersonName.Whole("World Bank"),
            1 => PersonName.Whole("Smith, Wesson and Sons"),
            2 => new PersonName("Gogh", "Vincent", NonDroppingParticle: "van"),
            3 => new PersonName("King", "Martin Luther", Suffix: "Jr."),
            _ => new PersonName(Families[random.Next(Families.Length)], Given[random.Next(Given.Length)]),
        };

    private CslDate Date() =>
        random.Next(8) switch
        {
            0 => new CslDate(new DateParts(1999), new DateParts(2003)),
            1 => new CslDate(new DateParts(1850), Circa: true),
            2 => new CslDate(new DateParts(2005, 10, 3)),
            3 => new CslDate(new DateParts(2005, 2)),
            4 => new CslDate(new DateParts(2005), Season: random.Next(1, 5)),
            5 => new CslDate(new DateParts(-44)),
            6 => new CslDate(new DateParts(2005, 10, 3), new DateParts(2006, 1, 2)),
            _ => CslDate.OfYear(random.Next(1500, 2026)),
        };
}
