using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>Walks the documents of one segment that have any of some terms, as if they were one term.</summary>
internal sealed class TermUnion
{
    // Terms at the current document, and those further on by their documents.
    private readonly List<PostingsCursor> _here = [];
    private readonly PriorityQueue<PostingsCursor, int> _ahead = new();

    public TermUnion(SegmentFile segment, int field, IReadOnlyList<TermEntry> terms)
    {
        foreach (TermEntry term in terms)
        {
            _here.Add(new PostingsCursor(segment, field, term));
        }
    }

    public int Document { get; private set; } = -1;

    /// <summary>The sum of the terms' frequencies.</summary>
    public int Frequency => _here.Sum(cursor => cursor.Frequency);

    /// <summary>Moves to the first document that is not before <paramref name="target"/>; stays if it is there.</summary>
    public int Advance(int target)
    {
        if (Document >= target)
        {
            return Document;
        }

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

        Document = _ahead.TryPeek(out _, out int next) ? next : PostingsCursor.End;
        while (_ahead.TryPeek(out PostingsCursor? cursor, out int document) && document == Document)
        {
            _ahead.Dequeue();
            _here.Add(cursor);
        }

        return Document;
    }

    /// <summary>Adds the different positions of any of the terms in the document, rising. Once a document at most.</summary>
    public void ReadPositions(List<int> positions)
    {
        int start = positions.Count;
        foreach (PostingsCursor cursor in _here)
        {
            positions.AddRange(cursor.Positions());
        }

        if (_here.Count > 1)
        {
            positions.Sort(start, positions.Count - start, null);
            int kept = start;
            for (int i = start; i < positions.Count; i++)
            {
                if (i == start || positions[i] != positions[kept - 1])
                {
                    positions[kept++] = positions[i];
                }
            }

            positions.RemoveRange(kept, positions.Count - kept);
        }
    }
}
