using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace SearchService.Engine.Segments;

/// <summary>
/// Memory for a great many lists of bytes that grow at the same time. A list is a chain of slices, each larger than the one
/// before, so that short lists waste little and long ones are read in long runs:
/// <code>
/// slice = bytes... | address of the next slice, 4 bytes
/// </code>
/// Slices stand in pages of memory and never cross from one into the next.
/// </summary>
internal sealed class SlicePool
{
    private const int PageBits = 18;
    private const int PageSize = 1 << PageBits;
    private const int PageMask = PageSize - 1;
    private const int LinkSize = sizeof(int);
    private const int FirstSize = 16;

    // The ends of some thousands of lists, which are all that is written to, then stand in few pages of the processor's.
    private const int MaxLevel = 4;
    private const int MaxPages = 1 << (31 - PageBits);

    // Arrays that are never moved, and where their bytes are.
    private byte[][] _pages = new byte[4][];
    private nint[] _pagesAt = new nint[4];
    private int _pageCount;
    private int _free = PageSize;

    public long Bytes => (long)_pageCount * PageSize;

    public Tail Begin()
    {
        int first = Allocate(FirstSize);
        return new Tail
        {
            First = first,
            At = first,
            End = first + FirstSize - LinkSize,
        };
    }

    /// <summary>Appends a number in base 128, least part first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(ref Tail list, uint value)
    {
        // Most are small: a distance between two documents with the term, or between two places in one.
        if (value < 0x80 && list.At != list.End)
        {
            At(list.At++) = (byte)value;
            return;
        }

        AppendParts(ref list, value);
    }

    public Reader Read(Tail list) => new(this, list);

    /// <summary>Has the processor fetch the end of a list that is soon appended to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(ref readonly Tail list)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref At(list.At)));
        }
    }

    /// <summary>
    /// The byte at an address. The page's array, within which the mask keeps it, is not looked at: the lengths of all arrays would
    /// drive each other out of near memory, as they stand as far from each other as pages are long.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe ref byte At(int address) =>
        ref Unsafe.AsRef<byte>((byte*)_pagesAt[address >> PageBits] + (address & PageMask));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AppendParts(ref Tail list, uint value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            AppendByte(ref list, (byte)(value | 0x80));
        }

        AppendByte(ref list, (byte)value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AppendByte(ref Tail list, byte value)
    {
        if (list.At == list.End)
        {
            Grow(ref list);
        }

        At(list.At++) = value;
    }

    private void Grow(ref Tail list)
    {
        list.Level = Math.Min(list.Level + 1, MaxLevel);
        int size = FirstSize << list.Level;
        int next = Allocate(size);
        BitConverter.TryWriteBytes(_pages[list.End >> PageBits].AsSpan(list.End & PageMask, LinkSize), next);
        list.At = next;
        list.End = next + size - LinkSize;
    }

    private int Allocate(int size)
    {
        if (_free + size > PageSize)
        {
            if (_pageCount == MaxPages)
            {
                throw new InvalidOperationException("The tokens of one segment take more than 2 GB.");
            }

            if (_pageCount == _pages.Length)
            {
                Array.Resize(ref _pages, _pageCount * 2);
                Array.Resize(ref _pagesAt, _pageCount * 2);
            }

            _pages[_pageCount] = GC.AllocateUninitializedArray<byte>(PageSize, pinned: true);
            _pagesAt[_pageCount] = Marshal.UnsafeAddrOfPinnedArrayElement(_pages[_pageCount], 0);
            _pageCount++;
            _free = 0;
        }

        int address = ((_pageCount - 1) << PageBits) | _free;
        _free += size;
        return address;
    }

    /// <summary>Where a list begins and where it goes on.</summary>
    internal struct Tail
    {
        public int First;
        public int At;
        public int End;
        public int Level;
    }

    /// <summary>Reads a list from its beginning.</summary>
    internal struct Reader
    {
        private readonly SlicePool _pool;
        private readonly int _end;
        private byte[] _page;
        private int _at;
        private int _sliceEnd;
        private int _level;

        public Reader(SlicePool pool, Tail list)
        {
            _pool = pool;
            _end = list.At;
            _page = pool._pages[list.First >> PageBits];
            _at = list.First;
            _sliceEnd = list.First + FirstSize - LinkSize;
        }

        public bool IsAtEnd => _at == _end;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public uint Next()
        {
            if (_at != _sliceEnd)
            {
                uint first = _page[_at & PageMask];
                if (first < 0x80)
                {
                    _at++;
                    return first;
                }

                // What follows in the page after the slice's last byte is a link, but not taken for a number.
                uint second = _page[(_at + 1) & PageMask];
                if (second < 0x80 && _at + 1 != _sliceEnd)
                {
                    _at += 2;
                    return (first & 0x7F) | (second << 7);
                }
            }

            return NextParts();
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private uint NextParts()
        {
            uint value = 0;
            for (int shift = 0; ; shift += 7)
            {
                byte part = NextByte();
                value |= (uint)(part & 0x7F) << shift;
                if (part < 0x80)
                {
                    return value;
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private byte NextByte()
        {
            if (_at == _sliceEnd)
            {
                _at = BitConverter.ToInt32(_page, _sliceEnd & PageMask);
                _page = _pool._pages[_at >> PageBits];
                _level = Math.Min(_level + 1, MaxLevel);
                _sliceEnd = _at + (FirstSize << _level) - LinkSize;
            }

            return _page[_at++ & PageMask];
        }
    }
}
