using SearchService.Engine.Storage;

namespace SearchService.Engine.Segments;

/// <summary>
/// A term's postings: for each document a vint of the distance to the one before (from -1), a vint of the frequency. Apart, for
/// each document the distances between its positions as vints, the first one from the document's first position in the field.
/// </summary>
internal static class PostingsWriter
{
    public static TermEntry Write(
        IEnumerable<SourcePosting> source,
        Func<int, int> firstPosition,
        ByteWriter postings,
        ByteWriter positions
    )
    {
        int postingsStart = postings.Length;
        int positionsStart = positions.Length;
        int documents = 0;
        long total = 0;
        int previous = -1;
        foreach (SourcePosting posting in source)
        {
            ReadOnlySpan<int> at = posting.Positions.Span;
            postings.Vint(posting.Document - previous);
            postings.Vint(at.Length);
            previous = posting.Document;
            documents++;
            total += at.Length;
            int before = firstPosition(posting.Document);
            foreach (int position in at)
            {
                positions.Vint(position - before);
                before = position;
            }
        }

        return new TermEntry(
            documents,
            total,
            postingsStart,
            postings.Length - postingsStart,
            positionsStart,
            positions.Length - positionsStart
        );
    }
}

/// <summary>What the dictionary knows of a term. Offsets and lengths are bytes within the field's sections.</summary>
internal readonly record struct TermEntry(
    int Documents,
    long Occurrences,
    long PostingsOffset,
    long PostingsLength,
    long PositionsOffset,
    long PositionsLength
);

/// <summary>
/// Walks the documents of one term in one segment, deleted ones included. Positions cost nothing until they are read.
/// </summary>
internal sealed class PostingsCursor
{
    public const int End = int.MaxValue;

    private readonly SegmentFile _segment;
    private readonly int _field;
    private readonly TermEntry _entry;
    private readonly ReadOnlyMemory<byte> _postings;
    private ReadOnlyMemory<byte> _positions;
    private int _postingsAt;
    private int _positionsAt;
    private bool _positionsOpen;

    // Positions of documents that were passed and whose positions were not read.
    private long _unread;
    private bool _read = true;

    public PostingsCursor(SegmentFile segment, int field, TermEntry entry)
    {
        _segment = segment;
        _field = field;
        _entry = entry;
        _postings = segment.Read(SectionKind.Postings, field, entry.PostingsOffset, entry.PostingsLength);
    }

    /// <summary>-1 before the first <see cref="Advance"/>, <see cref="End"/> after the last document.</summary>
    public int Document { get; private set; } = -1;

    public int Frequency { get; private set; }

    /// <summary>Moves to the first document that is not before <paramref name="target"/>; stays if it is there.</summary>
    public int Advance(int target)
    {
        if (Document >= target)
        {
            return Document;
        }

        ByteReader reader = new(_postings.Span[_postingsAt..]);
        int document = Document;
        do
        {
            if (!_read)
            {
                _unread += Frequency;
            }

            if (reader.AtEnd)
            {
                Document = End;
                return End;
            }

            document += (int)reader.Vint();
            Frequency = (int)reader.Vint();
            _read = false;
        } while (document < target);
        _postingsAt += reader.Position;
        Document = document;
        return document;
    }

    public int DocumentCount => _entry.Documents;

    public int Next() => Advance(Document + 1);

    public int ShallowAdvance(int target) => target > End ? 0 : End;

    public ReadOnlySpan<Impact> Impacts => _impacts;

    private static readonly Impact[] _impacts = [new Impact(int.MaxValue, 0)];
    private readonly List<int> _positionList = [];
    private int _positionsOf = -1;

    public ReadOnlySpan<int> Positions()
    {
        if (_positionsOf != Document)
        {
            _positionList.Clear();
            ReadPositions(_positionList);
            _positionsOf = Document;
        }

        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_positionList);
    }

    /// <summary>Adds the term's positions in the document, rising. Once a document at most.</summary>
    public void ReadPositions(List<int> positions)
    {
        if (!_positionsOpen)
        {
            _positions = _segment.Read(SectionKind.Positions, _field, _entry.PositionsOffset, _entry.PositionsLength);
            _positionsOpen = true;
        }

        ByteReader reader = new(_positions.Span[_positionsAt..]);
        reader.SkipVints(_unread);
        _unread = 0;
        _read = true;
        int position = _segment.FirstPosition(_field, Document);
        for (int i = 0; i < Frequency; i++)
        {
            position += (int)reader.Vint();
            positions.Add(position);
        }

        _positionsAt += reader.Position;
    }
}

internal readonly record struct Impact(int Frequency, int Length);
