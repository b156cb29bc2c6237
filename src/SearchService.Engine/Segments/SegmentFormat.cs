namespace SearchService.Engine.Segments;

/// <summary>What a segment file holds; FORMAT.md has the grammar.</summary>
internal static class SegmentFormat
{
    // Versions of the format:
    //   1  vint postings, positions apart, front-coded terms in blocks of 16, columns of fixed width
    //   2  postings and positions in packed blocks of 128, skips with impacts apart, columns of the least width,
    //      stored bytes of documents compressed
    //   3  the most common terms of a field by their places, too (kinds 24 to 26)
    public const int Version = 3;
    public const int OldestVersion = 2;

    /// <summary>How many terms share a block of the dictionary, and are read one after another.</summary>
    public const int TermsPerBlock = 16;

    public static ReadOnlySpan<byte> Magic => "SEsegmnt"u8;
}

/// <summary>The parts of a segment file's body. Numbers are kept in the directory and never reused for another purpose: those that
/// are missing here were in earlier versions.</summary>
internal enum SectionKind
{
    GroupKeys = 1,
    GroupStored = 3,
    GroupFirstDocuments = 5,
    StoredBlocks = 6,
    StoredBlockOffsets = 7,
    StoredBlockDocuments = 8,
    StoredStarts = 9,

    // One for each text field.
    Lengths = 21,
    FirstPositions = 22,
    LastPositions = 23,
    Terms = 17,
    TermBlocks = 18,
    Postings = 19,
    Skips = 20,
    CommonTerms = 24,
    CommonStarts = 25,
    CommonPlaces = 26,

    // One for each column.
    KeywordValues = 30,
    KeywordStarts = 33,
    KeywordOrdinals = 34,
    NumberPresence = 40,
    NumberValues = 41,
}

/// <summary>Totals of a text field over the documents of a segment.</summary>
/// <param name="Documents">How many have tokens in the field.</param>
/// <param name="Tokens">How many tokens they have.</param>
/// <param name="Terms">How many different terms.</param>
internal readonly record struct FieldTotals(int Documents, long Tokens, int Terms);
