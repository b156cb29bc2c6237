using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Segments;

/// <summary>
/// Where the blocks of a term's postings are, the last document of each, and bounds for what its documents may be worth: what is
/// needed to pass blocks over without a look at them. For one thread.
/// </summary>
internal sealed unsafe class TermSkips
{
    private readonly SegmentFile _segment;
    private readonly int _field;
    private readonly TermEntry _entry;

    // Verified at the start, and there as long as the segment is open.
    private readonly byte* _skips;

    private Impact[] _impacts = [];
    private int _impactCount;
    private int _impactBlock = -1;
    private Impact[]? _termImpacts;

    public TermSkips(SegmentFile segment, int field, TermEntry entry)
    {
        _segment = segment;
        _field = field;
        _entry = entry;
        Count = entry.Blocks;
        if (entry.SkipsLength > 0)
        {
            ReadOnlySpan<byte> skips = segment.Read(SectionKind.Skips, field, entry.SkipsOffset, entry.SkipsLength);
            _skips = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(skips));
        }

        if (HasBlocks && entry.SkipsLength < (long)Count * BlockSkip.Length)
        {
            throw Corrupt($"{Count} skips", $"{entry.SkipsLength} bytes of them");
        }
    }

    /// <summary>Whether blocks have skips; a term in fewer documents than a block has none, and its only block is not asked about.</summary>
    public bool HasBlocks => _entry.Documents >= BitPacking.BlockLength;

    /// <summary>How many blocks there are.</summary>
    public int Count { get; }

    /// <summary>How many blocks have impacts of their own; 1 where only the whole term has.</summary>
    public int ImpactBlocks => HasBlocks ? Count : 1;

    /// <summary>The block found last by <see cref="Advance"/>; <see cref="ImpactBlocks"/> after the last document.</summary>
    public int Block { get; private set; }

    /// <summary>One of the blocks.</summary>
    public BlockSkip this[int block] =>
        BlockSkip.Read(new ReadOnlySpan<byte>(_skips + (block * (long)BlockSkip.Length), BlockSkip.Length));

    /// <summary>The last document of one of the blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int LastDocument(int block) => Unsafe.ReadUnaligned<int>(_skips + (block * (long)BlockSkip.Length));

    /// <summary>
    /// The last document of a block with impacts of its own; <see cref="PostingsCursor.End"/> where there is but the whole term.
    /// </summary>
    public int LastOfBlock(int block) => HasBlocks ? LastDocument(block) : PostingsCursor.End;

    /// <summary>
    /// Looks for the block that would hold <paramref name="target"/>, which is not in one before <paramref name="from"/>. Targets do
    /// not fall. Returns the last document that <see cref="Impacts"/> then stand for, or <see cref="PostingsCursor.End"/> where they
    /// stand for all from the target on.
    /// </summary>
    public int Advance(int target, int from = 0)
    {
        if (!HasBlocks)
        {
            return PostingsCursor.End;
        }

        Block = Find(Math.Max(Block, from), target);
        return Block < Count ? LastDocument(Block) : PostingsCursor.End;
    }

    /// <summary>
    /// Bounds for the documents of the block found last by <see cref="Advance"/>, frequencies and lengths both rising; none after the
    /// last document. Valid until the next call of either.
    /// </summary>
    public ReadOnlySpan<Impact> Impacts
    {
        get
        {
            if (!HasBlocks)
            {
                return TermImpacts;
            }

            if (Block >= Count)
            {
                return [];
            }

            if (_impactBlock != Block)
            {
                _impactCount = ReadImpacts(this[Block].Impacts, ref _impacts);
                _impactBlock = Block;
            }

            return _impacts.AsSpan(0, _impactCount);
        }
    }

    /// <summary>Bounds for all documents of the term.</summary>
    public ReadOnlySpan<Impact> TermImpacts
    {
        get
        {
            if (_termImpacts is null)
            {
                if (_entry.Documents == 1)
                {
                    int length = _segment.Norm(_field, _entry.OnlyDocument);
                    _termImpacts = [new Impact((int)_entry.Occurrences, length)];
                }
                else
                {
                    Impact[] impacts = [];
                    int count = ReadImpacts(HasBlocks ? Count * BlockSkip.Length : 0, ref impacts);
                    _termImpacts = impacts[..count];
                }
            }

            return _termImpacts;
        }
    }

    /// <summary>The first block from one on whose last document is not before the target; that one itself where there are no skips.</summary>
    public int Find(int from, int target)
    {
        if (!HasBlocks || from >= Count || LastDocument(from) >= target)
        {
            return from;
        }

        // Steps that double, then halves: `low` is before the target, `high` is not or is the end.
        int low = from;
        int step = 1;
        while (low + step < Count && LastDocument(low + step) < target)
        {
            low += step;
            step = Math.Min(step * 2, Count);
        }

        int high = Math.Min(low + step, Count);
        while (high - low > 1)
        {
            int middle = low + ((high - low) / 2);
            if (LastDocument(middle) < target)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return high;
    }

    private int ReadImpacts(int offset, ref Impact[] impacts)
    {
        if ((uint)offset > (uint)_entry.SkipsLength)
        {
            throw Corrupt($"impacts within {_entry.SkipsLength} bytes", $"impacts at {offset}");
        }

        ByteReader reader = new(new ReadOnlySpan<byte>(_skips + offset, _entry.SkipsLength - offset));
        return ImpactCollector.Read(ref reader, ref impacts);
    }

    private IndexCorruptException Corrupt(string expected, string found) =>
        new(_segment.Name, _entry.Offset, expected, found);
}
