using System.Runtime.InteropServices;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>Finds the places where words stand to each other as a query wants it. For one thread.</summary>
internal abstract class WordFinder
{
    /// <summary>
    /// Adds the matches among the words' positions (each list rising, none twice), in order of their starts, one a start.
    /// </summary>
    public abstract void Find(IReadOnlyList<List<int>> positions, List<GroupCursor.Span> matches);

    /// <summary>As <see cref="Find"/>, where all words stand in one document; reads no more positions than it needs.</summary>
    /// <param name="words">The words, all at the document.</param>
    /// <param name="byCost">Their numbers, the rarest first.</param>
    /// <param name="matches">Is added to.</param>
    public abstract void FindInDocument(TermUnion[] words, int[] byCost, List<GroupCursor.Span> matches);

    /// <summary>Whether two of the words, both at one document, stand there as they do in a match.</summary>
    public abstract bool MayStand(TermUnion[] words, int first, int second);

    /// <summary>How many matches there can be in a document, by the frequencies of the words.</summary>
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
