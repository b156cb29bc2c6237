using SearchService.Corpus.Passages;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Searching;

/// <summary>The passages beside a passage, as a reader goes on: running text to running text, a note to what is left of it.</summary>
internal static class Neighbours
{
    public static StoredPassage? After(IPassageSnapshot snapshot, StoredPassage passage) =>
        After(ordinal => snapshot.Passage(passage.DocumentId, ordinal), passage);

    public static StoredPassage? Before(IPassageSnapshot snapshot, StoredPassage passage) =>
        Before(ordinal => snapshot.Passage(passage.DocumentId, ordinal), passage);

    /// <param name="passages">The passages of the document by their ordinals; null where there is none.</param>
    public static StoredPassage? After(Func<int, StoredPassage?> passages, StoredPassage passage) =>
        Step(passages, passage, 1);

    /// <inheritdoc cref="After(Func{int, StoredPassage?}, StoredPassage)"/>
    public static StoredPassage? Before(Func<int, StoredPassage?> passages, StoredPassage passage) =>
        Step(passages, passage, -1);

    private static StoredPassage? Step(Func<int, StoredPassage?> passages, StoredPassage passage, int step)
    {
        for (var ordinal = passage.Ordinal + step; passages(ordinal) is { } other; ordinal += step)
        {
            if ((other.Kind == PassageKind.Note) == (passage.Kind == PassageKind.Note))
            {
                return other;
            }

            if (passage.Kind == PassageKind.Note)
            {
                return null;
            }
        }

        return null;
    }
}
