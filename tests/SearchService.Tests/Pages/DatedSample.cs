using System.Globalization;
using System.Text.RegularExpressions;
using SearchService.Tests.Running;
using SearchService.Tests.Shared;

namespace SearchService.Tests.Pages;

/// <summary>The sample collection with its works spread over years and authors, so that there is something to narrow down.</summary>
public sealed partial class DatedSample : IAsyncLifetime
{
    internal RunningService Service { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Service = await StartAsync();
        await Service.IndexedAsync();
    }

    public async Task DisposeAsync() => await Service.DisposeAsync();

    internal static Task<RunningService> StartAsync() =>
        RunningService.StartAsync(
            Repository.Path("corpus"),
            corpus =>
            {
                var library = Path.Combine(corpus, "library.json");
                var years = new Queue<int>([1998, 2003, 2004, 2011]);
                var dated = Year().Replace(File.ReadAllText(library), match => Next(match, years));
                var authors = new Queue<string>(["Ada Lines", "Ben Marks"]);
                File.WriteAllText(
                    library,
                    Author().Replace(dated, match => authors.TryDequeue(out var name) ? $"\"{name}\"" : match.Value)
                );
            }
        );

    private static string Next(Match match, Queue<int> years) =>
        years.TryDequeue(out var year) ? string.Create(CultureInfo.InvariantCulture, $"[[{year}]]") : match.Value;

    [GeneratedRegex(@"\[\[2026\]\]", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Year();

    [GeneratedRegex(@"(?<=""literal"": )""SearchService project""", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Author();
}
