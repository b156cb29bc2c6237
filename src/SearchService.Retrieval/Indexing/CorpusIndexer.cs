using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
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
    /// <summary>Texts between two looks at the clock: so many where they are large, more until they have so many bytes.</summary>
    private const int LeastInBatch = 32;
    private const int MostInBatch = 1024;
    private const long BatchBytes = 2L << 20;

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
        foreach (var batch in Batches(changes.Changed))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var indexed in SideBySide(batch, changed => Index(writer, changed), cancellation))
            {
                var known = changes.Indexed.ContainsKey(indexed.File.DocumentId);
                if (indexed.Problem is null)
                {
                    fingerprints[indexed.File.DocumentId] = indexed.Fingerprint;
                    _ = known ? updated++ : added++;
                    uncommitted = true;
                }
                else
                {
                    problems.Add(indexed.Problem);
                    unsettled |= indexed.IsUnsettled;
                    if (known && !indexed.KeepsEarlier)
                    {
                        writer.Delete(indexed.File.DocumentId);
                        fingerprints.Remove(indexed.File.DocumentId);
                        removed++;
                        uncommitted = true;
                    }
                }

                progress?.Report(new IndexingStep(++done, changes.Changed.Count, indexed.File.RelativePath));
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

        if (added + updated + removed > 0)
        {
            writer.Settle(cancellation);
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

    private static IEnumerable<IReadOnlyList<(CorpusFile, string)>> Batches(
        IReadOnlyList<(CorpusFile File, string Fingerprint)> changed
    )
    {
        var batch = new List<(CorpusFile, string)>();
        var bytes = 0L;
        foreach (var one in changed)
        {
            batch.Add(one);
            bytes += one.File.Size;
            if (batch.Count == MostInBatch || (batch.Count >= LeastInBatch && bytes >= BatchBytes))
            {
                yield return batch;
                batch = [];
                bytes = 0;
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    /// <summary>Each result as soon as it and those before it are there.</summary>
    private static IEnumerable<Indexed> SideBySide(
        IReadOnlyList<(CorpusFile, string)> batch,
        Func<(CorpusFile, string), Indexed> index,
        CancellationToken cancellation
    )
    {
        using var results = Partitioner
            .Create(batch, EnumerablePartitionerOptions.NoBuffering)
            .AsParallel()
            .AsOrdered()
            .WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .WithCancellation(cancellation)
            .Select(index)
            .GetEnumerator();
        while (MoveNext())
        {
            yield return results.Current;
        }

        bool MoveNext()
        {
            try
            {
                return results.MoveNext();
            }
            catch (AggregateException failures)
            {
                ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
                throw;
            }
        }
    }

    /// <summary>Recovers a text and puts it. What the engine refuses is a problem of this text and not of the others.</summary>
    private Indexed Index(IPassageWriter writer, (CorpusFile File, string Fingerprint) changed)
    {
        var (file, fingerprint) = changed;
        if (Build(file, fingerprint, out var reading) is not { } document)
        {
            // Of a text that is just being written the one before is served until the next run.
            return new Indexed(file, fingerprint, reading.Problem, reading.Unsettled, reading.Unsettled);
        }

        try
        {
            writer.Put(document);
            return new Indexed(file, fingerprint, null, false, false);
        }
        catch (ArgumentException refused)
        {
            var problem = new CorpusProblem(file.RelativePath, "could not be indexed: " + refused.Message);
            return new Indexed(file, fingerprint, problem, true, false);
        }
    }

    private IndexedDocument? Build(CorpusFile file, string fingerprint, out SourceReading reading)
    {
        try
        {
            reading = folder.Read(file);
            return reading.Source is { } source ? PassageIndexing.Build(Recover(file, fingerprint, source)) : null;
        }
#pragma warning disable CA1031 // The edge of the loop over texts: one that breaks recovery becomes a line of the report, and the others are served.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogFailure(failure, file.RelativePath);
            reading = new SourceReading(
                null,
                new CorpusProblem(file.RelativePath, "could not be indexed: " + failure.Message)
            );
            return null;
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

    /// <summary>What became of a text.</summary>
    /// <param name="Problem">Why it was not put; null where it was.</param>
    /// <param name="KeepsEarlier">Whether what the index has of it stays.</param>
    private readonly record struct Indexed(
        CorpusFile File,
        string Fingerprint,
        CorpusProblem? Problem,
        bool KeepsEarlier,
        bool IsUnsettled
    );
}
