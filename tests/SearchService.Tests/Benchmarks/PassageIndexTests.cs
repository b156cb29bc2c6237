using SearchService.Benchmarks.Engine;
using SearchService.Engine.Queries;
using SearchService.Tests.Running;

namespace SearchService.Tests.Benchmarks;

/// <summary>The index of the engine's measure: kept from one run to the next, and used again only for what it is made of.</summary>
public sealed class PassageIndexTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OpenMadeOf_SamePassages_FindsThem()
    {
        var passages = Passages("a.jsonl", "ships in a harbour", "corn and wine");
        PassageIndex.Build(passages, _folder.At("ours"), int.MaxValue);

        using var index = PassageIndex.OpenMadeOf(PassageIndex.SourceOf(passages, int.MaxValue), _folder.At("ours"));

        Assert.Equal(2, index.Snapshot.DocumentCount);
        Assert.Equal(1, index.Snapshot.Search(new TermQuery(BenchQuery.Field, "harbour")).Total);
    }

    [Fact]
    public void OpenMadeOf_OtherPassages_IsRefusedAndSaysOfWhat()
    {
        var passages = Passages("a.jsonl", "ships in a harbour", "corn and wine");
        PassageIndex.Build(passages, _folder.At("ours"), limit: 1);

        var refused = Assert.Throws<FormatException>(() =>
            PassageIndex.OpenMadeOf(PassageIndex.SourceOf(passages, int.MaxValue), _folder.At("ours"))
        );

        Assert.Contains(PassageIndex.SourceOf(passages, 1), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenMadeOf_NoIndex_IsRefused()
    {
        var passages = Passages("a.jsonl", "ships");

        Assert.Throws<FormatException>(() =>
            PassageIndex.OpenMadeOf(PassageIndex.SourceOf(passages, 1), _folder.At("ours"))
        );
        Assert.False(Directory.Exists(_folder.At("ours")));
    }

    private string Passages(string name, params IEnumerable<string> texts)
    {
        var path = _folder.At(name);
        File.WriteAllLines(path, texts.Select((text, i) => new Passage($"p{i}", "d", "Title", "", text).ToJson()));
        return path;
    }
}
