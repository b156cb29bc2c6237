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
/// asks it of all: then the documents of the rarest word are looked at in runs, each word in all of a run before the next word.
/// </summary>
internal sealed class WordsCursor : PlacesCursor
{
    private const int NotHere = -1;

    private readonly IntegerColumn? _lengths;
    private readonly TermUnion[] _words;
    private readonly Member[] _members;
    private readonly WordFinder _finder;
    private readonly Bm25Weight? _weight;
    private double _least = double.NegativeInfinity;
    private double _share;

    // Of the candidate: how many members the finder was given, whether by these there is no match, and whether that was asked.
    private int _given;
    private bool _fails;
    private bool _isAsked;

    // Of a run: its documents, the slots of those that match and the next of these, and how many documents the next run has. Who
    // asks of a few documents only has no runs.
    private int[] _run = [];
    private int[] _slots = [];
    private int _matching;
    private int _next;
    private int _runLength = 1;

    // Where the current candidate is.
    private int _slot;

    /// <param name="segment">The segment.</param>
    /// <param name="words">What each word may be; those that are the same are one union.</param>
    /// <param name="finder">Finds the matches among the words' positions.</param>
    /// <param name="weight">Null where no scores are asked for.</param>
    public WordsCursor(SegmentFile segment, TermUnion[] words, WordFinder finder, Bm25Weight? weight)
    {
        _lengths = weight is null ? null : segment.Norms(weight.Field);
        _words = words;
        _members =
        [
            .. Enumerable
                .Range(0, words.Length)
                .GroupBy(word => words[word])
                .OrderBy(member => member.Key.Cost)
                .Select(member => new Member(member.Key, [.. member])),
        ];
        _finder = finder;
        _weight = weight;
    }

    public override long Cost => Rarest.Cost;

    public override bool ScoresNothing => _weight is null;

    private TermUnion Rarest => _members[0].Union;

    public override bool Matches()
    {
        _isAsked = true;
        return Give(_members.Length) && _finder.Count(_slot) > 0;
    }

    public override double Score() => _weight?.Score(_finder.Count(_slot), _lengths![Document]) ?? 0;

    public override void AddMatches(List<GroupCursor.Span> spans)
    {
        if (Matches())
        {
            _finder.AddMatches(_slot, spans);
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
        while (_next < _matching)
        {
            _slot = _slots[_next++];
            if (_run[_slot] >= target)
            {
                _isAsked = true;
                return _run[_slot];
            }
        }

        if (!double.IsNegativeInfinity(_least))
        {
            return FindWorthwhile(target);
        }

        bool isNext = _isAsked && target == Document + 1;
        _runLength = isNext && Rarest.HasRuns ? Math.Min(_runLength * 2, WordFinder.Slots) : 1;
        return _runLength == 1 ? Agree(target) : FindInRuns(target);
    }

    private int FindInRuns(int target)
    {
        if (_run.Length == 0)
        {
            _run = new int[WordFinder.Slots];
            _slots = new int[WordFinder.Slots];
        }

        while (Rarest.Advance(target) != End)
        {
            ReadOnlySpan<int> documents = Rarest.Run();
            int length = Math.Min(_runLength, documents.Length);
            documents[..length].CopyTo(_run);
            target = _run[length - 1] + 1;
            MatchRun(length);
            if (_matching > 0)
            {
                _slot = _slots[0];
                return _run[_slot];
            }

            _runLength = Math.Min(_runLength * 2, WordFinder.Slots);
        }

        return End;
    }

    /// <summary>Finds which documents of the run match, word by word.</summary>
    private void MatchRun(int length)
    {
        _finder.Clear();
        _given = _members.Length;
        _fails = false;
        _next = 1;
        _matching = 0;
        if (_members.Length == 1)
        {
            for (int slot = 0; slot < length; slot++)
            {
                if (Begin(slot, Rarest.PositionsInRun(_run[slot], slot)) && _finder.Count(slot) > 0)
                {
                    _slots[_matching++] = slot;
                }
            }

            return;
        }

        // The rarest word's positions are not read before there is another word in the document.
        int found = -1;
        for (int slot = 0; slot < length; slot++)
        {
            if (_run[slot] >= found && (found = _members[1].Union.Advance(_run[slot])) == _run[slot])
            {
                if (
                    Begin(slot, Rarest.PositionsInRun(found, slot))
                    && Narrow(slot, _members[1], _members[1].Union.Positions())
                )
                {
                    _slots[_matching++] = slot;
                }
            }
        }

        for (int i = 2; i < _members.Length; i++)
        {
            NarrowRun(_members[i]);
        }
    }

    private void NarrowRun(Member member)
    {
        int kept = 0;
        int found = -1;
        for (int i = 0; i < _matching; i++)
        {
            int slot = _slots[i];
            if (
                _run[slot] >= found
                && (found = member.Union.Advance(_run[slot])) == _run[slot]
                && Narrow(slot, member, member.Union.Positions())
            )
            {
                _slots[kept++] = slot;
            }
        }

        _matching = kept;
    }

    private bool Begin(int slot, ReadOnlySpan<int> positions)
    {
        Member rarest = _members[0];
        _finder.Begin(slot, rarest.Words[0], positions);
        for (int i = 1; i < rarest.Words.Length; i++)
        {
            if (!_finder.Narrow(slot, rarest.Words[i], positions))
            {
                return false;
            }
        }

        return true;
    }

    private bool Narrow(int slot, Member member, ReadOnlySpan<int> positions)
    {
        foreach (int word in member.Words)
        {
            if (!_finder.Narrow(slot, word, positions))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Makes a document the single candidate, of which nothing is known yet.</summary>
    private void Single()
    {
        _slot = 0;
        _given = 0;
        _fails = false;
        _isAsked = false;
        _matching = 0;
        _next = 0;
    }

    /// <summary>Gives the finder so many members of the candidate; false where there is no match for certain.</summary>
    private bool Give(int members)
    {
        if (_given == 0)
        {
            _finder.Clear();
            _given = 1;
            _fails = !Begin(0, Rarest.Positions());
        }

        while (!_fails && _given < members)
        {
            Member member = _members[_given++];
            _fails = !Narrow(0, member, member.Union.Positions());
        }

        return !_fails;
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
            else if (!(_weight!.Score(_finder.MostMatches(_words), _lengths![candidate]) < _least))
            {
                return candidate;
            }
        }

        return NotHere;
    }

    /// <summary>Whether every word but the rarest may have the share in a run of documents.</summary>
    private bool IsWorthwhile(int first, int last)
    {
        for (int i = 1; i < _members.Length; i++)
        {
            if (_members[i].Union.MostWithin(first, last) < _share)
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
        Single();
        for (int i = 1; i < _members.Length; i++)
        {
            int found = _members[i].Union.Advance(candidate);
            if (found != candidate)
            {
                return found;
            }

            if (i == 1 && _members.Length > 2 && !Give(2))
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

    /// <summary>A union and the words of the query that it is.</summary>
    private readonly record struct Member(TermUnion Union, int[] Words);
}
