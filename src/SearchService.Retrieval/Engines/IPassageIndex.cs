using SearchService.Analysis;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Engines;

/// <summary>
/// The port to a search engine: passages in, matches out. Every engine gives the same matches in the same order for the same
/// <see cref="PassageQuery"/>; contract tests hold them to it.
/// </summary>
public interface IPassageIndex : IDisposable
{
    /// <summary>What the engine is called in the configuration and in <c>/v1/corpus</c>.</summary>
    string Engine { get; }

    /// <summary>The newest committed state. The caller disposes it; it stays whole until then, whatever is written meanwhile.</summary>
    IPassageSnapshot AcquireSnapshot();

    /// <summary>The one writer. Throws <see cref="PassageIndexLockedException"/> while another process or object has it.</summary>
    IPassageWriter OpenWriter();

    /// <summary>Makes what another process has committed visible to the next snapshot.</summary>
    void Refresh();
}

/// <summary>
/// Changes the index; nothing is visible to readers before <see cref="Commit"/>, and disposing without one discards. Any number of threads
/// may put and delete at the same time; of two changes to one document the later holds.
/// </summary>
public interface IPassageWriter : IDisposable
{
    /// <summary>Adds a document with its passages, in place of any of the same id.</summary>
    void Put(IndexedDocument document);

    void Delete(string documentId);

    /// <summary>Makes all changes since the last commit durable and visible at once.</summary>
    void Commit(string corpusVersion);

    /// <summary>
    /// Brings what was committed last into the form that is searched fastest, as far as that is worth it; readers see the same. To be
    /// called when nothing more is to be written for a while. Where it is cancelled, what was committed stays as it was.
    /// </summary>
    void Settle(CancellationToken cancellation);
}

/// <summary>
/// An immutable state of the index. Safe for many threads. Whatever reads may throw <see cref="PassageIndexUnreadableException"/>:
/// an engine need not have read all of its files to open them.
/// </summary>
public interface IPassageSnapshot : IDisposable
{
    /// <summary>The version given to the commit that this is; <see cref="EmptyCorpusVersion"/> before the first.</summary>
    string CorpusVersion { get; }

    int PassageCount { get; }

    /// <summary>In ordinal order.</summary>
    IReadOnlyList<string> DocumentIds { get; }

    /// <summary>All documents; what is worked out of them for one caller serves the next.</summary>
    DocumentCatalogue Catalogue { get; }

    /// <summary>Null when there is no such document.</summary>
    DocumentSummary? Summary(string documentId);

    /// <summary>The recovered text; null when there is no such document.</summary>
    StoredDocument? Document(string documentId);

    /// <summary>The passage with this 1-based ordinal; null when there is none.</summary>
    StoredPassage? Passage(string documentId, int ordinal);

    /// <summary>All passages of a document by their ordinals, read at once; none when there is no such document.</summary>
    IReadOnlyList<StoredPassage> Passages(string documentId);

    PassageMatches Search(PassageQuery query, CancellationToken cancellation);

    /// <summary>
    /// In how many passages a clause matches, and how many places its marks have there, by document: as many as
    /// <see cref="Search"/> gives distinct starts, counted without the passages' texts.
    /// </summary>
    PlaceCounts CountPlaces(PassageClause clause, PassageClause marks, CancellationToken cancellation);

    /// <summary>Another hold on the same state; each is disposed on its own.</summary>
    IPassageSnapshot Share();

    /// <summary>
    /// The terms of <see cref="PassageField.Stem"/> and <see cref="PassageField.Path"/> that a folded word is sought by: its English form, and one for each language that
    /// the engine was told to read otherwise.
    /// </summary>
    IReadOnlyList<string> Stems(string word) => [EnglishForm.Of(word)];

    /// <summary>How many passages have a term in a field.</summary>
    long PassagesWith(PassageField field, string term);

    /// <summary>How often a term stands in a field, over all passages.</summary>
    long Occurrences(PassageField field, string term);

    /// <summary>The terms that a pattern stands for: those in most passages first, then by their UTF-8 bytes.</summary>
    /// <param name="most">No more than so many.</param>
    IReadOnlyList<string> Expand(WildcardClause pattern, int most);

    /// <summary>The terms within a number of edits: the nearest first, then those in most passages, then by their UTF-8 bytes.</summary>
    /// <param name="most">No more than so many.</param>
    IReadOnlyList<string> Expand(FuzzyClause spelling, int most);

    /// <summary>All distinct values of a column, in ordinal order.</summary>
    IReadOnlyList<string> Values(PassageColumn column);

    const string EmptyCorpusVersion = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
}

/// <summary>Another writer has the index.</summary>
public sealed class PassageIndexLockedException(string message, Exception inner) : Exception(message, inner);

/// <summary>The index on disk is damaged or of another version; it can be built again from the corpus.</summary>
public sealed class PassageIndexUnreadableException(string message, Exception? inner = null)
    : Exception(message, inner);
