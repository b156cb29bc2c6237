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
    public float Path { get; init; } = 0.4f;

    /// <summary>What each further mention of a word in the query adds to its weight.</summary>
    public float Again { get; init; } = 0.4f;

    /// <summary>A word with which a question asks, like "find" and "articles", in a query that is a sentence.</summary>
    public float Asking { get; init; } = 0.3f;

    /// <summary>From how many words that matter a query is taken for a sentence.</summary>
    public int FewestOfSentence { get; init; } = 5;

    /// <summary>A part of a hyphenated word, wherever it stands.</summary>
    public float Part { get; init; } = 1f;

    /// <summary>All parts of a hyphenated word one after another, beside <see cref="Part"/>.</summary>
    public float Together { get; init; } = 0.25f;

    /// <summary>A hyphenated word written in one, beside <see cref="Part"/>.</summary>
    public float Joined { get; init; } = 0.5f;

    /// <summary>Two neighbouring words of the query standing near one another.</summary>
    public float Pair { get; init; } = 0.25f;

    /// <summary>How near: words between.</summary>
    public int PairGap { get; init; } = 12;

    /// <summary>All words of the query one after another, as they are written.</summary>
    public float Whole { get; init; } = 0.5f;

    /// <summary>The words that the best passages share, all together, as a part of the weight of the query's words; 0 for none.</summary>
    public float Feedback { get; init; } = 0.5f;

    /// <summary>In how many of the best passages they are looked for.</summary>
    public int FeedbackPassages { get; init; } = 10;

    /// <summary>How many of them are taken.</summary>
    public int FeedbackTerms { get; init; } = 20;

    /// <summary>From how many words that matter: who writes fewer wants these and no others.</summary>
    public int FewestForFeedback { get; init; } = 4;

    /// <summary>Words in a larger part of all passages tell nothing.</summary>
    public float MostCommon { get; init; } = 0.2f;

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
