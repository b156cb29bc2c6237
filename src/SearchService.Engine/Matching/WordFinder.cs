using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>
/// Finds the places where words stand to each other as a query wants it, in some documents at once: each has a slot of its own, from
/// 0 to <see cref="Slots"/> less one. To a slot words are given one after another, the rarest first, so that the others are not read
/// where it cannot be; those that are the same in their order. For one thread.
/// </summary>
internal abstract class WordFinder
{
    /// <summary>How many documents there is room for.</summary>
    public const int Slots = BitPacking.BlockLength;

    /// <summary>By slot, how many matches there are where it was given all words.</summary>
    public int[] Counts { get; } = SearchRooms.Ints();

    /// <summary>Empties all slots.</summary>
    public abstract void Clear();

    /// <summary>Gives the first word to a slot that is empty.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="word">The number of the word in the query.</param>
    /// <param name="positions">Where it stands; rising, none twice.</param>
    public abstract void Begin(int slot, int word, ReadOnlySpan<int> positions);

    /// <summary>Gives a further word to the slot that was given one last; false where there is no match for certain.</summary>
    /// <inheritdoc cref="Begin(int, int, ReadOnlySpan{int})"/>
    public abstract bool Narrow(int slot, int word, ReadOnlySpan<int> positions);

    /// <summary>Gives the first word to some slots that are empty.</summary>
    /// <param name="words">The numbers of the word in the query: more than one where it is wanted more than once.</param>
    /// <param name="slots">The slots.</param>
    /// <param name="positions">Where it stands in each of them, one after another.</param>
    public abstract void Begin(ReadOnlySpan<int> words, ReadOnlySpan<byte> slots, PositionsBatch positions);

    /// <summary>Gives a further word to some slots and keeps those where there may be a match; returns how many these are.</summary>
    /// <inheritdoc cref="Begin(ReadOnlySpan{int}, ReadOnlySpan{byte}, PositionsBatch)"/>
    public abstract int Narrow(ReadOnlySpan<int> words, Span<byte> slots, PositionsBatch positions);

    /// <summary>As the others, of a word that is known by where it stands in the document.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="word">The number of the word in the query.</param>
    /// <param name="row">The document.</param>
    /// <param name="number">The word's number there.</param>
    public abstract bool Narrow(int slot, int word, CommonWords.Row row, byte number);

    /// <summary>How far from <see cref="Near"/> further words are looked for, mostly.</summary>
    public abstract int Reach { get; }

    /// <summary>A position near which further words are looked for in a slot that was given one.</summary>
    public abstract int Near(int slot);

    /// <summary>Adds the matches of a slot that was given all words, in order of their starts, one a start.</summary>
    public abstract void AddMatches(int slot, List<GroupCursor.Span> matches);

    /// <summary>How many matches there can be in a document, by the frequencies of some of the words, at least one.</summary>
    public abstract int MostMatches(TermUnion[] words);

    /// <summary>
    /// The share that each word must have by itself where the words together are to have some share: a word in fewer places
    /// cannot be in so many matches.
    /// </summary>
    public abstract double LeastOfEach(double share);

    /// <summary>The share that the words can have together where the one with the lowest has so much.</summary>
    public abstract double MostTogether(double leastOfAll);

    protected static int FewestOf(TermUnion[] words)
    {
        int fewest = int.MaxValue;
        foreach (TermUnion word in words)
        {
            fewest = Math.Min(fewest, word.Frequency);
        }

        return fewest;
    }
}
