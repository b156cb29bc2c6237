namespace SearchService.Retrieval.Tests;

/// <summary>Tests that go by the clock: they run one after the other, when nothing else does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TimedTests
{
    public const string Name = "timed";
}
