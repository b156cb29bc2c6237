namespace SearchService.Corpus.Tests.Generated;

/// <summary>Draws as the generators make them.</summary>
internal static class Draws
{
    public static bool Chance(this Random random, int percent) => random.Next(100) < percent;
}
