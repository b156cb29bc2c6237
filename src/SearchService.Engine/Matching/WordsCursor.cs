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

    // Of a word with more documents than so many times those of the rarest, mostly a block is read for one position.
    private const long MostWalked = 32;

    // The places of so many documents ahead are fetched: they are in no near memory, but all at the same time.
    private const int Ahead = 12;

    private readonly IntegerColumn? _lengths;

    // The words whose postings are walked, the rarest first, and of each word of the query among them what it is.
    private readonly Member[] _members;
    private readonly TermUnion[] _words;

    // The words that are known by their places, and after how many of the others these are looked at.
    private readonly CommonWords? _common;
    private readonly CommonMember[] _commonMembers;
    private readonly int _commonAfter;
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
    private byte[] _runPlaces = [];
    private int _runEnd = -1;
    private int[] _slots = [];
    private int[] _wanted = [];
    private byte[] _found = [];
    private byte[] _places = [];
    private byte[] _rarestPlaces = [];
    private PositionsBatch _positions = null!;
    private PositionsBatch _rarestPositions = null!;
    private int _matching;
    private int _next;
    private int _runLength = 1;

    // Where the current candidate is.
    private int _slot;

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
        _common = segment.Common(field);
        List<Member> members = [];
        List<CommonMember> common = [];
        List<TermUnion> walked = [];
        int[] byCost = [.. Enumerable.Range(0, words.Length)];
        Array.Sort([.. words.Select(CostOf)], byCost);
        List<List<TermEntry>> seen = new(words.Length);
        int fewest = finder.LooksAtOnePlace ? 0 : segment.DocumentCount / 3;
        foreach (int first in byCost)
        {
            List<TermEntry> terms = words[first];
            if (seen.Contains(terms))
            {
                continue;
            }

            seen.Add(terms);

            // The rarest is walked in any case, and the second if that narrows the documents down at no great cost: places are in
            // far memory.
            bool isWalked =
                seen.Count == 1
                || (
                    seen.Count == 2
                    && terms[0].Documents < Math.Min(segment.DocumentCount * 3L / 4, members[0].Union.Cost * MostWalked)
                );
            byte number =
                isWalked || terms.Count > 1 || terms[0].Documents < fewest ? (byte)0 : _common?.NumberOf(terms[0]) ?? 0;
            if (number > 0)
            {
                common.Add(new CommonMember(number, PlacesOf(words, terms)));
                continue;
            }

            Member member = new(new TermUnion(segment, field, terms, weight?.Lengths), PlacesOf(words, terms));
            members.Add(member);
            walked.AddRange(member.Words.Select(_ => member.Union));
        }

        _members = [.. members];
        _commonMembers = [.. common];
        _commonAfter = Math.Min(2, members.Count);
        _words = [.. walked];
    }

    private static long CostOf(List<TermEntry> terms)
    {
        long cost = 0;
        foreach (TermEntry entry in terms)
        {
            cost += entry.Documents;
        }

        return cost;
    }

    /// <summary>Which words of the query are some terms, in their order.</summary>
    private static int[] PlacesOf(List<TermEntry>[] words, List<TermEntry> terms)
    {
        List<int> places = [];
        for (int word = 0; word < words.Length; word++)
        {
            if (words[word] == terms)
            {
                places.Add(word);
            }
        }

        return [.. places];
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
            target = Math.Max(target, _runEnd + 1);
            return _members.Length == 1 && Rarest.HasBlocks ? FindWorthwhileInRuns(target) : FindWorthwhile(target);
        }

        bool isNext = _isAsked && target == Document + 1;
        target = Math.Max(target, _runEnd + 1);
        _runLength = isNext && Rarest.HasRuns ? Math.Min(_runLength * 2, WordFinder.Slots) : 1;
        return _runLength == 1 ? Agree(target) : FindInRuns(target);
    }

    private int FindInRuns(int target)
    {
        MakeRoom();
        while (Rarest.Advance(target) != End)
        {
            ReadOnlySpan<int> documents = Rarest.Run();
            int length = Math.Min(_runLength, documents.Length);
            documents[..length].CopyTo(_run);
            for (int slot = 0; slot < length; slot++)
            {
                _runPlaces[slot] = (byte)(Rarest.Place + slot);
            }

            target = _run[length - 1] + 1;
            if (MatchRun(length))
            {
                return _run[_slot];
            }

            _runLength = Math.Min(_runLength * 2, WordFinder.Slots);
        }

        return End;
    }

    /// <summary>As <see cref="FindInRuns"/>, of the documents where the rarest word is worth enough.</summary>
    private int FindWorthwhileInRuns(int target)
    {
        MakeRoom();
        while ((target = Rarest.SkipTo(target, _share)) != End)
        {
            // As far as a block reaches: the places in it are those of a run.
            int end = Rarest.Bound(target, out _);
            int length = 0;
            while (target <= end && Rarest.FindWithin(target, end, _share))
            {
                _run[length] = Rarest.Document;
                _runPlaces[length++] = (byte)Rarest.Place;
                target = Rarest.Document + 1;
            }

            if (length > 0 && MatchRun(length))
            {
                return _run[_slot];
            }

            if (end == End)
            {
                break;
            }

            target = end + 1;
        }

        return End;
    }

    private void MakeRoom()
    {
        if (_run.Length == 0)
        {
            _run = new int[WordFinder.Slots];
            _runPlaces = new byte[WordFinder.Slots];
            _slots = new int[WordFinder.Slots];
            _wanted = new int[WordFinder.Slots];
            _found = new byte[WordFinder.Slots];
            _places = new byte[WordFinder.Slots];
            _rarestPlaces = new byte[WordFinder.Slots];
            _positions = new PositionsBatch();
            _rarestPositions = new PositionsBatch();
        }
    }

    /// <summary>Finds which documents of the run match, word by word, and makes the first of them the candidate, if any.</summary>
    private bool MatchRun(int length)
    {
        _runEnd = _run[length - 1];
        _finder.Clear();
        _given = _members.Length;
        _fails = false;
        _next = 1;
        _matching = length;
        for (int slot = 0; slot < length; slot++)
        {
            _slots[slot] = slot;
        }

        if (_members.Length == 1)
        {
            BeginRun();
            NarrowByPlaces();
        }

        for (int i = 1; i < _members.Length && _matching > 0; i++)
        {
            if (_members[i].Union.HasRuns)
            {
                NarrowRun(_members[i], isFirst: i == 1);
            }
            else
            {
                NarrowEach(_members[i], isFirst: i == 1);
            }

            if (i + 1 == _commonAfter)
            {
                NarrowByPlaces();
            }
        }

        _slot = _slots[0];
        return _matching > 0;
    }

    /// <summary>Keeps the documents where the common words stand right.</summary>
    private void NarrowByPlaces()
    {
        if (_commonMembers.Length == 0)
        {
            return;
        }

        int kept = 0;
        for (int i = -Ahead; i < _matching; i++)
        {
            if (i + Ahead < _matching)
            {
                int ahead = _slots[i + Ahead];
                _common!.Prefetch(_run[ahead], _finder.Near(ahead));
            }

            if (i < 0)
            {
                continue;
            }

            int slot = _slots[i];
            if (NarrowByPlaces(slot, _run[slot]))
            {
                _slots[kept++] = slot;
            }
        }

        _matching = kept;
    }

    private bool NarrowByPlaces(int slot, int document)
    {
        CommonWords.Row row = _common![document];
        foreach (CommonMember member in _commonMembers)
        {
            foreach (int word in member.Words)
            {
                if (!_finder.Narrow(slot, word, row, member.Number))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private void BeginRun()
    {
        Rarest.ReadPositions(_runPlaces.AsSpan(0, _matching), _positions);
        int kept = 0;
        for (int i = 0; i < _matching; i++)
        {
            int slot = _slots[i];
            if (Begin(slot, _positions[i]) && (_commonMembers.Length > 0 || _finder.Count(slot) > 0))
            {
                _slots[kept++] = slot;
            }
        }

        _matching = kept;
    }

    /// <summary>
    /// Keeps the documents where a further word stands right, block by block of its postings. The rarest word's positions are not
    /// read before there is another word in the document.
    /// </summary>
    private void NarrowRun(Member member, bool isFirst)
    {
        int count = _matching;
        for (int i = 0; i < count; i++)
        {
            _wanted[i] = _run[_slots[i]];
        }

        _matching = 0;
        int next = 0;
        while (next < count)
        {
            int found = member.Union.FindCommon(_wanted.AsSpan(0, count), ref next, _found, _places);
            if (found == 0)
            {
                continue;
            }

            if (isFirst)
            {
                for (int i = 0; i < found; i++)
                {
                    _rarestPlaces[i] = _runPlaces[_slots[_found[i]]];
                }

                Rarest.ReadPositions(_rarestPlaces.AsSpan(0, found), _rarestPositions);
            }

            member.Union.ReadPositions(_places.AsSpan(0, found), _positions);
            for (int i = 0; i < found; i++)
            {
                int slot = _slots[_found[i]];
                if ((!isFirst || Begin(slot, _rarestPositions[i])) && Narrow(slot, member, _positions[i]))
                {
                    _slots[_matching++] = slot;
                }
            }
        }
    }

    /// <summary>As <see cref="NarrowRun"/>, document by document, where the word may be one of several.</summary>
    private void NarrowEach(Member member, bool isFirst)
    {
        int count = _matching;
        _matching = 0;
        int found = -1;
        for (int i = 0; i < count; i++)
        {
            int slot = _slots[i];
            if (_run[slot] < found || (found = member.Union.Advance(_run[slot])) != _run[slot])
            {
                continue;
            }

            if (isFirst)
            {
                Rarest.ReadPositions(_runPlaces.AsSpan(slot, 1), _rarestPositions);
            }

            if ((!isFirst || Begin(slot, _rarestPositions[0])) && Narrow(slot, member, member.Union.Positions()))
            {
                _slots[_matching++] = slot;
            }
        }
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
        while (!_fails && _given < members)
        {
            if (_given == 0)
            {
                _finder.Clear();
                _fails = !Begin(0, Rarest.Positions());
            }
            else
            {
                _fails = !Narrow(0, _members[_given], _members[_given].Union.Positions());
            }

            _given++;
            if (!_fails && _given == _commonAfter && _commonMembers.Length > 0)
            {
                _fails = !NarrowByPlaces(0, Rarest.Document);
            }
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

    /// <summary>A union and the words of the query whose positions are read from it.</summary>
    private readonly record struct Member(TermUnion Union, int[] Words);

    /// <summary>A word that is known by its places, and which words of the query it is.</summary>
    private readonly record struct CommonMember(byte Number, int[] Words);
}
