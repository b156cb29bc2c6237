using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using SearchService.Corpus.Bibliography.CslJson;
using SearchService.Pages.Citing;
using SearchService.Pages.Lists;
using SearchService.Pages.Search;
using SearchService.Retrieval.Engines;
using SearchService.Tests.Running;

namespace SearchService.Tests.Pages;

/// <summary>The states of the search page as they are sent, whatever shows them.</summary>
public sealed partial class SearchPageStatesTests(DatedSample sample) : IClassFixture<DatedSample>
{
    private const int LargestPage = 60_000;

    [Theory]
    [InlineData("/")]
    [InlineData("/?q=ranked+list+of+passages&perDocument=3")]
    [InlineData("/?q=the+page+of+a+note&author=Ada+Lines&author=Ben+Marks&kind=body&kind=note")]
    public async Task Page_WithoutTheTexts_IsSmall(string path)
    {
        var page = await PageAsync(path);

        // With the texts, which are no part of the measure.
        Assert.InRange(page.Length, 1_000, LargestPage);
    }

    [Fact]
    public async Task Page_OfAPastedParagraph_IsSmallAlthoughItsLinksRepeatIt()
    {
        var passage = (await sample.Service.SearchAsync("index", "&include=text&kind=body&limit=50"))
            .Items("results")
            .Select(hit => hit.Text("passage", "text")!)
            .MaxBy(text => text.Length)!;

        var page = await PageAsync("/?q=" + Uri.EscapeDataString(passage));

        Assert.True(passage.Length > 700, $"{passage.Length} characters");
        Assert.Equal("1", Counted(page));
        Assert.InRange(page.Length, 1_000, LargestPage);
    }

    [Fact]
    public async Task Pages_OneBehindTheOther_AreTheResultsOfTheApiInItsOrder()
    {
        var all = (await sample.Service.SearchAsync("index OR concordance", "&limit=30"))
            .Items("results")
            .Select(hit => hit.Text("passage", "id"));

        var pages = new List<string>();
        foreach (var page in (int[])[1, 2, 3])
        {
            var html = await PageAsync(FormattableString.Invariant($"/?q=index+OR+concordance&page={page}"));
            pages.AddRange(Box().Matches(html).Select(box => ChosenWords.Read(box.Groups["words"].Value)!.Passage));
        }

        Assert.Equal(all, pages);
    }

    [Fact]
    public async Task FilterLinks_Followed_FindAsManyAsTheySay()
    {
        var page = await PageAsync("/?q=index");
        var links = Filter().Matches(page);

        Assert.True(links.Count > 10, $"{links.Count} links");
        foreach (Match link in links)
        {
            var url = WebUtility.HtmlDecode(link.Groups["url"].Value);
            var (said, found) = (link.Groups["count"].Value, Counted(await PageAsync(url)));

            // A section is looked for by its words, which may stand in the headings of others, too.
            if (url.Contains("section=", StringComparison.Ordinal))
            {
                Assert.True(Number(found) >= Number(said), url);
            }
            else
            {
                Assert.True(said == found, $"{url}: {found} instead of {said}");
            }
        }
    }

    [Theory]
    [InlineData("year=abc", "year")]
    [InlineData("page=0", "page")]
    [InlineData("page=9999999", "page")]
    [InlineData("style=none", "style")]
    [InlineData("sort=up&limit=1000", "sort", "limit")]
    [InlineData("colour=red", "colour")]
    [InlineData("cursor=abc", "cursor")]
    public async Task Parameters_WithFaults_AreNamedAndTheResultsAreThereWithoutThem(
        string wrong,
        params string[] named
    )
    {
        var page = await PageAsync("/?q=index&" + wrong);

        Assert.Equal(
            named,
            Fault().Matches(page).Select(fault => fault.Groups["name"].Value).Order(StringComparer.Ordinal).Reverse()
        );
        Assert.Equal(Counted(await PageAsync("/?q=index")), Counted(page));
    }

    [Fact]
    public async Task Parameters_OfAFormNobodyFilledIn_AreTheStart()
    {
        var page = await PageAsync("/?q=&sort=relevance&perDocument=&style=apa");

        Assert.Contains("class=\"start\"", page, StringComparison.Ordinal);
        Assert.Empty(Fault().Matches(page));
    }

    [Fact]
    public async Task Filters_WithoutAQuery_AreAskedForOne()
    {
        var page = await PageAsync("/?author=lines");

        Assert.Equal("q", Fault().Match(page).Groups["name"].Value);
    }

    [Fact]
    public async Task Examples_OfTheStart_FindSomething()
    {
        var examples = Example().Matches(await PageAsync("/"));

        Assert.InRange(examples.Count, 4, 6);
        foreach (Match example in examples)
        {
            var page = await PageAsync(WebUtility.HtmlDecode(example.Groups["url"].Value));
            Assert.True(Box().Count(page) > 0, example.Value);
        }
    }

    [Fact]
    public async Task Start_OfAnEmptyCollection_SaysWhereTextsGo()
    {
        await using var service = await RunningService.StartAsync(null);
        await service.IndexedAsync();

        var page = (await service.GetAsync("/")).Is(HttpStatusCode.OK).Body;

        Assert.Contains("The collection is empty", page, StringComparison.Ordinal);
        Assert.Contains(service.Corpus, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1999:3 2001:1", "1999=3 2000=0 2001=1")]
    [InlineData("1999:3", "")]
    [InlineData("1900:1 2000:2", "1900–1904=1 1905–1909=0 … 2000–2004=2")]
    [InlineData("-44:1 1820:5 unknown:2", "-50–-1=1 0–49=0 … 1800–1849=5")]
    public void Years_OfResults_AreBarsWithoutGaps(string counts, string expected)
    {
        var facet = counts
            .Split(' ')
            .Select(count => count.Split(':'))
            .Select(count => new FacetCount(count[0], long.Parse(count[1], CultureInfo.InvariantCulture)));

        var bars = YearBars
            .Of([.. facet], years => years)
            ?.Bars.Select(bar => FormattableString.Invariant($"{bar.Years}={bar.Count}"))
            .ToList();

        Assert.Equal(
            expected,
            bars is null ? ""
                : bars.Count <= 3 ? string.Join(' ', bars)
                : $"{bars[0]} {bars[1]} … {bars[^1]}"
        );
        Assert.InRange(bars?.Count ?? 0, 0, 50);
    }

    [Theory]
    [InlineData("cooper-2005:41~120-340~9f86d081")]
    [InlineData("cooper-2005:41~9f86d081")]
    [InlineData("cooper-2005:41~0-7")]
    [InlineData("odd~1-2:name:3")]
    public void ChosenWords_WrittenAndRead_AreTheSame(string text) =>
        Assert.Equal(text, ChosenWords.Read(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("cooper-2005")]
    [InlineData("cooper-2005:41~120")]
    [InlineData("cooper-2005:41~99999999999-2")]
    public void ChosenWords_OfAnotherForm_AreNone(string text) => Assert.Null(ChosenWords.Read(text));

    [Fact]
    public void Bibliography_OfManyWorks_StandsByNameYearAndTitle()
    {
        var works = CslJsonReader.Read(
            """
            [{"id": "a", "type": "book", "title": "The Zebra", "issued": {"date-parts": [[1990]]}},
             {"id": "b", "type": "book", "title": "Ants", "author": [{"family": "Smith", "given": "John"}], "issued": {"date-parts": [[2001]]}},
             {"id": "c", "type": "book", "title": "The Bees", "author": [{"family": "Smith", "given": "John"}], "issued": {"date-parts": [[1999]]}},
             {"id": "d", "type": "book", "title": "A Ant", "author": [{"family": "Smith", "given": "John"}], "issued": {"date-parts": [[1999]]}},
             {"id": "e", "type": "book", "title": "Wasps", "author": [{"family": "Smithson", "given": "Ann"}], "issued": {"date-parts": [[1980]]}},
             {"id": "f", "type": "book", "title": "Wasps", "author": [{"family": "Smith", "given": "John"}, {"family": "Abel", "given": "Ann"}]},
             {"id": "g", "type": "book", "title": "Wasps", "editor": [{"family": "Ähn", "given": "Ann"}]}]
            """u8
        );

        Assert.Equal(
            "gdcbfea",
            string.Concat(
                works.Works.Select(read => read.Work).Order(BibliographyOrder.Instance).Select(work => work.Id)
            )
        );
    }

    private async Task<string> PageAsync(string path) =>
        (await sample.Service.GetAsync(path)).Is(HttpStatusCode.OK).Body;

    private static string Counted(string page) => Count().Match(page).Groups["count"].Value;

    private static long Number(string count) => long.Parse(count, NumberStyles.Number, CultureInfo.InvariantCulture);

    [GeneratedRegex("""id="count">(?<count>[\d,]+) passage""", RegexOptions.None, 1_000)]
    private static partial Regex Count();

    [GeneratedRegex("""name="id" value="(?<words>[^"]+)" form="gather" """, RegexOptions.None, 1_000)]
    private static partial Regex Box();

    [GeneratedRegex(
        """<li><a href="(?<url>[^"]+)">[^<]*</a> <span class="number">(?<count>[\d,]+)</span>""",
        RegexOptions.None,
        1_000
    )]
    private static partial Regex Filter();

    [GeneratedRegex("""<p class="notice bad" role="alert"><strong>(?<name>\w+)</strong>""", RegexOptions.None, 1_000)]
    private static partial Regex Fault();

    [GeneratedRegex("""<dt><a href="(?<url>[^"]+)"><code>""", RegexOptions.None, 1_000)]
    private static partial Regex Example();
}
