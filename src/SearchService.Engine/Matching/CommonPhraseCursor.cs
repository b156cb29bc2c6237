using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>
/// A phrase of common words only, in a segment whose groups have one document each. Even the rarest word's postings are then those
/// of a good part of all documents, each of which would be looked at by itself; so the phrase is looked for in the places of all of
/// them, one run of bytes.
/// </summary>
internal sealed class CommonPhraseCursor : PlacesCursor
{
    // Looking at a document by the postings of a word takes as long as looking through about so many places.
    private const int PlacesPerPosting = 512;

    // After so many places where it does not stand the document that is reached is a candidate, for there may be others to ask.
    private const int Patience = 4096;

    private const int Unknown = -1;

    private readonly CommonWords _common;
    private readonly int _documents;
    private readonly byte[] _numbers;
    private readonly int[] _offsets;
    private readonly int _length;

    // Of the rarest word, for what a document can be worth.
    private readonly TermUnion _rarest;
    private readonly IntegerColumn? _lengths;
    private readonly Bm25Weight? _weight;
    private double _least = double.NegativeInfinity;
    private double _share;

    // Of the candidate, once it was looked through.
    private int _count;

    private CommonPhraseCursor(
        SegmentFile segment,
        int field,
        CommonWords common,
        (TermEntry Entry, byte Number, int Offset)[] words,
        int length,
        Bm25Weight? weight
    )
    {
        _common = common;
        _documents = segment.DocumentCount;
        _numbers = [.. words.Select(word => word.Number)];
        _offsets = [.. words.Select(word => word.Offset)];
        _length = length;
        _rarest = new TermUnion(segment, field, [words[0].Entry], weight?.Lengths);
        _lengths = weight is null ? null : segment.Norms(weight.Field);
        _weight = weight;
    }

    /// <summary>Null where a word is not common, or its documents are too few to look at all of the segment's places instead.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="field">The text field.</param>
    /// <param name="words">What each word may be, none empty.</param>
    /// <param name="phrase">How the words stand to each other.</param>
    /// <param name="weight">Null where no scores are asked for.</param>
    public static CommonPhraseCursor? Open(
        SegmentFile segment,
        int field,
        List<TermEntry>[] words,
        PhraseFinder phrase,
        Bm25Weight? weight
    )
    {
        if (segment.Common(field) is not CommonWords common)
        {
            return null;
        }

        (TermEntry Entry, byte Number, int Offset)[] byCost = new (TermEntry, byte, int)[words.Length];
        for (int word = 0; word < words.Length; word++)
        {
            TermEntry entry = words[word][0];
            byte number = words[word].Count > 1 ? (byte)0 : common.NumberOf(entry);
            if (number == 0 || common.Length > (long)entry.Documents * PlacesPerPosting)
            {
                return null;
            }

            byCost[word] = (entry, number, phrase.Offsets[word]);
        }

        Array.Sort(byCost, (a, b) => a.Entry.Documents.CompareTo(b.Entry.Documents));
        return new CommonPhraseCursor(segment, field, common, byCost, phrase.Length, weight);
    }

    public override long Cost => _rarest.Cost;

    public override bool ScoresNothing => _weight is null;

    public override bool Matches()
    {
        if (_count == Unknown)
        {
            int start = _common.Start(Document);
            int end = _common.Start(Document + 1);
            _count = CountFrom(FindWithin(start, end), end);
        }

        return _count > 0;
    }

    public override double Score() => _weight?.Score(_count, _lengths![Document]) ?? 0;

    public override void AddMatches(List<GroupCursor.Span> spans)
    {
        int start = _common.Start(Document);
        int end = _common.Start(Document + 1);
        for (int place = FindWithin(start, end); place < end; place = FindWithin(place + 1, end))
        {
            spans.Add(new GroupCursor.Span(place - start + _common.FirstPosition(Document), _length));
        }
    }

    public override int Bound(int target, out double bound)
    {
        bound = 0;
        if (_weight is null)
        {
            return End;
        }

        int end = _rarest.Bound(target, out double share);
        bound = share * _weight.Whole;
        return end;
    }

    public override void Require(double least)
    {
        if (_weight is not null)
        {
            _least = least;
            _share = least / _weight.Whole;
        }
    }

    protected override int Find(int target)
    {
        while (target < _documents)
        {
            if (!double.IsNegativeInfinity(_least) && (target = _rarest.SkipTo(target, _share)) >= _documents)
            {
                break;
            }

            int from = _common.Start(target);
            int end = Math.Min((int)Math.Min(from + (long)Patience, _common.Length), _common.Start(_documents));
            int place = _common.FindTogether(_numbers, _offsets, from, end);
            if (place == end)
            {
                if (end == _common.Start(_documents))
                {
                    break;
                }

                // What of the document is before has no match, but the rest may have.
                target = Math.Max(target, _common.DocumentAt(end, target));
                _count = Unknown;
                return target;
            }

            target = _common.DocumentAt(place, target);
            end = _common.Start(target + 1);
            _count = CountFrom(place + _length > end ? end : place, end);
            if (_count > 0 && !(_weight is not null && Score(target) < _least))
            {
                return target;
            }

            target++;
        }

        return End;
    }

    private double Score(int document) => _weight!.Score(_count, _lengths![document]);

    /// <summary>The first place of the phrase from a place on within a document that ends at another; that if there is none.</summary>
    private int FindWithin(int from, int end)
    {
        int last = end - _length + 1;
        int place = from < last ? _common.FindTogether(_numbers, _offsets, from, last) : last;
        return place < last ? place : end;
    }

    private int CountFrom(int place, int end)
    {
        int count = 0;
        for (; place < end; place = FindWithin(place + 1, end))
        {
            count++;
        }

        return count;
    }
}
