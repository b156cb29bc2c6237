using Xunit.Abstractions;

namespace SearchService.Engine.Tests.Soak;

/// <summary>A fiftieth of the soak: <c>dotnet run -c Release --project tests/SearchService.Engine.Tests -- soak</c>.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int Seed = 7;

    [Fact]
    public void Readers_BesideAWriter_SeeWhatWasCommitted() =>
        output.WriteLine(new ReadersSoak(Seed, TimeSpan.FromSeconds(12), TimeSpan.FromMilliseconds(200), 8).Run());

    [Fact]
    public void Index_OfAKilledProcess_HoldsEveryAcknowledgedCommit() => output.WriteLine(new KillSoak(Seed, 40).Run());

    [Fact]
    public void Damage_OfAnyKind_IsNamedOrLeavesTheAnswers() => output.WriteLine(new CorruptionSoak(Seed, 400).Run());
}
