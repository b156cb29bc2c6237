using Microsoft.Extensions.Logging.Abstractions;
using SearchService.Corpus.Sources;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Language;
using SearchService.Retrieval.Ranking;
using SearchService.Retrieval.Searching;
using SearchService.Retrieval.Tests;

namespace SearchService.Lucene.Tests;

/// <summary>Texts in other languages are stemmed by the analyzers that are set for them.</summary>
public sealed class LanguageAnalyzersTests : IDisposable
{
    private static readonly LanguageAnalyzers German = new([KeyValuePair.Create("de", (string?)"German")]);

    private readonly TemporaryFolder _corpus = new();
    private readonly TemporaryFolder _index = new();

    public LanguageAnalyzersTests()
    {
        File.WriteAllText(Path.Combine(_corpus.Path, "hafen.md"), "Die alten Schiffe liegen zwischen den Booten.");
        File.WriteAllText(Path.Combine(_corpus.Path, "harbour.md"), "Old ships are lying between the boats.");
        File.WriteAllText(
            Path.Combine(_corpus.Path, "library.json"),
            """
            [{"id": "hafen", "type": "book", "title": "Der Hafen", "language": "de-AT", "custom": {"file": "hafen.md"}},
             {"id": "harbour", "type": "book", "title": "The harbour", "language": "en", "custom": {"file": "harbour.md"}}]
            """
        );
    }

    public void Dispose()
    {
        _corpus.Dispose();
        _index.Dispose();
    }

    [Theory]
    [InlineData("Schiff", "hafen")]
    [InlineData("Boot", "hafen")]
    [InlineData("alte Boote", "hafen")]
    [InlineData("ship", "harbour")]
    [InlineData("lies", "harbour")]
    public void Search_ForAnotherInflection_FindsTheTextInItsLanguage(string query, string document)
    {
        using var index = Indexed(German);
        using var snapshot = index.AcquireSnapshot();

        Assert.Equal([document], Found(snapshot, query));
    }

    [Fact]
    public void Search_WithoutAnAnalyzerForTheLanguage_FindsWhatEnglishFormsFind()
    {
        using var index = Indexed(LanguageAnalyzers.None);
        using var snapshot = index.AcquireSnapshot();

        Assert.Empty(Found(snapshot, "Boot"));
        Assert.Equal(["hafen"], Found(snapshot, "Booten"));
    }

    [Fact]
    public void Open_WithOtherAnalyzers_IsUnreadableAndBeginsAnew()
    {
        Indexed(German).Dispose();

        var other = Assert.Throws<PassageIndexUnreadableException>(() => LucenePassageIndex.Open(_index.Path));
        Assert.Contains("de=GermanAnalyzer", other.Message, StringComparison.Ordinal);
        using var anew = LucenePassageIndex.OpenOrBeginAnew(_index.Path, out var unreadable);
        Assert.Equal(other.Message, unreadable);
        using var empty = anew.AcquireSnapshot();
        Assert.Empty(empty.DocumentIds);
    }

    [Fact]
    public void Analyzers_OfAnUnknownName_AreRefusedWithThoseThatThereAre()
    {
        var refused = Assert.Throws<FormatException>(() =>
            new LanguageAnalyzers([KeyValuePair.Create("de", (string?)"Teutonic")])
        );

        Assert.Contains("'Teutonic', for de", refused.Message, StringComparison.Ordinal);
        Assert.Contains("French", refused.Message, StringComparison.Ordinal);
    }

    private LucenePassageIndex Indexed(LanguageAnalyzers analyzers)
    {
        var index = LucenePassageIndex.Open(_index.Path, analyzers);
        using var writer = index.OpenWriter();
        new CorpusIndexer(new CorpusFolder(_corpus.Path), index, NullLogger<CorpusIndexer>.Instance).Update(
            writer,
            null,
            default
        );
        return index;
    }

    private static List<string> Found(IPassageSnapshot snapshot, string query)
    {
        var bound = new QueryBinder(RankingPlan.Default, snapshot).Bind(
            QueryParser.Parse(query).Root!,
            SearchRequest.For(query)
        );
        return
        [
            .. snapshot
                .Search(new PassageQuery(bound.Ranked, bound.Marks, PassageSort.Relevance, 0, 10, null, []), default)
                .Matches.Select(match => match.Passage.DocumentId),
        ];
    }
}
