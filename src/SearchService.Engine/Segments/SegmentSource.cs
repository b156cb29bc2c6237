namespace SearchService.Engine.Segments;

/// <summary>
/// What a segment is written from: documents that were put, or the live documents of other segments. Groups come in the order
/// of their keys, documents in the order of their groups, so that document numbers give the order of equal hits.
/// </summary>
internal abstract class SegmentSource
{
    public abstract int DocumentCount { get; }

    public abstract IReadOnlyList<SourceGroup> Groups { get; }

    public abstract ReadOnlyMemory<byte> GroupStored(int group);

    /// <summary>Valid until the next call.</summary>
    public abstract ReadOnlySpan<byte> Stored(int document);

    public abstract FieldExtent Extent(int field, int document);

    public abstract IReadOnlyList<string> Keywords(int column, int document);

    public abstract long? Number(int column, int document);

    /// <summary>Chooses a field's common terms and adds their places; false where there are none.</summary>
    public abstract bool AddPlaces(int field, CommonWordsWriter common);

    /// <summary>Hands over the terms of a field in order of their bytes, those that no document has left out or not.</summary>
    public abstract void WriteTerms(int field, TermsWriter output);
}

/// <summary>A group on its way into a segment; its documents follow those of the group before.</summary>
internal sealed record SourceGroup(byte[] Key, int Documents);

/// <summary>How many tokens a document has in a field, and between which positions; the positions mean nothing without tokens.</summary>
internal readonly record struct FieldExtent(int Tokens, int First, int Last)
{
    /// <summary>How many positions there are from the first to the last.</summary>
    public int Length => Tokens > 0 ? Last - First + 1 : 0;
}
