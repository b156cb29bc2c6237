using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Language;
using SearchService.Retrieval.Ranking;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Ranking;

public sealed class QueryBinderTests
{
    private static readonly IPassageSnapshot Snapshot = Samples.Snapshot(
        Samples.Document(
            "us",
            "The US policy changed.\n\nIt told us nothing.\n\nA policy of the state.",
            2005,
            "Policy",
            "Cooper"
        ),
        Samples.Document(
            "eu",
            "## The Défense\n\nPolicy by the sea.[^1]\n\n[^1]: Policy in notes.",
            1999,
            "Seas",
            "Müller"
        )
    );

    [Theory]
    [InlineData("what is the policy of", "policy")]
    [InlineData("US policy", "US policy")]
    [InlineData("U.S. policy", "US policy")]
    [InlineData("us policy", "policy")]
    [InlineData("Us policy", "policy")]
    [InlineData("the of", "of the")]
    public void Bind_FunctionWordsBesideOthers_GiveWay(string query, string marked)
    {
        var bound = Bind(query);

        Assert.Equal(marked, string.Join(' ', Terms(bound.Marks!).Distinct().Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("policy author:cooper", "us")]
    [InlineData("policy author:müller", "eu")]
    [InlineData("policy author:\"Ann Muller\"", "eu")]
    [InlineData("policy year:2000..", "us")]
    [InlineData("policy section:defense", "eu")]
    [InlineData("policy in:note", "eu")]
    [InlineData("policy document:us", "us")]
    [InlineData("policy -sea -notes", "us")]
    [InlineData("author:cooper", "us")]
    [InlineData("\"policy changed\"", "us")]
    [InlineData("+policy +sea", "eu")]
    [InlineData("polic* AND sea", "eu")]
    [InlineData("changd~1", "us")]
    [InlineData("\"policy sea\"~2", "eu")]
    public void Bind_FieldsAndOperators_FindTheDocument(string query, string document)
    {
        var found = Search(Bind(query).Ranked);

        Assert.NotEmpty(found);
        Assert.All(found, match => Assert.Equal(document, match.Passage.DocumentId));
    }

    [Fact]
    public void Bind_RequestFilters_NarrowAsFieldsDo()
    {
        var request = SearchRequest.For("policy");

        Assert.All(Found(request with { Authors = ["MÜLLER"] }), id => Assert.Equal("eu", id));
        Assert.All(Found(request with { Years = [new YearSpan(2005, 2005)] }), id => Assert.Equal("us", id));
        Assert.Equal(2, Found(request with { Documents = ["us"] }).Count);
        Assert.Single(Found(request with { Kinds = ["note"] }));
        Assert.All(Found(request with { Sections = ["the def"] }), id => Assert.Equal("eu", id));
        Assert.Empty(Found(request with { Sections = ["no such heading"] }));
        Assert.Empty(Found(request with { Authors = ["MÜLLER"], Documents = ["us"] }));
    }

    [Fact]
    public void Bind_Filters_AddNothingToTheScore()
    {
        var plain = Search(Bind("policy").Ranked).ToDictionary(match => match.Passage.Id, match => match.Score);

        Assert.All(
            Search(Bind("policy author:cooper year:2005").Ranked),
            match => Assert.Equal(plain[match.Passage.Id], match.Score, 1e-5)
        );
    }

    [Fact]
    public void Bind_ExactForm_RanksBeforeOtherInflections()
    {
        using var snapshot = Samples.Snapshot(
            Samples.Document("a", "One practiced here.\n\nOne practices here.\n\nOne practice here.")
        );
        var bound = new QueryBinder(RankingPlan.Default, snapshot).Bind(
            QueryParser.Parse("practices").Root!,
            SearchRequest.For("practices")
        );

        var found = snapshot.Search(
            new PassageQuery(bound.Ranked, null, PassageSort.Relevance, 0, 10, null, []),
            default
        );

        Assert.Equal(3, found.Total);
        Assert.Equal("One practices here.", found.Matches[0].Passage.Text);
    }

    [Theory]
    [InlineData("policy document:nowhere", 7, 16, "")]
    [InlineData("policy document:uz", 7, 11, "document:us")]
    [InlineData("author:coper policy", 0, 12, "author:cooper")]
    [InlineData("policy section:conclusion", 7, 18, "")]
    public void Bind_FieldThatNothingHas_IsAFault(string query, int start, int length, string suggestion)
    {
        var fault = Assert.Single(Bind(query).Faults);

        Assert.Equal((start, length, suggestion), (fault.Start, fault.Length, fault.Suggestion));
    }

    [Fact]
    public void Bind_WordsInBrackets_AreOnePartOfTheScore()
    {
        var bound = Bind("sea (+policy changed state)");

        Assert.Equal(
            [
                "“sea” in any inflection",
                "“sea” exactly as written",
                "“sea” in the title of the work or a heading above",
                "+policy changed state",
            ],
            bound.Evidence.Select(evidence => evidence.What)
        );
    }

    private static BoundQuery Bind(string query) => Bind(SearchRequest.For(query));

    private static BoundQuery Bind(SearchRequest request) =>
        new QueryBinder(RankingPlan.Default, Snapshot).Bind(QueryParser.Parse(request.Query).Root!, request);

    private static IReadOnlyList<PassageMatch> Search(PassageClause clause) =>
        Snapshot.Search(new PassageQuery(clause, null, PassageSort.Relevance, 0, 100, null, []), default).Matches;

    private static List<string> Found(SearchRequest request) =>
        [.. Search(Bind(request).Ranked).Select(match => match.Passage.DocumentId)];

    private static IEnumerable<string> Terms(PassageClause clause) =>
        clause switch
        {
            TermClause term => term.Terms.Select(stem => stem == "polici" ? "policy" : stem),
            AnyClause any => any.Children.SelectMany(Terms),
            AllClause all => all.Children.SelectMany(Terms),
            _ => [],
        };
}
