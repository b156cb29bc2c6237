using Lucene.Net.Store;
using SearchService.Retrieval.Engines;

namespace SearchService.Lucene;

/// <summary>What Lucene says of its files, in the port's words.</summary>
internal static class LuceneFaults
{
    /// <exception cref="PassageIndexLockedException">Another writer has the index.</exception>
    /// <exception cref="PassageIndexUnreadableException">It is damaged or of another version.</exception>
    public static T Translated<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (LockObtainFailedException locked)
        {
            throw new PassageIndexLockedException("Another process or writer is writing the index.", locked);
        }
        catch (IOException unreadable)
        {
            throw new PassageIndexUnreadableException(unreadable.Message, unreadable);
        }
    }
}
