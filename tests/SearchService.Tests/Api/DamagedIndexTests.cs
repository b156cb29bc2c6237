using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Searching;
using SearchService.Tests.Running;

namespace SearchService.Tests.Api;

public sealed class DamagedIndexTests
{
    [Fact]
    public async Task Search_OfAnIndexFoundToBeDamaged_Answers503ThatSaysSo()
    {
        await using var service = await RunningService.StartAsync(
            null,
            corpus => Directory.CreateDirectory(corpus),
            parts =>
                parts.AddSingleton<PassageSearch>(_ =>
                    throw new PassageIndexUnreadableException("7.segment is damaged at byte 9.")
                )
        );

        var problem = (await service.GetAsync("/v1/search?q=ships")).Problem(HttpStatusCode.ServiceUnavailable);

        Assert.Equal("urn:searchservice:problem:index-damaged", problem.Text("type"));
        Assert.StartsWith("7.segment is damaged at byte 9. ", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("started again", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("/v1/search", problem.Text("instance"));
    }
}
