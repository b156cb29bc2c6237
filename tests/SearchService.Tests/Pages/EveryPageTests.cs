using System.Diagnostics;
using Xunit.Abstractions;

namespace SearchService.Tests.Pages;

/// <summary>
/// Every page in every state is sound: axe finds nothing, nothing is wider than the window, nothing goes wrong. The suite looks at each in
/// two windows, which have both values of width, colours and scripts; <c>SEARCHSERVICE_STATES=all dotnet test tests/SearchService.Tests
/// --filter EveryPage</c> at each in all eight.
/// </summary>
[Collection(Browser.States)]
public sealed class EveryPageTests(Browser browser, DatedSample sample, ITestOutputHelper output)
{
    private const string Variable = "SEARCHSERVICE_STATES";

    public static TheoryData<int, bool, bool> Windows
    {
        get
        {
            var windows = new TheoryData<int, bool, bool> { { 360, false, true }, { 1_600, true, false } };
            if (Environment.GetEnvironmentVariable(Variable) == "all")
            {
                windows.Add(360, true, true);
                windows.Add(360, true, false);
                windows.Add(360, false, false);
                windows.Add(1_600, true, true);
                windows.Add(1_600, false, true);
                windows.Add(1_600, false, false);
            }

            return windows;
        }
    }

    [BrowserTheory]
    [MemberData(nameof(Windows))]
    public async Task Pages_InEveryState_AreSound(int width, bool dark, bool scripts)
    {
        var address = await PageStates.AddressesAsync(sample.Service);
        await using var reader = await browser.ReaderAsync(sample.Service, width, dark: dark);
        if (!scripts)
        {
            await reader.WithoutOwnScriptsAsync();
        }

        var wrong = new List<string>();
        foreach (var state in PageStates.All.Where(state => scripts || !state.NeedsScripts))
        {
            var clock = Stopwatch.StartNew();
            await reader.OpenAsync(address(state), state.Status);
            if (state.Act is not null)
            {
                await state.Act(reader.Page);
            }

            wrong.AddRange((await reader.WrongAsync()).Except(wrong).Select(one => $"{state.Name}: {one}"));
            output.WriteLine($"{state.Name}: {clock.ElapsedMilliseconds} ms");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
