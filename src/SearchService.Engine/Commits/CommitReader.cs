using SearchService.Engine.Schema;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Commits;

/// <summary>Opens the last commit while a writer of another process may be replacing it.</summary>
internal static class CommitReader
{
    /// <summary>
    /// The last commit, or null where it is still <paramref name="known"/>. Files that are gone by the time they are opened
    /// belonged to a commit that was replaced meanwhile: the manifest is read again, as long as it moves on.
    /// </summary>
    /// <exception cref="IndexCorruptException">A file of the last commit is missing or damaged.</exception>
    public static OpenCommit? OpenLast(IStorage storage, IndexSchema schema, OpenFiles files, CommitPoint? known)
    {
        CommitPoint point = CommitPoint.Read(storage, schema);
        while (true)
        {
            if (known is not null && point.IsSameAs(known))
            {
                return null;
            }

            try
            {
                return files.Open(point);
            }
            catch (FileNotFoundException e)
            {
                CommitPoint now = CommitPoint.Read(storage, schema);
                if (now.IsSameAs(point))
                {
                    string name = Path.GetFileName(e.FileName) ?? "a file of the commit";
                    throw new IndexCorruptException(name, 0, "a file that the manifest names", "no file", e);
                }

                point = now;
            }
        }
    }
}
