using System.Runtime.InteropServices;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>
/// Matches made of several words, which may begin in one document of a group and end in another. A group is looked at as a whole
/// once every word is known to be somewhere in it; its matches are then handed out by the documents they begin in. The bet is
/// that groups are small beside the index, or that their words are rare.
/// </summary>
internal sealed class GroupCursor : PlacesCursor
{
    // After so many positions without a match the group that is reached is a candidate, so that whoever walks may end the walk.
    private const int Patience = 1024;

    private readonly SegmentFile _segment;
    private readonly int _field;
    private readonly WordFinder _finder;
    private readonly Bm25Weight? _weight;

    // The words whose postings are walked, the rarest first, each with its number in the query; then those that are known by
    // their places.
    private readonly List<(int Word, TermUnion Union)> _walked = [];
    private readonly List<(int Word, byte Number)> _byPlaces = [];
    private readonly CommonWords? _common;
    private readonly List<int>[] _positions;
    private readonly List<Span> _matches = [];
    private readonly List<(int Document, int First, int End)> _documents = [];
    private int _next;
    private int _groupEnd;

    /// <param name="segment">The segment.</param>
    /// <param name="field">The text field.</param>
    /// <param name="words">What each word may be, none empty; those that are the same are one list.</param>
    /// <param name="finder">Finds the matches among the words' positions.</param>
    /// <param name="weight">Null where no scores are asked for.</param>
    public GroupCursor(SegmentFile segment, int field, List<TermEntry>[] words, WordFinder finder, Bm25Weight? weight)
    {
        _segment = segment;
        _field = field;
        _finder = finder;
        _weight = weight;
        _common = segment.Common(field);
        int[] byCost = [.. Enumerable.Range(0, words.Length).OrderBy(word => words[word].Sum(e => (long)e.Documents))];
        List<TermEntry> rarest = words[byCost[0]];
        foreach (int word in byCost)
        {
            List<TermEntry> terms = words[word];
            byte number = terms == rarest || terms.Count > 1 ? (byte)0 : _common?.NumberOf(terms[0]) ?? 0;
            if (number > 0)
            {
                _byPlaces.Add((word, number));
            }
            else
            {
                _walked.Add((word, new TermUnion(segment, field, terms, null)));
            }
        }

        _positions = [.. _walked.Select(_ => new List<int>())];
    }

    public override long Cost => _walked[0].Union.Cost;

    public override bool ScoresNothing => _weight is null;

    public override bool Matches() => _next < _documents.Count;

    public override double Score()
    {
        (_, int first, int end) = _documents[_next];
        return _weight?.Score(end - first, _segment.Norm(_field, Document)) ?? 0;
    }

    public override void AddMatches(List<Span> spans)
    {
        if (Matches())
        {
            (_, int first, int end) = _documents[_next];
            spans.AddRange(CollectionsMarshal.AsSpan(_matches)[first..end]);
        }
    }

    /// <summary>Words may be in other documents than the one that a match begins in: what these hold bounds nothing there. No share is more than 1.</summary>
    public override int Bound(int target, out double bound)
    {
        bound = _weight?.Whole ?? 0;
        return End;
    }

    protected override int Find(int target)
    {
        int read = 0;
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

            if (read >= Patience)
            {
                return _groupEnd - 1;
            }

            if (!ReadGroup(Math.Max(target, _groupEnd)))
            {
                return End;
            }

            foreach (List<int> positions in _positions)
            {
                read += positions.Count;
            }
        }
    }

    /// <summary>Finds the first group with all words at or after a document, and its matches, if any.</summary>
    private bool ReadGroup(int document)
    {
        if (document >= _segment.DocumentCount)
        {
            return false;
        }

        int group = _segment.GroupOf(document);
        int first = _segment.FirstDocument(group);
        int end = _segment.FirstDocument(group + 1);
        for (int i = 0; i < _walked.Count; i++)
        {
            int at = _walked[i].Union.Advance(first);
            if (at == End)
            {
                return false;
            }

            if (at >= end)
            {
                group = _segment.GroupOf(at);
                first = _segment.FirstDocument(group);
                end = _segment.FirstDocument(group + 1);
                i = -1;
            }
        }

        _groupEnd = end;
        for (int i = 0; i < _walked.Count; i++)
        {
            TermUnion union = _walked[i].Union;
            _positions[i].Clear();
            for (int at = union.Document; at < end; at = union.Advance(at + 1))
            {
                _positions[i].AddRange(union.Positions());
            }
        }

        _matches.Clear();
        FindMatches(first, end);
        DivideByDocument(first, end);
        return true;
    }

    private void FindMatches(int first, int end)
    {
        _finder.Clear();
        _finder.Begin(0, _walked[0].Word, CollectionsMarshal.AsSpan(_positions[0]));
        for (int i = 1; i < _walked.Count; i++)
        {
            if (!_finder.Narrow(0, _walked[i].Word, CollectionsMarshal.AsSpan(_positions[i])))
            {
                return;
            }
        }

        while (_byPlaces.Count > 0 && _segment.Norm(_field, first) == 0)
        {
            first++;
        }

        foreach ((int word, byte number) in _byPlaces)
        {
            if (!_finder.Narrow(0, word, _common!.Rows(first, end), number))
            {
                return;
            }
        }

        _finder.AddMatches(0, _matches);
    }

    private void DivideByDocument(int document, int end)
    {
        _documents.Clear();
        _next = 0;
        int match = 0;
        for (; document < end && match < _matches.Count; document++)
        {
            int first = match;
            FieldExtent extent = _segment.Extent(_field, document);
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
