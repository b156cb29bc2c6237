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

    public override IEnumerable<SourceTerm> Terms(int field)
    {
        MergedTerms terms = new(_inputs, field, []);
        List<(PostingsCursor Cursor, int[] Numbers)> cursors = [];
        while (terms.MoveNext())
        {
            cursors.Clear();
            foreach ((int input, TermEntry entry) in terms.Entries)
            {
                PostingsCursor cursor = new(_inputs[input], field, entry);
                if (AdvanceToLive(cursor, _numbers[input]))
                {
                    cursors.Add((cursor, _numbers[input]));
                }
            }

            // A term of deleted documents only is gone.
            if (cursors.Count > 0)
            {
                yield return new SourceTerm(terms.Term.ToArray(), Postings(cursors));
            }
        }
    }

    private static IEnumerable<SourcePosting> Postings(List<(PostingsCursor Cursor, int[] Numbers)> cursors)
    {
        PriorityQueue<int, int> next = new();
        for (int i = 0; i < cursors.Count; i++)
        {
            next.Enqueue(i, cursors[i].Numbers[cursors[i].Cursor.Document]);
        }

        int[] copy = [];
        while (next.TryDequeue(out int i, out int document))
        {
            (PostingsCursor cursor, int[] numbers) = cursors[i];
            int count = CopyPositions(cursor, ref copy);
            yield return new SourcePosting(document, copy.AsMemory(0, count));
            if (AdvanceToLive(cursor, numbers))
            {
                next.Enqueue(i, numbers[cursor.Document]);
            }
        }
    }

    private static int CopyPositions(PostingsCursor cursor, ref int[] copy)
    {
        ReadOnlySpan<int> positions = cursor.Positions();
        if (positions.Length > copy.Length)
        {
            copy = new int[positions.Length * 2];
        }

        positions.CopyTo(copy);
        return positions.Length;
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
