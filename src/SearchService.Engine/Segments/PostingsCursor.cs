using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Segments;

/// <summary>
/// Walks the documents of one term in one segment, deleted ones included. A block is decoded when it is entered, its frequencies when
/// they are asked for, positions likewise; what is passed over is not touched, but for its skips. For one thread.
/// </summary>
internal sealed unsafe class PostingsCursor
{
    public const int End = int.MaxValue;

    // So many documents are looked for one by one.
    private const int FewWanted = 12;

    // Room for places by the last bits of their documents; what is left in it does not matter.
    private const int ScratchLength = 8192;

    [ThreadStatic]
    private static byte[]? placesByDocument;

    private readonly SegmentFile _segment;
    private readonly int _field;
    private readonly TermEntry _entry;
    private readonly TermSkips _skips;
    private readonly int[] _documents;
    private readonly BlockFrequencies _frequencies;

    // The block opened last: a cursor at its end still tells the positions of the last one.
    private int _opened = -1;

    // Once positions are asked for, and the block that it is in.
    private PositionsReader? _positions;
    private int _positionsBlock = -1;

    private int _block = -1;
    private int _count;
    private int _index = -1;
    private int _last = -1;

    public PostingsCursor(SegmentFile segment, int field, TermEntry entry)
    {
        _segment = segment;
        _field = field;
        _entry = entry;
        _skips = new TermSkips(segment, field, entry);
        _documents = SearchRooms.Ints();
        _frequencies = new BlockFrequencies();
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
    public int Frequency => _frequencies[_index];

    /// <summary>What is known of the blocks; <see cref="ShallowAdvance"/> moves there.</summary>
    public TermSkips Skips => _skips;

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
            int block = _skips.Find(_block + 1, target);
            if (!Open(block))
            {
                return Document = End;
            }

            if (target > _last)
            {
                // The only block, whose last document was not known before.
                _block = _skips.Count;
                _count = 0;
                return Document = End;
            }
        }

        _index = FirstFrom(_index + 1, target);
        return Document = _documents[_index];
    }

    /// <summary>As <see cref="TermSkips.Advance"/>, to where the cursor is at least. It does not move.</summary>
    public int ShallowAdvance(int target) => _skips.Advance(target, Math.Max(_block, 0));

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
        (int start, int count) = _frequencies.Positions(place);
        return OpenPositions().Read(document, start, count);
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
    public void ReadFrequencies(ReadOnlySpan<byte> places, Span<int> frequencies) =>
        _frequencies.Read(places, frequencies);

    /// <summary>Reads how often the term stands in documents of the block, each to a place of its own among the frequencies.</summary>
    public void ScatterFrequencies(ReadOnlySpan<byte> places, ReadOnlySpan<byte> to, Span<int> frequencies) =>
        _frequencies.Scatter(places, to, frequencies);

    /// <summary>Reads the term's positions in documents of the block by their places, which rise.</summary>
    public void ReadPositions(ReadOnlySpan<byte> places, PositionsBatch batch)
    {
        batch.Clear();
        if (_frequencies.AreFew(places.Length))
        {
            foreach (byte place in places)
            {
                ReadOnlySpan<int> positions = PositionsAt(_documents[place], place);
                positions.CopyTo(batch.Add(positions.Length));
            }

            return;
        }

        OpenPositions().Read(_documents, _frequencies.Ends, places, batch);
    }

    /// <summary>
    /// The documents of the block from the current one on, and how often the term stands in each. Valid until the cursor leaves the
    /// block.
    /// </summary>
    public void RestOfBlock(out ReadOnlySpan<int> documents, out ReadOnlySpan<int> frequencies)
    {
        documents = _documents.AsSpan(_index, _count - _index);
        frequencies = _frequencies.All[_index..];
    }

    /// <summary>Moves so many places on within the rest of the block.</summary>
    public int MoveOn(int places)
    {
        _index += places;
        return Document = _documents[_index];
    }

    private int NextOpened() => Open(_block + 1) ? Document = _documents[_index = 0] : Document = End;

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
        if (block >= _skips.Count)
        {
            _block = _skips.Count;
            _count = 0;
            _last = End;
            return false;
        }

        int before = block == 0 ? -1 : _skips.LastDocument(block - 1);
        _block = block;
        BlockSkip skip = _skips.HasBlocks ? _skips[block] : default;
        _opened = block;
        _count = DocumentsIn(block);
        if (_entry.Documents == 1)
        {
            _documents[0] = _entry.OnlyDocument;
            _frequencies.Open(1)[0] = (int)_entry.Occurrences;
        }
        else if (_count == BitPacking.BlockLength)
        {
            int length = BitPacking.PackedLength(_count, skip.DocumentBits);
            int frequencies = BitPacking.PackedLength(_count, skip.FrequencyBits);
            ReadOnlySpan<byte> packed = ReadPostings(skip.Postings, length + frequencies);
            BitPacking.UnpackRising(packed[..length], skip.DocumentBits, _count, before, _documents);
            byte* start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(packed));
            _frequencies.Open(start + length, skip.FrequencyBits);
        }
        else
        {
            DecodeVints(before, skip.Postings);
        }

        _documents.AsSpan(_count).Fill(End);
        _last = _documents[_count - 1];
        if (_skips.HasBlocks && _last != skip.LastDocument)
        {
            throw Corrupt($"document {skip.LastDocument} at the end of block {block}", $"document {_last}");
        }

        return true;
    }

    private int DocumentsIn(int block) =>
        Math.Min(BitPacking.BlockLength, _entry.Documents - (block * BitPacking.BlockLength));

    private PositionsReader OpenPositions()
    {
        PositionsReader positions = _positions ??= new PositionsReader(_segment, _field, _entry);
        if (_positionsBlock != _opened)
        {
            long from = _skips.HasBlocks ? _skips[_opened].Positions : 0;
            long to = _opened + 1 < _skips.Count ? _skips[_opened + 1].Positions : _entry.PositionsLength;
            positions.Open(DocumentsIn(_opened), from, to, _frequencies.Total);
            _positionsBlock = _opened;
        }

        return positions;
    }

    private void DecodeVints(int before, long postings)
    {
        Span<int> frequencies = _frequencies.Open(_count);
        ByteReader reader = new(ReadPostings(postings, checked((int)(_entry.PostingsLength - postings))));
        int document = before;
        for (int i = 0; i < _count; i++)
        {
            long code = reader.Vint();
            document += (int)(code >> 1) + 1;
            _documents[i] = document;
            frequencies[i] = (code & 1) != 0 ? 1 : (int)reader.Vint() + 2;
        }
    }

    private ReadOnlySpan<byte> ReadPostings(long offset, int length) =>
        _segment.Read(SectionKind.Postings, _field, _entry.Offset + offset, length);

    private IndexCorruptException Corrupt(string expected, string found) =>
        new(_segment.Name, _entry.Offset, expected, found);
}
