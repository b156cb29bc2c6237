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
    private int _foundIn = -1;

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
        if (_weight is not null)
        {
            return _finder.Bound(_words, _byCost, target, _weight, out bound);
        }

        bound = 0;
        return End;
    }

    protected override int Find(int target)
    {
        while (true)
        {
            int candidate = Agree(target);
            if (
                candidate == End
                || _weight is null
                || double.IsNegativeInfinity(Least)
                || _weight.Score(_finder.MostMatches(_words), _lengths![candidate]) >= Least
            )
            {
                return candidate;
            }

            target = candidate + 1;
        }
    }

    /// <summary>The first document from the target on that has all words.</summary>
    private int Agree(int target)
    {
        TermUnion rarest = _words[_byCost[0]];
        int candidate = rarest.Advance(target);
        int at = 1;
        while (at < _byCost.Length && candidate != End)
        {
            int found = _words[_byCost[at]].Advance(candidate);
            if (found == candidate)
            {
                at++;
            }
            else
            {
                candidate = found == End ? End : rarest.Advance(found);
                at = 1;
            }
        }

        return candidate;
    }
}
