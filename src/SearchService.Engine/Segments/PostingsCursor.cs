using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Segments;

/// <summary>
/// Walks the documents of one term in one segment, deleted ones included. A block is decoded when it is entered, its frequencies when
/// the first of them is asked for, positions likewise; what is passed over is not touched, but for its skips. For one thread.
/// </summary>
internal sealed unsafe class PostingsCursor
{
    public const int End = int.MaxValue;

    // Room for a whole row, and for a look at eight documents from the last one on.
    private const int Slack = 8;

    // Of so many documents of a block frequencies and their sums are read one by one.
    private const int Few = 6;

    // So many documents are looked for one by one.
    private const int FewWanted = 12;

    // Room for places by the last bits of their documents; what is left in it does not matter.
    private const int ScratchLength = 8192;

    [ThreadStatic]
    private static byte[]? placesByDocument;

    private readonly SegmentFile _segment;
    private readonly int _field;
    private readonly TermEntry _entry;
    private readonly int _blockCount;

    // Verified at the start, and there as long as the segment is open.
    private readonly byte* _skips;
    private readonly int[] _documents;
    private int[] _frequencies = [];
    private int _block = -1;
    private int _count;
    private int _index = -1;
    private int _last = -1;
    private BlockSkip _skip;
    private bool _hasFrequencies;

    // Of a full block, verified with the documents.
    private byte* _frequencyBytes;

    // How many positions the documents of the block before each have; one more for all of them.
    private int[] _ends = [];
    private bool _hasEnds;

    // How many documents of the block something was asked of.
    private int _asked;

    private Impact[] _impacts = [];
    private int _impactCount;
    private int _impactBlock = -1;
    private int _shallow;
    private Impact[]? _termImpacts;

    private readonly PositionsReader _positions;

    public PostingsCursor(SegmentFile segment, int field, TermEntry entry)
    {
        _segment = segment;
        _field = field;
        _entry = entry;
        _blockCount = entry.Blocks;
        int room = Math.Min(BitPacking.BlockLength, (entry.Documents + 3) & ~3) + Slack;
        _documents = new int[room];
        _positions = new PositionsReader(segment, field, entry);
        if (entry.SkipsLength > 0)
        {
            ReadOnlySpan<byte> skips = segment.Read(SectionKind.Skips, field, entry.SkipsOffset, entry.SkipsLength);
            _skips = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(skips));
        }

        if (IsSkipped && entry.SkipsLength < (long)_blockCount * BlockSkip.Length)
        {
            throw Corrupt($"{_blockCount} skips", $"{entry.SkipsLength} bytes of them");
        }
    }

    /// <summary>Adds the documents of a term that has more than one and fewer than a block, which takes no cursor.</summary>
    public static void AddFew(SegmentFile segment, int field, TermEntry entry, DocumentSet documents)
    {
        ByteReader reader = new(segment.Read(SectionKind.Postings, field, entry.Offset, entry.PostingsLength));
        int document = -1;
        for (int i = 0; i < entry.Documents; i++)
        {
            long code = reader.Vint();
            document += (int)(code >> 1) + 1;
            documents.Add(document);
            if ((code & 1) == 0)
            {
                reader.SkipVints(1);
            }
        }
    }

    /// <summary>Another cursor of the same term, before its first document.</summary>
    public PostingsCursor Again() => new(_segment, _field, _entry);

    /// <summary>-1 before the first move, <see cref="End"/> after the last document.</summary>
    public int Document { get; private set; } = -1;

    /// <summary>How many documents the term has, deleted ones included: what walking them all costs.</summary>
    public int DocumentCount => _entry.Documents;

    /// <summary>How often the term stands in the current document.</summary>
    public int Frequency
    {
        get
        {
            if (!_hasFrequencies)
            {
                if (IsAskedLittle && _skip.FrequencyBits <= 32)
                {
                    return (int)BitPacking.One(_frequencyBytes, _skip.FrequencyBits, _index) + 1;
                }

                DecodeFrequencies();
            }

            return _frequencies[_index];
        }
    }

    /// <summary>Whether the block is packed and not worth unpacking for what has been asked so far, this time included.</summary>
    private bool IsAskedLittle => _count == BitPacking.BlockLength && _asked++ < Few;

    private bool IsSkipped => _entry.Documents >= BitPacking.BlockLength;

    /// <summary>Moves to the next document.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next()
    {
        int next = _index + 1;
        if (next >= _count)
        {
            return NextOpened();
        }

        _index = next;
        return Document = _documents[next];
    }

    /// <summary>Moves to the first document that is not before <paramref name="target"/>; stays if it is there.</summary>
    public int Advance(int target)
    {
        if (Document >= target)
        {
            return Document;
        }

        if (target > _last)
        {
            int block = FindBlock(_block + 1, target);
            if (!Open(block))
            {
                return Document = End;
            }

            if (target > _last)
            {
                // The only block, whose last document was not known before.
                _block = _blockCount;
                _count = 0;
                return Document = End;
            }
        }

        _index = FirstFrom(_index + 1, target);
        return Document = _documents[_index];
    }

    /// <summary>
    /// Looks for the block that would hold <paramref name="target"/>, without decoding it or moving. Targets do not fall. Returns the
    /// last document that <see cref="Impacts"/> then stand for, or <see cref="End"/> where they stand for all from the target on.
    /// </summary>
    public int ShallowAdvance(int target)
    {
        if (!IsSkipped)
        {
            return End;
        }

        _shallow = FindBlock(Math.Max(_shallow, Math.Max(_block, 0)), target);
        return _shallow < _blockCount ? LastDocument(_shallow) : End;
    }

    /// <summary>
    /// Bounds for the documents of the block found last by <see cref="ShallowAdvance"/>, frequencies and lengths both rising; none
    /// after the last document. Valid until the next call of either.
    /// </summary>
    public ReadOnlySpan<Impact> Impacts
    {
        get
        {
            if (!IsSkipped)
            {
                return TermImpacts;
            }

            if (_shallow >= _blockCount)
            {
                return [];
            }

            if (_impactBlock != _shallow)
            {
                _impactCount = ReadImpacts(Skip(_shallow).Impacts, ref _impacts);
                _impactBlock = _shallow;
            }

            return _impacts.AsSpan(0, _impactCount);
        }
    }

    /// <summary>How many blocks have impacts of their own; 1 where only the whole term has.</summary>
    public int ImpactBlocks => IsSkipped ? _blockCount : 1;

    /// <summary>The block found last by <see cref="ShallowAdvance"/>; <see cref="ImpactBlocks"/> after the last document.</summary>
    public int ShallowBlock => _shallow;

    /// <summary>The last document of a block with impacts of its own; <see cref="End"/> where there is but the whole term.</summary>
    public int LastOfBlock(int block) => IsSkipped ? LastDocument(block) : End;

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
                    int count = ReadImpacts(IsSkipped ? _blockCount * BlockSkip.Length : 0, ref impacts);
                    _termImpacts = impacts[..count];
                }
            }

            return _termImpacts;
        }
    }

    /// <summary>
    /// The term's positions in the current document, rising, counted through the group. Valid until the cursor moves; the same when
    /// asked for again.
    /// </summary>
    public ReadOnlySpan<int> Positions() => PositionsAt(Document, _index);

    /// <summary>The documents of the block from the current one on. Valid until the cursor leaves the block.</summary>
    public ReadOnlySpan<int> RestOfBlock() => _documents.AsSpan(_index, _count - _index);

    /// <summary>The place of the current document in its block.</summary>
    public int Place => _index;

    /// <summary>The positions in a document of the block by its place there. Valid until the next call or move.</summary>
    public ReadOnlySpan<int> PositionsAt(int document, int place)
    {
        int bits = _skip.FrequencyBits;
        if (!_hasEnds && bits <= BitPacking.MostSummed && IsAskedLittle)
        {
            int start = BitPacking.SumOfFirst(_frequencyBytes, bits, place) + place;
            if (!_positions.IsOpen)
            {
                _positions.Open(BitPacking.SumOfFirst(_frequencyBytes, bits, _count) + _count);
            }

            return _positions.Read(document, start, (int)BitPacking.One(_frequencyBytes, bits, place) + 1);
        }

        if (!_hasEnds)
        {
            DecodeEnds();
        }

        if (!_positions.IsOpen)
        {
            _positions.Open(_ends[_count]);
        }

        return _positions.Read(document, _ends[place], _ends[place + 1] - _ends[place]);
    }

    /// <summary>
    /// Finds which of some rising documents stand in one block: the one that the first of them leads to, as <see cref="Advance"/>
    /// would. Moves to where the last that is not beyond the block leads. Documents rise from one call to the next.
    /// </summary>
    /// <param name="wanted">The documents; no more than a block has.</param>
    /// <param name="from">The first that is still to be looked for; afterwards the first beyond the block.</param>
    /// <param name="found">Which of them the block has.</param>
    /// <param name="places">The place in the block of each.</param>
    /// <returns>How many were found.</returns>
    public int FindCommon(ReadOnlySpan<int> wanted, ref int from, Span<byte> found, Span<byte> places)
    {
        int first = from;
        if (Advance(wanted[first]) == End)
        {
            from = wanted.Length;
            return 0;
        }

        int end = first;
        while (end < wanted.Length && wanted[end] <= _last)
        {
            end++;
        }

        from = end;
        int count = 0;
        ReadOnlySpan<int> documents = _documents;
        if (end - first >= FewWanted && _last - Document < ScratchLength)
        {
            // Each document's place stands where its number points to. What others left there before points to other documents.
            byte[] scratch = placesByDocument ??= new byte[ScratchLength];
            int mask = scratch.Length - 1;
            for (int place = _index; place < _count; place++)
            {
                scratch[documents[place] & mask] = (byte)place;
            }

            for (int i = first; i < end; i++)
            {
                int place = Math.Min((int)scratch[wanted[i] & mask], _count);
                found[count] = (byte)i;
                places[count] = (byte)place;
                count += documents[place] == wanted[i] ? 1 : 0;
            }

            _index = FirstFrom(_index, wanted[end - 1]);
        }
        else
        {
            for (int i = first; i < end; i++)
            {
                _index = FirstFrom(_index, wanted[i]);
                found[count] = (byte)i;
                places[count] = (byte)_index;
                count += documents[_index] == wanted[i] ? 1 : 0;
            }
        }

        Document = documents[_index];
        return count;
    }

    /// <summary>Reads how often the term stands in documents of the block by their places.</summary>
    public void ReadFrequencies(ReadOnlySpan<byte> places, Span<int> frequencies)
    {
        if (!_hasFrequencies && places.Length <= Few && _skip.FrequencyBits <= 32)
        {
            for (int i = 0; i < places.Length; i++)
            {
                frequencies[i] = (int)BitPacking.One(_frequencyBytes, _skip.FrequencyBits, places[i]) + 1;
            }

            return;
        }

        if (!_hasFrequencies)
        {
            DecodeFrequencies();
        }

        for (int i = 0; i < places.Length; i++)
        {
            frequencies[i] = _frequencies[places[i]];
        }
    }

    /// <summary>Reads the term's positions in documents of the block by their places, which rise.</summary>
    public void ReadPositions(ReadOnlySpan<byte> places, PositionsBatch batch)
    {
        batch.Clear();
        if (!_hasEnds && places.Length <= Few)
        {
            foreach (byte place in places)
            {
                ReadOnlySpan<int> positions = PositionsAt(_documents[place], place);
                positions.CopyTo(batch.Add(positions.Length));
            }

            return;
        }

        if (!_hasEnds)
        {
            DecodeEnds();
        }

        if (!_positions.IsOpen)
        {
            _positions.Open(_ends[_count]);
        }

        _positions.Read(_documents, _ends, places, batch);
    }

    /// <summary>
    /// The documents of the block from the current one on, and how often the term stands in each. Valid until the cursor leaves the
    /// block.
    /// </summary>
    public void RestOfBlock(out ReadOnlySpan<int> documents, out ReadOnlySpan<int> frequencies)
    {
        if (!_hasFrequencies)
        {
            DecodeFrequencies();
        }

        documents = _documents.AsSpan(_index, _count - _index);
        frequencies = _frequencies.AsSpan(_index, _count - _index);
    }

    /// <summary>Moves so many places on within the rest of the block.</summary>
    public int MoveOn(int places)
    {
        _index += places;
        return Document = _documents[_index];
    }

    private int NextOpened() => Open(_block + 1) ? Document = _documents[_index = 0] : Document = End;

    private int FindBlock(int from, int target)
    {
        if (!IsSkipped || from >= _blockCount || LastDocument(from) >= target)
        {
            return from;
        }

        // Steps that double, then halves: `low` is before the target, `high` is not or is the end.
        int low = from;
        int step = 1;
        while (low + step < _blockCount && LastDocument(low + step) < target)
        {
            low += step;
            step = Math.Min(step * 2, _blockCount);
        }

        int high = Math.Min(low + step, _blockCount);
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

    /// <summary>The place in the block of the first document not before the target, which is not after the block's last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FirstFrom(int index, int target)
    {
        // Reads past the last document by less than the slack, where nothing but the end stands. Mostly it is one of the next.
        ref int documents = ref MemoryMarshal.GetArrayDataReference(_documents);
        Vector256<int> wanted = Vector256.Create(target);
        int at = index;
        uint before = Vector256
            .LessThan(Vector256.LoadUnsafe(ref documents, (nuint)at), wanted)
            .ExtractMostSignificantBits();
        if (before != byte.MaxValue)
        {
            return at + BitOperations.TrailingZeroCount(~before);
        }

        // Else all that are before it are counted: no jump to be foreseen wrongly.
        Vector256<int> counts = Vector256<int>.Zero;
        for (at = 0; at < _count; at += Vector256<int>.Count)
        {
            counts -= Vector256.LessThan(Vector256.LoadUnsafe(ref documents, (nuint)at), wanted);
        }

        at = Vector256.Sum(counts);
        return at < _count ? at : throw Corrupt($"a document from {target} on", $"the end of block {_block}");
    }

    /// <summary>Decodes a block's documents. False after the last one.</summary>
    private bool Open(int block)
    {
        _index = -1;
        _hasFrequencies = false;
        _hasEnds = false;
        _asked = 0;
        if (block >= _blockCount)
        {
            _block = _blockCount;
            _count = 0;
            _last = End;
            return false;
        }

        int before = block == 0 ? -1 : LastDocument(block - 1);
        _block = block;
        _skip = IsSkipped ? Skip(block) : default;
        _count = Math.Min(BitPacking.BlockLength, _entry.Documents - (block * BitPacking.BlockLength));
        if (_entry.Documents == 1)
        {
            _documents[0] = _entry.OnlyDocument;
            _frequencies = [(int)_entry.Occurrences];
            _hasFrequencies = true;
        }
        else if (_count == BitPacking.BlockLength)
        {
            int length = BitPacking.PackedLength(_count, _skip.DocumentBits);
            int frequencies = BitPacking.PackedLength(_count, _skip.FrequencyBits);
            ReadOnlySpan<byte> packed = ReadPostings(_skip.Postings, length + frequencies);
            BitPacking.UnpackRising(packed[..length], _skip.DocumentBits, _count, before, _documents);
            _frequencyBytes = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(packed)) + length;
        }
        else
        {
            DecodeVints(before);
        }

        _documents.AsSpan(_count).Fill(End);
        _last = _documents[_count - 1];
        if (IsSkipped && _last != _skip.LastDocument)
        {
            throw Corrupt($"document {_skip.LastDocument} at the end of block {block}", $"document {_last}");
        }

        long positionsEnd = block + 1 < _blockCount ? Skip(block + 1).Positions : _entry.PositionsLength;
        _positions.OpenBlock(_count, _skip.Positions, positionsEnd);
        return true;
    }

    private void DecodeVints(int before)
    {
        if (_frequencies.Length == 0)
        {
            _frequencies = new int[_documents.Length];
        }

        ByteReader reader = new(ReadPostings(_skip.Postings, checked((int)(_entry.PostingsLength - _skip.Postings))));
        int document = before;
        for (int i = 0; i < _count; i++)
        {
            long code = reader.Vint();
            document += (int)(code >> 1) + 1;
            _documents[i] = document;
            _frequencies[i] = (code & 1) != 0 ? 1 : (int)reader.Vint() + 2;
        }

        _hasFrequencies = true;
    }

    private void DecodeFrequencies()
    {
        if (_frequencies.Length == 0)
        {
            _frequencies = new int[_documents.Length];
        }

        Span<uint> frequencies = MemoryMarshal.Cast<int, uint>(_frequencies.AsSpan());
        BitPacking.Unpack(PackedFrequencies(), _skip.FrequencyBits, _count, 1, frequencies);
        _hasFrequencies = true;
    }

    private void DecodeEnds()
    {
        if (_ends.Length == 0)
        {
            _ends = new int[_documents.Length + 1];
        }

        if (_count == BitPacking.BlockLength)
        {
            // The frequencies less one are to the ends what the distances less one are to the documents.
            BitPacking.UnpackRising(PackedFrequencies(), _skip.FrequencyBits, _count, 0, _ends.AsSpan(1));
        }
        else
        {
            for (int i = 0; i < _count; i++)
            {
                _ends[i + 1] = _ends[i] + _frequencies[i];
            }
        }

        _hasEnds = true;
    }

    private ReadOnlySpan<byte> PackedFrequencies() =>
        new(_frequencyBytes, BitPacking.PackedLength(_count, _skip.FrequencyBits));

    private ReadOnlySpan<byte> ReadPostings(long offset, int length) =>
        _segment.Read(SectionKind.Postings, _field, _entry.Offset + offset, length);

    // Blocks are below the count, for which there are skips.
    private int LastDocument(int block) => Unsafe.ReadUnaligned<int>(_skips + (block * (long)BlockSkip.Length));

    private BlockSkip Skip(int block) =>
        BlockSkip.Read(new ReadOnlySpan<byte>(_skips + (block * (long)BlockSkip.Length), BlockSkip.Length));

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
