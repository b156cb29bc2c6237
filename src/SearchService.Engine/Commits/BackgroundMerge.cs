using SearchService.Engine.Schema;
using SearchService.Engine.Segments;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Commits;

/// <summary>
/// One merge on a thread of its own. It reads its segments as they were when it began; groups that are deleted from them
/// meanwhile are deleted from its result by <see cref="Result"/>.
/// </summary>
internal sealed class BackgroundMerge : IDisposable
{
    private readonly IReadOnlyList<Segment> _inputs;
    private readonly OpenFiles _files;
    private readonly CancellationTokenSource _cancellation = new();

    private BackgroundMerge(OpenFiles files, IReadOnlyList<Segment> inputs, string name)
    {
        _files = files;
        _inputs = inputs;
        Name = name;
    }

    /// <summary>The file that it writes.</summary>
    public string Name { get; }

    /// <summary>Ends with the merge, or with its cancellation or failure; never before its files are released.</summary>
    public Task Task { get; private set; } = Task.CompletedTask;

    /// <param name="files">The inputs are held until the end.</param>
    /// <param name="inputs">At least one, with a live group.</param>
    /// <param name="name">The file to be written.</param>
    /// <param name="done">Called on the merge's thread once the file is durable.</param>
    public static BackgroundMerge Start(
        IStorage storage,
        IndexSchema schema,
        IndexOptions options,
        OpenFiles files,
        IReadOnlyList<Segment> inputs,
        string name,
        Action<BackgroundMerge> done
    )
    {
        BackgroundMerge merge = new(files, inputs, name);
        foreach (Segment input in inputs)
        {
            files.Use(input.File.Name);
        }

        merge.Task = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    SegmentWriter.Write(
                        new ThrottledStorage(
                            storage,
                            options.MergeBytesPerSecond,
                            TimeProvider.System,
                            merge._cancellation.Token
                        ),
                        name,
                        schema,
                        new MergedSegments(schema, [.. inputs.Select(s => (s.File, s.Deletes?.Groups))]),
                        options.CommonWords
                    );
                    done(merge);
                }
                finally
                {
                    files.Release(inputs.Select(input => input.File));
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        return merge;
    }

    public bool Reads(Segment segment) => _inputs.Any(input => input.File == segment.File);

    /// <summary>The merged segment, its file taken with <see cref="OpenFiles.Use"/>.</summary>
    /// <param name="now">The segments as they are now, those that were merged among them.</param>
    public Segment Result(IReadOnlyList<Segment> now)
    {
        SegmentFile file = _files.Use(Name);
        List<int> deleted = [];
        foreach (Segment input in _inputs)
        {
            Segment current = now.Single(segment => segment.File == input.File);
            for (int group = 0; current.Deletes != input.Deletes && group < input.File.GroupCount; group++)
            {
                if (input.IsGroupLive(group) && !current.IsGroupLive(group))
                {
                    deleted.Add(file.FindGroup(input.File.GroupKey(group)));
                }
            }
        }

        Deletes? deletes = deleted.Count == 0 ? null : Deletes.With(null, file, [.. deleted]);
        return new Segment(file, deletes, null);
    }

    /// <summary>Gives up, and waits until its thread has let go of all files.</summary>
    public void Dispose()
    {
        _cancellation.Cancel();
        Task.WaitAny(Task);
        _cancellation.Dispose();
    }
}
