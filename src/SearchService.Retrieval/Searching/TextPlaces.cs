using System.Numerics;

namespace SearchService.Retrieval.Searching;

/// <summary>
/// Where characters stand in a text, whatever their case: all places of any three characters, by their hash, so that a range is sought
/// only where the rarest three of it stand. Four bytes a character; made once a document, for every hit in it asks.
/// </summary>
internal sealed class TextPlaces
{
    private const int Gram = 3;
    private const int MostBuckets = 1 << 16;

    /// <summary>Of a long range the rarest three are sought among the first.</summary>
    private const int GramsTried = 64;

    /// <summary>Where the places of each hash begin in <see cref="_places"/>; then their end.</summary>
    private readonly int[] _starts;
    private readonly int[] _places;

    public TextPlaces(string text)
    {
        Text = text;
        var count = Math.Max(0, text.Length - Gram + 1);
        _starts = new int[Math.Min(MostBuckets, BitOperations.RoundUpToPowerOf2((uint)count + 1)) + 1];
        _places = new int[count];
        for (var i = 0; i < count; i++)
        {
            _starts[Bucket(text, i) + 1]++;
        }

        for (var bucket = 1; bucket < _starts.Length; bucket++)
        {
            _starts[bucket] += _starts[bucket - 1];
        }

        // Each place goes to the next free slot of its hash; the slots' ends are the next starts in the end.
        var next = _starts.AsSpan(0, _starts.Length - 1).ToArray();
        for (var i = 0; i < count; i++)
        {
            _places[next[Bucket(text, i)]++] = i;
        }
    }

    public string Text { get; }

    /// <summary>Where else the characters of a range stand, ascending.</summary>
    public IEnumerable<int> Others(TextRange range, bool ignoreCase)
    {
        var comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var length = range.End - range.Start;
        if (length < Gram)
        {
            for (
                var at = Text.AsSpan().IndexOf(Text.AsSpan(range.Start, length), comparison);
                at >= 0;
                at = IndexOf(range, at + 1, comparison)
            )
            {
                if (at != range.Start)
                {
                    yield return at;
                }
            }

            yield break;
        }

        var (first, last, offset) = Rarest(range);
        for (var i = first; i < last; i++)
        {
            var at = _places[i] - offset;
            if (
                at != range.Start
                && at >= 0
                && at + length <= Text.Length
                && Text.AsSpan(at, length).Equals(Text.AsSpan(range.Start, length), comparison)
            )
            {
                yield return at;
            }
        }
    }

    private int IndexOf(TextRange range, int from, StringComparison comparison)
    {
        var at = Text.AsSpan(from).IndexOf(Text.AsSpan(range.Start, range.End - range.Start), comparison);
        return at < 0 ? at : from + at;
    }

    private (int First, int Last, int Offset) Rarest(TextRange range)
    {
        var best = (First: 0, Last: int.MaxValue, Offset: 0);
        for (var at = range.Start; at <= range.End - Gram && at < range.Start + GramsTried; at++)
        {
            var bucket = Bucket(Text, at);
            if (_starts[bucket + 1] - _starts[bucket] < best.Last - best.First)
            {
                best = (_starts[bucket], _starts[bucket + 1], at - range.Start);
            }
        }

        return best;
    }

    private int Bucket(string text, int at)
    {
        var hash = 0u;
        for (var i = at; i < at + Gram; i++)
        {
            hash = (hash * 31) + char.ToUpperInvariant(text[i]);
        }

        return (int)((hash * 2654435769u) >> 16) & (_starts.Length - 2);
    }
}
