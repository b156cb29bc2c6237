using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>
/// Says of documents of one segment that the rarest of several words leads to whether all of the words stand there as they are wanted
/// to: of a run of documents, each word in all of them before the next word, or of a single one. Documents rise.
/// </summary>
internal sealed class WordsMatcher
{
    // Of a word with more documents than so many times those of the rarest, a block is read for few positions.
    private const long MostWalked = 3;

    // The places of so many documents ahead are fetched: they are in no near memory, but all at the same time.
    private const int Ahead = 12;

    // The words whose postings are walked, the rarest first.
    private readonly Member[] _members;

    // The words that are known by their places, and after how many of the others these are looked at.
    private readonly CommonWords? _common;
    private readonly CommonMember[] _commonMembers;
    private readonly int _commonAfter;
    private readonly WordFinder _finder;

    // Of the candidate: how many members the finder was given, and whether by these there is no match.
    private int _given;
    private bool _fails;

    // Of a run: the slots of the documents that match, and the next of these. Who asks of single documents only has no runs.
    private byte[] _slots = [];
    private int[] _wanted = [];
    private byte[] _found = [];
    private byte[] _places = [];
    private byte[] _rarestPlaces = [];
    private PositionsBatch _positions = null!;
    private PositionsBatch _rarestPositions = null!;
    private int _matching;
    private int _next;

    /// <param name="segment">The segment.</param>
    /// <param name="field">The text field.</param>
    /// <param name="words">What each word may be, none empty; those that are the same are one list.</param>
    /// <param name="finder">Finds the matches among the words' positions.</param>
    /// <param name="weighing">How shares are worked out; null where none are asked for.</param>
    public WordsMatcher(
        SegmentFile segment,
        int field,
        List<TermEntry>[] words,
        WordFinder finder,
        Bm25Lengths? weighing
    )
    {
        _finder = finder;
        _common = segment.Common(field);
        List<Member> members = [];
        List<CommonMember> common = [];
        List<TermUnion> walked = [];
        int[] byCost = [.. Enumerable.Range(0, words.Length)];
        Array.Sort([.. words.Select(CostOf)], byCost);
        List<List<TermEntry>> seen = new(words.Length);
        foreach (int first in byCost)
        {
            List<TermEntry> terms = words[first];
            if (seen.Contains(terms))
            {
                continue;
            }

            seen.Add(terms);

            // The rarest is walked in any case, and others if their blocks hold enough of its documents: places are in far memory,
            // but it is one look at each.
            bool isWalked =
                seen.Count == 1
                || terms[0].Documents < Math.Min(segment.DocumentCount * 3L / 4, members[0].Union.Cost * MostWalked);
            byte number = isWalked || terms.Count > 1 ? (byte)0 : _common?.NumberOf(terms[0]) ?? 0;
            if (number > 0)
            {
                common.Add(new CommonMember(number, PlacesOf(words, terms)));
                continue;
            }

            Member member = new(new TermUnion(segment, field, terms, weighing), PlacesOf(words, terms));
            members.Add(member);
            walked.AddRange(member.Words.Select(_ => member.Union));
        }

        _members = [.. members];
        _commonMembers = [.. common];
        _commonAfter = Math.Min(2, members.Count);
        Walked = [.. members.Select(member => member.Union)];
        WalkedWords = [.. walked];
    }

    /// <summary>The words whose postings are walked, the rarest first.</summary>
    public TermUnion[] Walked { get; }

    /// <summary>Of each word of the query that is walked what it is.</summary>
    public TermUnion[] WalkedWords { get; }

    /// <summary>Which of the finder's slots the candidate has.</summary>
    public int Slot { get; private set; }

    /// <summary>The documents of a run, to be written before <see cref="Match"/>, after <see cref="MakeRoom"/>.</summary>
    public int[] Documents { get; private set; } = [];

    /// <summary>Of each of them the place in its block of the rarest word's postings.</summary>
    public byte[] Places { get; private set; } = [];

    /// <summary>The last document of the run; -1 before the first run.</summary>
    public int RunEnd { get; private set; } = -1;

    private TermUnion Rarest => _members[0].Union;

    public void MakeRoom()
    {
        if (Documents.Length == 0)
        {
            Documents = SearchRooms.Ints();
            Places = SearchRooms.Bytes();
            _slots = SearchRooms.Bytes();
            _wanted = SearchRooms.Ints();
            _found = SearchRooms.Bytes();
            _places = SearchRooms.Bytes();
            _rarestPlaces = SearchRooms.Bytes();
            _positions = new PositionsBatch();
            _rarestPositions = new PositionsBatch();
        }
    }

    /// <summary>Writes the documents of the rarest word to a run: <see cref="TermUnion.FindAllWithin"/>.</summary>
    public int FindAllWithin(int target, int end, double share) =>
        Rarest.FindAllWithin(target, end, share, Documents, _wanted, Places);

    /// <summary>Makes the next document of the run that matches, from a target on, the candidate; null where there is none.</summary>
    public int? NextOfRun(int target)
    {
        while (_next < _matching)
        {
            Slot = _slots[_next++];
            if (Documents[Slot] >= target)
            {
                return Documents[Slot];
            }
        }

        return null;
    }

    /// <summary>The slots of the candidate and of the documents of the run that match after it, which are then done with.</summary>
    public ReadOnlySpan<byte> TakeRun()
    {
        int from = _next - 1;
        _next = _matching;
        return _slots.AsSpan(from, _matching - from);
    }

    /// <summary>
    /// Finds which of so many documents in <see cref="Documents"/> match, word by word, and makes the first of them the candidate; false
    /// where there is none.
    /// </summary>
    /// <param name="length">How many.</param>
    /// <param name="share">What each word must be worth in them; those where one is not may be left out.</param>
    public bool Match(int length, double share = 0)
    {
        RunEnd = Documents[length - 1];
        _finder.Clear();
        _given = _members.Length;
        _fails = false;
        _next = 1;
        _matching = length;
        for (int slot = 0; slot < length; slot++)
        {
            _slots[slot] = (byte)slot;
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
                NarrowRun(_members[i], share, isFirst: i == 1);
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

        Slot = _slots[0];
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
        int reach = _finder.Reach;
        for (int i = -2 * Ahead; i < _matching; i++)
        {
            if (i + (2 * Ahead) < _matching)
            {
                _common!.PrefetchStart(Documents[_slots[i + (2 * Ahead)]]);
            }

            if (i + Ahead >= 0 && i + Ahead < _matching)
            {
                int ahead = _slots[i + Ahead];
                _common!.Prefetch(Documents[ahead], _finder.Near(ahead), reach);
            }

            if (i < 0)
            {
                continue;
            }

            byte slot = _slots[i];
            if (NarrowByPlaces(slot, Documents[slot]))
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
        Rarest.ReadPositions(Places.AsSpan(0, _matching), _positions);
        _finder.Begin(_members[0].Words, _slots.AsSpan(0, _matching), _positions);
        if (_commonMembers.Length > 0)
        {
            return;
        }

        int kept = 0;
        for (int i = 0; i < _matching; i++)
        {
            byte slot = _slots[i];
            _slots[kept] = slot;
            kept += _finder.Counts[slot] > 0 ? 1 : 0;
        }

        _matching = kept;
    }

    /// <summary>
    /// Keeps the documents where a further word stands right, block by block of its postings. The rarest word's positions are not
    /// read before there is another word in the document.
    /// </summary>
    private void NarrowRun(Member member, double share, bool isFirst)
    {
        int count = _matching;
        for (int i = 0; i < count; i++)
        {
            _wanted[i] = Documents[_slots[i]];
        }

        _matching = 0;
        int next = 0;
        while (next < count)
        {
            int found = member.Union.FindCommon(_wanted.AsSpan(0, count), ref next, _found, _places);
            if (share > 0)
            {
                found = member.Union.KeepWorthwhile(_wanted, _found.AsSpan(0, found), _places, share);
            }

            if (found == 0)
            {
                continue;
            }

            // What is kept is never more than what was looked for so far.
            Span<byte> slots = _slots.AsSpan(_matching, found);
            for (int i = 0; i < found; i++)
            {
                slots[i] = _slots[_found[i]];
            }

            if (isFirst)
            {
                for (int i = 0; i < found; i++)
                {
                    _rarestPlaces[i] = Places[slots[i]];
                }

                Rarest.ReadPositions(_rarestPlaces.AsSpan(0, found), _rarestPositions);
                _finder.Begin(_members[0].Words, slots, _rarestPositions);
            }

            member.Union.ReadPositions(_places.AsSpan(0, found), _positions);
            _matching += _finder.Narrow(member.Words, slots, _positions);
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
            byte slot = _slots[i];
            if (Documents[slot] < found || (found = member.Union.Advance(Documents[slot])) != Documents[slot])
            {
                continue;
            }

            if (isFirst)
            {
                Rarest.ReadPositions(Places.AsSpan(slot, 1), _rarestPositions);
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
    public void Single()
    {
        Slot = 0;
        _given = 0;
        _fails = false;
        _matching = 0;
        _next = 0;
    }

    /// <summary>Gives the finder so many members of the candidate; false where there is no match for certain.</summary>
    public bool Give(int members)
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

    /// <summary>A union and the words of the query whose positions are read from it.</summary>
    private readonly record struct Member(TermUnion Union, int[] Words);

    /// <summary>A word that is known by its places, and which words of the query it is.</summary>
    private readonly record struct CommonMember(byte Number, int[] Words);
}
