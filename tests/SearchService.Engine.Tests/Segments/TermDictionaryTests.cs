using System.Text;
using SearchService.Engine.Segments;
using SearchService.Engine.Storage;

namespace SearchService.Engine.Tests.Segments;

/// <summary>The dictionary in mapped memory against a sorted list.</summary>
public sealed class TermDictionaryTests
{
    private const string Name = "0.segment";
    private readonly MemoryStorage _storage = new();
    private readonly byte[][] _terms;

    public TermDictionaryTests()
    {
        Random random = new(4);
        HashSet<string> terms = new(StringComparer.Ordinal) { "a", new string('z', 300) };
        while (terms.Count < 1000)
        {
            terms.Add(new string([.. Enumerable.Range(0, random.Next(1, 7)).Select(_ => "abcé"[random.Next(4)])]));
        }

        Samples.WriteSegment(
            _storage,
            Name,
            terms.Chunk(37).Select((words, number) => Samples.Group($"{number:d4}", string.Join(' ', words)))
        );
        _terms = [.. terms.Select(Encoding.UTF8.GetBytes).Order(Utf8.Order)];
    }

    [Fact]
    public void Cursor_FromTheFirstTerm_GivesAllInOrder()
    {
        using SegmentFile file = SegmentFile.Open(_storage, Name, Samples.Schema);
        TermCursor cursor = file.Terms(0).Open();
        foreach (byte[] term in _terms)
        {
            Assert.True(cursor.MoveNext());
            Assert.Equal(term, cursor.Term.ToArray());
        }

        Assert.False(cursor.MoveNext());
        Assert.False(cursor.MoveNext());
        Assert.False(file.Terms(1).Open().MoveNext());
        Assert.False(file.Terms(1).Open().SeekCeiling("a"u8));
    }

    [Fact]
    public void SeekCeiling_ForwardsAndBack_GivesTheFirstTermNotBefore()
    {
        using SegmentFile file = SegmentFile.Open(_storage, Name, Samples.Schema);
        Random random = new(5);
        TermCursor cursor = file.Terms(0).Open();
        for (int i = 0; i < 5000; i++)
        {
            byte[] term = _terms[random.Next(_terms.Length)];
            byte[] sought = random.Next(3) switch
            {
                0 => term,
                1 => term[..random.Next(term.Length)],
                _ => [.. term, (byte)random.Next(256)],
            };
            int at = Array.FindIndex(_terms, t => t.AsSpan().SequenceCompareTo(sought) >= 0);
            Assert.Equal(at >= 0, cursor.SeekCeiling(sought));
            for (int more = 0; at >= 0 && at < _terms.Length && more < random.Next(20); more++)
            {
                Assert.Equal(_terms[at], cursor.Term.ToArray());
                Assert.Equal(1, cursor.Entry.Documents);
                at++;
                Assert.Equal(at < _terms.Length, cursor.MoveNext());
            }

            Assert.Equal(_terms.Any(t => t.AsSpan().SequenceEqual(sought)), file.Terms(0).TryFind(sought, out _));
        }
    }
}
