using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>A cursor that knows where in the current document it matches.</summary>
internal abstract class PlacesCursor : MatchCursor
{
    /// <summary>Adds the matches that begin in the current document, in order.</summary>
    public abstract void AddMatches(List<GroupCursor.Span> spans);
}

/// <summary>
/// Matches made of several words in a segment whose groups have one document each, so that a match never leaves its document. A
/// candidate has all words; positions are read when it is asked whether it matches. Who asks that of one candidate after another
/// asks it of all: then the documents of the rarest word are looked at in runs.
/// </summary>
internal sealed class WordsCursor : PlacesCursor
{
    private const int NotHere = -1;

    private readonly IntegerColumn? _lengths;

    private readonly WordsMatcher _matcher;
    private readonly WordFinder _finder;
    private readonly Bm25Weight? _weight;
    private double _least = double.NegativeInfinity;
    private double _share;

    // The last document of which it was asked whether it matches, and how many documents the run before had. Who asks of the first
    // document first mostly asks of all.
    private int _lastAsked = -1;
    private int _runLength = 64;

    /// <param name="segment">The segment.</param>
    /// <param name="field">The text field.</param>
    /// <param name="words">What each word may be, none empty; those that are the same are one list.</param>
    /// <param name="finder">Finds the matches among the words' positions.</param>
    /// <param name="weight">Null where no scores are asked for.</param>
    public WordsCursor(SegmentFile segment, int field, List<TermEntry>[] words, WordFinder finder, Bm25Weight? weight)
    {
        _lengths = weight is null ? null : segment.Norms(weight.Field);
        _finder = finder;
        _weight = weight;
        _matcher = new WordsMatcher(segment, field, words, finder, weight?.Lengths);
    }

    public override long Cost => Rarest.Cost;

    public override bool ScoresNothing => _weight is null;

    private TermUnion Rarest => _matcher.Walked[0];

    public override bool Matches()
    {
        _lastAsked = Document;
        return _matcher.Give(_matcher.Walked.Length) && _finder.Counts[_matcher.Slot] > 0;
    }

    public override double Score() => _weight?.Score(_finder.Counts[_matcher.Slot], _lengths![Document]) ?? 0;

    public override int TakeRun(Span<int> documents, Span<double> scores)
    {
        if (Document > _matcher.RunEnd)
        {
            return 0;
        }

        ReadOnlySpan<byte> slots = _matcher.TakeRun();
        int[] counts = _finder.Counts;
        for (int i = 0; i < slots.Length; i++)
        {
            int document = _matcher.Documents[slots[i]];
            documents[i] = document;
            scores[i] = _weight?.Score(counts[slots[i]], _lengths![document]) ?? 0;
        }

        _lastAsked = documents[slots.Length - 1];
        return slots.Length;
    }

    public override void AddMatches(List<GroupCursor.Span> spans)
    {
        if (Matches())
        {
            _finder.AddMatches(_matcher.Slot, spans);
        }
    }

    public override int Bound(int target, out double bound)
    {
        bound = 0;
        if (_weight is null)
        {
            return End;
        }

        int end = Rarest.Bound(target, out double share);
        bound = _finder.MostTogether(share) * _weight.Whole;
        return end;
    }

    public override void Require(double least)
    {
        if (_weight is not null)
        {
            _least = least;
            _share = _finder.LeastOfEach(least / _weight.Whole);
        }
    }

    protected override int Find(int target)
    {
        if (_matcher.NextOfRun(target) is int next)
        {
            return _lastAsked = next;
        }

        bool isNext = target == _lastAsked + 1;
        target = Math.Max(target, _matcher.RunEnd + 1);
        if (!double.IsNegativeInfinity(_least))
        {
            return Rarest.HasRuns && (isNext || _matcher.Walked.Length == 1)
                ? FindWorthwhileInRuns(target)
                : FindWorthwhile(target);
        }

        _runLength = isNext && Rarest.HasRuns ? Math.Min(_runLength * 2, WordFinder.Slots) : 1;
        return _runLength == 1 ? Agree(target) : FindInRuns(target);
    }

    private int FindInRuns(int target)
    {
        _matcher.MakeRoom();
        while (Rarest.Advance(target) != End)
        {
            ReadOnlySpan<int> documents = Rarest.Run();
            int length = Math.Min(_runLength, documents.Length);
            documents[..length].CopyTo(_matcher.Documents);
            for (int slot = 0; slot < length; slot++)
            {
                _matcher.Places[slot] = (byte)(Rarest.Place + slot);
            }

            target = documents[length - 1] + 1;
            if (_matcher.Match(length))
            {
                return _matcher.Documents[_matcher.Slot];
            }

            _runLength = Math.Min(_runLength * 2, WordFinder.Slots);
        }

        return End;
    }

    /// <summary>As <see cref="FindInRuns"/>, of the documents where the rarest word is worth enough.</summary>
    private int FindWorthwhileInRuns(int target)
    {
        _matcher.MakeRoom();
        while ((target = Rarest.SkipTo(target, _share)) != End)
        {
            // As far as a block reaches: the places in it are those of a run.
            int end = Rarest.Bound(target, out _);
            int length = IsWorthwhile(target, end) ? _matcher.FindAllWithin(target, end, _share) : 0;
            if (length > 0 && _matcher.Match(length, _share))
            {
                return _matcher.Documents[_matcher.Slot];
            }

            if (end == End)
            {
                break;
            }

            target = end + 1;
        }

        return End;
    }

    private int FindWorthwhile(int target)
    {
        TermUnion rarest = Rarest;
        while (true)
        {
            target = rarest.SkipTo(target, _share);
            if (target == End)
            {
                return End;
            }

            int end = rarest.Bound(target, out _);
            int next = IsWorthwhile(target, end) ? FindWithin(target, end) : NotHere;
            if (next >= 0)
            {
                return next;
            }

            if (end == End)
            {
                return End;
            }

            target = end + 1;
        }
    }

    /// <summary>The first document of a run of the rarest word that may be worth it; <see cref="NotHere"/> where there is none.</summary>
    private int FindWithin(int target, int end)
    {
        TermUnion rarest = Rarest;
        while (target <= end && rarest.FindWithin(target, end, _share))
        {
            int candidate = rarest.Document;
            target = candidate + 1;
            if (!IsWorthwhile(candidate, candidate))
            {
                continue;
            }

            int next = Follow(candidate);
            if (next > candidate)
            {
                target = next;
            }
            else if (!(_weight!.Score(_finder.MostMatches(_matcher.WalkedWords), _lengths![candidate]) < _least))
            {
                return candidate;
            }
        }

        return NotHere;
    }

    /// <summary>Whether every word but the rarest may have the share in a run of documents.</summary>
    private bool IsWorthwhile(int first, int last)
    {
        for (int i = 1; i < _matcher.Walked.Length; i++)
        {
            if (_matcher.Walked[i].MostWithin(first, last) < _share)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Moves the other words to a document of the rarest: it, or the first that there may be instead. Of more than two words the
    /// two rarest must stand right before the others are looked at, which are the common ones.
    /// </summary>
    private int Follow(int candidate)
    {
        _matcher.Single();
        for (int i = 1; i < _matcher.Walked.Length; i++)
        {
            int found = _matcher.Walked[i].Advance(candidate);
            if (found != candidate)
            {
                return found;
            }

            if (i == 1 && _matcher.Walked.Length > 2 && !_matcher.Give(2))
            {
                return candidate + 1;
            }
        }

        return candidate;
    }

    /// <summary>The first document from the target on that has all words.</summary>
    private int Agree(int target)
    {
        TermUnion rarest = Rarest;
        while (true)
        {
            int candidate = rarest.Advance(target);
            if (candidate == End)
            {
                return End;
            }

            target = Follow(candidate);
            if (target == candidate)
            {
                return candidate;
            }
        }
    }
}
