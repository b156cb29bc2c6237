using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Searching;

public sealed class SearchRequestReaderTests
{
    [Fact]
    public void Read_QueryAlone_HasTheDefaults()
    {
        var request = Read([("q", "nato")], out var faults);

        Assert.Empty(faults);
        Assert.Equivalent(SearchRequest.For("nato"), request);
    }

    [Fact]
    public void Read_EveryParameter_IsHeeded()
    {
        var request = Read(
            [
                ("q", "nato"),
                ("author", "Cooper"),
                ("author", " Müller "),
                ("year", "2000..2010"),
                ("year", "1999"),
                ("section", "model"),
                ("document", "a"),
                ("kind", "NOTE,body"),
                ("kind", "blockquotation"),
                ("sort", "-year"),
                ("limit", "100"),
                ("cursor", new SearchCursor("snapshot", "request", 10).Write()),
                ("perDocument", "2"),
                ("snippet", "40"),
                ("style", "apa"),
                ("include", "text"),
                ("facets", "author,year"),
                ("facets", "kind"),
            ],
            out var faults
        );

        Assert.Empty(faults);
        Assert.NotNull(request);
        Assert.Equal(["Cooper", "Müller"], request.Authors);
        Assert.Equal([new YearSpan(2000, 2010), new YearSpan(1999, 1999)], request.Years);
        Assert.Equal(["model"], request.Sections);
        Assert.Equal(["a"], request.Documents);
        Assert.Equal(["note", "body", "blockQuotation"], request.Kinds);
        Assert.Equal(PassageSort.YearDescending, request.Sort);
        Assert.Equal((100, 40, 2), (request.Limit, request.Snippet, request.PerDocument));
        Assert.NotNull(request.Cursor);
        Assert.True(request.IncludeText);
        Assert.Equal([PassageColumn.Author, PassageColumn.Year, PassageColumn.Kind], request.Facets);
    }

    [Fact]
    public void Read_ManyFaults_NamesAllAtOnce()
    {
        var request = Read(
            [
                ("q", "  "),
                ("Author", "x"),
                ("colour", "red"),
                ("year", "soon"),
                ("kind", "poem"),
                ("sort", "size"),
                ("limit", "0"),
                ("perDocument", "many"),
                ("snippet", "39"),
                ("style", "nature"),
                ("include", "html"),
                ("facets", "colour"),
                ("explain", "perhaps"),
                ("section", ""),
            ],
            out var faults
        );

        Assert.Null(request);
        Assert.Equal(
            [
                "Author",
                "colour",
                "explain",
                "facets",
                "include",
                "kind",
                "limit",
                "perDocument",
                "q",
                "section",
                "snippet",
                "sort",
                "style",
                "year",
            ],
            faults.Select(fault => fault.Parameter).Order(StringComparer.Ordinal)
        );
        Assert.Contains(
            "'author'",
            faults.Single(fault => fault.Parameter == "Author").Message,
            StringComparison.Ordinal
        );
        Assert.All(faults, fault => Assert.EndsWith(".", fault.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("limit", "101")]
    [InlineData("limit", "-1")]
    [InlineData("limit", "1.5")]
    [InlineData("limit", "")]
    [InlineData("snippet", "2001")]
    [InlineData("perDocument", "0")]
    [InlineData("perDocument", "99999999999")]
    [InlineData("year", "2010..2000")]
    [InlineData("year", "..")]
    [InlineData("year", "20055")]
    [InlineData("sort", "Relevance")]
    [InlineData("style", "")]
    public void Read_OneWrongValue_IsOneFault(string parameter, string value)
    {
        Assert.Null(Read([("q", "nato"), (parameter, value)], out var faults));
        Assert.Equal(parameter, Assert.Single(faults).Parameter);
    }

    [Theory]
    [InlineData("q")]
    [InlineData("limit")]
    [InlineData("sort")]
    public void Read_SingleParameterTwice_IsRefused(string parameter)
    {
        var value = parameter == "limit" ? "5" : "relevance";

        Assert.Null(Read([("q", "nato"), (parameter, value), (parameter, value)], out var faults));
        Assert.Contains(
            faults,
            fault => fault.Parameter == parameter && fault.Message.Contains("once", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Read_StyleThatIsNone_NamesThoseThatAre()
    {
        Assert.Null(Read([("q", "nato"), ("style", "turabian")], out var faults));
        Assert.Contains("international-affairs", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SameFacetTwice_IsCountedOnce()
    {
        var request = Read([("q", "nato"), ("facets", "author,author"), ("facets", "author")], out _);

        Assert.Equal([PassageColumn.Author], request!.Facets);
    }

    private static SearchRequest? Read(
        IEnumerable<(string Name, string Value)> values,
        out IReadOnlyList<ParameterFault> faults
    ) =>
        SearchRequestReader.Read(
            values
                .GroupBy(pair => pair.Name, StringComparer.Ordinal)
                .ToDictionary(
                    group => group.Key,
                    group => (IReadOnlyList<string>)[.. group.Select(pair => pair.Value)],
                    StringComparer.Ordinal
                ),
            out faults
        );
}
