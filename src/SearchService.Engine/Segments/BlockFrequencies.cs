using System.Runtime.InteropServices;

namespace SearchService.Engine.Segments;

/// <summary>
/// How often a term stands in each document of a block, and so which of the block's positions are whose. A packed block is unpacked
/// once more is asked of it than a few documents, which are read one by one. For one thread.
/// </summary>
internal sealed unsafe class BlockFrequencies
{
    // Of so many documents of a block frequencies and their sums are read one by one.
    private const int Few = 6;

    private int _count;
    private int[] _all = [];
    private bool _isDecoded;

    // Of a full block, verified with its documents.
    private byte* _packed;
    private int _bits;

    // How many positions the documents before each have; one more for all of them.
    private int[] _ends = [];
    private bool _hasEnds;

    // How many documents something was asked of.
    private int _asked;

    /// <summary>By place in the block.</summary>
    public ReadOnlySpan<int> All
    {
        get
        {
            Decode();
            return _all.AsSpan(0, _count);
        }
    }

    /// <summary>By place in the block, and one more: how many positions the documents before have.</summary>
    public ReadOnlySpan<int> Ends
    {
        get
        {
            DecodeEnds();
            return _ends.AsSpan(0, _count + 1);
        }
    }

    /// <summary>How many positions all documents have together.</summary>
    public int Total =>
        _hasEnds || _count < BitPacking.BlockLength || _bits > BitPacking.MostSummed
            ? Ends[_count]
            : BitPacking.SumOfFirst(_packed, _bits, _count) + _count;

    public int this[int place]
    {
        get
        {
            if (!_isDecoded && _bits <= 32 && IsAskedLittle)
            {
                return (int)BitPacking.One(_packed, _bits, place) + 1;
            }

            Decode();
            return _all[place];
        }
    }

    // Whether the block is packed and not worth unpacking for what has been asked so far, this time included.
    private bool IsAskedLittle => _count == BitPacking.BlockLength && _asked++ < Few;

    /// <summary>For a full block, whose frequencies are known to be there in so many bits each.</summary>
    public void Open(byte* packed, int bits)
    {
        _count = BitPacking.BlockLength;
        _packed = packed;
        _bits = bits;
        _isDecoded = false;
        _hasEnds = false;
        _asked = 0;
    }

    /// <summary>For a block of fewer documents; the frequencies are to be written at once.</summary>
    public Span<int> Open(int count)
    {
        MakeRoom();
        _count = count;
        _isDecoded = true;
        _hasEnds = false;
        return _all.AsSpan(0, count);
    }

    /// <summary>Which of the block's positions are those of the document at a place.</summary>
    public (int Start, int Count) Positions(int place)
    {
        if (!_hasEnds && _bits <= BitPacking.MostSummed && IsAskedLittle)
        {
            int start = BitPacking.SumOfFirst(_packed, _bits, place) + place;
            return (start, (int)BitPacking.One(_packed, _bits, place) + 1);
        }

        DecodeEnds();
        return (_ends[place], _ends[place + 1] - _ends[place]);
    }

    /// <summary>Whether so many places are read one by one.</summary>
    public bool AreFew(int places) => !_hasEnds && places <= Few;

    /// <summary>Reads those of some places.</summary>
    public void Read(ReadOnlySpan<byte> places, Span<int> frequencies)
    {
        bool isFew = IsReadOneByOne(places.Length);
        for (int i = 0; i < places.Length; i++)
        {
            frequencies[i] = isFew ? (int)BitPacking.One(_packed, _bits, places[i]) + 1 : _all[places[i]];
        }
    }

    /// <summary>Reads those of some places, each to a place of its own.</summary>
    public void Scatter(ReadOnlySpan<byte> places, ReadOnlySpan<byte> to, Span<int> frequencies)
    {
        bool isFew = IsReadOneByOne(places.Length);
        for (int i = 0; i < places.Length; i++)
        {
            frequencies[to[i]] = isFew ? (int)BitPacking.One(_packed, _bits, places[i]) + 1 : _all[places[i]];
        }
    }

    private bool IsReadOneByOne(int places)
    {
        bool isFew = !_isDecoded && places <= Few && _bits <= 32;
        if (!isFew)
        {
            Decode();
        }

        return isFew;
    }

    private void Decode()
    {
        if (!_isDecoded)
        {
            MakeRoom();
            BitPacking.Unpack(Packed, _bits, _count, 1, MemoryMarshal.Cast<int, uint>(_all.AsSpan()));
            _isDecoded = true;
        }
    }

    private void DecodeEnds()
    {
        if (_hasEnds)
        {
            return;
        }

        if (_ends.Length == 0)
        {
            _ends = SearchRooms.Ints();
            _ends[0] = 0;
        }

        if (_count == BitPacking.BlockLength)
        {
            // The frequencies less one are to the ends what the distances less one are to the documents.
            BitPacking.UnpackRising(Packed, _bits, _count, 0, _ends.AsSpan(1));
        }
        else
        {
            for (int i = 0; i < _count; i++)
            {
                _ends[i + 1] = _ends[i] + _all[i];
            }
        }

        _hasEnds = true;
    }

    private ReadOnlySpan<byte> Packed => new(_packed, BitPacking.PackedLength(_count, _bits));

    private void MakeRoom()
    {
        if (_all.Length == 0)
        {
            _all = SearchRooms.Ints();
        }
    }
}
