using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>Walks the documents of one segment that have any of some terms, as if they were one term.</summary>
internal sealed class TermUnion
{
    private readonly PostingsCursor[] _all;

    // The only term, where there is one: most words have no other form.
    private readonly PostingsCursor? _only;

    // Terms at the current document, and those further on by their documents.
    private readonly List<PostingsCursor> _here;
    private readonly PriorityQueue<PostingsCursor, int> _ahead;
    private int[] _positions = [];

    private static readonly List<PostingsCursor> None = [];
    private static readonly PriorityQueue<PostingsCursor, int> Nothing = new();

    private int _boundTo = -1;
    private Impact _highest;
    private double _bound;

    public TermUnion(SegmentFile segment, int field, IReadOnlyList<TermEntry> terms)
    {
        _all = new PostingsCursor[terms.Count];
        for (int i = 0; i < _all.Length; i++)
        {
            _all[i] = new PostingsCursor(segment, field, terms[i]);
            Cost += terms[i].Documents;
        }

        _only = _all.Length == 1 ? _all[0] : null;
        _here = _only is null ? [.. _all] : None;
        _ahead = _only is null ? new PriorityQueue<PostingsCursor, int>() : Nothing;
    }

    public int Document { get; private set; } = -1;

    /// <summary>About how many documents there are.</summary>
    public long Cost { get; }

    /// <summary>The sum of the terms' frequencies.</summary>
    public int Frequency
    {
        get
        {
            if (_only is not null)
            {
                return _only.Frequency;
            }

            int sum = 0;
            foreach (PostingsCursor cursor in _here)
            {
                sum += cursor.Frequency;
            }

            return sum;
        }
    }

    /// <summary>Moves to the first document that is not before <paramref name="target"/>; stays if it is there.</summary>
    public int Advance(int target)
    {
        if (_only is not null)
        {
            return Document = _only.Advance(target);
        }

        return Document >= target ? Document : Document = AdvanceAll(target);
    }

    /// <summary>
    /// Gives what a document can score at most by some weight, always the same one, from the target to the document returned.
    /// Targets do not fall.
    /// </summary>
    public int Bound(int target, Bm25Weight weight, out double bound)
    {
        FindBound(target, weight);
        bound = _bound;
        return _boundTo;
    }

    /// <summary>As the other; gives the highest frequency and the shortest length, both 0 where no document follows.</summary>
    public int Bound(int target, Bm25Weight weight, out Impact most)
    {
        FindBound(target, weight);
        most = _highest.Frequency == 0 ? default : _highest;
        return _boundTo;
    }

    /// <summary>
    /// The different positions of any of the terms in the current document, rising. Valid until the union moves.
    /// </summary>
    public ReadOnlySpan<int> Positions()
    {
        if (_only is not null)
        {
            return _only.Positions();
        }

        if (_here.Count == 1)
        {
            return _here[0].Positions();
        }

        int count = 0;
        foreach (PostingsCursor cursor in _here)
        {
            ReadOnlySpan<int> positions = cursor.Positions();
            if (count + positions.Length > _positions.Length)
            {
                Array.Resize(ref _positions, (count + positions.Length) * 2);
            }

            positions.CopyTo(_positions.AsSpan(count));
            count += positions.Length;
        }

        Span<int> all = _positions.AsSpan(0, count);
        all.Sort();
        int kept = 0;
        for (int i = 0; i < all.Length; i++)
        {
            if (i == 0 || all[i] != all[kept - 1])
            {
                all[kept++] = all[i];
            }
        }

        return all[..kept];
    }

    private void FindBound(int target, Bm25Weight weight)
    {
        if (target > _boundTo)
        {
            _boundTo = PostingsCursor.End;
            _bound = 0;
            _highest = new Impact(0, int.MaxValue);
            foreach (PostingsCursor cursor in _all)
            {
                _boundTo = Math.Min(_boundTo, cursor.ShallowAdvance(target));
                ReadOnlySpan<Impact> impacts = cursor.Impacts;
                if (impacts.Length > 0)
                {
                    _bound = weight.Most(impacts);

                    // Frequencies and lengths rise together.
                    int frequency = (int)Math.Min(int.MaxValue, (long)_highest.Frequency + impacts[^1].Frequency);
                    _highest = new Impact(frequency, Math.Min(_highest.Length, impacts[0].Length));
                }
            }

            if (_only is null)
            {
                _bound = _highest.Frequency == 0 ? 0 : weight.Score(_highest.Frequency, _highest.Length);
            }
        }
    }

    private int AdvanceAll(int target)
    {
        foreach (PostingsCursor cursor in _here)
        {
            if (cursor.Advance(target) != PostingsCursor.End)
            {
                _ahead.Enqueue(cursor, cursor.Document);
            }
        }

        _here.Clear();
        while (_ahead.TryPeek(out PostingsCursor? cursor, out int document) && document < target)
        {
            if (cursor.Advance(target) == PostingsCursor.End)
            {
                _ahead.Dequeue();
            }
            else
            {
                _ahead.DequeueEnqueue(cursor, cursor.Document);
            }
        }

        int first = _ahead.TryPeek(out _, out int next) ? next : PostingsCursor.End;
        while (_ahead.TryPeek(out PostingsCursor? cursor, out int document) && document == first)
        {
            _ahead.Dequeue();
            _here.Add(cursor);
        }

        return first;
    }
}
