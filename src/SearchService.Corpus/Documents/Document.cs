namespace SearchService.Corpus.Documents;

/// <summary>
/// One text of a work as recovered from its file. It depends on the file's characters alone: the same file gives the same document,
/// whatever else is in the collection.
/// </summary>
/// <param name="Blocks">In reading order; a note follows the block that calls it.</param>
/// <param name="Ledger">Every character of the source, in order, without gap or overlap.</param>
/// <param name="TitlePage">What the text itself says of the work, where it is certain.</param>
public sealed record Document(
    IReadOnlyList<Section> Sections,
    IReadOnlyList<Block> Blocks,
    IReadOnlyList<Note> Notes,
    IReadOnlyList<PageLabel> Pages,
    IReadOnlyList<LedgerEntry> Ledger,
    TitlePage TitlePage,
    IReadOnlyList<RecoveryProblem> Problems
)
{
    /// <summary>What stands between two blocks in the recovered text.</summary>
    public const string BlockSeparator = "\n\n";

    /// <summary>Offsets in the source of its surrogate pairs, ascending: what code points and UTF-16 units differ by.</summary>
    public IReadOnlyList<int> SurrogatePairs { get; init; } = [];

    /// <summary>An offset in the source, counted in Unicode code points instead of UTF-16 units.</summary>
    public int SourceCodePoint(int offset) => offset - SurrogatePairs.FirstFrom(pair => pair, offset);

    /// <summary>What tells the pages of the file apart. Where it is <see cref="PageMark.NoteBlock"/>, pages without notes are counted with the next, unless they cut a sentence.</summary>
    public PageMark PageMark { get; init; }

    /// <summary>What the entries of reference lists and the notes cite, in reading order.</summary>
    public IReadOnlyList<CitedWork> CitedWorks { get; init; } = [];

    /// <summary>Citations in short, and what they mean, in reading order.</summary>
    public IReadOnlyList<ShortCitation> ShortCitations { get; init; } = [];

    /// <summary>The titles from the top of the tree down to a section, without empty ones.</summary>
    public IReadOnlyList<string> SectionPath(int section)
    {
        var path = new List<string>();
        for (int? index = section; index is { } i; index = Sections[i].Parent)
        {
            if (Sections[i].Title.Length > 0)
            {
                path.Insert(0, Sections[i].Title);
            }
        }

        return path;
    }

    /// <summary>Where each block begins in the recovered text: the stream of all blocks, <see cref="BlockSeparator"/> between them, in UTF-16 units.</summary>
    public int[] BlockStarts()
    {
        var starts = new int[Blocks.Count];
        var next = 0;
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = next;
            next += Blocks[i].Text.Text.Length + BlockSeparator.Length;
        }

        return starts;
    }

    /// <summary>The recovered text: all blocks in reading order, <see cref="BlockSeparator"/> between them.</summary>
    public string Text() => string.Join(BlockSeparator, Blocks.Select(block => block.Text.Text));
}

/// <summary>A run of the source and what it is: <paramref name="Block"/> is an index in <see cref="Document.Blocks"/>, or null for noise and for what nothing claimed.</summary>
/// <param name="Noise">None together with no block: the ledger does not close here.</param>
public readonly record struct LedgerEntry(SourceSpan Span, int? Block, NoiseKind Noise);

/// <summary>Bibliographic facts that stand in the text itself and leave no doubt; anything else stays null or empty.</summary>
public sealed record TitlePage(string? Title, IReadOnlyList<string> Authors, int? Year, string? FrontMatterYaml)
{
    /// <summary>As the imprint prints them, one for each binding; none whose check digit is wrong.</summary>
    public IReadOnlyList<string> Isbns { get; init; } = [];

    public static TitlePage Unknown { get; } = new(null, [], null, null);
}

/// <summary>Something in the text that recovery could not make whole, for the indexing report.</summary>
/// <param name="At">Where in the source; null when it concerns the whole text.</param>
public sealed record RecoveryProblem(string Message, SourceSpan? At);
