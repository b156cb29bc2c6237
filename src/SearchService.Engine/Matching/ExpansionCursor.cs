using System.Numerics;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>Terms of one worth in one segment, and where each of them is.</summary>
internal sealed class ExpansionClass
{
    private readonly PostingsCursor[] _terms;
    private readonly ulong[] _window = new ulong[ExpansionCursor.WindowWords];
    private int _left;

    public ExpansionClass(SegmentFile segment, int field, double score, IEnumerable<TermEntry> entries)
    {
        Score = score;
        _terms = [.. entries.Select(entry => new PostingsCursor(segment, field, entry))];
        _left = _terms.Length;
        foreach (PostingsCursor term in _terms)
        {
            Cost += term.DocumentCount;
        }
    }

    public double Score { get; }

    public long Cost { get; }

    public bool Holds(int place) => (_window[place >> 6] & (1UL << place)) != 0;

    /// <summary>The first document from the target on that has any of the terms.</summary>
    public int Advance(int target)
    {
        int next = PostingsCursor.End;
        for (int i = _left - 1; i >= 0; i--)
        {
            int document = _terms[i].Advance(target);
            if (document == PostingsCursor.End)
            {
                _terms[i] = _terms[--_left];
            }

            next = Math.Min(next, document);
        }

        return next;
    }

    /// <summary>Notes the documents of a window that have any of the terms, in bits of its own and in those of all classes.</summary>
    public void Fill(int start, ulong[] any)
    {
        Array.Clear(_window);
        int end = start + (64 * ExpansionCursor.WindowWords);
        for (int i = 0; i < _left; i++)
        {
            PostingsCursor term = _terms[i];
            for (int document = term.Document; document < end; document = term.Next())
            {
                int place = document - start;
                _window[place >> 6] |= 1UL << place;
            }
        }

        for (int word = 0; word < any.Length; word++)
        {
            any[word] |= _window[word];
        }
    }

    /// <summary>Gives up the walk: the documents of the class count no more.</summary>
    public void Close()
    {
        _left = 0;
        Array.Clear(_window);
    }
}

/// <summary>
/// Documents with any of many terms, window after window: their postings are noted as bits, as far as the walk goes, as there are
/// too many terms to be put in order by document.
/// </summary>
/// <param name="documentCount">Of the segment.</param>
/// <param name="classes">Of falling worth.</param>
internal sealed class ExpansionCursor(int documentCount, ExpansionClass[] classes) : MatchCursor
{
    public const int WindowWords = 64;

    private readonly ulong[] _any = new ulong[WindowWords];
    private int _windowStart = -1;

    public override long Cost { get; } = Math.Min(documentCount, classes.Sum(c => c.Cost));

    public override double Score()
    {
        foreach (ExpansionClass one in classes)
        {
            if (one.Holds(Document - _windowStart))
            {
                return one.Score;
            }
        }

        return 0;
    }

    public override int Bound(int target, out double bound)
    {
        bound = classes[0].Score;
        return End;
    }

    protected override int Find(int target)
    {
        while (true)
        {
            if (_windowStart >= 0 && target < _windowStart + (64 * WindowWords))
            {
                int place = NextIn(Math.Max(0, target - _windowStart));
                if (place >= 0)
                {
                    return _windowStart + place;
                }

                target = _windowStart + (64 * WindowWords);
            }

            if (!OpenWindow(target))
            {
                return End;
            }
        }
    }

    private bool OpenWindow(int target)
    {
        int next = End;
        foreach (ExpansionClass one in classes)
        {
            if (one.Score < Least)
            {
                one.Close();
            }

            next = Math.Min(next, one.Advance(target));
        }

        if (next == End)
        {
            return false;
        }

        _windowStart = next;
        Array.Clear(_any);
        foreach (ExpansionClass one in classes)
        {
            one.Fill(next, _any);
        }

        return true;
    }

    private int NextIn(int place)
    {
        int at = place >> 6;
        ulong word = _any[at] & (ulong.MaxValue << place);
        while (word == 0)
        {
            if (++at == WindowWords)
            {
                return -1;
            }

            word = _any[at];
        }

        return (at << 6) + BitOperations.TrailingZeroCount(word);
    }
}
