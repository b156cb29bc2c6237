namespace SearchService.Engine.Segments;

/// <summary>Walks the terms of a field that begin with a prefix, over several segments, in order of their bytes.</summary>
internal sealed class MergedTerms
{
    private readonly byte[] _prefix;

    // Null where a segment has no further term.
    private readonly TermCursor?[] _cursors;
    private readonly List<int> _here = [];
    private bool _started;

    public MergedTerms(IReadOnlyList<SegmentFile> inputs, int field, byte[] prefix)
    {
        _prefix = prefix;
        _cursors = [.. inputs.Select(input => input.Terms(field).Open())];
    }

    /// <summary>The current term. Valid until the next move.</summary>
    public ReadOnlySpan<byte> Term => Cursor(_here[0]).Term;

    /// <summary>The segments that have the term, deleted documents included.</summary>
    public IReadOnlyList<(int Input, TermEntry Entry)> Entries =>
        [.. _here.Select(input => (input, Cursor(input).Entry))];

    /// <summary>How many documents of all segments have the term, deleted ones included.</summary>
    public int Documents
    {
        get
        {
            int documents = 0;
            foreach (int input in _here)
            {
                documents += Cursor(input).Entry.Documents;
            }

            return documents;
        }
    }

    /// <summary>Moves to the next term, at first to the first one; false after the last.</summary>
    public bool MoveNext()
    {
        if (!_started)
        {
            return SeekCeiling(_prefix);
        }

        foreach (int input in _here)
        {
            if (!Cursor(input).MoveNext())
            {
                _cursors[input] = null;
            }
        }

        return FindFirst();
    }

    /// <summary>Moves to the first term not before another, which is after the current one; false where there is none.</summary>
    public bool SeekCeiling(ReadOnlySpan<byte> term)
    {
        if (term.SequenceCompareTo(_prefix) < 0)
        {
            term = _prefix;
        }

        for (int input = 0; input < _cursors.Length; input++)
        {
            bool isThere = _started && _cursors[input]?.Term.SequenceCompareTo(term) >= 0;
            if (!isThere && _cursors[input]?.SeekCeiling(term) == false)
            {
                _cursors[input] = null;
            }
        }

        _started = true;
        return FindFirst();
    }

    private bool FindFirst()
    {
        _here.Clear();
        for (int input = 0; input < _cursors.Length; input++)
        {
            if (_cursors[input] is not TermCursor cursor)
            {
                continue;
            }

            int order = _here.Count == 0 ? -1 : cursor.Term.SequenceCompareTo(Term);
            if (order < 0)
            {
                _here.Clear();
            }

            if (order <= 0)
            {
                _here.Add(input);
            }
        }

        if (_here.Count > 0 && Term.StartsWith(_prefix))
        {
            return true;
        }

        _here.Clear();
        Array.Clear(_cursors);
        return false;
    }

    private TermCursor Cursor(int input) =>
        _cursors[input] ?? throw new InvalidOperationException("There is no current term.");
}
