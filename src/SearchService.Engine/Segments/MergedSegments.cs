using SearchService.Engine.Schema;

namespace SearchService.Engine.Segments;

/// <summary>The live documents of some segments as one, its groups in order of their keys.</summary>
internal sealed class MergedSegments : SegmentSource
{
    private readonly IndexSchema _schema;
    private readonly IReadOnlyList<SegmentFile> _inputs;
    private readonly StoredBlocks[] _stored;
    private readonly List<SourceGroup> _groups = [];
    private readonly List<(int Input, int Group)> _groupOrigins = [];

    // Where each new document was, and what each old one is now; -1 where it is deleted.
    private readonly List<(int Input, int Document)> _origins = [];
    private readonly int[][] _numbers;

    public MergedSegments(IndexSchema schema, IReadOnlyList<(SegmentFile File, DocumentSet? DeletedGroups)> inputs)
    {
        _schema = schema;
        _inputs = [.. inputs.Select(input => input.File)];
        _stored = [.. _inputs.Select(input => new StoredBlocks(input))];
        _numbers = [.. _inputs.Select(input => new int[input.DocumentCount])];
        foreach (int[] numbers in _numbers)
        {
            Array.Fill(numbers, -1);
        }

        List<(byte[] Key, int Input, int Group)> live = [];
        for (int input = 0; input < inputs.Count; input++)
        {
            (SegmentFile file, DocumentSet? deleted) = inputs[input];
            for (int group = 0; group < file.GroupCount; group++)
            {
                if (deleted?.Contains(group) != true)
                {
                    live.Add((file.GroupKey(group).ToArray(), input, group));
                }
            }
        }

        foreach ((byte[] key, int input, int group) in live.OrderBy(g => g.Key, Utf8.Order))
        {
            SegmentFile file = _inputs[input];
            int first = file.FirstDocument(group);
            int end = file.FirstDocument(group + 1);
            _groups.Add(new SourceGroup(key, end - first));
            _groupOrigins.Add((input, group));
            for (int document = first; document < end; document++)
            {
                _numbers[input][document] = _origins.Count;
                _origins.Add((input, document));
            }
        }
    }

    public override int DocumentCount => _origins.Count;

    public override IReadOnlyList<SourceGroup> Groups => _groups;

    public override ReadOnlyMemory<byte> GroupStored(int group)
    {
        (int input, int old) = _groupOrigins[group];
        return _inputs[input].GroupStored(old);
    }

    public override ReadOnlySpan<byte> Stored(int document)
    {
        (int input, int old) = _origins[document];
        return _stored[input].Read(old);
    }

    public override FieldExtent Extent(int field, int document)
    {
        (int input, int old) = _origins[document];
        return _inputs[input].Extent(field, old);
    }

    public override IReadOnlyList<string> Keywords(int column, int document)
    {
        (int input, int old) = _origins[document];
        return _inputs[input].Keywords(column, old);
    }

    public override long? Number(int column, int document)
    {
        (int input, int old) = _origins[document];
        return _inputs[input].Number(column, old);
    }

    public override bool AddPlaces(int field, CommonWordsWriter common)
    {
        List<(int Documents, IReadOnlyList<(int Input, TermEntry Entry)> Entries)> candidates = [];
        MergedTerms terms = new(_inputs, field, []);
        while (terms.MoveNext())
        {
            if (terms.Documents >= common.Least)
            {
                candidates.Add((terms.Documents, terms.Entries));
            }
        }

        if (!common.Choose(candidates.Select(term => term.Documents)))
        {
            return false;
        }

        // What a segment already knows by its places is taken from there, all else from the postings.
        CommonWords?[] known = [.. _inputs.Select(input => input.Common(field))];
        byte[][] numbers = [.. _inputs.Select(_ => new byte[CommonWords.Most + 1])];
        List<(int Input, TermEntry Entry, byte Number)> unknown = [];
        byte number = 0;
        foreach ((int documents, IReadOnlyList<(int Input, TermEntry Entry)> entries) in candidates)
        {
            if (!common.IsCommon(documents))
            {
                continue;
            }

            number++;
            foreach ((int input, TermEntry entry) in entries)
            {
                if (known[input]?.NumberOf(entry) is > 0 and byte before)
                {
                    numbers[input][before] = number;
                }
                else
                {
                    unknown.Add((input, entry, number));
                }
            }
        }

        for (int document = 0; document < _origins.Count; document++)
        {
            (int input, int old) = _origins[document];
            if (known[input] is CommonWords places)
            {
                // The row may go on to the next document of the group, with nothing in it.
                int length = _inputs[input].Extent(field, old).Length;
                common.Add(document, places[old].Numbers[..length], numbers[input]);
            }
        }

        foreach ((int input, TermEntry entry, byte of) in unknown)
        {
            PostingsCursor cursor = new(_inputs[input], field, entry);
            while (AdvanceToLive(cursor, _numbers[input]))
            {
                foreach (int position in cursor.Positions())
                {
                    common.Add(_numbers[input][cursor.Document], position, of);
                }
            }
        }

        return true;
    }

    public override void WriteTerms(int field, TermsWriter output)
    {
        MergedTerms terms = new(_inputs, field, []);
        PriorityQueue<(PostingsCursor Cursor, int[] Numbers), int> next = new();
        while (terms.MoveNext())
        {
            foreach ((int input, TermEntry entry) in terms.Entries)
            {
                PostingsCursor cursor = new(_inputs[input], field, entry);
                int[] numbers = _numbers[input];
                if (AdvanceToLive(cursor, numbers))
                {
                    next.Enqueue((cursor, numbers), numbers[cursor.Document]);
                }
            }

            WriteDocuments(next, output);
            output.EndTerm(terms.Term, terms.Documents);
        }
    }

    private static void WriteDocuments(
        PriorityQueue<(PostingsCursor Cursor, int[] Numbers), int> next,
        TermsWriter output
    )
    {
        while (next.TryDequeue(out (PostingsCursor Cursor, int[] Numbers) first, out int document))
        {
            // It often stays the first for long: segments that were written one after another hold runs of keys.
            int end = next.TryPeek(out _, out int other) ? other : int.MaxValue;
            bool more;
            do
            {
                output.Add(document, first.Cursor.Positions());
                more = AdvanceToLive(first.Cursor, first.Numbers);
                document = more ? first.Numbers[first.Cursor.Document] : 0;
            } while (more && document < end);

            if (more)
            {
                next.Enqueue(first, document);
            }
        }
    }

    private static bool AdvanceToLive(PostingsCursor cursor, int[] numbers)
    {
        int document;
        do
        {
            document = cursor.Next();
        } while (document != PostingsCursor.End && numbers[document] < 0);
        return document != PostingsCursor.End;
    }
}
