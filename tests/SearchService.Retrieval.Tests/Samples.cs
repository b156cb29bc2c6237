using System.Collections.Immutable;
using System.Globalization;
using SearchService.Analysis;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Passages;
using SearchService.Corpus.Recovery;
using SearchService.Corpus.Sources;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Ranking;
using SearchService.Retrieval.Searching;
using SearchService.Tests.Shared;

namespace SearchService.Retrieval.Tests;

/// <summary>Documents made of Markdown as the indexer makes them but for the cuts, and the collection of the repository.</summary>
internal static class Samples
{
    private static readonly Lazy<IReadOnlyList<IndexedDocument>> OfRepository = new(() =>
        Read(Repository.Path("corpus"))
    );

    /// <summary>The documents of the repository's own corpus folder.</summary>
    public static IReadOnlyList<IndexedDocument> Collection => OfRepository.Value;

    public static IndexedDocument Document(
        string id,
        string markdown,
        int? year = null,
        string? title = null,
        params string[] families
    )
    {
        var work = new Work(id, "book")
        {
            Title = title ?? id,
            Author = [.. families.Select(family => new PersonName(family, "Ann"))],
            Issued = year is { } known ? CslDate.OfYear(known) : null,
        };
        var document = RecoveryPipeline.Recover(markdown);
        var summary = new DocumentSummary(
            id,
            id + ".md",
            "sha of " + id,
            "fingerprint of " + markdown.Length.ToString(CultureInfo.InvariantCulture),
            markdown.Length,
            new DescribedWork(work, ImmutableDictionary<string, FieldOrigin>.Empty),
            0,
            0,
            document.Notes.Count,
            document.Pages.Count,
            []
        );
        return PassageIndexing.Build(new StoredDocument(summary, document), [.. PassagesOf(document)]);
    }

    /// <summary>A passage a block, so that tests say themselves where a text is cut.</summary>
    private static IEnumerable<Passage> PassagesOf(SearchService.Corpus.Documents.Document document) =>
        document
            .Blocks.Where(block => block.Kind != BlockKind.Heading && block.Text.Text.Length > 0)
            .Select(
                (block, i) =>
                    new Passage(
                        i,
                        block.Kind == BlockKind.Note ? PassageKind.Note : PassageKind.Body,
                        block.Section,
                        block.Paragraph,
                        block.Paragraph,
                        [new PassagePart(block.Index, 0, block.Text.Text.Length)]
                    )
                    {
                        Text = block.Text.Text,
                        Words = Words.Count(block.Text.Text),
                    }
            );

    /// <summary>A state of an embedded index in memory that holds the documents.</summary>
    public static IPassageSnapshot Snapshot(params IReadOnlyList<IndexedDocument> documents) =>
        Index(documents).AcquireSnapshot();

    public static IPassageIndex Index(params IReadOnlyList<IndexedDocument> documents)
    {
        var index = EmbeddedPassageIndex.Open(new SearchService.Engine.Storage.MemoryStorage());
        using var writer = index.OpenWriter();
        foreach (var document in documents)
        {
            writer.Put(document);
        }

        writer.Commit("sha256:samples");
        return index;
    }

    /// <summary>What a query finds, ranked and limited as the program does it.</summary>
    public static SearchResults Search(IPassageIndex index, string query)
    {
        using var leases = new SnapshotLeases(TimeProvider.System);
        return new PassageSearch(index, leases, RankingPlan.Default, SearchLimits.Default)
            .Search(SearchRequest.For(query), default)
            .Results!;
    }

    /// <summary>The documents of a corpus folder.</summary>
    public static IReadOnlyList<IndexedDocument> Read(string path)
    {
        var folder = new CorpusFolder(path);
        return
        [
            .. folder
                .Scan()
                .Files.Select(file =>
                    PassageIndexing.Build(CorpusIndexer.Recover(file, "", folder.Read(file).Source!))
                ),
        ];
    }
}
