using Lucene.Net.Index;
using Lucene.Net.Store;
using SearchService.Engine.Storage;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Tests;
using SearchService.Retrieval.Tests.Engines;

namespace SearchService.Lucene.Tests;

/// <summary>Lucene's index with limits so small that flushes and merges happen all the time.</summary>
public sealed class LuceneTinySegmentsTests : PassageIndexContract
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="flushDocuments">A text is never torn apart, so that segments may have more.</param>
    internal static void MakeTiny(IndexWriterConfig config, int flushDocuments)
    {
        config.MaxBufferedDocs = flushDocuments;
        config.RAMBufferSizeMB = IndexWriterConfig.DISABLE_AUTO_FLUSH;
        config.MergePolicy = new LogDocMergePolicy { MergeFactor = 2, MinMergeDocs = 1 };
    }

    private protected override IPassageIndex Open() =>
        LucenePassageIndex.Open(
            FSDirectory.Open(_folder.Path),
            new FileStorage(_folder.Path),
            _ => { },
            configure: config => MakeTiny(config, 3)
        );

    private protected override void Release() => _folder.Dispose();
}

/// <summary>Lucene's index as the program opens it.</summary>
public sealed class LuceneOnDiskTests : PassageIndexContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override IPassageIndex Open() => LucenePassageIndex.Open(_folder.Path);

    private protected override void Release() => _folder.Dispose();
}

/// <summary>Lucene's index returns what brute force returns.</summary>
public sealed class LuceneDifferentialTests : DifferentialTests
{
    private protected override IPassageIndex Open(int flushDocuments) =>
        LucenePassageIndex.Open(
            new RAMDirectory(),
            new MemoryStorage(),
            _ => { },
            configure: config => LuceneTinySegmentsTests.MakeTiny(config, flushDocuments)
        );
}
