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

    /// <summary>How many matches there can be in a document, by the frequencies of the words.</summary>
    public abstract int MostMatches(TermUnion[] words);

    /// <summary>
    /// Gives what a document with all words can score at most, from the target to the document returned. Targets do not fall.
    /// </summary>
    public abstract int Bound(TermUnion[] words, int[] byCost, int target, Bm25Weight weight, out double bound);

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
