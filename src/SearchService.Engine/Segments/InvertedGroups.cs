using System.Numerics;
using System.Runtime.CompilerServices;

namespace SearchService.Engine.Segments;

/// <summary>The groups of an inverter as a segment's source: those that are still wanted, in the order of their keys.</summary>
internal sealed class InvertedGroups : SegmentSource
{
    private readonly Inverter _inverter;
    private readonly SourceGroup[] _groups;
    private readonly ReadOnlyMemory<byte>[] _groupStored;

    // Where each new document was, and what each old one is now; -1 where it is not wanted any more.
    private readonly int[] _old;
    private readonly int[] _new;
    private readonly bool _isInOrder;

    /// <param name="inverter">Must not be changed while this is used.</param>
    /// <param name="dead">Groups that have been replaced or deleted.</param>
    public InvertedGroups(Inverter inverter, HashSet<int> dead)
    {
        _inverter = inverter;
        List<(byte[] Key, int Group)> live = new(inverter.GroupCount);
        bool isSorted = true;
        for (int group = 0; group < inverter.GroupCount; group++)
        {
            if (!dead.Contains(group))
            {
                byte[] key = Utf8.Of(inverter.Groups[group].Key);
                isSorted &= live.Count == 0 || live[^1].Key.AsSpan().SequenceCompareTo(key) < 0;
                live.Add((key, group));
            }
        }

        if (!isSorted)
        {
            live.Sort((a, b) => a.Key.AsSpan().SequenceCompareTo(b.Key));
        }

        _groups = new SourceGroup[live.Count];
        _groupStored = new ReadOnlyMemory<byte>[live.Count];
        _new = new int[inverter.DocumentCount];
        Array.Fill(_new, -1);
        List<int> old = [];
        _isInOrder = true;
        for (int i = 0; i < live.Count; i++)
        {
            InvertedGroup group = inverter.Groups[live[i].Group];
            _groups[i] = new SourceGroup(live[i].Key, group.Documents);
            _groupStored[i] = group.Stored;
            for (int document = group.FirstDocument; document < group.FirstDocument + group.Documents; document++)
            {
                _isInOrder &= old.Count == 0 || old[^1] < document;
                _new[document] = old.Count;
                old.Add(document);
            }
        }

        _old = [.. old];
    }

    public override int DocumentCount => _old.Length;

    public override IReadOnlyList<SourceGroup> Groups => _groups;

    public override ReadOnlyMemory<byte> GroupStored(int group) => _groupStored[group];

    public override ReadOnlySpan<byte> Stored(int document) => _inverter.Stored(_old[document]);

    public override FieldExtent Extent(int field, int document) => _inverter.Extent(field, _old[document]);

    public override IReadOnlyList<string> Keywords(int column, int document) =>
        _inverter.Columns.Keywords(column, _old[document]);

    public override long? Number(int column, int document) => _inverter.Columns.Number(column, _old[document]);

    public override bool AddPlaces(int field, CommonWordsWriter common)
    {
        InvertedField inverted = _inverter.Field(field);
        if (!common.Choose(Enumerable.Range(0, inverted.TermCount).Select(inverted.Documents)))
        {
            return false;
        }

        int[] terms =
        [
            .. Enumerable
                .Range(0, inverted.TermCount)
                .Where(term => common.IsCommon(inverted.Documents(term)))
                .OrderBy(term => inverted.Term(term).ToArray(), Utf8.Order),
        ];
        byte[] numbers = new byte[InvertedField.RowNames];
        for (int i = 0; i < terms.Length; i++)
        {
            numbers[InvertedField.RowName(terms[i])] = (byte)(i + 1);
        }

        // Terms that were met late have no names of their own: the most common ones are met early.
        numbers[InvertedField.Nameless] = 0;
        for (int document = 0; document < _old.Length; document++)
        {
            common.Add(document, inverted.Row(_old[document]), numbers);
        }

        foreach ((int document, int position, int term) in inverted.OutsideRows)
        {
            if (_new[document] >= 0 && numbers[InvertedField.RowName(term)] is > 0 and byte number)
            {
                common.Add(_new[document], position, number);
            }
        }

        for (int i = 0; i < terms.Length; i++)
        {
            if (InvertedField.RowName(terms[i]) == InvertedField.Nameless)
            {
                AddPlaces(inverted.Postings(terms[i]), (byte)(i + 1), common);
            }
        }

        return true;
    }

    private void AddPlaces(InvertedField.PostingsReader reader, byte number, CommonWordsWriter common)
    {
        int[] positions = new int[256];
        while (reader.MoveNext(ref positions))
        {
            if (_new[reader.Document] is >= 0 and int document)
            {
                foreach (int position in positions.AsSpan(0, reader.Frequency))
                {
                    common.Add(document, position, number);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void WriteTerms(int field, TermsWriter output)
    {
        InvertedField inverted = _inverter.Field(field);
        PostingList? unordered = _isInOrder ? null : new PostingList(_new, DocumentCount);
        int[] positions = new int[256];
        foreach (int term in inverted.SortedTerms())
        {
            InvertedField.PostingsReader reader = inverted.Postings(term);
            if (unordered is not null)
            {
                unordered.Read(ref reader);
                unordered.Drain(output);
            }
            else
            {
                while (reader.MoveNext(ref positions))
                {
                    if (_new[reader.Document] is >= 0 and int document)
                    {
                        output.Add(document, positions.AsSpan(0, reader.Frequency));
                    }
                }
            }

            output.EndTerm(inverted.Term(term), inverted.Documents(term));
        }
    }

    /// <summary>One term's documents with their positions, to be put in order; used for all terms in turn.</summary>
    /// <param name="numbers">What each document read is to be; below 0 where it is not wanted.</param>
    /// <param name="documentCount">How many are wanted.</param>
    private sealed class PostingList(int[] numbers, int documentCount)
    {
        // Fewer are put in order by comparing them; for more it is shorter to mark them and to look at all marks.
        private readonly int _fewDocuments = documentCount / 512;
        private readonly ulong[] _marks = new ulong[DocumentSet.WordCount(documentCount)];

        // Of the term's documents, where their positions are: first how many, then all.
        private readonly int[] _places = new int[documentCount];
        private int[] _documents = new int[64];
        private int[] _positions = new int[256];
        private int _count;
        private int _end;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Read(ref InvertedField.PostingsReader reader)
        {
            while (reader.MoveNext(ref _positions, _end + 1))
            {
                int document = numbers[reader.Document];
                if (document < 0)
                {
                    continue;
                }

                if (_count == _documents.Length)
                {
                    Array.Resize(ref _documents, _count * 2);
                }

                _documents[_count++] = document;
                _places[document] = _end;
                _positions[_end] = reader.Frequency;
                _end += 1 + reader.Frequency;
            }
        }

        /// <summary>Hands over all documents in order, and forgets them.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Drain(TermsWriter output)
        {
            Span<int> documents = _documents.AsSpan(0, _count);
            if (_count <= _fewDocuments)
            {
                documents.Sort();
                foreach (int document in documents)
                {
                    output.Add(document, Positions(document));
                }
            }
            else
            {
                foreach (int document in documents)
                {
                    _marks[document >> 6] |= 1UL << document;
                }

                for (int word = 0; word < _marks.Length; word++)
                {
                    for (ulong rest = _marks[word]; rest != 0; rest &= rest - 1)
                    {
                        int document = (word << 6) + BitOperations.TrailingZeroCount(rest);
                        output.Add(document, Positions(document));
                    }

                    _marks[word] = 0;
                }
            }

            _count = 0;
            _end = 0;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private ReadOnlySpan<int> Positions(int document)
        {
            int place = _places[document];
            return _positions.AsSpan(place + 1, _positions[place]);
        }
    }
}
