using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Documents;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Indexing;

/// <summary>What lists, hits and citations need of a document, without its text.</summary>
/// <param name="Fingerprint">Changes when the file, its record or the recovery does.</param>
/// <param name="SourceLength">Of the decoded file, in UTF-16 units.</param>
/// <param name="Problems">What recovery and reading found wrong, for the report.</param>
/// <param name="Encoding">In which the file was read, by its registered name in small letters.</param>
public sealed record DocumentSummary(
    string Id,
    string File,
    string Sha256,
    string Fingerprint,
    int SourceLength,
    DescribedWork Work,
    int Words,
    int Passages,
    int Notes,
    int Pages,
    IReadOnlyList<DocumentProblem> Problems,
    string Encoding = "utf-8"
);

/// <param name="Line">1-based line of the file; null when it concerns the whole text.</param>
public sealed record DocumentProblem(string Message, int? Line, int? Column = null);

/// <summary>A recovered document as the index keeps it.</summary>
public sealed record StoredDocument(DocumentSummary Summary, Document Document)
{
    private string? _text;
    private int[]? _blockStarts;
    private int[]? _blockCodePoints;
    private int _textBytes;
    private TextPlaces? _places;

    /// <summary>The recovered text as one stream; see <see cref="Document.Text"/>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Text => _text ??= Document.Text();

    /// <summary>The length of <see cref="Text"/> in UTF-8.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int TextBytes => _textBytes > 0 ? _textBytes : _textBytes = System.Text.Encoding.UTF8.GetByteCount(Text);

    /// <summary>Where characters stand in <see cref="Text"/>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    internal TextPlaces Places => _places ??= new TextPlaces(Text);

    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<int> BlockStarts => _blockStarts ??= Document.BlockStarts();

    /// <summary>As <see cref="BlockStarts"/>, in code points.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<int> BlockCodePoints => _blockCodePoints ??= CountBlocks();

    private int[] CountBlocks()
    {
        var starts = new int[Document.Blocks.Count];
        var next = 0;
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = next;
            var text = Document.Blocks[i].Text.Text;
            next += CodePoints.Count(text, text.Length) + Document.BlockSeparator.Length;
        }

        return starts;
    }
}

/// <summary>A document on its way into an index.</summary>
/// <param name="Passages">In index order: the running text first, then the notes; positions ascend through it.</param>
public sealed record IndexedDocument(StoredDocument Stored, IReadOnlyList<IndexedPassage> Passages);

/// <param name="Fields">The token streams, positions ascending within each.</param>
/// <param name="Values">The columns with text values.</param>
/// <param name="Year">Null when unknown.</param>
public sealed record IndexedPassage(
    StoredPassage Stored,
    IReadOnlyDictionary<Engines.PassageField, IReadOnlyList<PositionedTerm>> Fields,
    IReadOnlyDictionary<Engines.PassageColumn, IReadOnlyList<string>> Values,
    int? Year
);

/// <summary>A term at its place in the document; several may share one place.</summary>
public readonly record struct PositionedTerm(string Term, int Position);
