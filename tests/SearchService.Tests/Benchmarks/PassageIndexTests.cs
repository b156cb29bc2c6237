using SearchService.Benchmarks.Engine;
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

        Assert.Equal(2, index.DocumentCount);
        Assert.Equal(1, index.FindWithoutNorms(new BenchQuery("term", "harbour"), 10).Total);
    }

    [Theory]
    [InlineData(true, int.MaxValue)]
    [InlineData(false, 1)]
    public void OpenMadeOf_OtherPassages_IsRefusedAndSaysOfWhat(bool plain, int limit)
    {
        var passages = Passages("a.jsonl", "ships in a harbour", "corn and wine");
        PassageIndex.Build(passages, _folder.At("ours"), limit, plain);

        var refused = Assert.Throws<FormatException>(() =>
            PassageIndex.OpenMadeOf(PassageIndex.SourceOf(passages, int.MaxValue), _folder.At("ours"))
        );

        Assert.Contains(PassageIndex.SourceOf(passages, limit, plain), refused.Message, StringComparison.Ordinal);
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
