using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SearchService.Retrieval.Searching;
using SearchService.Tests.Running;
using SearchService.Tests.Shared;

namespace SearchService.Tests.Api;

/// <summary>What a client may keep of an answer that the time was too short for.</summary>
public sealed class PartialAnswerTests
{
    [Theory]
    [InlineData("/v1/search?q=page")]
    [InlineData("/v1/concordance?q=page")]
    [InlineData("/v1/collocates?q=page")]
    public async Task Answer_WhenTheTimeIsOver_IsNotToBeKept(string path)
    {
        await using var service = await RunningService.StartAsync(
            Repository.Path("corpus"),
            replace: parts => parts.AddSingleton(new SearchLimits { Time = TimeSpan.Zero })
        );
        await service.IndexedAsync();

        var partial = (await service.GetAsync(path)).Is(HttpStatusCode.OK);

        Assert.Contains("Time", partial.Json.At("query").Items("errors").Select(error => error.Text("limit")));
        Assert.Null(partial.Headers.ETag);
        Assert.True(partial.Headers.CacheControl?.NoStore);
    }
}
