using System.Numerics;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>Terms of one worth in one segment, and where they are. Nothing is read of them before the walk begins.</summary>
internal sealed class ExpansionClass
{
    private readonly SegmentFile _segment;
    private readonly int _field;

    // Those that are still to be opened.
    private readonly TermEntry[] _entries;

    // Rare terms are most of them, and read at once: a cursor each would cost more than their documents.
    private DocumentSet? _rare;
    private readonly List<PostingsCursor> _frequent = [];
    private readonly ulong[] _window = new ulong[ExpansionCursor.WindowWords];
    private bool _closed;

    public ExpansionClass(SegmentFile segment, int field, double score, TermEntry[] entries)
    {
        Score = score;
        _segment = segment;
        _field = field;
        _entries = entries;
        foreach (ref readonly TermEntry entry in entries.AsSpan())
        {
            Cost += entry.Documents;
            MostDocuments = Math.Max(MostDocuments, entry.Documents);
        }
    }

    public double Score { get; }

    public long Cost { get; }

    /// <summary>How many documents the most common of the terms has.</summary>
    public int MostDocuments { get; }

    public bool Holds(int place) => (_window[place >> 6] & (1UL << place)) != 0;

    /// <summary>The first document from the target on that has any of the terms.</summary>
    public int Advance(int target)
    {
        if (_closed)
        {
            return PostingsCursor.End;
        }

        int next = (_rare ??= OpenTerms()).NextFrom(target);
        for (int i = _frequent.Count - 1; i >= 0; i--)
        {
            int document = _frequent[i].Advance(target);
            if (document == PostingsCursor.End)
            {
                _frequent[i] = _frequent[^1];
                _frequent.RemoveAt(_frequent.Count - 1);
            }

            next = Math.Min(next, document);
        }

        return next;
    }

    /// <summary>
    /// Notes the documents of a window that have any of the terms, in bits of its own and in those of all classes. The window
    /// begins at a multiple of 64 at or before where the class was advanced to.
    /// </summary>
    public void Fill(int start, ulong[] any)
    {
        if (_closed || _rare is null)
        {
            Array.Clear(_window);
            return;
        }

        _rare.CopyWords(start >> 6, _window);
        int end = start + (64 * ExpansionCursor.WindowWords);
        foreach (PostingsCursor term in _frequent)
        {
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
        _closed = true;
        _frequent.Clear();
    }

    private DocumentSet OpenTerms()
    {
        DocumentSet rare = new(_segment.DocumentCount);
        foreach (ref readonly TermEntry entry in _entries.AsSpan())
        {
            if (entry.Documents == 1)
            {
                rare.Add(entry.OnlyDocument);
                continue;
            }

            if (entry.Documents >= BitPacking.BlockLength)
            {
                _frequent.Add(new PostingsCursor(_segment, _field, entry));
            }
            else
            {
                PostingsCursor.AddFew(_segment, _field, entry, rare);
            }
        }

        return rare;
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

    public override int CertainMatches { get; } = classes.Max(c => c.MostDocuments);

    public override double Score() => ScoreAt(Document - _windowStart);

    private double ScoreAt(int place)
    {
        foreach (ExpansionClass one in classes)
        {
            if (one.Holds(place))
            {
                return one.Score;
            }
        }

        return 0;
    }

    public override int TakeRun(Span<int> documents, Span<double> scores)
    {
        // As far as the window reaches; the candidate is in it.
        int count = 0;
        int place = Document - _windowStart;
        do
        {
            documents[count] = _windowStart + place;
            scores[count++] = ScoreAt(place);
            place = place + 1 < 64 * WindowWords ? NextIn(place + 1) : -1;
        } while (place >= 0 && count < BitPacking.BlockLength);

        return count;
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

        _windowStart = next & ~63;
        Array.Clear(_any);
        foreach (ExpansionClass one in classes)
        {
            one.Fill(_windowStart, _any);
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
