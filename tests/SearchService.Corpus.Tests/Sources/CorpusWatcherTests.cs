using SearchService.Corpus.Sources;

namespace SearchService.Corpus.Tests.Sources;

public sealed class CorpusWatcherTests : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Wait_AFileIsWritten_SaysSo()
    {
        using var watcher = new CorpusWatcher(folder.Path, Quiet, Long);
        watcher.Start();
        folder.Write("sub/a.txt", "words");

        Assert.True(await watcher.WaitForChangeAsync(CancellationToken.None).WaitAsync(Long));
    }

    [Fact]
    public async Task Wait_TheFolderAppearsLater_SaysSoAndListens()
    {
        var later = folder.Of("later");
        using var watcher = new CorpusWatcher(later, Quiet, Long);
        watcher.Start();
        Assert.False(watcher.IsListening);
        var wait = watcher.WaitForChangeAsync(CancellationToken.None);
        Directory.CreateDirectory(later);

        Assert.True(await wait.WaitAsync(Long));
        Assert.True(watcher.IsListening);

        folder.Write("later/a.txt", "words");
        Assert.True(await watcher.WaitForChangeAsync(CancellationToken.None).WaitAsync(Long));
    }

    [Fact]
    public async Task Wait_NothingHappens_EndsAfterThePollingInterval()
    {
        using var watcher = new CorpusWatcher(folder.Path, Quiet, TimeSpan.FromMilliseconds(50));
        watcher.Start();

        Assert.False(await watcher.WaitForChangeAsync(CancellationToken.None).WaitAsync(Long));
    }

    [Fact]
    public async Task Wait_Cancelled_EndsByCancellation()
    {
        using var watcher = new CorpusWatcher(folder.Path, Quiet, Long);
        watcher.Start();
        using var cancellation = new CancellationTokenSource();
        var wait = watcher.WaitForChangeAsync(cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }
}
