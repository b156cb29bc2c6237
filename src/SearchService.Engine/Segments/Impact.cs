using SearchService.Engine.Storage;

namespace SearchService.Engine.Segments;

/// <summary>
/// What documents of a block may be worth at most: each has a frequency at or below that of one of the block's impacts, and a
/// length at or above that of the same one. Scores rise with the frequency and fall with the length, so the best score of the
/// impacts is a bound for all of the documents (Ding and Suel 2011).
/// </summary>
/// <param name="Frequency">How often the term occurs.</param>
/// <param name="Length">How many tokens the document has in the field.</param>
internal readonly record struct Impact(int Frequency, int Length)
{
    /// <summary>An impact with such a frequency, or a lower one, is that of a document; one with a higher may be of two.</summary>
    public const int MostExact = 126;
}

/// <summary>Collects the impacts of some documents: for each frequency that is worth it, the shortest length.</summary>
internal sealed class ImpactCollector
{
    // Frequencies from here on share the last place; the highest of them stands for all.
    private const int Places = Impact.MostExact + 2;

    private readonly int[] _lengths = new int[Places];
    private readonly Impact[] _impacts = new Impact[Places];
    private int _most = Places - 1;
    private int _highest;

    public ImpactCollector() => Clear();

    public void Clear()
    {
        _lengths.AsSpan(0, _most + 1).Fill(int.MaxValue);
        _most = 0;
        _highest = 0;
    }

    public void Add(int frequency, int length)
    {
        _highest = Math.Max(_highest, frequency);
        int place = Math.Min(frequency, Places - 1);
        _most = Math.Max(_most, place);
        _lengths[place] = Math.Min(_lengths[place], length);
    }

    public void Add(ImpactCollector other)
    {
        _highest = Math.Max(_highest, other._highest);
        _most = Math.Max(_most, other._most);
        for (int place = 1; place <= other._most; place++)
        {
            _lengths[place] = Math.Min(_lengths[place], other._lengths[place]);
        }
    }

    /// <summary>
    /// How many vint, then for each in order of its frequency: the distance to the frequency before (from 0), the distance to the
    /// length before (from -1), as lengths rise with frequencies.
    /// </summary>
    public void Write(ByteWriter output)
    {
        int count = 0;
        int shortest = int.MaxValue;
        for (int place = _most; place > 0; place--)
        {
            if (_lengths[place] < shortest)
            {
                shortest = _lengths[place];
                _impacts[count++] = new Impact(place == Places - 1 ? _highest : place, shortest);
            }
        }

        output.Vint(count);
        Impact before = new(0, -1);
        for (int i = count - 1; i >= 0; i--)
        {
            output.Vint(_impacts[i].Frequency - before.Frequency);
            output.Vint(_impacts[i].Length - before.Length);
            before = _impacts[i];
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote; returns how many there are.</summary>
    public static int Read(ref ByteReader reader, ref Impact[] impacts)
    {
        int count = reader.VintInt32();
        if (count > impacts.Length)
        {
            impacts = new Impact[Math.Min(count, Places)];
        }

        Impact before = new(0, -1);
        for (int i = 0; i < count; i++)
        {
            before = new Impact(before.Frequency + reader.VintInt32(), before.Length + reader.VintInt32());
            impacts[i] = before;
        }

        return count;
    }
}
