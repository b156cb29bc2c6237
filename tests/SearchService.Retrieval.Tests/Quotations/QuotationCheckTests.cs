using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Quotations;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Tests.Quotations;

/// <summary>Verdict, differences and flags of quotations from two short texts, a line each in <c>Cases/quotations.txt</c>, and what is true of any.</summary>
public sealed class QuotationCheckTests
{
    private const string Harbour =
        "The council met on 4 March 1911 in the old customs house. It did not approve the plan, which Hansen had drawn for "
        + "a deep-water quay in the estuary; the net work of canals, he said, would never pay for itself.\n\n"
        + "Three members voted against him, and two abstained. The mayor, who owned a brewery, voted with the harbour master.\n\n"
        + "The quay was built in brick and failed in its second winter. In his memoirs he called it “the finest folly” of the "
        + "age, and the toll for a cart, as the clerk wrote, was set too high.";

    private const string Bridges =
        "The swing bridge was opened by a queen who disliked bridges. Its engineer had studied drawbridges in Utrecht, and "
        + "kept a notebook of the ones that had fallen down.";

    private static readonly Lazy<IPassageSnapshot> Texts = new(() =>
        Samples.Snapshot(
            Samples.Document("harbour", Harbour, 1999, "The Harbour", "Holm"),
            Samples.Document("bridges", Bridges, 2004, "Bridges", "Osei", "Berg")
        )
    );

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cases", "quotations.txt")))
        {
            if (line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal))
            {
                var arrow = line.IndexOf(" => ", StringComparison.Ordinal);
                data.Add(line[..arrow], line[(arrow + 4)..]);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Quotation_OfTheTable_HasItsVerdictDifferencesAndFlags(string quotation, string expected)
    {
        var found = Check(quotation.Replace("\\n", "\n", StringComparison.Ordinal));

        Assert.Equal(expected, Shown(found));
    }

    [Theory]
    [InlineData("harbour", null, QuotationVerdict.Exact)]
    [InlineData(null, "Holm", QuotationVerdict.Exact)]
    [InlineData(null, "Ann Holm", QuotationVerdict.Exact)]
    [InlineData("harbour", "Holm", QuotationVerdict.Exact)]
    [InlineData("bridges", null, QuotationVerdict.Misattributed)]
    [InlineData(null, "Osei and Berg", QuotationVerdict.Misattributed)]
    [InlineData(null, "Nobody", QuotationVerdict.Misattributed)]
    [InlineData("harbour", "Osei", QuotationVerdict.Misattributed)]
    public void Attribution_OfTheRightWords_IsJudged(string? document, string? author, QuotationVerdict verdict)
    {
        var found = Check("The council met on 4 March 1911 in the old customs house", document, author);

        Assert.Equal(verdict, found.Verdict);
        Assert.Equal("harbour", found.Matches[0].Document.Id);
        Assert.Equal(QuotationVerdict.Exact, found.Matches[0].Wording);
    }

    [Fact]
    public void AlteredWords_OfTheWrongWork_AreMisattributedWithTheirDiffAndFlags()
    {
        var found = Check("It did approve the plan, which Hansen had drawn", "bridges");

        Assert.Equal(QuotationVerdict.Misattributed, found.Verdict);
        Assert.Equal(QuotationVerdict.Altered, found.Matches[0].Wording);
        Assert.Contains(
            "not in what was named (bridges), but in “The Harbour”.",
            found.Explanation,
            StringComparison.Ordinal
        );
        Assert.Equal(["negation"], found.Matches[0].Flags);
        Assert.Contains(found.Matches[0].Diff, run => run is { Op: DiffKind.Delete, Source: "not" });
    }

    [Fact]
    public void Words_ThatStandNowhere_AreNotFoundWithWhatWasSearchedAndTheNearestMiss()
    {
        var found = Check("The council adjourned on 9 June 1934 without a single quorum of aldermen");

        Assert.Equal(QuotationVerdict.NotFound, found.Verdict);
        Assert.Empty(found.Matches);
        Assert.Equal(2, found.Searched!.Documents);
        Assert.Contains("aldermen", found.Searched.UnknownWords);
        Assert.Equal("harbour", found.Nearest!.Document.Id);
    }

    [Fact]
    public void Words_OverTheCutBetweenTwoPassages_AreOneMatch()
    {
        var match = Assert.Single(Check("would never pay for itself. Three members voted against him").Matches);

        Assert.Equal("harbour:1", match.PassageId);
        Assert.Equal("would never pay for itself.\n\nThree members voted against him", match.Source);
        Assert.Contains("The Harbour", match.Citation.Reference, StringComparison.Ordinal);
    }

    [Fact]
    public void StitchedWords_HaveAMatchForEachPlaceInTheirOrder()
    {
        var found = Check(
            "Three members voted against him, and two abstained Its engineer had studied drawbridges in Utrecht"
        );

        Assert.Equal(QuotationVerdict.Stitched, found.Verdict);
        Assert.Equal(["harbour", "bridges"], found.Matches.Select(match => match.Document.Id));
        Assert.Equal(found.Matches[0].Source.Length, found.Matches[0].Quoted.End);
    }

    [Theory]
    [InlineData("a swing bridge is a door", "Lind, quoted in Holm (1999)", "1")]
    [InlineData("ice has no memory at all", "Moe, quoted in Holm (1999)", null)]
    [InlineData("the harbour froze every tenth winter", null, null)]
    public void Words_ThatTheSourceQuotes_NameBothWorks(string quotation, string? inText, string? note)
    {
        using var snapshot = Samples.Snapshot(
            Samples.Document(
                "quoting",
                "The harbour froze every tenth winter, and “a swing bridge is a door in the water”.[^1] Others say that “ice has no "
                    + "memory at all” (Moe, 1987, p. 4), which is untrue.\n\n[^1]: Sigrid Lind, *Doors in the Water* (Oslo: Aschehoug, 1972), 12.",
                1999,
                "Quoting",
                "Holm"
            )
        );

        var found = QuotationCheck.Check(
            snapshot,
            new QuotationRequest(quotation, null, null, "apa"),
            CancellationToken.None
        );

        Assert.Equal(inText, found.Matches[0].Secondary?.InText);
        Assert.Equal(note, found.Matches[0].Secondary?.Note);
    }

    [Theory]
    [InlineData("The harbour froze every tenth winter.14 The quay", QuotationVerdict.Normalised, null)]
    [InlineData("The harbour froze every tenth winter.¹⁴ The quay", QuotationVerdict.Normalised, null)]
    [InlineData("froze every tenth winter.14", QuotationVerdict.Normalised, null)]
    [InlineData("winter. The quay15 was built in brick and", QuotationVerdict.Normalised, null)]
    [InlineData("The harbour froze every tenth winter.14 The quay15 was built", QuotationVerdict.Normalised, null)]
    [InlineData("The harbour froze every tenth winter. The quay", QuotationVerdict.Exact, null)]
    [InlineData("The harbour froze every tenth winter.15 The quay", QuotationVerdict.Altered, "number")]
    [InlineData("The harbour froze every 14 tenth winter. The quay", QuotationVerdict.Altered, "number")]
    [InlineData("The harbour14 froze every tenth winter. The quay", QuotationVerdict.Altered, "number")]
    [InlineData("The harbour froze every ninth winter.14 The quay", QuotationVerdict.Altered, "number")]
    [InlineData("quay was built in brick and failed in 1914", QuotationVerdict.Altered, "number")]
    public void Words_WithTheMarkOfANote_AreTheSourcesWhereTheMarkStandsThere(
        string quotation,
        QuotationVerdict verdict,
        string? flag
    )
    {
        using var snapshot = Samples.Snapshot(
            Samples.Document(
                "frozen",
                "The harbour froze every tenth winter.[^14] The quay[^15] was built in brick and failed in 1911.\n\n"
                    + "[^14]: The log of the pilots.\n\n[^15]: Of 1874."
            )
        );

        var found = QuotationCheck.Check(
            snapshot,
            new QuotationRequest(quotation, null, null, "apa"),
            CancellationToken.None
        );

        Assert.Equal(verdict, found.Verdict);
        Assert.Equal(flag, found.Matches[0].Flags.SingleOrDefault());
        Assert.All(found.Matches[0].Diff, run => Assert.Equal(run.Quoted, Part(quotation, run.Start, run.End)));
    }

    [Theory]
    [InlineData("the harbour, in winter, is still", QuotationVerdict.Exact)]
    [InlineData("the harbour in winter is still", QuotationVerdict.Exact)]
    [InlineData("the harbour: in winter is still", QuotationVerdict.Altered)]
    public void Words_ThatStandTwiceWithOtherPunctuation_AreThoseOfThePlaceThatHasThem(
        string quotation,
        QuotationVerdict verdict
    )
    {
        using var snapshot = Samples.Snapshot(
            Samples.Document(
                "twice",
                "Mark how the harbour in winter is still. Note that the harbour, in winter, is still."
            )
        );

        var found = QuotationCheck.Check(
            snapshot,
            new QuotationRequest(quotation, null, null, "apa"),
            CancellationToken.None
        );

        Assert.Equal(verdict, found.Verdict);
    }

    [Fact]
    public void Collection_WithoutTexts_HasNothing()
    {
        using var empty = Samples.Snapshot();
        var found = QuotationCheck.Check(
            empty,
            new QuotationRequest("three words here", null, null, "apa"),
            CancellationToken.None
        );

        Assert.Equal(QuotationVerdict.NotFound, found.Verdict);
        Assert.Null(found.Nearest);
    }

    /// <summary>Of any words: the runs of a diff are the quotation's words and the source's, each once, at the places that they name.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Diff_OfAnyQuotation_HasTheWordsOfBothSidesInTheirPlaces(int seed)
    {
        var random = new Random(seed);
        var words = Words.Tokenize(Harbour + " " + Bridges);
        string[] joints = [" ", " ", " ", ", ", "-", " … ", "\n", " [", "] ", "” ", " 😀 ", "… [...] ", "\u00AD", "’"];
        for (var i = 0; i < 300; i++)
        {
            var text = string.Concat(
                Enumerable
                    .Range(0, random.Next(3, 40))
                    .Select(_ => (Word: random.Next(words.Count - 6), Length: random.Next(1, 6)))
                    .SelectMany(run => words.Skip(run.Word).Take(run.Length))
                    .Select(word => word.Term + joints[random.Next(joints.Length)])
            );
            var found = Check(text);
            foreach (var match in found.Matches.Concat(found.Nearest is { } near ? [near] : []))
            {
                Assert.All(
                    match.Diff,
                    run =>
                    {
                        Assert.Equal(run.Quoted, Part(text, run.Start, run.End));
                        Assert.Equal(run.Source, Part(match.Source, run.SourceStart, run.SourceEnd));
                        Assert.Equal(run.Op == DiffKind.Insert, run.Source.Length == 0);
                        Assert.Equal(run.Op == DiffKind.Delete, run.Quoted.Length == 0);
                    }
                );
                Assert.Equal(Terms(match.Source), Terms(string.Join(' ', match.Diff.Select(run => run.Source))));
                Assert.InRange(match.Similarity, 0, 1);
            }

            if (found.Matches.Count == 1 && found.Verdict != QuotationVerdict.NotFound)
            {
                Assert.Equal(Terms(text), Terms(string.Join(' ', found.Matches[0].Diff.Select(run => run.Quoted))));
            }
        }
    }

    /// <summary>Any words of a text, as they stand there, are exact, whatever lies between them.</summary>
    [Fact]
    public void Words_OfTheSampleCollectionAsTheyStand_AreExact()
    {
        using var snapshot = Samples.Snapshot(Samples.Collection);
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var passages = Samples.Collection[random.Next(Samples.Collection.Count)].Passages;
            var text = passages[random.Next(passages.Count)].Stored.Text;
            var words = Words.Tokenize(text);
            if (words.Count < 3)
            {
                continue;
            }

            var length = random.Next(3, Math.Min(words.Count, 400) + 1);
            var first = random.Next(words.Count - length + 1);
            var quotation = text[words[first].Start..words[first + length - 1].End];
            var found = QuotationCheck.Check(
                snapshot,
                new QuotationRequest(quotation, null, null, "apa"),
                CancellationToken.None
            );

            Assert.True(
                found.Verdict == QuotationVerdict.Exact,
                $"{Shown(found)}: {quotation} <> {(found.Matches.Count > 0 ? found.Matches[0].Source : "")}"
            );
        }
    }

    private static QuotationFinding Check(string quotation, string? document = null, string? author = null) =>
        QuotationCheck.Check(
            Texts.Value,
            new QuotationRequest(quotation, document, author, "apa"),
            CancellationToken.None
        );

    /// <summary>A finding as the table writes it; of stitched places the differences are not looked at.</summary>
    private static string Shown(QuotationFinding found)
    {
        var matches = found.Verdict == QuotationVerdict.Stitched ? [] : found.Matches.Take(1).ToList();
        var differences = matches
            .SelectMany(match => match.Diff)
            .Where(run => run.Op != DiffKind.Equal)
            .Select(run => $"{{{run.Quoted}|{run.Source}}}{(run.Marked ? "*" : "")}");
        var verdict = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(found.Verdict.ToString());
        return $"{verdict} | {string.Join(' ', differences)} | {string.Join(' ', matches.SelectMany(match => match.Flags))}"
            .Replace("|  |", "| |", StringComparison.Ordinal)
            .TrimEnd(' ');
    }

    private static string Part(string text, int start, int end) =>
        text[CodePoints.ToUtf16(text, start)..CodePoints.ToUtf16(text, end)];

    private static List<string> Terms(string text) => [.. Words.Tokenize(text).Select(token => token.Term)];
}
