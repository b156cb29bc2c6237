using Microsoft.Extensions.Options;
using SearchService.Retrieval.Engines;
#if LUCENE_NET
using SearchService.Lucene;
#endif

namespace SearchService.Hosting;

/// <summary>An engine that the program can keep its index with.</summary>
/// <param name="Name">As the setting <c>Engine</c> has it.</param>
/// <param name="Open">Opens the index in a folder, checking every byte of it if asked to.</param>
/// <param name="OpenOrBeginAnew">As <paramref name="Open"/>, but an index that cannot be read is removed, and it is said why.</param>
internal sealed record IndexEngine(
    string Name,
    Func<string, bool, IPassageIndex> Open,
    Func<string, (IPassageIndex Index, string? Unreadable)> OpenOrBeginAnew
)
{
    /// <summary>The key in the configuration.</summary>
    public const string Setting = "Engine";

    private const string LuceneName = "lucene";

    private static readonly IndexEngine Embedded = new(
        EmbeddedPassageIndex.Name,
        EmbeddedPassageIndex.Open,
        folder => (EmbeddedPassageIndex.OpenOrBeginAnew(folder, out var unreadable), unreadable)
    );

    /// <summary>The engine that is set; the program's own where none is.</summary>
    /// <exception cref="OptionsValidationException">There is no such engine, or not in this build.</exception>
    public static IndexEngine Chosen(IConfiguration configuration) =>
        configuration[Setting] switch
        {
            null or "" or EmbeddedPassageIndex.Name => Embedded,
            LuceneName => Lucene(configuration),
            var other => throw Wrong(
                $"Engine is '{other}'; the engines are '{EmbeddedPassageIndex.Name}' and '{LuceneName}'."
            ),
        };

#if LUCENE_NET
    private static IndexEngine Lucene(IConfiguration configuration)
    {
        try
        {
            var analyzers = new LanguageAnalyzers(
                configuration
                    .GetSection(AnalyzersSetting)
                    .GetChildren()
                    .Select(set => KeyValuePair.Create(set.Key, set.Value))
            );
            return new IndexEngine(
                LuceneName,
                (folder, verify) => LucenePassageIndex.Open(folder, analyzers, verify),
                folder => (LucenePassageIndex.OpenOrBeginAnew(folder, out var unreadable, analyzers), unreadable)
            );
        }
        catch (FormatException unknown)
        {
            throw Wrong($"{AnalyzersSetting}: {unknown.Message}");
        }
    }

    private const string AnalyzersSetting = "Lucene:Analyzers";
#else
    private static IndexEngine Lucene(IConfiguration _) =>
        throw Wrong(
            "This build has no Lucene.Net engine: build the program with -p:LuceneNet=true where Lucene.Net can be restored (README, Engines)."
        );
#endif

    private static OptionsValidationException Wrong(string message) => new(Setting, typeof(string), [message]);
}
