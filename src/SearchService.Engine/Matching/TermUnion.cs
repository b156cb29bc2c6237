using System.Runtime.CompilerServices;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>Walks the documents of one segment that have any of some terms, as if they were one term.</summary>
internal sealed class TermUnion
{
    // So many blocks are looked at one by one.
    private const int MostBlocks = 64;

    // What is worked out in another order may be off by its last bits.
    private const double LessThanRounding = 1 - 1e-9;

    // From so many on, how often a term stands is
    private const int Frequent = 7;

    private readonly PostingsCursor[] _all;

    // The only term, where there is one: most words have no other form.
    private readonly PostingsCursor? _only;

    // Terms at the current document, and those further on by their documents.
    private readonly List<PostingsCursor> _here;
    private readonly PriorityQueue<PostingsCursor, int> _ahead;
    private int[] _positions = [];
    private byte[]? _found;
    private byte[]? _places;
    private int[]? _frequencies;

    private static readonly List<PostingsCursor> None = [];
    private static readonly PriorityQueue<PostingsCursor, int> Nothing = new();

    // Null where no scores are asked for.
    private readonly Bm25Lengths? _weighing;
    private readonly IntegerColumn? _lengths;

    // Of the only term, by block. Of several: of the run found last, and to where that is.
    private readonly float[] _shares;
    private readonly float[] _falling;
    private int _shareTo = -1;
    private double _share;
    private double _mostOfAll = -1;

    /// <param name="segment">The segment.</param>
    /// <param name="field">The text field.</param>
    /// <param name="terms">At least one, none empty.</param>
    /// <param name="weighing">How shares are worked out; null where none are asked for.</param>
    public TermUnion(SegmentFile segment, int field, IReadOnlyList<TermEntry> terms, Bm25Lengths? weighing)
    {
        _all = new PostingsCursor[terms.Count];
        for (int i = 0; i < _all.Length; i++)
        {
            _all[i] = new PostingsCursor(segment, field, terms[i]);
            Cost += terms[i].Documents;
            MostDocuments = Math.Max(MostDocuments, terms[i].Documents);
        }

        _only = _all.Length == 1 ? _all[0] : null;
        _here = _only is null ? [.. _all] : None;
        _ahead = _only is null ? new PriorityQueue<PostingsCursor, int>() : Nothing;
        _weighing = weighing;
        _lengths = weighing is null ? null : segment.Norms(field);
        BlockShares shares =
            weighing is not null && _only is not null && terms[0].Documents >= BitPacking.BlockLength
                ? weighing.SharesOf(segment, terms[0])
                : BlockShares.None;
        (_shares, _falling) = (shares.ByBlock, shares.Falling);
    }

    private TermUnion(TermUnion other)
    {
        _all = [.. other._all.Select(cursor => cursor.Again())];
        _only = _all.Length == 1 ? _all[0] : null;
        _here = _only is null ? [.. _all] : None;
        _ahead = _only is null ? new PriorityQueue<PostingsCursor, int>() : Nothing;
        (_weighing, _lengths, _shares) = (other._weighing, other._lengths, other._shares);
        _falling = other._falling;
        (Cost, MostDocuments) = (other.Cost, other.MostDocuments);
    }

    public int Document { get; private set; } = -1;

    /// <summary>About how many documents there are.</summary>
    public long Cost { get; }

    /// <summary>How many documents the most common of the terms has.</summary>
    public int MostDocuments { get; }

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

    /// <summary>Adds to a window's sums what the documents from its start to another are worth. The union is then after that.</summary>
    public void AddWithin(int start, int end, double whole, Span<float> sums)
    {
        IntegerColumn lengths = _lengths!;
        Bm25Lengths weighing = _weighing!;
        for (
            int document = Advance(start);
            document <= end && document != PostingsCursor.End;
            document = Advance(document + 1)
        )
        {
            if (_only is null)
            {
                sums[document - start] += (float)(whole * weighing.Share(Frequency, lengths[document]));
                continue;
            }

            _only.RestOfBlock(out ReadOnlySpan<int> documents, out ReadOnlySpan<int> frequencies);
            int i = 0;
            for (; i < documents.Length && i < frequencies.Length && documents[i] <= end; i++)
            {
                int at = documents[i];
                sums[at - start] += (float)(whole * weighing.Share(frequencies[i], lengths[at]));
            }

            Document = document = _only.MoveOn(i - 1);
        }
    }

    /// <summary>Another walk through the same documents.</summary>
    public TermUnion Again() => new(this);

    /// <summary>Moves to the first document that is not before <paramref name="target"/>; stays if it is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Advance(int target)
    {
        if (_only is not null)
        {
            return Document = _only.Advance(target);
        }

        return Document >= target ? Document : Document = AdvanceAll(target);
    }

    /// <summary>A share that so many documents have at least, as far as is known without a walk; at least one.</summary>
    public double CertainShare(int documents) => documents <= _falling.Length ? _falling[documents - 1] : 0;

    /// <summary>
    /// Gives the largest share of any document from the target to the one returned. Targets do not fall. Of this and what follows,
    /// only where there is what shares are worked out by.
    /// </summary>
    public int Bound(int target, out double share)
    {
        if (target > _shareTo)
        {
            if (_shares.Length > 0)
            {
                _shareTo = _all[0].ShallowAdvance(target);
                int block = _all[0].Skips.Block;
                _share = block < _shares.Length ? _shares[block] : 0;
            }
            else
            {
                FindShare(target);
            }
        }

        share = _share;
        return _shareTo;
    }

    /// <summary>
    /// The first document from the target on before which none can have the share that is wanted, as far as bounds say;
    /// <see cref="PostingsCursor.End"/> where none has. Targets do not fall.
    /// </summary>
    public int SkipTo(int target, double wanted)
    {
        while (true)
        {
            int end = Bound(target, out double share);
            if (!(share < wanted))
            {
                return target;
            }

            if (end == PostingsCursor.End)
            {
                return end;
            }

            if (_shares.Length > 0)
            {
                int block = _all[0].Skips.Block + 1;
                while (block < _shares.Length && _shares[block] < wanted)
                {
                    block++;
                }

                end = _all[0].Skips.LastOfBlock(block - 1);
            }

            target = end + 1;
        }
    }

    /// <summary>The largest share of any document from the target to another, or somewhat more. Targets do not fall.</summary>
    public double MostWithin(int target, int end)
    {
        int to = Bound(target, out double most);
        if (to < end)
        {
            int block = _shares.Length > 0 ? _all[0].Skips.Block : 0;
            int last = Math.Min(_shares.Length, block + MostBlocks);
            while (block < last && to < end)
            {
                most = Math.Max(most, _shares[block]);
                to = _all[0].Skips.LastOfBlock(block++);
            }

            if (_shares.Length == 0 || (to < end && block < _shares.Length))
            {
                most = MostOfAll();
            }
        }

        return most;
    }

    /// <summary>
    /// Moves to the first document from the target to <paramref name="end"/> that has the share that is wanted; false where there
    /// is none. Who goes through all documents with a share that never falls, and knows how often the only term must stand for it
    /// (<see cref="FewestFor"/>), has those passed over at once where it does not.
    /// </summary>
    public bool FindWithin(int target, int end, double wanted, int fewest = 0)
    {
        IntegerColumn lengths = _lengths!;
        Bm25Lengths weighing = _weighing!;

        // f / (f + s) is at least w where f (1 - w) is at least s w.
        double rest = 1 - wanted;
        while (target <= end && Advance(target) <= end && Document != PostingsCursor.End)
        {
            if (_only is null)
            {
                if (!(Frequency * rest < weighing.Saturation(lengths[Document]) * wanted))
                {
                    return true;
                }
            }
            else
            {
                _only.RestOfBlock(out ReadOnlySpan<int> documents, out ReadOnlySpan<int> frequencies);
                for (int i = 0; i < documents.Length && i < frequencies.Length; i++)
                {
                    if (fewest > 1)
                    {
                        int frequent = frequencies[i..].IndexOfAnyInRange(fewest, int.MaxValue);
                        if (frequent < 0)
                        {
                            break;
                        }

                        i += frequent;
                    }

                    // What is beyond the end may be worth enough in another run: none of it is passed over.
                    int document = documents[i];
                    bool isBeyond = document > end;
                    if (isBeyond || !(frequencies[i] * rest < weighing.Saturation(lengths[document]) * wanted))
                    {
                        Document = _only.MoveOn(i);
                        return !isBeyond;
                    }
                }

                Document = _only.MoveOn(documents.Length - 1);
            }

            target = Document + 1;
        }

        return false;
    }

    /// <summary>
    /// As <see cref="FindWithin"/>, of the only term all documents in the block that the target leads to; moves to the last that is
    /// not beyond the end.
    /// </summary>
    /// <param name="target">The first document.</param>
    /// <param name="end">The last.</param>
    /// <param name="wanted">The share that is wanted.</param>
    /// <param name="documents">To be written, like the others: room for a block.</param>
    /// <param name="frequencies">How often the term stands in each.</param>
    /// <param name="places">The place in the block of each.</param>
    /// <returns>How many.</returns>
    public int FindAllWithin(
        int target,
        int end,
        double wanted,
        Span<int> documents,
        Span<int> frequencies,
        Span<byte> places
    )
    {
        if (Advance(target) > end || Document == PostingsCursor.End)
        {
            return 0;
        }

        IntegerColumn lengths = _lengths!;
        Bm25Lengths weighing = _weighing!;
        _only!.RestOfBlock(out ReadOnlySpan<int> all, out ReadOnlySpan<int> allFrequencies);
        int place = _only.Place;
        Span<int> longest = stackalloc int[Frequent + 1];
        weighing.LongestFor(wanted, longest);
        int count = 0;
        int i = 0;
        for (; i < all.Length && i < allFrequencies.Length && all[i] <= end; i++)
        {
            documents[count] = all[i];
            frequencies[count] = allFrequencies[i];
            places[count] = (byte)(place + i);
            count += lengths[all[i]] <= longest[Math.Min(allFrequencies[i], Frequent)] ? 1 : 0;
        }

        Document = _only.MoveOn(i - 1);
        return count;
    }

    /// <summary>
    /// How often the term must stand in a document at least that has some share, by what the term's impacts say of the shortest
    /// documents where it is that frequent; nothing is said of several terms.
    /// </summary>
    public int FewestFor(double share)
    {
        if (_only is null)
        {
            return 0;
        }

        int from = 1;
        foreach (Impact impact in _only.Skips.TermImpacts)
        {
            // Of documents where it stands so often, or seldomer but not as seldom as by the impact before, none is shorter.
            double enough = _weighing!.Saturation(impact.Length) * share / (1 - share) * LessThanRounding;
            if (share < 1 && enough <= impact.Frequency)
            {
                return Math.Max(from, (int)Math.Ceiling(enough));
            }

            from = impact.Frequency + 1;
        }

        return int.MaxValue;
    }

    /// <summary>
    /// The different positions of any of the terms in the current document, rising. Valid until the union moves.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<int> Positions() => _only is not null ? _only.Positions() : PositionsOfAll();

    /// <summary>Whether documents are read in runs: where there is one term only.</summary>
    public bool HasRuns => _only is not null;

    /// <summary>The current document and those after it that are read with it. Valid until the union moves.</summary>
    public ReadOnlySpan<int> Run() => _only!.RestOfBlock();

    /// <summary>As <see cref="Run()"/>, and how often the only term stands in each.</summary>
    public void Run(out ReadOnlySpan<int> documents, out ReadOnlySpan<int> frequencies) =>
        _only!.RestOfBlock(out documents, out frequencies);

    /// <summary>The place of the current document in what is read with it, for <see cref="ReadPositions"/>.</summary>
    public int Place => _only!.Place;

    /// <inheritdoc cref="PostingsCursor.FindCommon"/>
    public int FindCommon(ReadOnlySpan<int> wanted, ref int from, Span<byte> found, Span<byte> places)
    {
        int count = _only!.FindCommon(wanted, ref from, found, places);
        Document = _only.Document;
        return count;
    }

    /// <summary>Keeps those of the documents that <see cref="FindCommon"/> found last that have a share; returns how many.</summary>
    /// <param name="wanted">The documents that were looked for.</param>
    /// <param name="found">Which of them were found.</param>
    /// <param name="places">The place in the block of each.</param>
    /// <param name="share">The share.</param>
    public int KeepWorthwhile(ReadOnlySpan<int> wanted, Span<byte> found, Span<byte> places, double share)
    {
        _frequencies ??= SearchRooms.Ints();
        _only!.ReadFrequencies(places[..found.Length], _frequencies);
        double rest = 1 - share;
        int kept = 0;
        for (int i = 0; i < found.Length; i++)
        {
            double least = _weighing!.Saturation(_lengths![wanted[found[i]]]) * share;
            (found[kept], places[kept]) = (found[i], places[i]);
            kept += _frequencies[i] * rest < least ? 0 : 1;
        }

        return kept;
    }

    /// <inheritdoc cref="PostingsCursor.ReadFrequencies"/>
    public void ReadFrequencies(ReadOnlySpan<byte> places, Span<int> frequencies) =>
        _only!.ReadFrequencies(places, frequencies);

    /// <summary>
    /// Reads how often the terms stand in each of some rising documents, no more than a block has; 0 where they do not. Documents
    /// rise from one call to the next.
    /// </summary>
    public void FindFrequencies(ReadOnlySpan<int> wanted, Span<int> frequencies)
    {
        if (_only is null)
        {
            for (int i = 0; i < wanted.Length; i++)
            {
                frequencies[i] = Advance(wanted[i]) == wanted[i] ? Frequency : 0;
            }

            return;
        }

        _found ??= SearchRooms.Bytes();
        _places ??= SearchRooms.Bytes();
        frequencies[..wanted.Length].Clear();
        int next = 0;
        while (next < wanted.Length)
        {
            int count = FindCommon(wanted, ref next, _found, _places);
            _only.ScatterFrequencies(_places.AsSpan(0, count), _found, frequencies);
        }
    }

    /// <inheritdoc cref="PostingsCursor.ReadPositions"/>
    public void ReadPositions(ReadOnlySpan<byte> places, PositionsBatch batch) => _only!.ReadPositions(places, batch);

    private ReadOnlySpan<int> PositionsOfAll()
    {
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

    private void FindShare(int target)
    {
        _shareTo = PostingsCursor.End;
        _share = 0;
        foreach (PostingsCursor cursor in _all)
        {
            _shareTo = Math.Min(_shareTo, cursor.ShallowAdvance(target));
        }

        _share = Together(cursor => cursor.Skips.Impacts);
    }

    private double MostOfAll()
    {
        if (_mostOfAll < 0)
        {
            _mostOfAll = 0;
            foreach (float share in _shares)
            {
                _mostOfAll = Math.Max(_mostOfAll, share);
            }

            _mostOfAll = _shares.Length > 0 ? _mostOfAll : Together(cursor => cursor.Skips.TermImpacts);
        }

        return _mostOfAll;
    }

    /// <summary>What all terms can be worth together, by the highest frequency of each and the shortest length.</summary>
    private double Together(ImpactsOf impactsOf)
    {
        if (_only is not null)
        {
            return _weighing!.Most(impactsOf(_only));
        }

        long frequency = 0;
        int length = int.MaxValue;
        foreach (PostingsCursor cursor in _all)
        {
            ReadOnlySpan<Impact> impacts = impactsOf(cursor);
            if (impacts.Length > 0)
            {
                // Frequencies and lengths rise together.
                frequency += impacts[^1].Frequency;
                length = Math.Min(length, impacts[0].Length);
            }
        }

        return frequency == 0 ? 0 : _weighing!.Share((int)Math.Min(int.MaxValue, frequency), length);
    }

    private delegate ReadOnlySpan<Impact> ImpactsOf(PostingsCursor cursor);

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
