using SearchService.Corpus.Passages;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Searching;

/// <summary>The passages beside a passage, as a reader goes on: running text to running text, a note to what is left of it.</summary>
internal static class Neighbours
{
    public static StoredPassage? After(IPassageSnapshot snapshot, StoredPassage passage) => Step(snapshot, passage, 1);

    public static StoredPassage? Before(IPassageSnapshot snapshot, StoredPassage passage) =>
        Step(snapshot, passage, -1);

    private static StoredPassage? Step(IPassageSnapshot snapshot, StoredPassage passage, int step)
    {
        for (
            var ordinal = passage.Ordinal + step;
            snapshot.Passage(passage.DocumentId, ordinal) is { } other;
            ordinal += step
        )
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
