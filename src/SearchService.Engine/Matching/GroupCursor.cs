using System.Runtime.InteropServices;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>
/// Matches made of several words, which may begin in one document of a group and end in another. A group is looked at as a whole
/// once every word is known to be somewhere in it; its matches are then handed out by the documents they begin in. The bet is
/// that groups are small beside the index, or that their words are rare.
/// </summary>
/// <param name="segment">The segment.</param>
/// <param name="field">The text field.</param>
/// <param name="words">What each word may be; none is empty.</param>
/// <param name="finder">Finds the matches among the words' positions.</param>
/// <param name="weight">Null where no scores are asked for.</param>
internal sealed class GroupCursor(
    SegmentFile segment,
    int field,
    IReadOnlyList<TermUnion> words,
    WordFinder finder,
    Bm25Weight? weight
) : PlacesCursor
{
    private readonly List<int>[] _positions = [.. words.Select(_ => new List<int>())];
    private readonly List<Span> _matches = [];
    private readonly List<(int Document, int First, int End)> _documents = [];
    private int _next;
    private int _groupEnd;

    public override long Cost { get; } = words.Min(word => word.Cost);

    public override bool ScoresNothing => weight is null;

    public override double Score()
    {
        (_, int first, int end) = _documents[_next];
        return weight?.Score(end - first, segment.Norm(field, Document)) ?? 0;
    }

    public override void AddMatches(List<Span> spans)
    {
        (_, int first, int end) = _documents[_next];
        spans.AddRange(CollectionsMarshal.AsSpan(_matches)[first..end]);
    }

    /// <summary>Words may be in other documents than the one that a match begins in: what these hold bounds nothing there. No share is more than 1.</summary>
    public override int Bound(int target, out double bound)
    {
        bound = weight?.Whole ?? 0;
        return End;
    }

    protected override int Find(int target)
    {
        while (true)
        {
            while (_next < _documents.Count)
            {
                if (_documents[_next].Document >= target)
                {
                    return _documents[_next].Document;
                }

                _next++;
            }

            if (!ReadGroup(Math.Max(target, _groupEnd)))
            {
                return End;
            }
        }
    }

    /// <summary>Finds the first group with all words at or after a document, and its matches, if any.</summary>
    private bool ReadGroup(int document)
    {
        if (document >= segment.DocumentCount)
        {
            return false;
        }

        int group = segment.GroupOf(document);
        int first = segment.FirstDocument(group);
        int end = segment.FirstDocument(group + 1);
        for (int word = 0; word < words.Count; word++)
        {
            int at = words[word].Advance(first);
            if (at == End)
            {
                return false;
            }

            if (at >= end)
            {
                group = segment.GroupOf(at);
                first = segment.FirstDocument(group);
                end = segment.FirstDocument(group + 1);
                word = -1;
            }
        }

        _groupEnd = end;
        for (int word = 0; word < words.Count; word++)
        {
            _positions[word].Clear();
            for (int at = words[word].Document; at < end; at = words[word].Advance(at + 1))
            {
                _positions[word].AddRange(words[word].Positions());
            }
        }

        _matches.Clear();
        FindMatches();
        DivideByDocument(first, end);
        return true;
    }

    private void FindMatches()
    {
        finder.Clear();
        finder.Begin(0, 0, CollectionsMarshal.AsSpan(_positions[0]));
        for (int word = 1; word < words.Count; word++)
        {
            if (!finder.Narrow(0, word, CollectionsMarshal.AsSpan(_positions[word])))
            {
                return;
            }
        }

        finder.AddMatches(0, _matches);
    }

    private void DivideByDocument(int document, int end)
    {
        _documents.Clear();
        _next = 0;
        int match = 0;
        for (; document < end && match < _matches.Count; document++)
        {
            int first = match;
            FieldExtent extent = segment.Extent(field, document);
            while (extent.Tokens > 0 && match < _matches.Count && _matches[match].Start <= extent.Last)
            {
                match++;
            }

            if (match > first)
            {
                _documents.Add((document, first, match));
            }
        }
    }

    /// <summary>Positions in a group, from the first to the last one covered.</summary>
    internal readonly record struct Span(int Start, int Length);
}
