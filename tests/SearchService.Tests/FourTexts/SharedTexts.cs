using SearchService.Tests.Running;
using SearchService.Tests.Shared;

namespace SearchService.Tests.FourTexts;

/// <summary>One service on the four texts, where they stand beside the checkout.</summary>
public sealed class SharedTexts : IAsyncLifetime
{
    internal RunningService Service { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Directory.Exists(Repository.SharedPath("corpus")))
        {
            Service = await RunningService.StartAsync(Repository.SharedPath("corpus"));
            await Service.IndexedAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (Service is not null)
        {
            await Service.DisposeAsync();
        }
    }
}
