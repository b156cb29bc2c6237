using System.Numerics;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// How often lines come, counted by a hash alone, in a few bytes a line: never too low, and seldom too high. It sorts out the many lines
/// that cannot recur before anything of them is kept.
/// </summary>
/// <param name="lines">How many are counted at most.</param>
internal sealed class LineSketch(int lines)
{
    private readonly byte[] counts = new byte[BitOperations.RoundUpToPowerOf2((uint)lines + 1) * 4];

    /// <summary>Counts a line, and says where: what <see cref="AtMost"/> is asked with.</summary>
    public int Add(ReadOnlySpan<char> line)
    {
        var slot = string.GetHashCode(line, StringComparison.Ordinal) & (counts.Length - 1);
        counts[slot] += counts[slot] < byte.MaxValue ? (byte)1 : (byte)0;
        return slot;
    }

    public int AtMost(int slot) => counts[slot];
}
