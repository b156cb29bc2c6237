using Microsoft.Extensions.Options;
using SearchService.Corpus.Sources;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Ranking;
using SearchService.Retrieval.Searching;

namespace SearchService.Hosting;

internal static class RetrievalServices
{
    /// <summary>The corpus folder, the index and the two journeys over them.</summary>
    public static IServiceCollection AddRetrieval(this IServiceCollection services)
    {
        services
            .AddOptions<CorpusSettings>()
            .BindConfiguration(CorpusSettings.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services
            .AddOptions<IndexSettings>()
            .BindConfiguration(IndexSettings.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services
            .AddOptions<SearchSettings>()
            .BindConfiguration(SearchSettings.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new SearchLimits
        {
            Time = TimeSpan.FromSeconds(provider.GetRequiredService<IOptions<SearchSettings>>().Value.TimeLimitSeconds),
        });
        services.AddSingleton(provider => new CorpusFolder(
            provider.GetRequiredService<IOptions<CorpusSettings>>().Value.Path
        ));
        services.AddSingleton(provider => IndexEngine.Chosen(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<OpenedIndex>();
        services.AddSingleton<IPassageIndex>(provider => provider.GetRequiredService<OpenedIndex>().Index);
        services.AddSingleton(RankingPlan.Default);
        services.AddSingleton<SnapshotLeases>();
        services.AddSingleton<PassageSearch>();
        services.AddSingleton<Concordance>();
        services.AddSingleton<Collocates>();
        services.AddSingleton<SimilarPassages>();
        services.AddSingleton<Suggestions>();
        services.AddSingleton<CorpusIndexer>();
        return services;
    }

    /// <summary>Keeps the index up to the corpus folder for as long as the host runs.</summary>
    public static IServiceCollection AddIndexingWorker(this IServiceCollection services)
    {
        services.AddSingleton<IndexingStatus>();
        services.AddHostedService<IndexingWorker>();
        return services;
    }
}

/// <summary>The index as it was opened, with a line about it when it had to be begun anew.</summary>
internal sealed class OpenedIndex : IDisposable
{
    public OpenedIndex(IOptions<IndexSettings> settings, IndexEngine engine)
    {
        Folder = Path.GetFullPath(settings.Value.Path);
        (Index, Unreadable) = engine.OpenOrBeginAnew(Folder);
    }

    public string Folder { get; }

    public IPassageIndex Index { get; }

    /// <summary>Why the index on disk could not be used and is built again; null when it could.</summary>
    public string? Unreadable { get; }

    public void Dispose() => Index.Dispose();
}
