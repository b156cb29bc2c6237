namespace SearchService.Corpus.Documents;

/// <summary>A range of UTF-16 code units of the decoded source: zero-based, end exclusive.</summary>
public readonly record struct SourceSpan(int Start, int End)
{
    public int Length => End - Start;

    public bool Contains(int offset) => offset >= Start && offset < End;
}
