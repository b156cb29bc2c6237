using System.Runtime.CompilerServices;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Segments;

/// <summary>
/// Writes the terms of a field, given in order of their bytes: of each all documents in order, then the term itself. One without documents
/// leaves no trace.
/// </summary>
/// <param name="output">The segment, at the beginning of the field's section of postings.</param>
/// <param name="extents">How many tokens each document has, and its first position.</param>
internal sealed class TermsWriter(PagedOutput output, (int Tokens, int First)[] extents)
{
    private readonly PostingsWriter _postings = new(output, new ByteWriter(), extents);

    public TermDictionaryWriter Dictionary { get; } = new();

    public ByteWriter Skips => _postings.Skips;

    /// <summary>Adds a document that has the next term, with its rising positions, at least one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int document, ReadOnlySpan<int> positions) => _postings.Add(document, positions);

    public void EndTerm(ReadOnlySpan<byte> term)
    {
        if (_postings.Documents > 0)
        {
            Dictionary.Add(term, _postings.EndTerm());
        }
    }
}
