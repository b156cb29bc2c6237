using System.Net;
using System.Xml.Linq;
using SearchService.Tests.Running;

namespace SearchService.Tests.Pages;

/// <summary>What browsers and other tools learn from the OpenSearch description.</summary>
[Collection(SampleCollection.Name)]
public sealed class OpenSearchTests(SampleCollection sample)
{
    [Fact]
    public async Task Templates_OfTheDescription_LeadToResultsOfTheirType()
    {
        var page = (await sample.Service.GetAsync("/")).Is(HttpStatusCode.OK);
        Assert.Contains("href=\"/opensearch.xml\"", page.Body, StringComparison.Ordinal);

        var answer = (await sample.Service.GetAsync("/opensearch.xml")).Is(HttpStatusCode.OK);

        Assert.Equal("application/opensearchdescription+xml", answer.MediaType);
        var description = XDocument.Parse(answer.Body).Root!;
        var urls = description.Elements(description.Name.Namespace + "Url").ToList();
        Assert.Equal(2, urls.Count);
        foreach (var url in urls)
        {
            var address = url.Attribute("template")!
                .Value.Replace("{searchTerms}", "concordance", StringComparison.Ordinal)
                .Replace("{startPage?}", "1", StringComparison.Ordinal);
            var found = (await sample.Service.GetAsync(new Uri(address).PathAndQuery)).Is(HttpStatusCode.OK);
            Assert.Equal(url.Attribute("type")!.Value, found.MediaType);
            Assert.Contains("<mark>", found.Body, StringComparison.OrdinalIgnoreCase);
        }
    }
}
