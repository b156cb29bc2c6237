using System.Runtime.CompilerServices;
using SearchService.Analysis;
using SearchService.Corpus.Bibliography;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Searching;

/// <summary>
/// The letters that tell works of the same authors and year apart ("2005a", "2005b"), in the order of their titles, as a reference list of
/// the whole collection would have them (APA 7, 8.19 and 9.47; Chicago 18, 13.114).
/// </summary>
public sealed class YearSuffixes
{
    private static readonly ConditionalWeakTable<IReadOnlyList<string>, YearSuffixes> OfCollections = [];

    private readonly Dictionary<string, string> _suffixes;

    private YearSuffixes(IEnumerable<DocumentSummary> documents) =>
        _suffixes = documents
            .Select(document => (document.Id, document.Work.Work, Key: Key(document.Work.Work)))
            .Where(document => document.Key is not null)
            .GroupBy(document => document.Key)
            .Where(group => group.Count() is > 1 and <= 26)
            .SelectMany(group =>
                group
                    .OrderBy(document => Title(document.Work), StringComparer.Ordinal)
                    .ThenBy(document => document.Id, StringComparer.Ordinal)
                    .Select((document, i) => (document.Id, Suffix: ((char)('a' + i)).ToString()))
            )
            .ToDictionary(document => document.Id, document => document.Suffix, StringComparer.Ordinal);

    /// <summary>Of one state of the collection; the same state is read once.</summary>
    public static YearSuffixes Of(IPassageSnapshot snapshot) =>
        OfCollections.GetValue(
            snapshot.DocumentIds,
            ids => new YearSuffixes(ids.Select(snapshot.Summary).OfType<DocumentSummary>())
        );

    /// <summary>Null for a work that needs no letter.</summary>
    public string? For(string documentId) => _suffixes.GetValueOrDefault(documentId);

    /// <summary>Null for works that are cited by their titles, which tell them apart.</summary>
    private static string? Key(Work work)
    {
        var names = work.Author.IsEmpty ? work.Editor : work.Author;
        return names.IsEmpty
            ? null
            : string.Join(
                '\n',
                names
                    .Select(name => name.Display)
                    .Append(work.Issued is { } issued ? $"{issued.Year}{issued.Literal}" : "")
            );
    }

    private static string Title(Work work)
    {
        var title = Folding.Fold(work.Title ?? "");
        foreach (var article in (ReadOnlySpan<string>)["the ", "an ", "a "])
        {
            if (title.StartsWith(article, StringComparison.Ordinal))
            {
                return title[article.Length..];
            }
        }

        return title;
    }
}
