using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Ranking;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Searching;

/// <summary>Collocates, similar passages, completion and explanations.</summary>
public sealed class CompanyTests
{
    private static readonly Lazy<IPassageIndex> Repository = new(() => Samples.Index(Samples.Collection));

    [Fact]
    public void Collocates_OfARandomWord_AreCountedAsBruteForceCounts()
    {
        var random = new Random(20261125);
        var collocates = new Collocates(Repository.Value, RankingPlan.Default, SearchLimits.Default);
        for (var i = 0; i < 10 * CollectionWords.Size; i++)
        {
            var phrase = CollectionWords.Some(random, 2);
            var span = random.Next(1, 8);
            var found = collocates
                .Find(
                    SearchRequest.For($"\"{string.Join(' ', phrase)}\"") with
                    {
                        Limit = 1000,
                    },
                    span,
                    CollocateSort.Count,
                    default
                )
                .Results!;

            var expected = Around(phrase, span);
            foreach (var word in found.Collocates)
            {
                Assert.True(
                    expected.GetValueOrDefault(word.Word) == word.Count,
                    $"{word.Word} within {span} of {string.Join(' ', phrase)}: {word.Count} instead of {expected.GetValueOrDefault(word.Word)}"
                );
                Assert.True(word is { LogLikelihood: >= 0, MutualInformation: > 0 } && word.InCollection >= word.Count);
            }

            Assert.True(expected.Values.Sum() == found.WordsAround, string.Join(' ', phrase));
        }
    }

    [Fact]
    public void Measured_KnownTable_IsWhatTheFormulasGive()
    {
        // 30 of 100 words around, 60 of 10,000 in all: expected 0.6.
        var word = Collocates.Measured("x", 30, 60, 100, 10_000);

        Assert.Equal(Math.Log2(30 / 0.6), word.MutualInformation, 4);
        var likelihood =
            2
            * (
                (30 * Math.Log(30 / 0.6))
                + (30 * Math.Log(30 / 59.4))
                + (70 * Math.Log(70 / 99.4))
                + (9870 * Math.Log(9870 / 9840.6))
            );
        Assert.Equal(likelihood, word.LogLikelihood, 3);
    }

    [Fact]
    public void Similar_Passage_FindsThoseOfItsSubjectAndNotItself()
    {
        using var index = Samples.Index(
            Samples.Document(
                "a",
                "Harbour pilots steer ships through narrow channels.\n\nBread is baked before dawn in stone ovens.\n\nA pilot knows each channel of the harbour."
            ),
            Samples.Document("b", "The oven of the bakery is of stone.\n\nNothing of either is here.")
        );
        var similar = new SimilarPassages(index, RankingPlan.Default);

        var pilots = similar.Find("a:1", SearchRequest.For(""), default)!;
        var bread = similar.Find("a:2", SearchRequest.For(""), default)!;

        Assert.Equal("a:3", pilots.Results[0].Passage.Id);
        Assert.DoesNotContain("a:1", pilots.Results.Select(hit => hit.Passage.Id));
        Assert.Contains("harbour", pilots.Words);
        Assert.Equal("b:1", bread.Results[0].Passage.Id);
        Assert.NotEmpty(bread.Results[0].Snippet.Highlights);
        Assert.Null(similar.Find("a:9", SearchRequest.For(""), default));
        Assert.Null(similar.Find("nothing", SearchRequest.For(""), default));
    }

    [Fact]
    public void Suggestions_OfABeginning_AreTermsAuthorsAndTitlesOfTheCollection()
    {
        using var index = Samples.Index(
            Samples.Document(
                "a",
                "Coalitions form. Coalition talks. A coal fire.",
                2000,
                "On Coal and Steel",
                "Coâlman"
            ),
            Samples.Document("b", "Coalitions.", 2000, "Steel", "Cooper")
        );
        var suggestions = new Suggestions(index);

        var found = suggestions.Of("COAL", 10);

        Assert.Equal(
            ["coalitions 2", "coal 1", "coalition 1"],
            found.Terms.Select(term => FormattableString.Invariant($"{term.Term} {term.Passages}"))
        );
        Assert.Equal(["Ann Coâlman"], found.Authors);
        Assert.Equal(["a"], found.Titles.Select(title => title.DocumentId));
        Assert.Equal(["a", "b"], suggestions.Of("ste", 10).Titles.Select(title => title.DocumentId));
        Assert.Equal(["a"], suggestions.Of("coal and st", 10).Titles.Select(title => title.DocumentId));
        Assert.Equal(["Ann Cooper"], suggestions.Of("ann coo", 10).Authors);
        Assert.Equal(2, suggestions.Of("coal", 2).Terms.Count);
        Assert.Empty(suggestions.Of("…", 10).Terms);
        Assert.Equal(
            ["coalitions", "coal", "coalition"],
            suggestions.Of("form coal", 10).Terms.Select(term => term.Term)
        );
    }

    [Theory]
    [InlineData("how a ranked list of words is made for a concordance and its readers")]
    [InlineData("line-end hyphens and page numbers")]
    [InlineData("index concordance \"a ranked list\" -nothing")]
    [InlineData("+index AND conc*")]
    [InlineData("words in:note")]
    public void Explanation_OfAHit_SumsUpToItsScore(string query)
    {
        using var leases = new SnapshotLeases(TimeProvider.System);
        var search = new PassageSearch(Repository.Value, leases, RankingPlan.Default, SearchLimits.Default);

        var explained = search.Search(SearchRequest.For(query) with { Explain = true }, default).Results!.Results;

        Assert.NotEmpty(explained);
        foreach (var hit in explained)
        {
            var explanation = hit.Explanation!;
            Assert.Equal(
                hit.Score,
                explanation.Parts.Sum(part => part.Adds) * explanation.Times,
                Math.Max(0.01, hit.Score * 0.002)
            );
            Assert.Equal(hit.Passage.Kind, explanation.Kind);
            Assert.Equal(explanation.Parts.OrderByDescending(part => part.Adds), explanation.Parts);
        }

        Assert.Null(search.Search(SearchRequest.For(query), default).Results!.Results[0].Explanation);
    }

    private static Dictionary<string, long> Around(IReadOnlyList<string> phrase, int span)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var run in CollectionWords.Runs)
        {
            var own = new HashSet<int>();
            var near = new HashSet<int>();
            for (var at = 0; at < run.Count; at++)
            {
                if (Length(run, at, phrase) is var length and > 0)
                {
                    own.UnionWith(Enumerable.Range(at, length));
                    near.UnionWith(Enumerable.Range(at - span, span));
                    near.UnionWith(Enumerable.Range(at + length, span));
                }
            }

            foreach (var place in near.Where(place => !own.Contains(place) && place >= 0 && place < run.Count))
            {
                counts[run[place]] = counts.GetValueOrDefault(run[place]) + 1;
            }
        }

        return counts;
    }

    /// <summary>How many words of the run are the phrase, joined or apart; 0 where it does not stand there.</summary>
    private static int Length(IReadOnlyList<string> run, int at, IReadOnlyList<string> phrase)
    {
        var letters = string.Concat(phrase);
        var joined = "";
        for (var i = at; i < run.Count && joined.Length < letters.Length; i++)
        {
            joined += run[i];
            var words = run.Skip(at).Take(i - at + 1).ToList();
            if (
                joined == letters
                && (words.SequenceEqual(phrase) || (CollectionWords.MayJoin(phrase) && CollectionWords.MayJoin(words)))
            )
            {
                return i - at + 1;
            }
        }

        return 0;
    }
}
