using SearchService.Engine;

namespace SearchService.Retrieval.Engines;

/// <summary>What the embedded engine says of its files, in the port's words.</summary>
internal static class EmbeddedFaults
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
        catch (IndexException unreadable)
        {
            throw new PassageIndexUnreadableException(unreadable.Message, unreadable);
        }
        catch (AggregateException several) when (several.InnerExceptions[0] is IndexException unreadable)
        {
            // What was read on several processors fails on each of them.
            throw new PassageIndexUnreadableException(unreadable.Message, several);
        }
    }

    /// <inheritdoc cref="Translated{T}(Func{T})"/>
    public static void Translated(Action act) =>
        Translated(() =>
        {
            act();
            return true;
        });
}
