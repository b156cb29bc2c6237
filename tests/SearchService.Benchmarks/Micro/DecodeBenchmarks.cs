using BenchmarkDotNet.Attributes;
using SearchService.Engine.Segments;

namespace SearchService.Benchmarks.Micro;

/// <summary>The first block, of 128 documents, of a term that stands in many or in few documents, part by part.</summary>
public class DecodeBenchmarks
{
    private readonly int[] _documents = new int[BitPacking.BlockLength];
    private readonly uint[] _frequencies = new uint[BitPacking.BlockLength];
    private readonly byte[] _places = [.. Enumerable.Range(0, BitPacking.BlockLength).Select(place => (byte)place)];
    private readonly int[] _ends = new int[BitPacking.BlockLength + 1];
    private readonly PositionsBatch _batch = new();
    private byte[] _packedDocuments = [];
    private byte[] _packedFrequencies = [];
    private BlockSkip _skip;
    private long _positionsLength;
    private PositionsReader? _reader;

    /// <summary>In how many of the 20,000 passages the term stands, about.</summary>
    [Params(1_280, 12_800)]
    public int TermDocuments { get; set; }

    [GlobalSetup]
    public void Open()
    {
        MicroIndex index = MicroIndex.Instance;
        TermEntry entry = index.Entry(index.TermIn(TermDocuments));
        TermSkips skips = new(index.Segment, 0, entry);
        _skip = skips[0];
        int documents = BitPacking.PackedLength(BitPacking.BlockLength, _skip.DocumentBits);
        int frequencies = BitPacking.PackedLength(BitPacking.BlockLength, _skip.FrequencyBits);
        ReadOnlySpan<byte> packed = index.Segment.Read(
            SectionKind.Postings,
            0,
            entry.Offset + _skip.Postings,
            documents + frequencies
        );
        _packedDocuments = packed[..documents].ToArray();
        _packedFrequencies = packed[documents..].ToArray();
        _positionsLength = skips[1].Positions;
        _reader = new PositionsReader(index.Segment, 0, entry);
        Documents();
        Frequencies();
        for (int place = 0; place < _frequencies.Length; place++)
        {
            _ends[place + 1] = _ends[place] + (int)_frequencies[place];
        }
    }

    /// <summary>The numbers of the documents, from distances.</summary>
    [Benchmark]
    public void Documents() =>
        BitPacking.UnpackRising(_packedDocuments, _skip.DocumentBits, BitPacking.BlockLength, -1, _documents);

    /// <summary>How often the term stands in each.</summary>
    [Benchmark]
    public void Frequencies() =>
        BitPacking.Unpack(_packedFrequencies, _skip.FrequencyBits, BitPacking.BlockLength, 1, _frequencies);

    /// <summary>The positions in all of them.</summary>
    [Benchmark]
    public int Positions()
    {
        _reader!.Open(BitPacking.BlockLength, 0, _positionsLength, _ends[^1]);
        _batch.Clear();
        _reader.Read(_documents, _ends, _places, _batch);
        return _batch.All(out _).Length;
    }
}
