using SearchService.Corpus.Bibliography;

namespace SearchService.Corpus.Sources;

/// <summary>What a corpus folder holds at one moment.</summary>
/// <param name="Files">The texts, by ordinal order of their paths.</param>
/// <param name="FolderFound">False when there is no such folder: a share that is away says nothing of its texts.</param>
public sealed record CorpusScan(
    IReadOnlyList<CorpusFile> Files,
    IReadOnlyList<CorpusProblem> Problems,
    bool FolderFound = true
);

/// <summary>A text of the collection.</summary>
/// <param name="RelativePath">From the corpus folder, with '/' on every system.</param>
/// <param name="Sha256">Of the file's bytes, in lower-case hex.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Record">What the collection's records say of its work; null when they say nothing.</param>
/// <param name="DocumentId">Unique in the scan; letters, digits, '.', '_', '~' and '-' only.</param>
/// <param name="RecordSource">The file that the record stands in: "library.bib", or the text's own for a line of JSON; null without a record.</param>
public sealed record CorpusFile(
    string RelativePath,
    string Sha256,
    long Size,
    Work? Record,
    string DocumentId,
    string? RecordSource = null
);

/// <summary>A fault of one file, for the indexing report.</summary>
/// <param name="File">Its path in the corpus folder with '/'; the folder's absolute path when the folder itself is at fault.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-8 bytes where the file is JSON, else in characters.</param>
public sealed record CorpusProblem(string File, string Message, int? Line = null, int? Column = null);

/// <summary>A file's characters.</summary>
/// <param name="Text">Without the byte order mark.</param>
/// <param name="Encoding">"utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be" or "windows-1252".</param>
/// <param name="ByteOrderMark">Bytes before the text: 2 to 4 with a byte order mark, else 0. Byte offsets in the file count it, the text does not.</param>
public sealed record SourceText(string Text, string Encoding, int ByteOrderMark)
{
    /// <summary>What a reader should know of the decoding: an encoding that the file does not name itself, and what could not be read.</summary>
    public IReadOnlyList<CorpusProblem> Problems { get; init; } = [];
}

/// <summary>Either a file's characters or why there are none.</summary>
/// <param name="Unsettled">The file changed since the scan: another scan will find it as it is now.</param>
public sealed record SourceReading(SourceText? Source, CorpusProblem? Problem, bool Unsettled = false);
