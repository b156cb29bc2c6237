using System.Buffers.Binary;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Segments;

/// <summary>
/// An open segment file. Opening reads its directory only; everything else is read in place when it is asked for.
/// </summary>
internal sealed class SegmentFile : IDisposable
{
    private readonly PagedFile _file;

    // By kind, then by number; (0, 0) where there is none, as a body never begins at 0.
    private readonly (long Offset, long Length)[][] _sections = new (long, long)[(int)SectionKind.NumberValues + 1][];
    private readonly TermDictionary[] _dictionaries;

    // By kind, then by number, as they are first asked for. Two threads may both open one, to the same end.
    private readonly IntegerColumn?[][] _columns = new IntegerColumn[(int)SectionKind.NumberValues + 1][];
    private readonly NumberColumn?[] _numbers;
    private readonly CommonWords?[] _common;

    private SegmentFile(PagedFile file, IndexSchema schema)
    {
        _file = file;
        ByteReader directory = new(file.Directory);
        DocumentCount = directory.VintInt32();
        GroupCount = directory.VintInt32();
        int fields = directory.VintInt32();
        if (fields != schema.TextFields.Count)
        {
            throw new IndexCorruptException(file.Name, 0, $"{schema.TextFields.Count} text fields", $"{fields}");
        }

        Totals = new FieldTotals[fields];
        for (int field = 0; field < fields; field++)
        {
            Totals[field] = new FieldTotals(directory.VintInt32(), directory.Vint(), directory.VintInt32());
        }

        Array.Fill(_sections, []);
        for (int left = directory.VintInt32(); left > 0; left--)
        {
            int kind = directory.VintInt32();
            int number = directory.VintInt32();
            (long, long) section = (directory.Vint(), directory.Vint());

            // A later format may bring kinds that this program does not know, and need not.
            if (kind < _sections.Length)
            {
                Array.Resize(ref _sections[kind], Math.Max(number + 1, _sections[kind].Length));
                _sections[kind][number] = section;
            }
        }

        for (int kind = 0; kind < _sections.Length; kind++)
        {
            _columns[kind] = new IntegerColumn[_sections[kind].Length];
        }

        _numbers = new NumberColumn[schema.Columns.Count];
        _common = new CommonWords[fields];
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException(
                "An index is read in place, in the order of bytes it is written in."
            );
        }

        _dictionaries = new TermDictionary[fields];
        for (int field = 0; field < fields; field++)
        {
            _dictionaries[field] = new TermDictionary(this, field);
        }
    }

    public string Name => _file.Name;

    public long Length => _file.Length;

    public uint TrailerChecksum => _file.TrailerChecksum;

    public int DocumentCount { get; }

    public int GroupCount { get; }

    public FieldTotals[] Totals { get; }

    public static SegmentFile Open(IStorage storage, string name, IndexSchema schema)
    {
        PagedFile file = PagedFile.Open(
            storage,
            name,
            SegmentFormat.Magic,
            SegmentFormat.OldestVersion,
            SegmentFormat.Version
        );
        try
        {
            return new SegmentFile(file, schema);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void CheckAllPages() => _file.CheckAll();

    public void Dispose() => _file.Dispose();

    public TermDictionary Terms(int field) => _dictionaries[field];

    /// <summary>A field's common terms by their places; null where they are not kept.</summary>
    public CommonWords? Common(int field) =>
        _common[field] ??= Has(SectionKind.CommonTerms, field) ? new CommonWords(this, field) : null;

    /// <summary>How many tokens each document has in a field.</summary>
    public IntegerColumn Norms(int field) => Integers(SectionKind.Lengths, field, DocumentCount);

    public int Norm(int field, int document) => Norms(field)[document];

    public FieldExtent Extent(int field, int document) =>
        new(
            Norm(field, document),
            FirstPositions(field)[document],
            Integers(SectionKind.LastPositions, field, DocumentCount)[document]
        );

    /// <summary>By document, and one more: where its positions begin among those of <see cref="Common"/>.</summary>
    internal IntegerColumn CommonStarts(int field) => Integers(SectionKind.CommonStarts, field, DocumentCount + 1);

    /// <summary>The first position of each document in a field.</summary>
    public IntegerColumn FirstPositions(int field) => Integers(SectionKind.FirstPositions, field, DocumentCount);

    public ReadOnlySpan<byte> GroupKey(int group) => Blob(SectionKind.GroupKeys, 0, group);

    public ReadOnlyMemory<byte> GroupStored(int group) => BlobMemory(SectionKind.GroupStored, 0, group);

    /// <summary>A copy of what a document was put with.</summary>
    public byte[] DocumentStored(int document) => new StoredBlocks(this).Read(document).ToArray();

    internal IntegerColumn StoredBlockDocuments =>
        Integers(
            SectionKind.StoredBlockDocuments,
            0,
            (int)(SectionLength(SectionKind.StoredBlockOffsets, 0) / sizeof(ulong))
        );

    internal int StoredStart(int document) => Integers(SectionKind.StoredStarts, 0, DocumentCount)[document];

    /// <summary>The number of a group's first document; of the group after the last, the number of documents.</summary>
    public int FirstDocument(int group) => Integers(SectionKind.GroupFirstDocuments, 0, GroupCount + 1)[group];

    /// <summary>The group of a document: the last one that begins at or before it and is not empty.</summary>
    public int GroupOf(int document)
    {
        // The number of documents stands after the last group's first one.
        IntegerColumn firsts = Integers(SectionKind.GroupFirstDocuments, 0, GroupCount + 1);
        if (document < GroupCount && firsts[document] == document && firsts[document + 1] > document)
        {
            // Before it are as many documents as groups: one each, as a rule.
            return document;
        }

        return Math.Min(firsts.LastNotAfter(document), Math.Max(GroupCount - 1, 0));
    }

    /// <summary>The group of a key, or -1.</summary>
    public int FindGroup(ReadOnlySpan<byte> key) => Find(SectionKind.GroupKeys, 0, GroupCount, key);

    public int KeywordValueCount(int column) =>
        (int)(BinaryPrimitives.ReadInt64LittleEndian(Read(SectionKind.KeywordValues, column, 0, 8)) / 8) - 1;

    public ReadOnlySpan<byte> KeywordValue(int column, int ordinal) => Blob(SectionKind.KeywordValues, column, ordinal);

    /// <summary>The ordinal of a value in the segment, or -1.</summary>
    public int FindKeyword(int column, ReadOnlySpan<byte> value) =>
        Find(SectionKind.KeywordValues, column, KeywordValueCount(column), value);

    /// <summary>Where a document's ordinals begin; those of the document after the last end them all.</summary>
    public int KeywordStart(int column, int document) => KeywordStarts(column)[document];

    public int KeywordOrdinal(int column, int at) => KeywordOrdinals(column)[at];

    /// <summary>By document, and one more: where its ordinals begin.</summary>
    public IntegerColumn KeywordStarts(int column) => Integers(SectionKind.KeywordStarts, column, DocumentCount + 1);

    public IntegerColumn KeywordOrdinals(int column) =>
        Integers(SectionKind.KeywordOrdinals, column, KeywordStart(column, DocumentCount));

    public IReadOnlyList<string> Keywords(int column, int document)
    {
        int start = KeywordStart(column, document);
        string[] values = new string[KeywordStart(column, document + 1) - start];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Utf8.Text(KeywordValue(column, KeywordOrdinal(column, start + i)));
        }

        return values;
    }

    public long? Number(int column, int document) => Numbers(column)[document];

    public NumberColumn Numbers(int column) =>
        _numbers[column] ??= new NumberColumn(
            this,
            Read(SectionKind.NumberPresence, column, 0, SectionLength(SectionKind.NumberPresence, column)),
            Read(SectionKind.NumberValues, column, 0, SectionLength(SectionKind.NumberValues, column))
        );

    public long SectionLength(SectionKind kind, int number) => Section(kind, number).Length;

    /// <summary>Verified bytes by their place in a section.</summary>
    public ReadOnlySpan<byte> Read(SectionKind kind, int number, long offset, long length) =>
        _file.Read(Place(kind, number, offset, length), (int)length);

    private long Place(SectionKind kind, int number, long offset, long length)
    {
        (long start, long sectionLength) = Section(kind, number);
        if (offset < 0 || length < 0 || length > sectionLength - offset || length > Array.MaxLength)
        {
            throw new IndexCorruptException(
                Name,
                start + offset,
                $"{length} bytes of {kind} {number}",
                $"a section that ends at byte {start + sectionLength}"
            );
        }

        return start + offset;
    }

    private IntegerColumn Integers(SectionKind kind, int number, int count)
    {
        IntegerColumn?[] ofKind = _columns[(int)kind];
        return number < ofKind.Length && ofKind[number] is IntegerColumn column ? column : Open(kind, number, count);
    }

    private IntegerColumn Open(SectionKind kind, int number, int count)
    {
        IntegerColumn column = new(this, Read(kind, number, 0, SectionLength(kind, number)), count);
        _columns[(int)kind][number] = column;
        return column;
    }

    private bool Has(SectionKind kind, int number) =>
        number < _sections[(int)kind].Length && _sections[(int)kind][number].Offset > 0;

    private (long Offset, long Length) Section(SectionKind kind, int number)
    {
        (long, long)[] ofKind = _sections[(int)kind];
        (long Offset, long Length) section = number < ofKind.Length ? ofKind[number] : default;
        return section.Offset > 0
            ? section
            : throw new IndexCorruptException(Name, 0, $"a section {kind} {number}", "none");
    }

    private ReadOnlySpan<byte> Blob(SectionKind kind, int number, int index)
    {
        (long start, long length) = BlobPlace(kind, number, index);
        return Read(kind, number, start, length);
    }

    private ReadOnlyMemory<byte> BlobMemory(SectionKind kind, int number, int index)
    {
        (long start, long length) = BlobPlace(kind, number, index);
        return _file.ReadMemory(Place(kind, number, start, length), (int)length);
    }

    private (long Start, long Length) BlobPlace(SectionKind kind, int number, int index)
    {
        ReadOnlySpan<byte> bounds = Read(kind, number, index * 8L, 16);
        long start = BinaryPrimitives.ReadInt64LittleEndian(bounds);
        return (start, BinaryPrimitives.ReadInt64LittleEndian(bounds[8..]) - start);
    }

    private int Find(SectionKind kind, int number, int count, ReadOnlySpan<byte> key)
    {
        int low = 0;
        int high = count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = Blob(kind, number, middle).SequenceCompareTo(key);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return -1;
    }
}
