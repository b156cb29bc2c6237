using System.Runtime.InteropServices;
using SearchService.Engine.Queries;

namespace SearchService.Engine.Matching;

/// <summary>Finds words at fixed distances: where the first position would be by each word, and what all words have in common.</summary>
internal sealed class PhraseFinder : WordFinder
{
    private readonly int[] _offsets;
    private readonly int _length;
    private int[] _starts = new int[16];

    /// <summary>For slots in the order of the words; at least one.</summary>
    public PhraseFinder(IReadOnlyList<PhraseSlot> slots)
    {
        int origin = slots.Min(slot => slot.Offset);
        _length = slots.Max(slot => slot.Offset) - origin + 1;
        _offsets = [.. slots.Select(slot => slot.Offset - origin)];
    }

    public override void Find(IReadOnlyList<List<int>> positions, List<GroupCursor.Span> matches)
    {
        int count = Begin(CollectionsMarshal.AsSpan(positions[0]), _offsets[0]);
        for (int word = 1; word < _offsets.Length && count > 0; word++)
        {
            count = Keep(count, CollectionsMarshal.AsSpan(positions[word]), _offsets[word]);
        }

        Add(count, matches);
    }

    public override void FindInDocument(TermUnion[] words, int[] byCost, List<GroupCursor.Span> matches)
    {
        int count = Begin(words[byCost[0]].Positions(), _offsets[byCost[0]]);
        for (int i = 1; i < byCost.Length && count > 0; i++)
        {
            count = Keep(count, words[byCost[i]].Positions(), _offsets[byCost[i]]);
        }

        Add(count, matches);
    }

    public override bool MayStand(TermUnion[] words, int first, int second)
    {
        int count = Begin(words[first].Positions(), _offsets[first]);
        return Keep(count, words[second].Positions(), _offsets[second]) > 0;
    }

    public override int MostMatches(TermUnion[] words) => FewestOf(words);

    public override double LeastOfEach(double share) => share;

    public override double MostTogether(double leastOfAll) => leastOfAll;

    private int Begin(ReadOnlySpan<int> positions, int offset)
    {
        if (positions.Length > _starts.Length)
        {
            _starts = new int[positions.Length * 2];
        }

        int count = 0;
        foreach (int position in positions)
        {
            if (position >= offset)
            {
                _starts[count++] = position - offset;
            }
        }

        return count;
    }

    /// <summary>Keeps the starts of which a word stands at the right distance; returns how many.</summary>
    private int Keep(int count, ReadOnlySpan<int> positions, int offset)
    {
        int kept = 0;
        int at = 0;
        for (int i = 0; i < count; i++)
        {
            int start = _starts[i];
            int wanted = start + offset;
            while (at < positions.Length && positions[at] < wanted)
            {
                at++;
            }

            if (at == positions.Length)
            {
                break;
            }

            if (positions[at] == wanted)
            {
                _starts[kept++] = start;
            }
        }

        return kept;
    }

    private void Add(int count, List<GroupCursor.Span> matches)
    {
        for (int i = 0; i < count; i++)
        {
            matches.Add(new GroupCursor.Span(_starts[i], _length));
        }
    }
}
