using Xunit.Abstractions;

namespace SearchService.Engine.Tests.Soak;

/// <summary>
/// A fiftieth of the soak: <c>dotnet run -c Release --project tests/SearchService.Engine.Tests -- soak</c>. Its parts are classes, so
/// that they run side by side.
/// </summary>
internal static class SoakTests
{
    public const int Seed = 7;
}

public sealed class ReadersSoakTests(ITestOutputHelper output)
{
    [Fact]
    public void Readers_BesideAWriter_SeeWhatWasCommitted() =>
        output.WriteLine(
            new ReadersSoak(SoakTests.Seed, TimeSpan.FromSeconds(12), TimeSpan.FromMilliseconds(200), 8).Run()
        );
}

public sealed class KillSoakTests(ITestOutputHelper output)
{
    [Fact]
    public void Index_OfAKilledProcess_HoldsEveryAcknowledgedCommit() =>
        output.WriteLine(new KillSoak(SoakTests.Seed, 40).Run());
}

public sealed class CorruptionSoakTests(ITestOutputHelper output)
{
    [Fact]
    public void Damage_OfAnyKind_IsNamedOrLeavesTheAnswers() =>
        output.WriteLine(new CorruptionSoak(SoakTests.Seed, 400).Run());
}
