using System.Globalization;
using System.Text;
using SearchService.Engine.Schema;
using SearchService.Engine.Segments;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Tests.Segments;

public sealed class StoredBlocksTests
{
    [Fact]
    public void Stored_OfAnyLength_IsReadBackInAnyOrder()
    {
        Random random = new(6);
        byte[][] stored =
        [
            .. Enumerable.Range(0, 400).Select(i => Bytes(random, i % 50 == 0 ? 40_000 : random.Next(i % 7 * 300 + 1))),
        ];
        MemoryStorage storage = new();
        Samples.WriteSegment(
            storage,
            "0.segment",
            stored.Select((bytes, i) => new DocumentGroup($"{i:d4}", default, [new IndexDocument { Stored = bytes }]))
        );
        using SegmentFile file = SegmentFile.Open(storage, "0.segment", Samples.Schema);
        StoredBlocks blocks = new(file);
        for (int i = 0; i < 1000; i++)
        {
            int document = i < stored.Length ? i : random.Next(stored.Length);
            Assert.Equal(stored[document], blocks.Read(document).ToArray());
            Assert.Equal(stored[document], file.DocumentStored(document));
        }

        Assert.InRange(file.Length, 1, stored.Sum(bytes => bytes.Length) * 3 / 4);
    }

    /// <summary>Words, some of them of no use to a compressor.</summary>
    private static byte[] Bytes(Random random, int length)
    {
        StringBuilder text = new();
        while (text.Length < length)
        {
            text.Append(
                random.Next(40) == 0
                    ? random.NextInt64().ToString("x", CultureInfo.InvariantCulture)
                    : "the word " + random.Next(30)
            );
        }

        return Encoding.UTF8.GetBytes(text.ToString(0, length));
    }
}
