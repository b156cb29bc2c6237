using SearchService.Corpus.Sources;
using SearchService.Retrieval.Engines;

namespace SearchService.Retrieval.Indexing;

/// <summary>What differs between the corpus folder and the index.</summary>
/// <param name="Changed">Texts that are new, or whose fingerprint is another than the index's.</param>
/// <param name="Vanished">Ids in the index that no text has any longer.</param>
/// <param name="Unchanged">How many texts need nothing.</param>
/// <param name="Indexed">Fingerprints by id of what the index holds.</param>
internal sealed record CorpusChanges(
    IReadOnlyList<(CorpusFile File, string Fingerprint)> Changed,
    IReadOnlyList<string> Vanished,
    int Unchanged,
    IReadOnlyDictionary<string, string> Indexed
)
{
    public static CorpusChanges Between(CorpusScan scan, IPassageSnapshot index)
    {
        var indexed = index.DocumentIds.ToDictionary(
            id => id,
            id => index.Summary(id)!.Fingerprint,
            StringComparer.Ordinal
        );
        var changed = new List<(CorpusFile, string)>();
        var unchanged = 0;
        foreach (var file in scan.Files)
        {
            var fingerprint = DocumentFingerprint.Of(file, PassageIndexing.Version);
            if (indexed.TryGetValue(file.DocumentId, out var known) && known == fingerprint)
            {
                unchanged++;
            }
            else
            {
                changed.Add((file, fingerprint));
            }
        }

        var present = scan.Files.Select(file => file.DocumentId).ToHashSet(StringComparer.Ordinal);
        return new CorpusChanges(changed, [.. indexed.Keys.Where(id => !present.Contains(id))], unchanged, indexed);
    }
}
