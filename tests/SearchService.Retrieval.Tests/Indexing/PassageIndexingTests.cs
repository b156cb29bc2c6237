using System.Collections.Immutable;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Recovery;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Tests.Indexing;

public sealed class PassageIndexingTests
{
    [Theory]
    [InlineData("Words before.\n\nMore text called[^1] here.")]
    [InlineData("```\ncode with spaces   \n```\n\nMore text called[^1] here.")]
    [InlineData("```\ncode with a line  \n\n  more   \n```\n\nMore text called[^1] here.")]
    public void Note_OfAPassageOfSeveralBlocks_IsCalledBehindItsWord(string markdown)
    {
        var indexed = Build(markdown + "\n\n[^1]: The note.");

        var passage = Assert.Single(indexed.Passages, passage => passage.Stored.Notes.Count > 0).Stored;
        Assert.StartsWith(markdown[..3] == "```" ? "code" : "Words", passage.Text, StringComparison.Ordinal);
        Assert.EndsWith(
            "More text called",
            passage.Text[..Assert.Single(passage.Notes).CalledAt!.Value],
            StringComparison.Ordinal
        );
    }

    /// <summary>As the indexer makes it, cuts and all.</summary>
    private static IndexedDocument Build(string markdown)
    {
        var document = RecoveryPipeline.Recover(markdown);
        var summary = new DocumentSummary(
            "a",
            "a.md",
            "",
            "",
            markdown.Length,
            new DescribedWork(new Work("a", "book"), ImmutableDictionary<string, FieldOrigin>.Empty),
            0,
            0,
            document.Notes.Count,
            document.Pages.Count,
            []
        );
        return PassageIndexing.Build(new StoredDocument(summary, document));
    }
}
