using Lucene.Net.Index;
using Lucene.Net.Search;

namespace SearchService.Lucene;

/// <summary>Goes through the passages of a segment that have any of several terms.</summary>
internal sealed class TermUnion
{
    /// <summary>Those that are not at their end, by the passage that each is at.</summary>
    private readonly PriorityQueue<(DocsEnum Docs, float Worth), int> _waiting;

    private readonly List<(DocsEnum Docs, float Worth)> _here = [];

    /// <param name="terms">With what each is worth to whoever asks.</param>
    public TermUnion(IEnumerable<(DocsEnum Docs, float Worth)> terms)
    {
        _here.AddRange(terms);
        _waiting = new PriorityQueue<(DocsEnum, float), int>(_here.Count);
        Cost = _here.Sum(term => term.Docs.GetCost());
    }

    public int Document { get; private set; } = -1;

    public long Cost { get; }

    /// <summary>How often the terms stand in the passage, together.</summary>
    public int Frequency => _here.Sum(term => term.Docs.Freq);

    /// <summary>What the best of the terms in the passage is worth.</summary>
    public float Best => _here.Max(term => term.Worth);

    public int Advance(int target)
    {
        foreach (var term in _here)
        {
            Wait(term, term.Docs.Advance(target));
        }

        _here.Clear();
        while (_waiting.TryPeek(out var behind, out var at) && at < target)
        {
            _waiting.Dequeue();
            Wait(behind, behind.Docs.Advance(target));
        }

        Document = _waiting.TryPeek(out _, out var first) ? first : DocIdSetIterator.NO_MORE_DOCS;
        while (_waiting.TryPeek(out var term, out var at) && at == Document)
        {
            _waiting.Dequeue();
            _here.Add(term);
        }

        return Document;
    }

    private void Wait((DocsEnum Docs, float Worth) term, int document)
    {
        if (document != DocIdSetIterator.NO_MORE_DOCS)
        {
            _waiting.Enqueue(term, document);
        }
    }
}
