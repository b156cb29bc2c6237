namespace SearchService.Engine.Collecting;

/// <summary>The best candidates so far, as a heap with the worst of them on top.</summary>
internal sealed class BestCandidates(HitOrder order)
{
    private Candidate[] _heap = new Candidate[16];

    public int Count { get; private set; }

    /// <summary>The one that is dropped next; there is one.</summary>
    public ref readonly Candidate Worst => ref _heap[0];

    /// <summary>All of them, in no order.</summary>
    public ReadOnlySpan<Candidate> All => _heap.AsSpan(0, Count);

    public void Add(in Candidate candidate)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, Count * 2);
        }

        int at = Count++;
        while (at > 0 && order.Compare(in candidate, in _heap[(at - 1) / 2]) > 0)
        {
            _heap[at] = _heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _heap[at] = candidate;
    }

    /// <summary>Puts a candidate in the place of the worst.</summary>
    public void Replace(in Candidate candidate)
    {
        int at = 0;
        while (true)
        {
            int child = (2 * at) + 1;
            if (child >= Count)
            {
                break;
            }

            if (child + 1 < Count && order.Compare(in _heap[child + 1], in _heap[child]) > 0)
            {
                child++;
            }

            if (order.Compare(in candidate, in _heap[child]) >= 0)
            {
                break;
            }

            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = candidate;
    }
}
