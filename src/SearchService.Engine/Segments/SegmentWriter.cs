using System.Runtime.InteropServices;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Segments;

/// <summary>Writes a segment file. What is written is synced; its name is not yet.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly IndexSchema _schema;
    private readonly SegmentSource _source;
    private readonly int _commonWords;
    private readonly PagedOutput _output;
    private readonly ByteWriter _sections = new();
    private readonly ByteWriter _scratch = new();
    private int _sectionCount;

    private SegmentWriter(IStorage storage, string name, IndexSchema schema, SegmentSource source, int commonWords)
    {
        _commonWords = commonWords;
        _schema = schema;
        _source = source;
        _output = new PagedOutput(storage, name, SegmentFormat.Magic, SegmentFormat.Version);
    }

    /// <param name="storage">Where to.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="schema">The index's.</param>
    /// <param name="source">What it is written from.</param>
    /// <param name="commonWords">How many terms of a field are kept by their places, too; <see cref="CommonWords.Most"/> at most.</param>
    public static void Write(IStorage storage, string name, IndexSchema schema, SegmentSource source, int commonWords)
    {
        using SegmentWriter writer = new(storage, name, schema, source, commonWords);
        writer.WriteGroups();
        writer.WriteStored();
        FieldTotals[] totals = new FieldTotals[schema.TextFields.Count];
        for (int field = 0; field < totals.Length; field++)
        {
            totals[field] = writer.WriteField(field);
        }

        for (int column = 0; column < schema.Columns.Count; column++)
        {
            if (schema.Columns[column].Kind == ColumnKind.Keyword)
            {
                writer.WriteKeywords(column);
            }
            else
            {
                writer.WriteNumbers(column);
            }
        }

        writer.Finish(totals);
    }

    public void Dispose() => _output.Dispose();

    private void WriteGroups()
    {
        WriteBlobs(SectionKind.GroupKeys, 0, _source.Groups.Count, i => _source.Groups[i].Key);
        WriteBlobs(SectionKind.GroupStored, 0, _source.Groups.Count, _source.GroupStored);
        int[] firsts = new int[_source.Groups.Count + 1];
        for (int group = 0; group < _source.Groups.Count; group++)
        {
            firsts[group + 1] = firsts[group] + _source.Groups[group].Documents;
        }

        WriteIntegers(SectionKind.GroupFirstDocuments, 0, firsts);
    }

    private void WriteStored()
    {
        long start = _output.Length;
        StoredBlocksWriter blocks = new(_output);
        for (int document = 0; document < _source.DocumentCount; document++)
        {
            blocks.Add(_source.Stored(document));
        }

        blocks.Finish();
        EndSection(SectionKind.StoredBlocks, 0, start);
        WriteSection(SectionKind.StoredBlockOffsets, 0, blocks.Offsets.Written);
        WriteIntegers(SectionKind.StoredBlockDocuments, 0, CollectionsMarshal.AsSpan(blocks.Documents));
        WriteIntegers(SectionKind.StoredStarts, 0, CollectionsMarshal.AsSpan(blocks.Starts));
    }

    private FieldTotals WriteField(int field)
    {
        int documents = 0;
        long tokens = 0;
        int[] lengths = new int[_source.DocumentCount];
        int[] firsts = new int[_source.DocumentCount];
        int[] lasts = new int[_source.DocumentCount];
        (int Tokens, int First)[] extents = new (int, int)[_source.DocumentCount];
        FieldExtent[] all = new FieldExtent[_source.DocumentCount];
        for (int document = 0; document < lengths.Length; document++)
        {
            FieldExtent extent = _source.Extent(field, document);
            all[document] = extent;
            if (extent.Tokens > 0)
            {
                documents++;
                tokens += extent.Tokens;
                lengths[document] = extent.Tokens;
                firsts[document] = extent.First;
                lasts[document] = extent.Last;
                extents[document] = (extent.Tokens, extent.First);
            }
        }

        WriteIntegers(SectionKind.Lengths, field, lengths);
        WriteIntegers(SectionKind.FirstPositions, field, firsts);
        WriteIntegers(SectionKind.LastPositions, field, lasts);
        CommonWordsWriter? common = CommonWordsWriter.For(all, _source.Groups, _commonWords);
        if (common is not null && !_source.AddPlaces(field, common))
        {
            common = null;
        }

        int terms = WriteTerms(field, extents, common);
        if (common is not null)
        {
            WriteCommon(field, common);
        }

        return new FieldTotals(documents, tokens, terms);
    }

    private int WriteTerms(int field, (int Tokens, int First)[] extents, CommonWordsWriter? common)
    {
        long start = _output.Length;
        TermsWriter terms = new(_output, extents, common);
        _source.WriteTerms(field, terms);
        EndSection(SectionKind.Postings, field, start);
        terms.Dictionary.Finish();
        WriteSection(SectionKind.Skips, field, terms.Skips.Written);
        WriteSection(SectionKind.Terms, field, terms.Dictionary.Blocks.Written);
        WriteSection(SectionKind.TermBlocks, field, terms.Dictionary.BlockOffsets.Written);
        return terms.Dictionary.Count;
    }

    private void WriteCommon(int field, CommonWordsWriter common)
    {
        _scratch.Clear();
        common.Finish(_scratch);
        WriteSection(SectionKind.CommonTerms, field, _scratch.Written);
        WriteIntegers(SectionKind.CommonStarts, field, common.Starts);
        WriteSection(SectionKind.CommonPlaces, field, common.Places);
    }

    private void WriteKeywords(int column)
    {
        // Values are counted in the order they come until all are known.
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        int[] starts = new int[_source.DocumentCount + 1];
        List<int> all = [];
        for (int document = 0; document < _source.DocumentCount; document++)
        {
            foreach (string value in Distinct(_source.Keywords(column, document)))
            {
                ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, value, out bool isKnown);
                number = isKnown ? number : numbers.Count - 1;
                all.Add(number);
            }

            starts[document + 1] = all.Count;
        }

        byte[][] sorted = new byte[numbers.Count][];
        int[] origins = new int[sorted.Length];
        foreach ((string value, int number) in numbers)
        {
            sorted[number] = Utf8.Of(value);
            origins[number] = number;
        }

        Array.Sort(sorted, origins, Utf8.Order);
        int[] ordinals = new int[sorted.Length];
        for (int ordinal = 0; ordinal < sorted.Length; ordinal++)
        {
            ordinals[origins[ordinal]] = ordinal;
        }

        foreach (ref int number in CollectionsMarshal.AsSpan(all))
        {
            number = ordinals[number];
        }

        WriteBlobs(SectionKind.KeywordValues, column, sorted.Length, i => sorted[i]);
        WriteIntegers(SectionKind.KeywordStarts, column, starts);
        WriteIntegers(SectionKind.KeywordOrdinals, column, CollectionsMarshal.AsSpan(all));
    }

    private static string[] Distinct(IReadOnlyList<string> values) =>
        values.Count switch
        {
            0 => [],
            1 => [Utf8.Canonical(values[0])],
            _ => [.. values.Select(Utf8.Canonical).Distinct(StringComparer.Ordinal)],
        };

    private void WriteNumbers(int column)
    {
        DocumentSet present = new(_source.DocumentCount);
        ByteWriter values = new();
        for (int document = 0; document < _source.DocumentCount; document++)
        {
            long? value = _source.Number(column, document);
            values.Int64(value ?? 0);
            if (value is not null)
            {
                present.Add(document);
            }
        }

        _scratch.Clear();
        present.Write(_scratch);
        WriteSection(SectionKind.NumberPresence, column, _scratch.Written);
        WriteSection(SectionKind.NumberValues, column, values.Written);
    }

    /// <summary>Where each entry begins, relative to the section (u64, one more than entries), then all entries.</summary>
    private void WriteBlobs(SectionKind kind, int number, int count, Func<int, ReadOnlyMemory<byte>> entry)
    {
        long start = _output.Length;
        long next = (count + 1L) * sizeof(ulong);
        _scratch.Clear();
        for (int i = 0; i < count; i++)
        {
            _scratch.Int64(next);
            next += entry(i).Length;
        }

        _scratch.Int64(next);
        _output.Append(_scratch.Written);
        for (int i = 0; i < count; i++)
        {
            _output.Append(entry(i).Span);
        }

        EndSection(kind, number, start);
    }

    private void WriteIntegers(SectionKind kind, int number, ReadOnlySpan<int> values)
    {
        _scratch.Clear();
        IntegerColumn.Write(values, _scratch);
        WriteSection(kind, number, _scratch.Written);
    }

    private void WriteSection(SectionKind kind, int number, ReadOnlySpan<byte> bytes)
    {
        long start = _output.Length;
        _output.Append(bytes);
        EndSection(kind, number, start);
    }

    private void EndSection(SectionKind kind, int number, long start)
    {
        _sections.Vint((int)kind);
        _sections.Vint(number);
        _sections.Vint(start);
        _sections.Vint(_output.Length - start);
        _sectionCount++;

        // Sections begin at multiples of 8, so that mapped memory can be read as whole numbers.
        Span<byte> padding = stackalloc byte[(int)(-_output.Length & 7)];
        padding.Clear();
        _output.Append(padding);
    }

    private void Finish(FieldTotals[] totals)
    {
        ByteWriter directory = new();
        directory.Vint(_source.DocumentCount);
        directory.Vint(_source.Groups.Count);
        directory.Vint(totals.Length);
        foreach (FieldTotals field in totals)
        {
            directory.Vint(field.Documents);
            directory.Vint(field.Tokens);
            directory.Vint(field.Terms);
        }

        directory.Vint(_sectionCount);
        directory.Bytes(_sections.Written);
        _output.Finish(directory);
    }
}
