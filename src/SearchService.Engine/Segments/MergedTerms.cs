namespace SearchService.Engine.Segments;

/// <summary>Walks the terms of a field that begin with a prefix, over several segments, in order of their bytes.</summary>
internal sealed class MergedTerms
{
    private readonly byte[] _prefix;
    private readonly PriorityQueue<(int Input, TermCursor Cursor), byte[]> _next = new(Utf8.Order);
    private readonly List<(int Input, TermEntry Entry)> _entries = [];
    private byte[] _term = [];

    public MergedTerms(IReadOnlyList<SegmentFile> inputs, int field, byte[] prefix)
    {
        _prefix = prefix;
        for (int input = 0; input < inputs.Count; input++)
        {
            Enqueue(input, inputs[input].Terms(field).Seek(prefix));
        }
    }

    public ReadOnlySpan<byte> Term => _term;

    /// <summary>The segments that have the term, deleted documents included.</summary>
    public IReadOnlyList<(int Input, TermEntry Entry)> Entries => _entries;

    public bool MoveNext()
    {
        _entries.Clear();
        if (!_next.TryPeek(out _, out byte[]? first))
        {
            return false;
        }

        _term = first;
        while (
            _next.TryPeek(out (int Input, TermCursor Cursor) top, out byte[]? term)
            && term.AsSpan().SequenceEqual(_term)
        )
        {
            _next.Dequeue();
            _entries.Add((top.Input, top.Cursor.Entry));
            Enqueue(top.Input, top.Cursor);
        }

        return true;
    }

    private void Enqueue(int input, TermCursor cursor)
    {
        if (cursor.MoveNext() && cursor.Term.StartsWith(_prefix))
        {
            _next.Enqueue((input, cursor), cursor.Term.ToArray());
        }
    }
}
