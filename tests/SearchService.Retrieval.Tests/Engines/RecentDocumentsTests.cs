using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Tests.Engines;

public sealed class RecentDocumentsTests
{
    private readonly List<string> _read = [];

    [Fact]
    public void GetOrRead_WhatWasAskedForLast_IsKeptUpToTheCapacity()
    {
        var kept = new RecentDocuments(25);
        Ask(kept, "a", 10);
        Ask(kept, "b", 10);
        Ask(kept, "a", 10);
        Ask(kept, "c", 10);

        Ask(kept, "a", 10);
        Ask(kept, "c", 10);
        Ask(kept, "b", 10);

        Assert.Equal(["a", "b", "c", "b"], _read);
    }

    [Fact]
    public void GetOrRead_DocumentLongerThanTheCapacity_IsReadEachTime()
    {
        var kept = new RecentDocuments(5);

        Ask(kept, "long", 10);
        Ask(kept, "long", 10);

        Assert.Equal(["long", "long"], _read);
    }

    private void Ask(RecentDocuments kept, string id, int length)
    {
        var document = kept.GetOrRead(
            id,
            () =>
            {
                _read.Add(id);
                var stored = Samples.Document(id, "Ships.").Stored;
                return stored with { Summary = stored.Summary with { SourceLength = length } };
            }
        );
        Assert.Equal(id, document.Summary.Id);
    }
}
