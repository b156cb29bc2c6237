namespace SearchService.Corpus.Sources;

/// <summary>The files below a folder, dot-files and dot-folders left out, by ordinal order of their paths with '/'.</summary>
internal sealed class FolderListing
{
    private readonly List<string> files = [];
    private readonly List<CorpusProblem> problems = [];

    public FolderListing(string root)
    {
        Walk(new DirectoryInfo(root), "");
        files.Sort(StringComparer.Ordinal);
    }

    public IReadOnlyList<string> Files => files;
    public IReadOnlyList<CorpusProblem> Problems => problems;

    private void Walk(DirectoryInfo folder, string prefix)
    {
        FileSystemInfo[] entries;
        try
        {
            entries = folder.GetFileSystemInfos();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add(new CorpusProblem(prefix.TrimEnd('/'), "the folder cannot be listed: " + failure.Message));
            return;
        }

        foreach (var entry in entries)
        {
            if (entry.Name.StartsWith('.'))
            {
                continue;
            }

            if (entry is not DirectoryInfo inner)
            {
                files.Add(prefix + entry.Name);
            }
            else if (inner.LinkTarget is not null)
            {
                // A link may lead back to a folder above it; whoever wants two folders read names the outer one.
                problems.Add(new CorpusProblem(prefix + inner.Name, "not read: links to folders are not followed"));
            }
            else
            {
                Walk(inner, prefix + inner.Name + "/");
            }
        }
    }
}
