using SearchService.Tests.Shared;

namespace SearchService.Tests.Running;

/// <summary>One service on the sample collection for all tests that only read.</summary>
public sealed class SampleCollection : IAsyncLifetime
{
    internal const string Name = "sample collection";

    internal RunningService Service { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Service = await RunningService.StartAsync(Repository.Path("corpus"));
        await Service.IndexedAsync();
    }

    public async Task DisposeAsync() => await Service.DisposeAsync();
}

[CollectionDefinition(SampleCollection.Name)]
public sealed class SampleCollectionTests : ICollectionFixture<SampleCollection>;
