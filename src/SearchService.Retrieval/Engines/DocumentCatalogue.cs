using SearchService.Analysis;
using SearchService.Corpus.Bibliography;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Engines;

/// <summary>What lists and counts need of a document, worked out once, so that it can be kept of every one.</summary>
/// <param name="Title">Null where the work has none.</param>
/// <param name="TitleKey">Folded title, or file name, to sort by.</param>
/// <param name="TitleWords">As <see cref="WordSequence"/> writes the title's words; "" where there is none.</param>
/// <param name="AuthorKeys">Under which it is found by its authors: see <see cref="Indexing.AuthorKeys"/>.</param>
public sealed record CatalogueEntry(
    string Id,
    string? Title,
    string TitleKey,
    string TitleWords,
    IReadOnlyList<string> AuthorKeys,
    int? Year,
    int Words,
    int Passages,
    int Notes
)
{
    /// <param name="keysOf">The keys of a list of names: documents of one author share them.</param>
    public static CatalogueEntry Of(
        DocumentSummary summary,
        Func<IReadOnlyList<PersonName>, IReadOnlyList<string>> keysOf
    )
    {
        var work = summary.Work.Work;
        return new CatalogueEntry(
            summary.Id,
            work.Title,
            Folding.Fold(work.Title ?? summary.File),
            work.Title is { } title ? WordSequence.Of(title) : "",
            keysOf(work.Author),
            work.Year,
            summary.Words,
            summary.Passages,
            summary.Notes
        );
    }
}

/// <summary>All documents of a commit. Safe for many threads.</summary>
/// <param name="entries">In ordinal order of ids.</param>
public sealed class DocumentCatalogue(IReadOnlyList<CatalogueEntry> entries)
{
    private readonly Lazy<IReadOnlyList<CatalogueEntry>> _byTitle = new(() =>
        [.. entries.OrderBy(entry => entry.TitleKey, StringComparer.Ordinal)]
    );
    private readonly Lazy<IReadOnlyList<CatalogueEntry>> _byYear = new(() =>
        [.. entries.OrderBy(entry => entry.Year ?? int.MaxValue)]
    );
    private readonly Lazy<IReadOnlyList<CatalogueEntry>> _byYearDescending = new(() =>
        [.. entries.OrderByDescending(entry => entry.Year ?? int.MinValue)]
    );

    /// <summary>In ordinal order of ids.</summary>
    public IReadOnlyList<CatalogueEntry> Entries => entries;

    /// <summary>Then by id.</summary>
    public IReadOnlyList<CatalogueEntry> ByTitle => _byTitle.Value;

    /// <summary>Oldest first, those without a year last; then by id.</summary>
    public IReadOnlyList<CatalogueEntry> ByYear => _byYear.Value;

    /// <summary>Newest first, those without a year last; then by id.</summary>
    public IReadOnlyList<CatalogueEntry> ByYearDescending => _byYearDescending.Value;

    public long Words { get; } = entries.Sum(entry => (long)entry.Words);

    public int Notes { get; } = entries.Sum(entry => entry.Notes);

    /// <summary>Null when there is no such document.</summary>
    public CatalogueEntry? Find(string documentId)
    {
        var (low, high) = (0, entries.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(entries[middle].Id, documentId);
            if (order == 0)
            {
                return entries[middle];
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }
}

/// <summary>The folded words of a short text in a form in which a run of them, the last perhaps only begun, is a substring.</summary>
public static class WordSequence
{
    // No word has it.
    private const char Before = '\n';

    public static string Of(string text) => Of(Words.Tokenize(text).Select(token => token.Term));

    public static string Of(IEnumerable<string> words) => string.Concat(words.Select(word => Before + word));
}
