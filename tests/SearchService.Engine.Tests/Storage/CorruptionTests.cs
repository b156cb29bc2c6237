using System.Buffers.Binary;
using System.Globalization;
using SearchService.Engine.Queries;
using SearchService.Engine.Schema;
using SearchService.Engine.Storage;
using SearchService.Engine.Tests.Differential;

namespace SearchService.Engine.Tests.Storage;

/// <summary>Damage is named, or has not been touched; it never shows in an answer.</summary>
public sealed class CorruptionTests
{
    private readonly DamagedIndex _index = new(3);

    private IReadOnlyDictionary<string, byte[]> Files => _index.Files;

    [Fact]
    public void FlippedByte_InAnyFile_IsNamedOrNeverRead()
    {
        Random random = new(9);
        int named = 0;
        foreach ((string name, byte[] bytes) in Files)
        {
            for (int i = 0; i < 120; i++)
            {
                // Both ends of a file hold what all else depends on.
                int at =
                    i < 40 ? Math.Min(i, bytes.Length - 1)
                    : i < 80 ? Math.Max(0, bytes.Length - 1 - (i - 40))
                    : random.Next(bytes.Length);
                byte[] damaged = [.. bytes];
                damaged[at] ^= (byte)(1 << random.Next(8));
                named += _index.Check(name, _index.With(name, damaged)) < DamageNamed.ByVerificationOnly ? 1 : 0;
            }
        }

        Assert.True(named > 400, $"Only {named} were named by answers.");
    }

    [Fact]
    public void EveryByteOfASmallIndex_Changed_IsNamedOrNeverRead()
    {
        MemoryStorage small = new();
        using (SearchIndex index = SearchIndex.Open(small, Samples.Schema))
        {
            using IndexWriter writer = index.OpenWriter();
            writer.Put(Samples.Group("a", "to be or not to be", "that is the question"));
            writer.Put(Samples.Group("b", "to be continued"));
            writer.Commit(Samples.NoUserData);
        }

        DamagedIndex whole = new(
            small,
            PhraseQuery.Of("text", "to", "be"),
            new WildcardQuery("text", "*n*"),
            new MatchAll()
        );
        foreach ((string name, byte[] bytes) in whole.Files)
        {
            for (int at = 0; at < bytes.Length; at++)
            {
                byte[] damaged = [.. bytes];
                damaged[at] ^= (byte)(1 << (at % 8));
                whole.Check(name, whole.With(name, damaged));
            }
        }
    }

    [Fact]
    public void TruncatedFile_AnyLength_IsNamedAtOpening()
    {
        Random random = new(10);
        foreach ((string name, byte[] bytes) in Files)
        {
            for (int i = 0; i < 40; i++)
            {
                int length = i switch
                {
                    < 10 => i,
                    < 20 => bytes.Length - 1 - (i - 10),
                    _ => random.Next(bytes.Length),
                };
                MemoryStorage storage = _index.With(name, bytes[..Math.Max(0, length)]);
                IndexCorruptException e = Assert.Throws<IndexCorruptException>(() =>
                    SearchIndex.Open(storage, Samples.Schema)
                );
                Assert.Equal(name, e.File);
            }
        }
    }

    [Fact]
    public void MissingFile_OfAnyKind_IsNamedAtOpening()
    {
        foreach (string name in Files.Keys)
        {
            MemoryStorage storage = _index.With(name, []);
            storage.Delete(name);
            IndexCorruptException e = Assert.Throws<IndexCorruptException>(() =>
                SearchIndex.Open(storage, Samples.Schema)
            );
            Assert.Equal(name, e.File);
            Assert.Equal("no file", e.Found);
        }
    }

    /// <summary>Until somebody erases what is there, nobody takes it for an index without documents.</summary>
    [Fact]
    public void Manifest_LostWhileTheIndexIsOpen_StopsItsWritersAndDeletesNothing()
    {
        MemoryStorage storage = _index.With("manifest", Files["manifest"]);
        using SearchIndex index = SearchIndex.Open(storage, Samples.Schema);
        storage.Delete("manifest");

        IndexCorruptException e = Assert.Throws<IndexCorruptException>(index.OpenWriter);
        Assert.Equal(("manifest", "no file"), (e.File, e.Found));
        Assert.Contains(Files.Keys.Order(StringComparer.Ordinal).First(), e.Expected, StringComparison.Ordinal);
        Assert.Throws<IndexCorruptException>(index.Refresh);
        Assert.Throws<IndexCorruptException>(index.Verify);
        Assert.Equal(
            Files.Keys.Where(name => name != "manifest").Order(StringComparer.Ordinal),
            storage.List().Order(StringComparer.Ordinal)
        );

        SearchIndex.Erase(storage, Samples.Schema);
        index.Refresh();
        using IndexSnapshot snapshot = index.AcquireSnapshot();
        Assert.Equal(0, snapshot.DocumentCount);
    }

    [Theory]
    [InlineData("00000000.segment")]
    [InlineData("00000003.deletes")]
    public void OneFileOfAnIndex_WithoutAManifest_IsDamage(string left)
    {
        MemoryStorage storage = new();
        storage.Create(left).Dispose();
        Assert.Throws<IndexCorruptException>(() => SearchIndex.Open(storage, Samples.Schema));
    }

    [Theory]
    [InlineData("manifest.new")]
    [InlineData("writer.lock")]
    [InlineData("notes.txt")]
    public void OneFileThatNeedsNoManifest_IsAnIndexWithoutDocuments(string left)
    {
        MemoryStorage storage = new();
        storage.Create(left).Dispose();
        using SearchIndex index = SearchIndex.Open(storage, Samples.Schema);
        index.OpenWriter().Dispose();
        index.Verify();
    }

    [Fact]
    public void SegmentFile_ThatIsWholeButAnotherOne_IsNamedAtOpening()
    {
        string[] segments =
        [
            .. Files
                .Keys.Where(name => name.EndsWith(".segment", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
        MemoryStorage storage = _index.With(segments[0], Files[segments[1]]);
        IndexCorruptException e = Assert.Throws<IndexCorruptException>(() => SearchIndex.Open(storage, Samples.Schema));
        Assert.Equal(segments[0], e.File);
    }

    /// <summary>It is of the right length, for the right segment, and whole; what it leaves out would be found.</summary>
    [Fact]
    public void DeletesFile_ThatIsWholeButOfAnEarlierCommit_IsNamedAtOpening()
    {
        MemoryStorage storage = new();
        IndexOptions options = new() { MaxDeletedShare = 1 };
        using SearchIndex index = SearchIndex.Open(storage, Samples.Schema, options);
        using IndexWriter writer = index.OpenWriter();
        foreach (string key in (string[])["a", "b", "c", "d"])
        {
            writer.Put(Samples.Group(key, "word"));
        }

        writer.Commit(Samples.NoUserData);
        writer.Delete("a");
        writer.Commit(Samples.NoUserData);
        byte[] earlier = Samples.Contents(storage, Deletes());
        writer.Delete("b");
        writer.Commit(Samples.NoUserData);
        string last = Deletes();
        Assert.Equal(earlier.Length, Samples.Contents(storage, last).Length);
        using (IStorageOutput output = storage.Create(last))
        {
            output.Append(earlier);
        }

        IndexCorruptException e = Assert.Throws<IndexCorruptException>(() => SearchIndex.Open(storage, Samples.Schema));
        Assert.Equal(last, e.File);

        string Deletes() => storage.List().Single(name => name.EndsWith(".deletes", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Manifest_OfAnotherFormat_IsRefusedByVersion(int version)
    {
        byte[] bytes = [.. Files["manifest"]];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), version);
        BinaryPrimitives.WriteUInt32LittleEndian(
            bytes.AsSpan(bytes.Length - 4),
            Crc32C.Of(bytes.AsSpan(0, bytes.Length - 4))
        );
        IndexException e = Assert.ThrowsAny<IndexException>(() =>
            SearchIndex.Open(_index.With("manifest", bytes), Samples.Schema)
        );
        Assert.IsType(version == 0 ? typeof(IndexFormatTooOldException) : typeof(IndexFormatTooNewException), e);
    }

    [Fact]
    public void Index_OfAnotherSchema_IsRefused()
    {
        IndexSchema other = Samples.Schema with { TextFields = ["text", "title"] };
        Assert.Throws<IndexSchemaMismatchException>(() =>
            SearchIndex.Open(_index.With("manifest", Files["manifest"]), other)
        );
    }

    [Fact]
    public void Erase_OfADamagedIndex_GivesAnEmptyOneWhoseFilesTakeNewNames()
    {
        MemoryStorage storage = _index.With("manifest", [1, 2, 3]);
        using (IStorageOutput foreign = storage.Create("notes.txt"))
        {
            foreign.Append("not ours"u8);
        }

        SearchIndex.Erase(storage, Samples.Schema);

        using SearchIndex index = SearchIndex.Open(storage, Samples.Schema);
        using (IndexSnapshot snapshot = index.AcquireSnapshot())
        {
            Assert.Equal(0, snapshot.DocumentCount);
        }

        using IndexWriter writer = index.OpenWriter();
        Assert.Equal(["manifest", "notes.txt"], storage.List().Order(StringComparer.Ordinal));
        writer.Put(Samples.Group("a", "one"));
        writer.Commit(Samples.NoUserData);
        Assert.Empty(storage.List().Intersect(Files.Keys.Where(name => name != "manifest"), StringComparer.Ordinal));
    }
}
