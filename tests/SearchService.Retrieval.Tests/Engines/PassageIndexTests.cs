using SearchService.Engine;
using SearchService.Engine.Storage;
using SearchService.Retrieval.Engines;

namespace SearchService.Retrieval.Tests.Engines;

/// <summary>The embedded index in memory, with limits so small that flushes and merges happen all the time.</summary>
public sealed class EmbeddedInMemoryTests : PassageIndexContract
{
    private readonly MemoryStorage _storage = new();

    internal static IndexOptions TinyOptions { get; } =
        new()
        {
            FlushDocuments = 3,
            MergeFactor = 2,
            MaxDeletedShare = 0.4,
        };

    private protected override IPassageIndex Open() => EmbeddedPassageIndex.Open(_storage, TinyOptions);
}

/// <summary>The embedded index as the program opens it.</summary>
public sealed class EmbeddedOnDiskTests : PassageIndexContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override IPassageIndex Open() => EmbeddedPassageIndex.Open(_folder.Path);

    private protected override void Release() => _folder.Dispose();
}

public sealed class BruteForceTests : PassageIndexContract
{
    private readonly BruteForceStore _store = new();

    private protected override IPassageIndex Open() => new BruteForcePassageIndex(_store);
}

/// <summary>The embedded index returns what brute force returns.</summary>
public sealed class EmbeddedDifferentialTests : DifferentialTests
{
    private protected override IPassageIndex Open(int flushDocuments) =>
        EmbeddedPassageIndex.Open(
            new MemoryStorage(),
            EmbeddedInMemoryTests.TinyOptions with
            {
                FlushDocuments = flushDocuments,
            }
        );
}
