namespace SearchService.Engine.Segments;

/// <summary>
/// Runs of bytes copied into large pages: hundreds of thousands of arrays that wait to be written would be moved by the garbage
/// collector again and again.
/// </summary>
internal sealed class BytePool
{
    // Arrays of this size are not moved.
    private const int PageLength = 1 << 20;

    private readonly List<byte[]> _pages = [];
    private int _used = PageLength;

    public long Bytes { get; private set; }

    public Place Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > PageLength - _used)
        {
            // A run longer than a page has one of its own, which is then full.
            _pages.Add(GC.AllocateUninitializedArray<byte>(Math.Max(PageLength, bytes.Length)));
            Bytes += _pages[^1].Length;
            _used = 0;
        }

        Place place = new(_pages.Count - 1, _used, bytes.Length);
        if (bytes.Length > 0)
        {
            bytes.CopyTo(_pages[^1].AsSpan(_used));
            _used += bytes.Length;
        }

        return place;
    }

    public ReadOnlySpan<byte> At(Place place) =>
        place.Length == 0 ? [] : _pages[place.Page].AsSpan(place.Start, place.Length);

    internal readonly record struct Place(int Page, int Start, int Length);
}
