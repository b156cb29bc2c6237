using SearchService.Corpus.Passages;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Searching;

public sealed class MarkedTextTests
{
    private static readonly IPassageSnapshot Snapshot = Samples.Snapshot(
        Samples.Document(
            "a",
            "## Part\n\nThe watch ends at dawn.[^1]\n\nThe lamps go out.\n\n## Rest\n\nAll quiet.\n\n[^1]: So they say."
        )
    );

    [Fact]
    public void Of_PhraseOverTheCut_IsOneMarkInBothTexts()
    {
        var marked = Marked("dawn", "the", "lamps");

        Assert.Equal("The watch ends at dawn.\n\nThe lamps go out.", marked.Text);
        Assert.Equal(["dawn.\n\nThe lamps"], Shown(marked));
        Assert.Equal("The lamps go out.", marked.Following!.Text);
    }

    [Fact]
    public void Of_PhraseWithin_ShowsThePassageAlone()
    {
        var marked = Marked("ends", "at", "dawn");

        Assert.Equal("The watch ends at dawn.", marked.Text);
        Assert.Equal(["ends at dawn"], Shown(marked));
        Assert.Null(marked.Following);
    }

    [Fact]
    public void Of_OverlappingSpansAndOtherFields_AreMergedAndLeftOut()
    {
        var passage = Passage("The watch");
        var first = passage.FirstPosition;

        var marked = MarkedText.Of(
            passage,
            [
                new PositionSpan(PassageField.Text, first + 1, 2),
                new PositionSpan(PassageField.Stem, first + 2, 2),
                new PositionSpan(PassageField.Stem, first + 1, 1),
                new PositionSpan(PassageField.Heading, first, 1),
                new PositionSpan(PassageField.Path, first + 400, 1),
            ],
            Next
        );

        Assert.Equal(["watch ends at"], Shown(marked));
        Assert.Single(marked.Passages);
    }

    [Fact]
    public void After_Passages_RunsThroughTheTextAndNeverIntoNotes()
    {
        var texts = new List<string>();
        for (var passage = Passage("The watch"); passage is not null; passage = Next(passage))
        {
            texts.Add(passage.Text);
        }

        Assert.Equal(["The watch ends at dawn.", "The lamps go out.", "All quiet."], texts);
        Assert.Null(Next(Passage("So they")));
    }

    [Fact]
    public void Of_EveryWordOfTheCollection_MarksThatWord()
    {
        foreach (var passage in Samples.Collection.SelectMany(document => document.Passages))
        {
            var terms = passage.Fields[PassageField.Text].ToLookup(term => term.Position, term => term.Term);
            var spans = terms.Select(place => new PositionSpan(PassageField.Text, place.Key, 1)).ToList();

            var marked = MarkedText.Of(passage.Stored, spans, _ => null);

            Assert.Equal(spans.Count, marked.Marks.Count);
            Assert.All(
                marked.Marks.Zip(spans),
                pair =>
                    Assert.Contains(
                        SearchService.Analysis.Words.Term(
                            marked.Text.AsSpan(pair.First.Start, pair.First.End - pair.First.Start)
                        ),
                        terms[pair.Second.Start]
                    )
            );
        }
    }

    private static StoredPassage? Next(StoredPassage passage) => Neighbours.After(Snapshot, passage);

    private static StoredPassage Passage(string start) =>
        Enumerable
            .Range(1, Snapshot.PassageCount)
            .Select(ordinal => Snapshot.Passage("a", ordinal)!)
            .Single(passage => passage.Text.StartsWith(start, StringComparison.Ordinal));

    private static MarkedText Marked(params string[] words)
    {
        var phrase = new PhraseClause(PassageField.Text, [.. words.Select(word => (IReadOnlyList<string>)[word])]);
        var query = new PassageQuery(phrase, phrase, PassageSort.Relevance, 0, 10, null, []);
        var match = Assert.Single(Snapshot.Search(query, default).Matches);
        Assert.NotEqual(PassageKind.Note, match.Passage.Kind);
        return MarkedText.Of(match.Passage, match.Spans, Next);
    }

    private static IEnumerable<string> Shown(MarkedText marked) =>
        marked.Marks.Select(mark => marked.Text[mark.Start..mark.End]);
}
