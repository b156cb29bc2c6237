using System.Text;
using SearchService.Analysis;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.BibTex;
using SearchService.Corpus.Bibliography.CslJson;
using SearchService.Corpus.Bibliography.Ris;
using SearchService.Corpus.Citations;
using SearchService.Pages.Citing;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Pages.Lists;

/// <summary>A chosen quotation, with the text under which it was asked for.</summary>
public sealed record GatheredWords(string Asked, CitedWords Words);

/// <summary>Passages that a reader has chosen: the words, and the works that they are from.</summary>
/// <param name="Quotations">In the order in which they were chosen.</param>
/// <param name="References">One a work, in the order of the style: by author, or by number.</param>
/// <param name="Works">In the order of their references.</param>
/// <param name="Gone">What was asked for and is no passage of the collection.</param>
public sealed record GatheredList(
    IReadOnlyList<GatheredWords> Quotations,
    IReadOnlyList<Pasted> References,
    IReadOnlyList<Work> Works,
    IReadOnlyList<string> Gone
)
{
    /// <summary>The forms of the file that <see cref="Export"/> makes: works for reference managers, and all of it as text.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["ris", "bibtex", "csl-json", "markdown", "text"];

    /// <param name="asked">As <see cref="ChosenWords"/> writes them; one that is asked for twice stands once.</param>
    internal static GatheredList Read(IPassageSnapshot snapshot, IEnumerable<string> asked, CitationStyle style)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var quotations = new List<GatheredWords>();
        var gone = new List<string>();
        foreach (var text in asked.Distinct(StringComparer.Ordinal))
        {
            if (ChosenWords.Read(text) is not { } chosen || Words(chosen) is not { } words)
            {
                gone.Add(text);
                continue;
            }

            quotations.Add(new GatheredWords(text, words));
        }

        var first = quotations.Select(one => one.Words).DistinctBy(words => words.Document.Id);
        var ordered = CitationNumbers.Are(style.Name)
            ? first.ToList()
            : [.. first.OrderBy(words => words.Work, BibliographyOrder.Instance)];
        return new GatheredList(
            quotations,
            [.. ordered.Select(words => words.Reference)],
            [.. ordered.Select(words => words.Work)],
            gone
        );

        CitedWords? Words(ChosenWords chosen)
        {
            // The number of a work is that of its first citation.
            var document = PassageId.TryParse(chosen.Passage, out var id, out _) ? id : "";
            var words = CitedWords.Read(
                snapshot,
                chosen,
                style,
                numbers.GetValueOrDefault(document, numbers.Count + 1)
            );
            if (words is not null)
            {
                numbers.TryAdd(document, numbers.Count + 1);
            }

            return words;
        }
    }

    /// <summary>The list as a file in one of <see cref="Formats"/>.</summary>
    internal (string Name, string Type, string Text) Export(string format) =>
        format switch
        {
            "ris" => ("list.ris", "application/x-research-info-systems", Joined(work => RisWriter.Write(work))),
            "bibtex" => ("list.bib", "application/x-bibtex", Joined(work => BibTexWriter.Write(work))),
            "csl-json" => ("list.json", "application/vnd.citationstyles.csl+json", CslJsonWriter.Items(Works)),
            "markdown" => ("list.md", "text/markdown; charset=utf-8", Written("## ", "- ", pasted => pasted.Markdown)),
            _ => ("list.txt", "text/plain; charset=utf-8", Written("", "", pasted => pasted.Plain)),
        };

    private string Joined(Func<Work, string> write) => string.Join('\n', Works.Select(write));

    private string Written(string heading, string item, Func<Pasted, string> form)
    {
        var text = new StringBuilder();
        text.Append(heading).Append("Quotations\n\n");
        foreach (var (_, words) in Quotations)
        {
            text.Append(form(words.Quotation)).Append('\n');
            if (words.FullNote is { } note)
            {
                text.Append('\n').Append(form(note)).Append('\n');
            }

            text.Append('\n');
        }

        text.Append(heading).Append("Bibliography\n\n");
        foreach (var reference in References)
        {
            text.Append(item).Append(form(reference)).Append(item.Length > 0 ? "\n" : "\n\n");
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }
}

/// <summary>
/// The order of reference lists by author and date (APA 7, 9.44 to 9.48; Chicago 18, 13.65 to 13.74): letter by letter of the first
/// names, then the year, then the title without its article. A work without names stands by its title.
/// </summary>
internal sealed class BibliographyOrder : IComparer<Work>
{
    public static BibliographyOrder Instance { get; } = new();

    private static readonly string[] Articles = ["the ", "an ", "a "];

    public int Compare(Work? x, Work? y)
    {
        var (first, second) = (Key(x!), Key(y!));
        var order = string.CompareOrdinal(first.Names, second.Names);
        order = order != 0 ? order : (x!.Year ?? int.MaxValue).CompareTo(y!.Year ?? int.MaxValue);
        order = order != 0 ? order : string.CompareOrdinal(first.Title, second.Title);
        return order != 0 ? order : string.CompareOrdinal(x!.Id, y!.Id);
    }

    private static (string Names, string Title) Key(Work work)
    {
        var title = Folding.Fold(work.Title ?? "");
        var article = Array.Find(Articles, article => title.StartsWith(article, StringComparison.Ordinal));
        title = title[(article?.Length ?? 0)..];
        var names = work.Author.IsEmpty ? work.Editor : work.Author;

        // What is shorter comes first ("Smith" before "Smith, J."), names apart from one another by what no name has.
        var written = string.Join(
            '\u0001',
            names.Select(name => Folding.Fold($"{name.Family ?? name.Literal}\u0001{name.Given}"))
        );
        return (written.Length == 0 ? title : written, title);
    }
}
