using System.Runtime.CompilerServices;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Segments;

/// <summary>
/// Writes the terms of a field, given in order of their bytes: of each the documents it is in, these in order, then the term itself.
/// One without documents leaves no trace.
/// </summary>
/// <param name="output">The segment, at the beginning of the field's section of postings.</param>
/// <param name="extents">How many tokens each document has, and its first position.</param>
/// <param name="common">Takes where the postings of the common terms begin; null where there are none.</param>
internal sealed class TermsWriter(PagedOutput output, (int Tokens, int First)[] extents, CommonWordsWriter? common)
{
    private readonly PostingsWriter _postings = new(output, new ByteWriter(), extents);

    public TermDictionaryWriter Dictionary { get; } = new();

    public ByteWriter Skips => _postings.Skips;

    /// <summary>Adds a document that has the term, with its rising positions, at least one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int document, ReadOnlySpan<int> positions) => _postings.Add(document, positions);

    /// <summary>Ends a term that was counted in so many documents, those included that are not wanted any more.</summary>
    public void EndTerm(ReadOnlySpan<byte> term, int documents)
    {
        TermEntry entry = default;
        if (_postings.Documents > 0)
        {
            entry = _postings.EndTerm();
            Dictionary.Add(term, entry);
        }

        if (common?.IsCommon(documents) == true)
        {
            common.Add(entry);
        }
    }
}
