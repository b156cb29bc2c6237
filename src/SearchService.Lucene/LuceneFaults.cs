using SearchService.Engine;
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
        catch (IndexLockedException locked)
        {
            throw new PassageIndexLockedException(locked.Message, locked);
        }
        catch (IOException unreadable)
        {
            throw new PassageIndexUnreadableException(unreadable.Message, unreadable);
        }
    }
}
