using SearchService.Engine.Queries;

namespace SearchService.Engine.Matching;

/// <summary>Finds words at fixed distances: a merge of the lists, each moved by its offset.</summary>
internal static class PhraseFinder
{
    /// <summary>For slots in the order of the words; at least one.</summary>
    public static FindMatches For(IReadOnlyList<PhraseSlot> slots)
    {
        int origin = slots.Min(slot => slot.Offset);
        int length = slots.Max(slot => slot.Offset) - origin + 1;
        int[] offsets = [.. slots.Select(slot => slot.Offset - origin)];
        return (positions, matches) => Find(offsets, length, positions, matches);
    }

    private static void Find(
        int[] offsets,
        int length,
        IReadOnlyList<List<int>> positions,
        List<GroupCursor.Span> matches
    )
    {
        int[] at = new int[offsets.Length];
        foreach (int position in positions[0])
        {
            int start = position - offsets[0];
            bool all = true;
            for (int word = 1; word < offsets.Length && all; word++)
            {
                List<int> list = positions[word];
                int wanted = start + offsets[word];
                while (at[word] < list.Count && list[at[word]] < wanted)
                {
                    at[word]++;
                }

                if (at[word] == list.Count)
                {
                    return;
                }

                all = list[at[word]] == wanted;
            }

            if (all)
            {
                matches.Add(new GroupCursor.Span(start, length));
            }
        }
    }
}
