using System.Diagnostics;

namespace SearchService.Tests.Running;

/// <summary>Waits that are bounded and say what they waited for.</summary>
internal static class Waiting
{
    /// <summary>Far more than anything takes on a busy machine: it ends a hanging test, and measures nothing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public static async Task<T> ForAsync<T>(string what, Func<Task<T?>> look)
        where T : class
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Patience)
        {
            if (await look() is { } found)
            {
                return found;
            }

            await Task.Delay(Interval);
        }

        throw new TimeoutException($"Waited {Patience.TotalSeconds} s in vain for {what}.");
    }

    public static Task ForAsync(string what, Func<bool> look) =>
        ForAsync(what, () => Task.FromResult(look() ? what : null));
}
