using SearchService.Corpus.Passages;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Ranking;

/// <summary>How evidence is weighed, as data, so that every engine ranks alike. One setting for all collections.</summary>
public sealed record RankingPlan
{
    public static RankingPlan Default { get; } = new();

    /// <summary>A word in any inflection.</summary>
    public float Stem { get; init; } = 1f;

    /// <summary>The very form that was asked for, beside <see cref="Stem"/>.</summary>
    public float Exact { get; init; } = 0.2f;

    /// <summary>The word in the work's title or in a heading above the passage.</summary>
    public float Path { get; init; } = 0.25f;

    /// <summary>What each further mention of a word in the query adds to its weight.</summary>
    public float Again { get; init; } = 0.7f;

    /// <summary>A part of a hyphenated word that stands by itself.</summary>
    public float Part { get; init; } = 0.5f;

    /// <summary>Two neighbouring words of the query standing near one another.</summary>
    public float Pair { get; init; } = 0.25f;

    /// <summary>How near: words between.</summary>
    public int PairGap { get; init; } = 12;

    /// <summary>All words of the query one after another, as they are written.</summary>
    public float Whole { get; init; } = 0.5f;

    /// <summary>By kind's name: an author's own words are preferred to lists of the apparatus.</summary>
    public IReadOnlyDictionary<string, float> Kinds { get; init; } =
        new Dictionary<string, float>(StringComparer.Ordinal)
        {
            [PassageKinds.Name(PassageKind.Reference)] = 0.6f,
            [PassageKinds.Name(PassageKind.Note)] = 0.65f,
            [PassageKinds.Name(PassageKind.Table)] = 0.8f,
            [PassageKinds.Name(PassageKind.Front)] = 0.65f,
        };
}
