using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SearchService.Tests.Running;
using SearchService.Tests.Shared;

namespace SearchService.Tests.Api;

/// <summary>What a cursor holds, and for how long.</summary>
public sealed class CursorExpiryTests
{
    [Theory]
    [InlineData("/v1/search?q=page&limit=2")]
    [InlineData("/v1/documents?limit=2")]
    public async Task Cursor_FiveMinutesAfterItsLastUse_IsGoneWithAdvice(string path)
    {
        var clock = new MovedClock();
        await using var service = await RunningService.StartAsync(
            Repository.Path("corpus"),
            replace: parts => parts.AddSingleton<TimeProvider>(clock)
        );
        await service.IndexedAsync();
        var first = (await service.GetAsync(path)).Is(HttpStatusCode.OK).Json;
        var next = path + "&cursor=" + Uri.EscapeDataString(first.Text("next")!);

        clock.Ahead += TimeSpan.FromMinutes(4);
        (await service.GetAsync(next)).Is(HttpStatusCode.OK);
        clock.Ahead += TimeSpan.FromMinutes(4);
        (await service.GetAsync(next)).Is(HttpStatusCode.OK);
        clock.Ahead += TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1);

        var problem = (await service.GetAsync(next)).Problem(HttpStatusCode.Gone);
        Assert.Contains("again without it", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cursor_WhileTheCollectionChanges_GoesOnInItsOwnSnapshot()
    {
        await using var service = await RunningService.StartAsync(Repository.Path("corpus"));
        await service.IndexedAsync();
        var before = await service.SearchAsync("page", "&limit=2");
        var whole = (await service.SearchAsync("page", "&limit=4")).Items("results");

        File.Delete(Path.Combine(service.Corpus, "words-in-company.md"));
        await service.CorpusAsync("a text to be removed", corpus => corpus.Number("counts", "documents") == 6);
        var after = await service.SearchAsync("page", "&limit=2&cursor=" + Uri.EscapeDataString(before.Text("next")!));
        var fresh = await service.SearchAsync("page", "&limit=100");

        Assert.Equal(before.Text("corpusVersion"), after.Text("corpusVersion"));
        Assert.Equal(
            whole.Skip(2).Select(hit => hit.Text("passage", "id")),
            after.Items("results").Select(hit => hit.Text("passage", "id"))
        );
        Assert.NotEqual(before.Text("corpusVersion"), fresh.Text("corpusVersion"));
        Assert.DoesNotContain(fresh.Items("results"), hit => hit.Text("document", "id") == "words-in-company");
    }

    private sealed class MovedClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

        public override long GetTimestamp() =>
            base.GetTimestamp() + (long)(Ahead.TotalSeconds * System.TimestampFrequency);
    }
}
