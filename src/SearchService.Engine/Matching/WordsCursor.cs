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
/// candidate has all words; positions are read when it is asked whether it matches.
/// </summary>
internal sealed class WordsCursor : PlacesCursor
{
    private readonly IntegerColumn? _lengths;
    private readonly TermUnion[] _words;
    private readonly int[] _byCost;
    private readonly WordFinder _finder;
    private readonly Bm25Weight? _weight;
    private readonly List<GroupCursor.Span> _matches = [];
    private const int NotHere = -1;

    private int _foundIn = -1;
    private double _least = double.NegativeInfinity;
    private double _share;

    /// <inheritdoc cref="GroupCursor(SegmentFile, int, IReadOnlyList{TermUnion}, WordFinder, Bm25Weight)"/>
    public WordsCursor(SegmentFile segment, TermUnion[] words, WordFinder finder, Bm25Weight? weight)
    {
        _lengths = weight is null ? null : segment.Norms(weight.Field);
        _words = words;
        _byCost = [.. Enumerable.Range(0, words.Length).OrderBy(word => words[word].Cost)];
        _finder = finder;
        _weight = weight;
    }

    public override long Cost => _words[_byCost[0]].Cost;

    public override bool ScoresNothing => _weight is null;

    public override bool Matches()
    {
        if (_foundIn != Document)
        {
            _foundIn = Document;
            _matches.Clear();
            _finder.FindInDocument(_words, _byCost, _matches);
        }

        return _matches.Count > 0;
    }

    public override double Score() => _weight is null ? 0 : _weight.Score(_matches.Count, _lengths![Document]);

    public override void AddMatches(List<GroupCursor.Span> spans)
    {
        if (Matches())
        {
            spans.AddRange(_matches);
        }
    }

    public override int Bound(int target, out double bound)
    {
        bound = 0;
        if (_weight is null)
        {
            return End;
        }

        int end = _words[_byCost[0]].Bound(target, out double share);
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

    protected override int Find(int target) =>
        double.IsNegativeInfinity(_least) ? Agree(target) : FindWorthwhile(target);

    private int FindWorthwhile(int target)
    {
        TermUnion rarest = _words[_byCost[0]];
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
        TermUnion rarest = _words[_byCost[0]];
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
        for (int i = 1; i < _byCost.Length; i++)
        {
            if (_words[_byCost[i]].MostWithin(first, last) < _share)
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
        for (int i = 1; i < _byCost.Length; i++)
        {
            int found = _words[_byCost[i]].Advance(candidate);
            if (found != candidate)
            {
                return found;
            }

            if (i == 1 && _byCost.Length > 2 && !_finder.MayStand(_words, _byCost[0], _byCost[1]))
            {
                return candidate + 1;
            }
        }

        return candidate;
    }

    /// <summary>The first document from the target on that has all words.</summary>
    private int Agree(int target)
    {
        TermUnion rarest = _words[_byCost[0]];
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
