using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;

namespace SearchService.Corpus.Sources;

/// <summary>
/// The folder that holds the collection: the only place from which texts are read. One instance remembers the hashes of files by size and
/// time of change, so that another scan reads only what changed. Safe to use from several threads.
/// </summary>
public sealed class CorpusFolder
{
    /// <summary>Extensions of texts that are read, in lower case.</summary>
    public static readonly IReadOnlyList<string> TextExtensions = [".txt", ".md", JsonLines.Extension];

    /// <summary>The files that are read for the records of the works.</summary>
    public static IReadOnlyList<string> LibraryFileNames => LibraryFile.Names;

    /// <summary>
    /// File systems keep times as coarse as two seconds: a file that changed so shortly before it was hashed may change again under the
    /// same size and time, and is hashed anew at the next scan. The third second is for a clock that is set back a little.
    /// </summary>
    private static readonly TimeSpan TimeGrain = TimeSpan.FromSeconds(3);

    /// <summary>A clock that is set back by less than this is taken for one that goes on; reading it takes a moment, too.</summary>
    private static readonly TimeSpan LeastSetBack = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, HashedFile> hashes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ListedLines> lines = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, LibraryFile> libraries = new(StringComparer.Ordinal);
    private readonly TimeProvider clock;
    private readonly Lock gate = new();

    /// <summary>What the clock would have shown when its ticks began, as seen at the last scan.</summary>
    private DateTimeOffset? beginning;

    public CorpusFolder(string path, TimeProvider? clock = null)
    {
        Path = System.IO.Path.GetFullPath(path);
        this.clock = clock ?? TimeProvider.System;
    }

    /// <summary>The folder's absolute path; it need not exist.</summary>
    public string Path { get; }

    /// <summary>Files whose bytes were read for their hash since this instance was made.</summary>
    internal int FilesHashed { get; private set; }

    /// <summary>Lists the collection. Never throws for anything in the folder; what cannot be listed is among the problems.</summary>
    public CorpusScan Scan()
    {
        ForgetHashesIfTheClockWasSetBack();
        var problems = new List<CorpusProblem>();
        if (!Directory.Exists(Path))
        {
            var reason = File.Exists(Path) ? "the corpus folder is a file" : "there is no such corpus folder";
            problems.Add(new CorpusProblem(Path, reason));
            return new CorpusScan([], problems, FolderFound: false);
        }

        var library = new Library(
            LibraryFile.Names.Select(name => ReadLibrary(name, problems)).OfType<LibraryFile>(),
            problems
        );
        var listing = new FolderListing(Path);
        var texts = new List<(string Path, string Sha256, long Size)>();
        var ownRecords = new Dictionary<string, RecordTie>(StringComparer.Ordinal);
        foreach (var file in listing.Files)
        {
            var extension = System.IO.Path.GetExtension(file).ToLowerInvariant();
            if (TextExtensions.Contains(extension))
            {
                if (Hash(file, problems) is not { } hashed)
                {
                    continue;
                }

                if (extension != JsonLines.Extension)
                {
                    texts.Add((file, hashed.Sha256, hashed.Size));
                    continue;
                }

                foreach (var line in Lines(file, hashed, problems))
                {
                    texts.Add((line.Path, line.Sha256, line.Length));
                    ownRecords[line.Path] = new RecordTie(line.Work, file, Alone: true);
                }
            }
        }

        problems.AddRange(listing.Problems);
        problems.AddRange(Unread(listing.Files));
        texts.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        var ties = new Dictionary<string, RecordTie>(ownRecords, StringComparer.Ordinal);
        foreach (var (path, tie) in library.TieTo([.. texts.Select(text => text.Path)], problems))
        {
            ties[path] = tie;
        }

        var ids = DocumentIds.Assign([.. texts.Select(text => text.Path)], ties, problems);
        var files = texts.Select(text => new CorpusFile(
            text.Path,
            text.Sha256,
            text.Size,
            ties.TryGetValue(text.Path, out var tie) ? tie.Work : null,
            ids[text.Path],
            tie?.Source
        ));
        return new CorpusScan([.. files], problems);
    }

    /// <summary>Reads a text that a scan has listed. Never throws for the file's state: a reading has either characters or the reason.</summary>
    public SourceReading Read(CorpusFile file)
    {
        var line = JsonLines.Split(file.RelativePath);
        byte[] bytes;
        try
        {
            bytes = line is { } named
                ? ReadLine(named.File, file.RelativePath)
                : File.ReadAllBytes(FullPath(file.RelativePath));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new SourceReading(null, Unreadable(file.RelativePath, failure));
        }

        return Sha256Of(bytes) == file.Sha256
            ? line is null
                ? TextDecoding.Decode(file.RelativePath, bytes)
                : new SourceReading(new SourceText(JsonLines.Text(bytes), "utf-8", 0), null)
            : new SourceReading(
                null,
                new CorpusProblem(file.RelativePath, "changed while it was read; the next scan takes it up"),
                Unsettled: true
            );
    }

    /// <summary>A file of records; null where there is none, or it cannot be read.</summary>
    private LibraryFile? ReadLibrary(string name, List<CorpusProblem> problems)
    {
        if (!File.Exists(FullPath(name)))
        {
            return null;
        }

        try
        {
            var bytes = File.ReadAllBytes(FullPath(name));
            var hash = Sha256Of(bytes);
            if (!libraries.TryGetValue(name, out var library) || library.Sha256 != hash)
            {
                library = LibraryFile.Read(name, hash, bytes);
                libraries[name] = library;
            }

            return library;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add(Unreadable(name, failure));
            return null;
        }
    }

    /// <summary>A file that is changed after the clock was set back may get the very time that it had.</summary>
    private void ForgetHashesIfTheClockWasSetBack()
    {
        lock (gate)
        {
            var seen = clock.GetUtcNow() - clock.GetElapsedTime(0);
            if (seen < beginning - LeastSetBack)
            {
                hashes.Clear();
            }

            beginning = seen;
        }
    }

    private HashedFile? Hash(string file, List<CorpusProblem> problems)
    {
        try
        {
            var info = new FileInfo(FullPath(file));
            var known = new HashedFile(info.Length, info.LastWriteTimeUtc, "");
            if (hashes.TryGetValue(file, out var earlier) && earlier with { Sha256 = "" } == known)
            {
                return earlier;
            }

            var now = clock.GetUtcNow().UtcDateTime;
            using var stream = info.OpenRead();
            var hashed = known with
            {
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(stream)),
                Size = stream.Length,
            };
            FilesHashed++;
            if (now - hashed.Changed > TimeGrain)
            {
                hashes[file] = hashed;
            }

            return hashed;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add(Unreadable(file, failure));
            return null;
        }
    }

    private IReadOnlyList<JsonLine> Lines(string file, HashedFile hashed, List<CorpusProblem> problems)
    {
        if (!lines.TryGetValue(file, out var listed) || listed.Sha256 != hashed.Sha256)
        {
            try
            {
                var bytes = File.ReadAllBytes(FullPath(file));
                var faults = new List<CorpusProblem>();
                var found = JsonLines.List(file, bytes, faults);
                listed = new ListedLines(
                    Sha256Of(bytes),
                    found,
                    found.ToDictionary(line => line.Path, StringComparer.Ordinal),
                    faults
                );
                lines[file] = listed;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                problems.Add(Unreadable(file, failure));
                return [];
            }
        }

        problems.AddRange(listed.Problems);
        return listed.Lines;
    }

    // The bytes where the last scan saw the document; what has changed since has another hash.
    private byte[] ReadLine(string file, string path)
    {
        if (!lines.TryGetValue(file, out var listed) || !listed.ByPath.TryGetValue(path, out var line))
        {
            throw new FileNotFoundException();
        }

        using var stream = File.OpenRead(FullPath(file));
        stream.Seek(line.Offset, SeekOrigin.Begin);
        var bytes = new byte[line.Length];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    /// <summary>One problem for each kind of file that nothing reads.</summary>
    private static IEnumerable<CorpusProblem> Unread(IEnumerable<string> files) =>
        files
            .Where(file => !LibraryFile.Names.Contains(file, StringComparer.Ordinal))
            .GroupBy(file => System.IO.Path.GetExtension(file).ToLowerInvariant(), StringComparer.Ordinal)
            .Where(kind => !TextExtensions.Contains(kind.Key))
            .OrderBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(kind =>
            {
                var named = kind.Key.Length == 0 ? "files without an extension" : kind.Key;
                var others = kind.Count() - 1;
                var more = string.Create(CultureInfo.InvariantCulture, $" (and {others} more of the kind)");
                return new CorpusProblem(kind.First(), $"not read: no reader for {named}{(others == 0 ? "" : more)}");
            });

    private static CorpusProblem Unreadable(string file, Exception failure) =>
        failure switch
        {
            FileNotFoundException or DirectoryNotFoundException => new CorpusProblem(
                file,
                "vanished before it was read"
            ),
            UnauthorizedAccessException => new CorpusProblem(file, "cannot be read: no permission"),
            _ => new CorpusProblem(file, "cannot be read: " + failure.Message),
        };

    private static string Sha256Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private string FullPath(string relative) =>
        System.IO.Path.Combine(Path, relative.Replace('/', System.IO.Path.DirectorySeparatorChar));

    private sealed record ListedLines(
        string Sha256,
        IReadOnlyList<JsonLine> Lines,
        IReadOnlyDictionary<string, JsonLine> ByPath,
        IReadOnlyList<CorpusProblem> Problems
    );

    private sealed record HashedFile(long Size, DateTime Changed, string Sha256);
}
