namespace SearchService.Engine.Segments;

/// <summary>What a segment file holds; FORMAT.md has the grammar.</summary>
internal static class SegmentFormat
{
    // Versions of the format:
    //   1  vint postings, positions apart, front-coded terms in blocks of 16, columns of fixed width
    public const int Version = 1;
    public const int OldestVersion = 1;

    /// <summary>Stands for "no position" where a document has no token in a field.</summary>
    public const uint NoPosition = uint.MaxValue;

    /// <summary>How many terms share a block of the dictionary, and are read one after another.</summary>
    public const int TermsPerBlock = 16;

    public static ReadOnlySpan<byte> Magic => "SEsegmnt"u8;
}

/// <summary>The parts of a segment file's body. Numbers are kept in the directory and never reused for another purpose.</summary>
internal enum SectionKind
{
    GroupKeys = 1,
    GroupFirstDocuments = 2,
    GroupStored = 3,
    DocumentStored = 4,

    // One for each text field.
    Norms = 10,
    FirstPositions = 11,
    LastPositions = 12,
    Terms = 13,
    TermBlocks = 14,
    Postings = 15,
    Positions = 16,

    // One for each column.
    KeywordValues = 30,
    KeywordStarts = 31,
    KeywordOrdinals = 32,
    NumberPresence = 40,
    NumberValues = 41,
}

/// <summary>Totals of a text field over the documents of a segment.</summary>
/// <param name="Documents">How many have tokens in the field.</param>
/// <param name="Tokens">How many tokens they have.</param>
/// <param name="Terms">How many different terms.</param>
internal readonly record struct FieldTotals(int Documents, long Tokens, int Terms);
