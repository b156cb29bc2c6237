using SearchService.Corpus.Passages;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Tests.Engines;

/// <summary>What every engine behind the port must find; each one runs these tests, and those of <see cref="PassageIndexContract"/>.</summary>
public abstract class PassageSearchContract : IDisposable
{
    protected const string Markdown = """
        # On harbours

        ## The harbour

        Ships lie in the harbour. The harbour master counts ships[^1] and boats.

        The night watch begins at ten. It ends when dawn comes.

        The lamps go out, and the Ships sail.

        ## Tides

        High water comes twice a day.

        [^1]: Counting ships is an old craft.
        """;

    private IPassageIndex? _opened;

    private protected IPassageIndex Index => _opened ??= Open();

    /// <summary>An index over the one place of this test, empty at first; another call opens what was committed there.</summary>
    private protected abstract IPassageIndex Open();

    public void Dispose()
    {
        _opened?.Dispose();
        Release();
        GC.SuppressFinalize(this);
    }

    private protected virtual void Release() { }

    [Fact]
    public void Term_InSomePassages_FindsThoseWithTheirSpans()
    {
        Commit("v1", Samples.Document("harbour", Markdown));

        var found = Search(new TermClause(PassageField.Text, ["ships"]));

        Assert.Equal(3, found.Total);
        Assert.All(
            found.Matches,
            match => Assert.Contains("ships", match.Passage.Text, StringComparison.OrdinalIgnoreCase)
        );
        var first = found.Matches.Single(match => match.Passage.Text.StartsWith("Ships lie", StringComparison.Ordinal));
        Assert.Equal(
            [(0, 1), (9, 1)],
            first.Spans.Select(span => (span.Start - first.Passage.FirstPosition, span.Length))
        );
        Assert.True(IsFalling(found));
    }

    [Fact]
    public void Term_OnceInOneOfThreePassagesOfFourWords_ScoresAsTheFormulaSays()
    {
        Commit("v1", Samples.Document("a", "one two three four\n\nfive six seven eight\n\nnine ten eleven twelve"));

        var match = Assert.Single(Search(new TermClause(PassageField.Text, ["six"])).Matches);

        // All lengths are the mean length: idf * (k1 + 1) / (1 + k1).
        Assert.Equal(Math.Log(1 + ((3 - 1 + 0.5) / (1 + 0.5))), match.Score, 1e-5);
    }

    [Fact]
    public void Term_OfSeveralForms_ScoresAsOneWord()
    {
        Commit("v1", Samples.Document("a", "six two three four\n\nfive six seven six\n\nnine ten sixes twelve"));

        var either = Search(new TermClause(PassageField.Text, ["six", "sixes"]));
        var stem = Search(new TermClause(PassageField.Stem, ["six"]));

        Assert.Equal(3, either.Total);
        Assert.Equal(2, either.Matches[0].Passage.Ordinal);
        Assert.Equal(stem.Matches.Select(match => match.Score), either.Matches.Select(match => match.Score));
    }

    [Fact]
    public void Phrase_InOrderOnly_IsOneSpan()
    {
        Commit("v1", Samples.Document("harbour", Markdown));

        var found = Assert.Single(Search(Phrase("harbour", "master", "counts")).Matches);

        Assert.Equal([new PositionSpan(PassageField.Text, found.Passage.FirstPosition + 6, 3)], found.Spans);
        Assert.Equal(0, Search(Phrase("master", "harbour")).Total);
        Assert.Equal(
            1,
            Search(
                new PhraseClause(
                    PassageField.Text,
                    [
                        ["harbour"],
                        [],
                        ["counts"],
                    ]
                )
            ).Total
        );
        Assert.Equal(
            1,
            Search(
                new PhraseClause(
                    PassageField.Text,
                    [
                        ["harbour", "port"],
                        ["chief", "master"],
                    ]
                )
            ).Total
        );
    }

    [Fact]
    public void Phrase_OverTheCutBetweenTwoPassages_IsFoundInTheFirst()
    {
        Commit("v1", Samples.Document("harbour", Markdown));

        var found = Assert.Single(Search(Phrase("dawn", "comes", "the", "lamps")).Matches);

        Assert.EndsWith("It ends when dawn comes.", found.Passage.Text, StringComparison.Ordinal);
        var span = Assert.Single(found.Spans);
        Assert.Equal(4, span.Length);
        Assert.Equal(found.Passage.FirstPosition + found.Passage.Words - 2, span.Start);
    }

    [Fact]
    public void Phrase_OverTheCutBetweenTwoSectionsOrNotes_IsNotFound()
    {
        Commit("v1", Samples.Document("harbour", Markdown), Samples.Document("next", "Old tales of the sea."));

        Assert.Equal(0, Search(Phrase("sail", "high")).Total);
        Assert.Equal(0, Search(Phrase("day", "counting")).Total);
        Assert.Equal(0, Search(Phrase("craft", "old")).Total);
        Assert.Equal(0, Search(Near(1_000, ordered: false, "sail", "high")).Total);
        Assert.Equal(0, Search(Near(1_000, ordered: false, "day", "craft")).Total);
    }

    [Fact]
    public void Near_ByGapAndOrder_FindsShortestWindows()
    {
        Commit("v1", Samples.Document("a", "red x blue y y red blue z z z red\n\nblue only"));

        Assert.Equal([1], Ordinals(Near(0, ordered: true, "red", "blue")));
        Assert.Equal([1], Ordinals(Near(0, ordered: false, "blue", "red")));
        Assert.Equal([], Ordinals(Near(1, ordered: true, "blue", "red", "x")));
        var wide = Assert.Single(Search(Near(3, ordered: false, "red", "blue")).Matches);
        Assert.Equal([(0, 3), (2, 4), (5, 2), (6, 5), (10, 2)], wide.Spans.Select(span => (span.Start, span.Length)));
        Assert.Equal([], Ordinals(Near(30, ordered: false, "only", "only")));
    }

    [Fact]
    public void Wildcard_AndFuzzy_ScoreConstants()
    {
        Commit("v1", Samples.Document("a", "organisation here\n\norganization there\n\norgan\n\nheart"));

        var wildcard = Search(new WildcardClause(PassageField.Text, "organi?ation"));
        Assert.Equal([1, 2], wildcard.Matches.Select(match => match.Passage.Ordinal));
        Assert.All(wildcard.Matches, match => Assert.Equal(1f, match.Score));
        Assert.Equal([1, 2, 3], Ordinals(new WildcardClause(PassageField.Text, "organ*")));
        Assert.Equal([1, 2], Ordinals(new WildcardClause(PassageField.Text, "*ation")));

        var fuzzy = Search(new FuzzyClause(PassageField.Text, "hear", 1));
        Assert.Equal([(4, 0.5f)], fuzzy.Matches.Select(match => (match.Passage.Ordinal, match.Score)));
        Assert.Equal([4, 1], Ordinals(new FuzzyClause(PassageField.Text, "hear", 2)));
        Assert.Equal([1], Ordinals(new FuzzyClause(PassageField.Text, "organisation", 0)));
        Assert.Equal([1], Ordinals(new FuzzyClause(PassageField.Text, "rogainsation", 2)));
    }

    [Fact]
    public void Boolean_OfEveryKind_MatchesAndAddsUp()
    {
        Commit("v1", Samples.Document("a", "red blue\n\nred green\n\nblue green\n\nblack"));
        var (red, blue, green) = (Word("red"), Word("blue"), Word("green"));

        Assert.Equal([1], Ordinals(new AllClause([red, blue])));
        Assert.Equal([1, 2, 3], Ordinals(new AnyClause([red, blue, green])).Order());
        Assert.Equal([1, 2, 3], Ordinals(new AnyClause([red, blue, green], 2)));
        Assert.Equal([], Ordinals(new AnyClause([red, blue, green], 3)));
        Assert.Equal([1, 2], Ordinals(new RaisedClause(red, [blue])));
        Assert.Equal([2, 1], Ordinals(new RaisedClause(red, [green, new TermClause(PassageField.Text, ["gold"])])));
        Assert.Equal([2], Ordinals(new ExceptClause(red, blue)));
        Assert.Equal([3, 4], Ordinals(new ExceptClause(new EverythingClause(), red)));
        Assert.Equal([], Ordinals(new AnyClause([])));

        var one = Search(red).Matches[0].Score;
        var both = Search(new AllClause([red, blue])).Matches[0].Score;
        Assert.Equal(one + Search(blue).Matches[0].Score, both, 1e-5);
        Assert.Equal(3 * one, Search(new WeightedClause(red, 3)).Matches[0].Score, 1e-5);
        Assert.All(Search(new FilterClause(red)).Matches, match => Assert.Equal(0, match.Score));
    }

    [Fact]
    public void Filters_ByValueAndYear_Narrow()
    {
        Commit(
            "v1",
            Samples.Document("a", Markdown, 1999, null, "Doe"),
            Samples.Document("b", "Ships.", 2004, null, "Müller"),
            Samples.Document("c", "Ships.")
        );

        Assert.Equal(1, Search(new ValueClause(PassageColumn.Kind, ["note"])).Total);
        Assert.Equal(1, Search(new ValueClause(PassageColumn.Section, ["Tides"])).Total);
        Assert.Equal(1, Search(new ValueClause(PassageColumn.AuthorKey, ["muller"])).Total);
        Assert.Equal(2, Search(new ValueClause(PassageColumn.Document, ["b", "c", "unknown"])).Total);
        Assert.Equal(0, Search(new ValueClause(PassageColumn.Document, [])).Total);
        Assert.Equal(["b"], Documents(new ValueClause(PassageColumn.Year, ["2004", "02004", "", "x"])));
        Assert.Equal(["a", "b"], Documents(new ValueClause(PassageColumn.Year, ["2004", "1999"])));
        Assert.Equal([], Documents(new ValueClause(PassageColumn.Year, [])));
        Assert.Equal(3, Search(new ValueClause(PassageColumn.Ordinal, ["1"])).Total);
        Assert.Equal(["b"], Documents(new YearClause(2000, null)));
        Assert.Equal(["a"], Documents(new YearClause(null, 1999)));
        Assert.Equal(["a", "b"], Documents(new YearClause(1999, 2004)));
        Assert.Equal(["a", "b"], Documents(new YearClause(null, null)));
        Assert.Equal([], Documents(new YearClause(2000, 2003)));
    }

    [Fact]
    public void KindWeights_ByKind_MultiplyTheScore()
    {
        Commit("v1", Samples.Document("harbour", Markdown));
        var ships = Word("ships");

        var plain = Search(ships).Matches.ToDictionary(match => match.Passage.Ordinal, match => match.Score);
        var weighted = Search(
            new KindWeightedClause(ships, new Dictionary<string, float> { ["note"] = 0.25f, ["table"] = 0.25f })
        );

        Assert.Equal(3, weighted.Total);
        Assert.All(
            weighted.Matches,
            match =>
                Assert.Equal(
                    plain[match.Passage.Ordinal] * (match.Passage.Kind == PassageKind.Note ? 0.25 : 1),
                    match.Score,
                    1e-5
                )
        );
        Assert.All(weighted.Matches, match => Assert.Equal(match.Spans.Distinct(), match.Spans));
    }

    [Fact]
    public void Facets_OverAllMatches_AreCountedBeforePagingAndCaps()
    {
        Commit(
            "v1",
            Samples.Document("a", Markdown, 1999, null, "Doe"),
            Samples.Document("b", "Ships.", 2004, null, "Doe", "Müller"),
            Samples.Document("c", "No such thing.", 2010, null, "Roe")
        );

        using var snapshot = Index.AcquireSnapshot();
        var found = snapshot.Search(
            new PassageQuery(
                Word("ships"),
                null,
                PassageSort.Relevance,
                0,
                1,
                1,
                [PassageColumn.Author, PassageColumn.Year, PassageColumn.Kind, PassageColumn.Document]
            ),
            default
        );

        Assert.Equal(4, found.Total);
        Assert.Single(found.Matches);
        Assert.Equal(
            [new FacetCount("Ann Doe", 4), new FacetCount("Ann Müller", 1)],
            found.Facets[PassageColumn.Author]
        );
        Assert.Equal([new FacetCount("1999", 3), new FacetCount("2004", 1)], found.Facets[PassageColumn.Year]);
        Assert.Equal([new FacetCount("body", 3), new FacetCount("note", 1)], found.Facets[PassageColumn.Kind]);
        Assert.Equal([new FacetCount("a", 3), new FacetCount("b", 1)], found.Facets[PassageColumn.Document]);
    }

    [Fact]
    public void Sorts_OfEveryKind_EndWithDocumentAndPlace()
    {
        Commit(
            "v1",
            Samples.Document("c", "ships\n\nships", 1990),
            Samples.Document("b", "ships\n\nships ships"),
            Samples.Document("a", "ships", 2000)
        );

        Assert.Equal(["a:1", "b:1", "b:2", "c:1", "c:2"], Ids(PassageSort.Document));
        Assert.Equal(["c:1", "c:2", "a:1", "b:1", "b:2"], Ids(PassageSort.Year));
        Assert.Equal(["a:1", "c:1", "c:2", "b:1", "b:2"], Ids(PassageSort.YearDescending));
        Assert.Equal(["b:2", "a:1", "b:1", "c:1", "c:2"], Ids(PassageSort.Relevance));
        Assert.Equal(["b:2", "a:1", "c:1"], Ids(PassageSort.Relevance, perDocument: 1));
        Assert.Equal(["a:1", "c:1"], Ids(PassageSort.Relevance, perDocument: 1, skip: 1));
        Assert.Equal(["b:1", "b:2"], Ids(PassageSort.Document, skip: 1, limit: 2));

        IEnumerable<string> Ids(PassageSort sort, int? perDocument = null, int skip = 0, int limit = 100)
        {
            using var snapshot = Index.AcquireSnapshot();
            var query = new PassageQuery(Word("ships"), null, sort, skip, limit, perDocument, []);
            return [.. snapshot.Search(query, default).Matches.Select(match => match.Passage.Id)];
        }
    }

    [Fact]
    public void Search_Cancelled_Stops()
    {
        Commit("v1", Samples.Document("a", "words"));
        using var snapshot = Index.AcquireSnapshot();
        var query = new PassageQuery(Word("words"), null, PassageSort.Relevance, 0, 10, null, []);

        Assert.Throws<OperationCanceledException>(() => snapshot.Search(query, new CancellationToken(canceled: true)));
    }

    private protected static TermClause Word(string word) => new(PassageField.Text, [word]);

    private static PhraseClause Phrase(params string[] words) =>
        new(PassageField.Text, [.. words.Select(word => (IReadOnlyList<string>)[word])]);

    private static NearClause Near(int gap, bool ordered, params string[] words) =>
        new(PassageField.Text, [.. words.Select(word => (IReadOnlyList<string>)[word])], gap, ordered);

    private static bool IsFalling(PassageMatches found) =>
        found.Matches.Zip(found.Matches.Skip(1)).All(pair => pair.First.Score >= pair.Second.Score);

    private protected static PassageMatches Search(IPassageSnapshot snapshot, PassageClause clause) =>
        snapshot.Search(new PassageQuery(clause, clause, PassageSort.Relevance, 0, 1_000, null, []), default);

    private protected PassageMatches Search(PassageClause clause)
    {
        using var snapshot = Index.AcquireSnapshot();
        return Search(snapshot, clause);
    }

    private IEnumerable<int> Ordinals(PassageClause clause) =>
        Search(clause).Matches.Select(match => match.Passage.Ordinal);

    private protected IEnumerable<string> Documents(PassageClause clause) =>
        Search(clause).Matches.Select(match => match.Passage.DocumentId).Distinct().Order(StringComparer.Ordinal);

    private protected void Commit(string version, params IndexedDocument[] documents)
    {
        using var writer = Index.OpenWriter();
        foreach (var document in documents)
        {
            writer.Put(document);
        }

        writer.Commit(version);
    }
}
