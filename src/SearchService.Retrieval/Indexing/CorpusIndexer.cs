using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Recovery;
using SearchService.Corpus.Sources;
using SearchService.Retrieval.Engines;

namespace SearchService.Retrieval.Indexing;

/// <summary>Brings an index up to a corpus folder: what changed is indexed again, what vanished is deleted, nothing else is touched.</summary>
public sealed partial class CorpusIndexer(CorpusFolder folder, IPassageIndex index, ILogger<CorpusIndexer> log)
{
    /// <summary>Texts recovered side by side before they are written one after another: bounds what waits in memory.</summary>
    private const int Batch = 32;

    /// <summary>How much work a killed process may lose.</summary>
    private static readonly TimeSpan CommitInterval = TimeSpan.FromSeconds(5);

    /// <summary>One run. Never throws for the state of a text; what is wrong with it stands in the report.</summary>
    /// <param name="writer">Of the same index; what it has committed is kept when a run is cancelled.</param>
    public IndexingReport Update(
        IPassageWriter writer,
        IProgress<IndexingStep>? progress,
        CancellationToken cancellation
    )
    {
        var clock = Stopwatch.StartNew();
        using var before = index.AcquireSnapshot();
        var scan = folder.Scan();
        var changes = CorpusChanges.Between(scan, before);

        // What a commit holds: a document that has changed counts as it was until its new text is put.
        var fingerprints = new Dictionary<string, string>(changes.Indexed, StringComparer.Ordinal);
        var problems = new List<CorpusProblem>(scan.Problems);
        var (added, updated, removed) = (0, 0, 0);
        var unsettled = false;

        // A folder that is away for a moment must not cost hours of indexing: only a text missing from a folder is gone.
        foreach (var id in scan.FolderFound ? changes.Vanished : [])
        {
            writer.Delete(id);
            fingerprints.Remove(id);
            removed++;
        }

        var done = 0;
        var uncommitted = removed > 0;
        var sinceCommit = Stopwatch.StartNew();
        progress?.Report(new IndexingStep(0, changes.Changed.Count, null));
        foreach (var batch in changes.Changed.Chunk(Batch))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (
                var (file, fingerprint, document, reading) in batch
                    .AsParallel()
                    .AsOrdered()
                    .WithCancellation(cancellation)
                    .Select(Build)
            )
            {
                var known = changes.Indexed.ContainsKey(file.DocumentId);
                if (document is not null && TryPut(writer, document, problems))
                {
                    fingerprints[file.DocumentId] = fingerprint;
                    _ = known ? updated++ : added++;
                    uncommitted = true;
                }
                else if (document is null)
                {
                    problems.Add(reading.Problem!);
                    unsettled |= reading.Unsettled;

                    // Of a text that is just being written the one before is served until the next run.
                    if (known && !reading.Unsettled)
                    {
                        writer.Delete(file.DocumentId);
                        fingerprints.Remove(file.DocumentId);
                        removed++;
                        uncommitted = true;
                    }
                }

                progress?.Report(new IndexingStep(++done, changes.Changed.Count, file.RelativePath));
            }

            if (uncommitted && sinceCommit.Elapsed > CommitInterval)
            {
                writer.Commit(Version());
                uncommitted = false;
                sinceCommit.Restart();
            }
        }

        // The first run commits an empty collection too, so that readers have a state to open.
        if (uncommitted || before.CorpusVersion != Version())
        {
            writer.Commit(Version());
        }

        using var after = index.AcquireSnapshot();
        problems.AddRange(
            from id in after.DocumentIds
            let summary = after.Summary(id)!
            from problem in summary.Problems
            select new CorpusProblem(summary.File, problem.Message, problem.Line, problem.Column)
        );
        return new IndexingReport(
            added,
            updated,
            removed,
            changes.Unchanged,
            problems,
            after.CorpusVersion,
            clock.Elapsed,
            unsettled
        );

        string Version() => CorpusVersion.Of(fingerprints.Select(entry => (entry.Key, entry.Value)));
    }

    /// <summary>Puts a document; one that the engine refuses is a problem of its text and not of the others.</summary>
    private static bool TryPut(IPassageWriter writer, IndexedDocument document, List<CorpusProblem> problems)
    {
        try
        {
            writer.Put(document);
            return true;
        }
        catch (ArgumentException refused)
        {
            problems.Add(new CorpusProblem(document.Stored.Summary.File, "could not be indexed: " + refused.Message));
            return false;
        }
    }

    private (CorpusFile File, string Fingerprint, IndexedDocument? Document, SourceReading Reading) Build(
        (CorpusFile File, string Fingerprint) changed
    )
    {
        var (file, fingerprint) = changed;
        try
        {
            var reading = folder.Read(file);
            return reading.Source is { } source
                ? (file, fingerprint, PassageIndexing.Build(Recover(file, fingerprint, source)), reading)
                : (file, fingerprint, null, reading);
        }
#pragma warning disable CA1031 // The edge of the loop over texts: one that breaks recovery becomes a line of the report, and the others are served.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogFailure(failure, file.RelativePath);
            return (
                file,
                fingerprint,
                null,
                new SourceReading(
                    null,
                    new CorpusProblem(file.RelativePath, "could not be indexed: " + failure.Message)
                )
            );
        }
    }

    /// <summary>A text with what is known of its work.</summary>
    public static StoredDocument Recover(CorpusFile file, string fingerprint, SourceText source)
    {
        var document = RecoveryPipeline.Recover(source.Text);
        var described = WorkDescription.Of(file, document.TitlePage, out var workProblems);
        var lines = new Lazy<int[]>(() => LineStarts(source.Text));
        var problems = document
            .Problems.Select(problem => new DocumentProblem(
                problem.Message,
                problem.At is { } at ? LineOf(lines.Value, at.Start) : null
            ))
            .Concat(
                source.Problems.Select(problem => new DocumentProblem(problem.Message, problem.Line, problem.Column))
            )
            .Concat(workProblems.Select(problem => new DocumentProblem(problem.Message, problem.Line, problem.Column)));
        var summary = new DocumentSummary(
            file.DocumentId,
            file.RelativePath,
            file.Sha256,
            fingerprint,
            source.Text.Length,
            described,
            0,
            0,
            document.Notes.Count,
            document.Pages.Count,
            [.. problems],
            source.Encoding
        );
        return new StoredDocument(summary, document);
    }

    private static int[] LineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && !(i + 1 < text.Length && text[i + 1] == '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }

    private static int LineOf(int[] starts, int offset)
    {
        var found = Array.BinarySearch(starts, offset);
        return found >= 0 ? found + 1 : ~found;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Indexing {File} failed.")]
    private partial void LogFailure(Exception failure, string file);
}
