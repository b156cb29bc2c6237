using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Segments;

/// <summary>A number for each document that has one. Verified when it is opened, so that reading one costs two loads.</summary>
internal sealed unsafe class NumberColumn
{
    private readonly SegmentFile _segment;
    private readonly ulong* _presence;
    private readonly long* _values;
    private readonly int _count;

    /// <summary>The bytes must stay where they are for as long as the segment is open.</summary>
    /// <param name="presence">A bit a document, in words of 64.</param>
    /// <param name="values">8 bytes a document.</param>
    public NumberColumn(SegmentFile segment, ReadOnlySpan<byte> presence, ReadOnlySpan<byte> values)
    {
        _segment = segment;
        _count = segment.DocumentCount;
        _presence = (ulong*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(presence));
        _values = (long*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(values));
        if (presence.Length < (_count + 63L) / 64 * sizeof(ulong) || values.Length < (long)_count * sizeof(long))
        {
            throw new IndexCorruptException(
                segment.Name,
                0,
                $"{_count} numbers",
                SealedFile.Length(presence.Length) + " and " + SealedFile.Length(values.Length)
            );
        }
    }

    public long? this[int document]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)document >= (uint)_count)
            {
                ThrowBeyond(document);
            }

            return (Unsafe.ReadUnaligned<ulong>(_presence + (document >> 6)) & (1UL << document)) == 0
                ? null
                : Unsafe.ReadUnaligned<long>(_values + document);
        }
    }

    private void ThrowBeyond(int document) =>
        throw new IndexCorruptException(_segment.Name, 0, $"a document below {_count}", $"document {document}");
}
