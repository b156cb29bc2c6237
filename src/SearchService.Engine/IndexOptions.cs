namespace SearchService.Engine;

/// <summary>How an index is written and ranked. Nothing here changes which documents match.</summary>
public sealed record IndexOptions
{
    /// <summary>A segment is written when this many documents wait in the memory of one putting thread.</summary>
    public int FlushDocuments { get; init; } = 200_000;

    /// <summary>
    /// A segment is written when about this many bytes wait in the memory of one putting thread; at most 1 GB. A writer takes as
    /// much for each thread that puts at the same time as others.
    /// </summary>
    public long FlushBytes { get; init; } = 256L << 20;

    /// <summary>
    /// So many segments of about the same size become one; at least 2. A search looks words up, and goes through the terms that
    /// patterns may mean, in each segment: with 5 no more than 4 of a size are left, where 8 would leave 7, and a document is
    /// written again 1.3 times as often.
    /// </summary>
    public int MergeFactor { get; init; } = 5;

    /// <summary>A segment is written anew when more than this share of its documents is deleted.</summary>
    public double MaxDeletedShare { get; init; } = 0.25;

    /// <summary>Segments are not merged into one file larger than this.</summary>
    public long MaxSegmentBytes { get; init; } = 1L << 30;

    /// <summary>
    /// Whether segments are merged beside other work, for a later commit to take up; a commit waits for them only where twice
    /// <see cref="MergeFactor"/> have piled up. Otherwise each commit merges before it returns, and one thread's same changes
    /// give the same files.
    /// </summary>
    public bool MergeInBackground { get; init; } = true;

    /// <summary>A merge in the background writes no faster than this, so that searches keep the disk.</summary>
    public long MergeBytesPerSecond { get; init; } = 64L << 20;

    /// <summary>
    /// So many of a field's words, the most common, are kept by their places, too, a byte for each place of any word: phrases
    /// and proximity then need not go through the postings of these words, which are most of all postings. At most 255; 0 for none.
    /// </summary>
    public int CommonWords { get; init; } = 255;

    /// <summary>BM25's parameters where a search gives none for a field.</summary>
    public Bm25Parameters Bm25 { get; init; } = new();

    internal static void Validate(IndexOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.FlushDocuments, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.FlushBytes, 1L << 30, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MergeFactor, 2, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MergeBytesPerSecond, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.CommonWords, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.CommonWords, 255, nameof(options));
    }
}

/// <summary>
/// BM25 (Robertson and Zaragoza 2009): a term of frequency tf in a field of a document that has len tokens there adds
/// <c>idf · tf · (k1 + 1) / (tf + k1 · (1 - b + b · len / mean))</c> with <c>idf = ln(1 + (N - df + 0.5) / (df + 0.5))</c>.
/// N and mean are taken over the live documents that have tokens in the field, df over live documents.
/// </summary>
public readonly record struct Bm25Parameters(double K1, double B)
{
    public Bm25Parameters()
        : this(1.2, 0.75) { }
}
