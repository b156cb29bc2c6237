using System.Globalization;
using SearchService.Corpus.Documents;
using SearchService.Engine.Storage;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Ranking;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Searching;

public sealed class PassageSearchTests : IDisposable
{
    private readonly Clock _clock = new();
    private readonly SnapshotLeases _leases;
    private readonly IPassageIndex _index = EmbeddedPassageIndex.Open(new MemoryStorage());
    private readonly PassageSearch _search;

    public PassageSearchTests()
    {
        _leases = new SnapshotLeases(_clock);
        _search = new PassageSearch(_index, _leases, RankingPlan.Default, SearchLimits.Default);
    }

    public void Dispose()
    {
        _leases.Dispose();
        _index.Dispose();
    }

    [Fact]
    public void Search_PhraseOverACut_IsOneMarkAndNamesTheNextPassage()
    {
        Put("a", "## Part\n\nThe watch ends at dawn.\n\nThe lamps go out.[^1]\n\n[^1]: At dawn the lamps.");

        var hit = Assert.Single(Results("\"at dawn the lamps go\"").Results);

        Assert.Equal("…ends at dawn.\n\nThe lamps go out.".Trim('…'), hit.Snippet.Text["The watch ".Length..]);
        var mark = Assert.Single(hit.Snippet.Highlights);
        Assert.Equal("at dawn.\n\nThe lamps go", hit.Snippet.Text[mark.Start..mark.End]);
        using var snapshot = _index.AcquireSnapshot();
        Assert.Equal(PassageId.Format("a", Ordinal(hit.Passage.Id) + 1), hit.Passage.ContinuesIn);
        Assert.Equal("at dawn.\n\nThe lamps go", Assert.IsType<TextQuoteSelector>(hit.Selectors[0]).Exact);
    }

    [Fact]
    public void Search_PhraseWithinAPassage_ContinuesNowhere()
    {
        Put("a", "The watch ends at dawn.\n\nThe lamps go out.");

        Assert.Null(Assert.Single(Results("\"lamps go\"").Results).Passage.ContinuesIn);
    }

    [Fact]
    public void Search_WordsInNoneTogether_CountsThoseWithMost()
    {
        Put("a", "red blue\n\nred green\n\nblack");

        var results = Results("red blue green");
        Assert.True(results.Query.Relaxed);
        Assert.Equal(2, results.Total.Value);
        Assert.False(Results("red blue").Query.Relaxed);
        Assert.Equal(1, Results("red blue").Total.Value);
        Assert.Equal(2, Results("red blue").Results.Count);
        Assert.Equal(0, Results("white gold").Total.Value);
    }

    [Fact]
    public void Search_NothingToSearchFor_IsAFaultOfTheQuery()
    {
        var answer = _search.Search(SearchRequest.For("()"), default);

        Assert.Null(answer.Results);
        Assert.All(answer.Faults, fault => Assert.Equal("q", fault.Parameter));
        Assert.NotEmpty(answer.Faults);
    }

    [Fact]
    public void Search_PageByPageWhileDocumentsChange_GivesEachHitOnce()
    {
        for (var i = 0; i < 30; i++)
        {
            Put(Name(i), $"ships here\n\nships there and more\n\nships {i}");
        }

        var ids = new List<string>();
        var request = SearchRequest.For("ships") with { Limit = 7 };
        var version = Results(request).CorpusVersion;
        for (string? cursor = null, next = ""; next is not null; cursor = next)
        {
            var page = Results(request with { Cursor = cursor });
            Assert.Equal(version, page.CorpusVersion);
            Assert.Equal(90, page.Total.Value);
            Assert.Equal(ids.Count + 1, page.Results[0].Rank);
            ids.AddRange(page.Results.Select(hit => hit.Passage.Id));
            next = page.Next;
            Put(Name(ids.Count % 30), "no such word");
            Put("new-" + Name(ids.Count), "ships ships ships");
        }

        Assert.Equal(90, ids.Count);
        Assert.Equal(90, ids.Distinct().Count());
    }

    [Fact]
    public void Search_TenThousandHitsPageByPageWhileDocumentsChange_GivesEachOfTheFirstSnapshotOnce()
    {
        var documents = CollectionWords.Size == 1 ? 20 : 100;
        for (var i = 0; i < documents; i++)
        {
            Put(Name(i), CollectionWords.Paragraphs(100, "Ships"));
        }

        var expected = documents * 100;
        var ids = new List<string>();
        var request = SearchRequest.For("ships") with { Limit = 100, Sort = PassageSort.Relevance };
        for (string? cursor = null, next = ""; next is not null; cursor = next)
        {
            var page = Results(request with { Cursor = cursor });
            Assert.Equal(expected, page.Total.Value);
            ids.AddRange(page.Results.Select(hit => hit.Passage.Id));
            next = page.Next;
            Put(Name(ids.Count / 100 % documents), "no such word");
        }

        Assert.Equal(expected, ids.Count);
        Assert.Equal(expected, ids.Distinct().Count());
    }

    [Fact]
    public void Search_CursorUnusedForFiveMinutes_IsGone()
    {
        Put("a", "ships\n\nships\n\nships");
        var request = SearchRequest.For("ships") with { Limit = 1 };
        var next = Results(request).Next;

        _clock.Now += TimeSpan.FromMinutes(4);
        var second = Results(request with { Cursor = next });
        _clock.Now += TimeSpan.FromMinutes(4);
        Assert.NotEmpty(Results(request with { Cursor = second.Next }).Results);
        _clock.Now += TimeSpan.FromMinutes(6);

        var answer = _search.Search(request with { Cursor = second.Next }, default);
        Assert.True(answer.Expired);
        Assert.Null(answer.Results);
    }

    [Fact]
    public void Search_CursorOfAnotherRequestOrNone_IsRefused()
    {
        Put("a", "ships\n\nships\n\nships");
        var request = SearchRequest.For("ships") with { Limit = 1 };
        var next = Results(request).Next!;
        var known = SearchCursor.Read(next)!;

        foreach (
            var wrong in new[]
            {
                request with
                {
                    Cursor = "",
                },
                request with
                {
                    Cursor = "not a cursor!",
                },
                request with
                {
                    Cursor = "bm90IGEgY3Vyc29y",
                },
                request with
                {
                    Cursor = next,
                    Query = "boats",
                },
                request with
                {
                    Cursor = next,
                    Sort = PassageSort.Year,
                },
                request with
                {
                    Cursor = next,
                    Kinds = ["note"],
                },
                request with
                {
                    Cursor = (known with { Skip = 10_000 }).Write(),
                },
                request with
                {
                    Cursor = (known with { Skip = int.MaxValue }).Write(),
                },
            }
        )
        {
            Assert.Equal("cursor", Assert.Single(_search.Search(wrong, default).Faults).Parameter);
        }

        Assert.NotEmpty(Results(request with { Cursor = next, Limit = 2, Style = "apa", Snippet = 40 }).Results);
    }

    [Fact]
    public void Cursor_Written_ReadsTheSame()
    {
        var cursor = new SearchCursor("sha256:abc", "0123", 40);

        Assert.Equal(cursor, SearchCursor.Read(cursor.Write()));
        Assert.Null(SearchCursor.Read("%%%"));
        Assert.NotEqual(
            SearchCursor.Hash(SearchRequest.For("a") with { Authors = ["b"] }),
            SearchCursor.Hash(SearchRequest.For("a") with { Sections = ["b"] })
        );
    }

    [Fact]
    public void Leases_Kept_LiveFiveMinutesFromTheirLastUse()
    {
        Put("a", "ships");
        using var snapshot = _index.AcquireSnapshot();
        var name = _leases.Keep(snapshot.CorpusVersion, snapshot.Share);

        _clock.Now += SnapshotLeases.Lifetime;
        using (var used = _leases.Use(name))
        {
            Assert.Equal(1, used!.PassageCount);
        }

        _clock.Now += SnapshotLeases.Lifetime + TimeSpan.FromTicks(1);
        Assert.Null(_leases.Use(name));
        Assert.Null(_leases.Use("unknown"));
    }

    [Fact]
    public void Leases_MoreThanTheyHold_LetTheOldestGo()
    {
        Put("a", "ships");
        using var snapshot = _index.AcquireSnapshot();
        for (var i = 0; i < 65; i++)
        {
            _clock.Now += TimeSpan.FromSeconds(1);
            _leases.Keep(Name(i), snapshot.Share);
        }

        Assert.Null(_leases.Use(Name(0)));
        _leases.Use(Name(1))!.Dispose();
        _leases.Use(Name(64))!.Dispose();
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"doc-{number}");

    private static int Ordinal(string id)
    {
        Assert.True(PassageId.TryParse(id, out _, out var ordinal));
        return ordinal;
    }

    private SearchResults Results(string query) => Results(SearchRequest.For(query));

    private SearchResults Results(SearchRequest request)
    {
        var answer = _search.Search(request, default);
        Assert.Empty(answer.Faults);
        Assert.False(answer.Expired);
        return answer.Results!;
    }

    private void Put(string id, string markdown)
    {
        using var writer = _index.OpenWriter();
        writer.Put(Samples.Document(id, markdown));
        writer.Commit($"sha256:{id}-{markdown.Length}-{Guid.NewGuid()}");
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Now.UtcTicks;
    }
}
