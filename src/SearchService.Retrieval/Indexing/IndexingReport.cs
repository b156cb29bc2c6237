using SearchService.Corpus.Sources;

namespace SearchService.Retrieval.Indexing;

/// <summary>What one run of the indexer found and did.</summary>
/// <param name="Added">Documents that were not in the index before.</param>
/// <param name="Updated">Documents whose file, record or recovery changed.</param>
/// <param name="Removed">Documents whose file is gone or can no longer be read.</param>
/// <param name="Problems">Everything wrong with the collection as it stands, also with what was indexed earlier.</param>
/// <param name="Unsettled">A file changed while it was read: another run is due.</param>
public sealed record IndexingReport(
    int Added,
    int Updated,
    int Removed,
    int Unchanged,
    IReadOnlyList<CorpusProblem> Problems,
    string CorpusVersion,
    TimeSpan Duration,
    bool Unsettled
)
{
    public bool ChangedAnything => Added + Updated + Removed > 0;
}

/// <summary>How far an indexing run is.</summary>
/// <param name="File">The text that was finished last; null at the start.</param>
public sealed record IndexingStep(int Done, int Total, string? File);
