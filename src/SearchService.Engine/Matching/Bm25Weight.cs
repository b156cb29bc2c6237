using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>What occurrences are worth in documents of a field; <see cref="Bm25Parameters"/> has the formula.</summary>
/// <param name="lengths">The field's lengths, as the formula takes them.</param>
/// <param name="idf">The inverse document frequency.</param>
internal sealed class Bm25Weight(Bm25Lengths lengths, double idf)
{
    public int Field => lengths.Field;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Score(int frequency, int length) =>
        idf * frequency * lengths.Rise / (frequency + lengths.Saturation(length));

    /// <summary>What a share of 1 is worth: <see cref="Bm25Lengths.Share"/>.</summary>
    public double Whole => idf * lengths.Rise;

    public Bm25Lengths Lengths => lengths;

    public static double Idf(FieldTotals totals, long documentFrequency) =>
        Math.Log(1 + ((totals.Documents - documentFrequency + 0.5) / (documentFrequency + 0.5)));
}

/// <summary>The part of the formula that a document's length makes, worked out beforehand for the common lengths.</summary>
internal sealed class Bm25Lengths
{
    private const int Common = 1024;

    // As many hits as are asked for at once, mostly.
    private const int MostFalling = 128;

    private readonly ConcurrentDictionary<(SegmentFile, long), BlockShares> _blockShares = new();
    private readonly double[] _saturations = new double[Common];
    private readonly double _meanLength;
    private readonly Bm25Parameters _parameters;

    public Bm25Lengths(int field, FieldTotals totals, Bm25Parameters parameters)
    {
        Field = field;
        _meanLength = totals.Documents == 0 ? 1 : (double)totals.Tokens / totals.Documents;
        _parameters = parameters;
        for (int length = 0; length < Common; length++)
        {
            _saturations[length] = WorkOut(length);
        }
    }

    public int Field { get; }

    /// <summary>
    /// What a term's worth is multiplied by for a document: it comes near 1 as the term is frequent and the document short. The
    /// score is the share times <see cref="Bm25Weight.Whole"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Share(int frequency, int length) => frequency / (frequency + Saturation(length));

    /// <summary>
    /// The largest shares of any documents of a term, by its blocks. They are worked out when a term is first asked for, as impacts
    /// take longer to read than to compare, and kept with the commit: eight bytes for 128 documents.
    /// </summary>
    public BlockShares SharesOf(SegmentFile segment, TermEntry entry)
    {
        if (!_blockShares.TryGetValue((segment, entry.SkipsOffset), out BlockShares? shares))
        {
            shares = WorkOutShares(new TermSkips(segment, Field, entry));
            _blockShares.TryAdd((segment, entry.SkipsOffset), shares);
        }

        return shares;
    }

    /// <summary>The largest share that some impacts stand for.</summary>
    public double Most(ReadOnlySpan<Impact> impacts)
    {
        double most = 0;
        foreach (Impact impact in impacts)
        {
            most = Math.Max(most, Share(impact.Frequency, impact.Length));
        }

        return most;
    }

    public double Rise => _parameters.K1 + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Saturation(int length) => (uint)length < Common ? _saturations[length] : WorkOut(length);

    private BlockShares WorkOutShares(TermSkips term)
    {
        float[] shares = new float[term.ImpactBlocks];
        List<float> falling = new(2 * MostFalling);
        float least = 0;
        int target = 0;
        for (int block = 0; block < shares.Length; block++)
        {
            target = term.Advance(target) + 1;
            ReadOnlySpan<Impact> impacts = term.Impacts;
            float most = (float)Most(impacts);

            // Never below what it stands for.
            shares[block] = MathF.BitIncrement(most);
            foreach (Impact impact in impacts)
            {
                // Each of another frequency, and so of another document.
                float share = MathF.BitDecrement((float)Share(impact.Frequency, impact.Length));
                if (share > least && impact.Frequency <= Impact.MostExact)
                {
                    falling.Add(share);
                }
            }

            if (falling.Count >= 2 * MostFalling)
            {
                least = KeepLargest(falling);
            }
        }

        KeepLargest(falling);
        return new BlockShares(shares, [.. falling]);
    }

    /// <summary>Sorts shares, the largest first, and keeps as many as are wanted; returns the least of these.</summary>
    private static float KeepLargest(List<float> shares)
    {
        shares.Sort((a, b) => b.CompareTo(a));
        shares.RemoveRange(Math.Min(MostFalling, shares.Count), Math.Max(0, shares.Count - MostFalling));
        return shares.Count < MostFalling ? 0 : shares[^1];
    }

    public void LongestFor(double share, Span<int> longest)
    {
        double least = _parameters.K1 * share / (1 - share);
        for (int frequency = 0; frequency < longest.Length; frequency++)
        {
            double most = ((frequency / least) - (1 - _parameters.B)) * _meanLength / _parameters.B * (1 + 1e-9);
            longest[frequency] = share > 0 && share < 1 && most < int.MaxValue ? (int)most : int.MaxValue;
        }

        longest[^1] = int.MaxValue;
    }

    private double WorkOut(int length) =>
        _parameters.K1 * (1 - _parameters.B + (_parameters.B * (double)length / _meanLength));
}

/// <summary>The largest shares in the blocks of a term.</summary>
/// <param name="ByBlock">The largest of each block, or a little more.</param>
/// <param name="Falling">What documents have at least, another document for each, the largest first; not of all documents.</param>
internal sealed record BlockShares(float[] ByBlock, float[] Falling)
{
    public static BlockShares None { get; } = new([], []);
}
