using System.Globalization;
using System.Text.RegularExpressions;
using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Ranking;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Searching;

public sealed class ConcordanceTests : IDisposable
{
    private static readonly Lazy<IPassageIndex> Repository = new(() => Samples.Index(Samples.Collection));

    private readonly SnapshotLeases _leases = new(TimeProvider.System);

    public void Dispose() => _leases.Dispose();

    [Fact]
    public void Read_RandomWordsPhrasesAndPatterns_CountsWhatBruteForceCounts()
    {
        var random = new Random(20261123);
        for (var i = 0; i < 40 * CollectionWords.Size; i++)
        {
            var (query, expected) = random.Next(3) switch
            {
                0 => Word(CollectionWords.Some(random, 1)[0]),
                1 => Phrase(CollectionWords.Some(random, random.Next(2, 5))),
                _ => Pattern(CollectionWords.Pattern(random)),
            };

            var results = Read(Repository.Value, query, request => request with { Dispersion = true });

            Assert.True(
                expected == results.Total.Value,
                $"{query}: {results.Total.Value} instead of {expected}: {string.Join(", ", results.Lines.Select(line => line.Match))}"
            );
            Assert.Equal("eq", results.Total.Relation);
            Assert.Equal(expected, results.Dispersion!.Sum(document => document.Count));
            Assert.Equal(expected, results.Dispersion!.Sum(document => document.Positions.Count));
            Assert.Equal(Math.Min(expected, ConcordanceRequest.DefaultLimit), results.Lines.Count);
        }
    }

    [Fact]
    public void Read_TextWithoutSpaces_HasItsContext()
    {
        var side = string.Concat(Enumerable.Repeat("山川草木", 30));
        using var index = Samples.Index([Samples.Document("han", side + "海" + side)]);

        var line = Assert.Single(Read(index, "海", request => request with { Width = 40 }).Lines);

        Assert.InRange(line.Left.Length, 35, 40);
        Assert.InRange(line.Right.Length, 35, 40);
        Assert.EndsWith(line.Left, side, StringComparison.Ordinal);
        Assert.StartsWith(line.Right, side, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConcordanceSort.Document)]
    [InlineData(ConcordanceSort.Left)]
    [InlineData(ConcordanceSort.Right)]
    [InlineData(ConcordanceSort.Year)]
    public void Read_PageByPage_GivesTheLinesOfTheStreamInTheirOrder(ConcordanceSort sort)
    {
        var request = Request("the") with { Sort = sort };
        request = request with { Search = request.Search with { Limit = 300 } };
        var concordance = new Concordance(Repository.Value, _leases, RankingPlan.Default, SearchLimits.Default);
        var paged = new List<ConcordanceLine>();
        for (string? cursor = null, next = ""; next is not null; cursor = next)
        {
            var page = concordance
                .Read(request with { Search = request.Search with { Cursor = cursor } }, default)
                .Results!;
            paged.AddRange(page.Lines);
            next = page.Next;
            Assert.True(page.Lines.Count == 300 || next is null);
        }

        var streamed = concordance.Stream(request, default).ToList();

        Assert.True(streamed.Count > 1000);
        Assert.Equal(streamed.Select(Shown), paged.Select(Shown));
    }

    [Fact]
    public void Read_Lines_AreTheRunningTextAroundEachOccurrenceCutAtWords()
    {
        using var index = Samples.Index(
            Samples.Document(
                "a",
                "## One\n\nThe lamp is lit at dusk.\n\nAnother lamp, “the\nlamp of memory”, is not.[^1]\n\n## Two\n\nLamps again.\n\n[^1]: A lamp in a note."
            )
        );

        var lines = Read(index, "\"lamp\"", request => request with { Width = 22 }).Lines;

        Assert.Equal(
            [
                "The |lamp| is lit at dusk.",
                "lit at dusk. Another |lamp|, “the lamp of",
                "Another lamp, “the |lamp| of memory”, is not.",
                "A |lamp| in a note.",
            ],
            lines.Select(line => $"{line.Left}|{line.Match}|{line.Right}")
        );
        Assert.Equal([null, null, null, "1"], lines.Select(line => line.Note));
        Assert.Equal(["One"], lines[0].Section);
        Assert.True(
            lines.Zip(lines.Skip(1)).All(pair => pair.First.PositionInDocument < pair.Second.PositionInDocument)
        );
        Assert.InRange(lines[^1].PositionInDocument, 0.5, 1);
    }

    [Fact]
    public void Read_PhraseOverACut_IsOneLineWithBothSides()
    {
        using var index = Samples.Index(
            Samples.Document("a", "## Part\n\nThe watch ends at dawn.\n\nThe lamps go out.")
        );

        var line = Assert.Single(Read(index, "\"dawn the lamps\"").Lines);

        Assert.Equal("The watch ends at |dawn. The lamps| go out.", $"{line.Left}|{line.Match}|{line.Right}");
    }

    [Fact]
    public void Read_SortedByContext_FollowsTheUnicodeCollation()
    {
        using var index = Samples.Index(
            Samples.Document(
                "a",
                "A zebra lamp zest.\n\nAn Éclair lamp Éclat.\n\nAn ebb lamp ebb.\n\nThe eland lamp “Echo”.\n\nThe apple lamp apple.\n\nThe Ångström lamp Ärger.\n\nThe co-op lamp coop."
            )
        );

        string[] Words(ConcordanceSort sort, Func<ConcordanceLine, string> word) =>
            [.. Read(index, "\"lamp\"", request => request with { Sort = sort }).Lines.Select(word)];

        Assert.Equal(
            ["Ångström", "apple", "ebb", "Éclair", "eland", "co-op", "zebra"],
            Words(ConcordanceSort.Left, line => line.Left.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1])
        );
        Assert.Equal(
            ["apple.", "Ärger.", "coop.", "ebb.", "“Echo”.", "Éclat.", "zest."],
            Words(ConcordanceSort.Right, line => line.Right.Trim().Split(' ')[0])
        );
    }

    [Fact]
    public void Read_WordsInNoPassageTogether_AreThoseOfPassagesWithMost()
    {
        using var index = Samples.Index(Samples.Document("a", "red blue\n\nred green red\n\nblack"));

        Assert.Equal(5, Read(index, "red blue green").Total.Value);
        Assert.True(Read(index, "red blue green").Query.Relaxed);
        Assert.Equal(2, Read(index, "red blue").Total.Value);
        Assert.Equal(0, Read(index, "white").Total.Value);
        Assert.NotEmpty(Read(index, "white").Query.Errors);
    }

    [Fact]
    public void Read_PatternOfMoreWordsThanAreSought_SaysSoOnEveryPage()
    {
        using var index = Samples.Index(Samples.Document("a", CollectionWords.Paragraphs(1100, "Item")));

        var first = Read(index, "q*");
        var second = Read(
            index,
            "q*",
            request => request with { Search = request.Search with { Cursor = first.Next } }
        );

        Assert.Equal(new MatchTotal(1024, "gte"), first.Total);
        Assert.Equal("MaxExpansions", Assert.Single(first.Query.Errors).Limit);
        Assert.Equal(first.Query.Errors, second.Query.Errors);
        Assert.NotEqual(first.Lines[0], second.Lines[0]);
    }

    [Fact]
    public void Read_OverlappingOccurrences_AreLinesEach()
    {
        using var index = Samples.Index(Samples.Document("a", "so so so so"));

        Assert.Equal(3, Read(index, "\"so so\"").Total.Value);
    }

    [Fact]
    public void Read_HundredThousandOccurrences_AreAllCountedAndStreamed()
    {
        var size = CollectionWords.Size == 1 ? 4_000 : 100_000;
        using var index = Samples.Index([
            .. Enumerable
                .Range(0, size / 2_000)
                .Select(i =>
                    Samples.Document(
                        string.Create(CultureInfo.InvariantCulture, $"d{i}"),
                        CollectionWords.Paragraphs(1000, "The oar and the oar"),
                        2000 - i
                    )
                ),
        ]);

        Assert.Equal(size, Read(index, "oars").Total.Value);
        Assert.Equal(
            size,
            new Concordance(index, _leases, RankingPlan.Default, SearchLimits.Default)
                .Stream(Request("oars"), default)
                .Count()
        );
    }

    private static string Shown(ConcordanceLine line) =>
        FormattableString.Invariant(
            $"{line.PassageId} {line.PositionInDocument} {line.Left}|{line.Match}|{line.Right}"
        );

    private ConcordanceResults Read(
        IPassageIndex index,
        string query,
        Func<ConcordanceRequest, ConcordanceRequest>? change = null
    )
    {
        var request = Request(query);
        return new Concordance(index, _leases, RankingPlan.Default, SearchLimits.Default)
            .Read(change?.Invoke(request) ?? request, default)
            .Results!;
    }

    private static ConcordanceRequest Request(string query) =>
        new(
            SearchRequest.For(query) with
            {
                Limit = ConcordanceRequest.DefaultLimit,
            },
            ConcordanceRequest.DefaultWidth,
            ConcordanceSort.Document,
            Dispersion: false
        );

    /// <summary>A word in any inflection, joined or apart.</summary>
    private static (string Query, int Count) Word(string word) => (word, Count([word], EnglishForm.Of));

    private static (string Query, int Count) Phrase(IReadOnlyList<string> words) =>
        ($"\"{string.Join(' ', words)}\"", Count(words, term => term));

    private static (string Query, int Count) Pattern(string pattern)
    {
        var regex = new Regex(
            "^"
                + Regex
                    .Escape(pattern)
                    .Replace("\\*", ".*", StringComparison.Ordinal)
                    .Replace("\\?", ".", StringComparison.Ordinal)
                + "$",
            RegexOptions.CultureInvariant
        );
        var count = 0;
        foreach (var passage in Samples.Collection.SelectMany(document => document.Passages))
        {
            count += passage
                .Fields[PassageField.Text]
                .Where(term => regex.IsMatch(term.Term))
                .Select(term => term.Position)
                .Distinct()
                .Count();
        }

        return (pattern, count);
    }

    /// <summary>
    /// Places where the words stand one after another, however the text joins or parts them: "peace-keeping force" is
    /// "peacekeeping force".
    /// </summary>
    private static int Count(IReadOnlyList<string> words, Func<string, string> form)
    {
        var letters = string.Concat(words);
        var forms = words.Select(form).ToList();
        var count = 0;
        foreach (var run in CollectionWords.Runs)
        {
            for (var at = 0; at < run.Count; at++)
            {
                count += IsSame(run, at) || StandsThere(run, at) ? 1 : 0;
            }
        }

        return count;

        bool IsSame(IReadOnlyList<string> run, int at)
        {
            for (var i = 0; i < forms.Count; i++)
            {
                if (at + i >= run.Count || form(run[at + i]) != forms[i])
                {
                    return false;
                }
            }

            return true;
        }

        bool StandsThere(IReadOnlyList<string> run, int at)
        {
            var joined = "";
            for (var i = at; i < run.Count && joined.Length < letters.Length + 3; i++)
            {
                joined += run[i];
                if (
                    form(joined) == form(letters)
                    && CollectionWords.MayJoin(words)
                    && CollectionWords.MayJoin(run.Skip(at).Take(i - at + 1))
                )
                {
                    return true;
                }
            }

            return false;
        }
    }
}
