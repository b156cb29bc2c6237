using SearchService.Retrieval.Indexing;

namespace SearchService.Hosting;

internal enum IndexingState
{
    /// <summary>The first run has not begun.</summary>
    Starting,
    Indexing,

    /// <summary>The index is up to the corpus folder, which is watched.</summary>
    Watching,

    /// <summary>Another process has the index for writing; this one serves what that one commits.</summary>
    ReadOnly,
}

/// <summary>What the worker is doing, for whoever asks meanwhile.</summary>
internal sealed class IndexingStatus
{
    private volatile Progress _now = new(IndexingState.Starting, new IndexingStep(0, 0, null), null, null);

    public Progress Now => _now;

    public void Indexing(IndexingStep step) =>
        _now = _now with { State = IndexingState.Indexing, Step = step, Message = null };

    public void Finished(IndexingReport report) => _now = new Progress(IndexingState.Watching, _now.Step, report, null);

    public void Refused(string message) => _now = _now with { State = IndexingState.ReadOnly, Message = message };

    /// <param name="Report">Of the last run that was finished; null before the first.</param>
    /// <param name="Message">Why the state is what it is, where that needs saying.</param>
    internal sealed record Progress(IndexingState State, IndexingStep Step, IndexingReport? Report, string? Message);
}
