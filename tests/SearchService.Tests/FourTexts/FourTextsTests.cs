using System.Globalization;
using System.Net;
using System.Text.Json;
using SearchService.Benchmarks;
using SearchService.Retrieval.Engines;
using SearchService.Tests.Running;
using SearchService.Tests.Shared;
using Xunit.Abstractions;

namespace SearchService.Tests.FourTexts;

/// <summary>What must hold on the four texts that the project is measured on.</summary>
public sealed class FourTextsTests(SharedTexts texts, ITestOutputHelper output) : IClassFixture<SharedTexts>
{
    private const string Needed = "corpus/library.json";

    private RunningService Service => texts.Service;

    [SharedFact(Needed)]
    public async Task Documents_OfTheFourTexts_HaveTheRightAuthorsTitleAndYear()
    {
        var documents = (await Service.GetAsync("/v1/documents")).Is(HttpStatusCode.OK).Json.Items("documents");

        Assert.Equal(
            [
                "cooper-2005 | Andrew F. Cooper | Stretching the Model of “Coalitions of the Willing” | 2005",
                "flockhart-kristensen-2008 | Trine Flockhart, Kristian Søby Kristensen | NATO and Global Partnerships – to be global or to act globally? | 2008",
                "newman-visoka-2024 | Edward Newman, Gëzim Visoka | NATO in Kosovo and the logic of successful security practices | 2024",
                "pouliot-2010 | Vincent Pouliot | International Security in Practice: The Politics of NATO–Russia Diplomacy | 2010",
            ],
            documents
                .Select(document =>
                    FormattableString.Invariant(
                        $"{document.Text("id")} | {string.Join(", ", document.Texts("authors"))} | {document.Text("title")} | {document.Number("year")}"
                    )
                )
                .Order(StringComparer.Ordinal)
        );
    }

    [SharedFact(Needed)]
    public async Task Sections_OfTheFourTexts_AreThoseOfTheTableAndNoOther()
    {
        var expected = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cases", "sections-of-the-four-texts.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(" | "))
            .ToLookup(parts => parts[0], StringComparer.Ordinal);

        Assert.Equal(4, expected.Count);
        foreach (var document in expected)
        {
            var found = Sections(
                    (await Service.GetAsync("/v1/documents/" + document.Key))
                        .Is(HttpStatusCode.OK)
                        .Json.Items("sections")
                )
                .ToList();
            Assert.True(
                found.Count == document.Count(),
                $"{document.Key} has {found.Count} sections: {string.Join(" / ", found.Select(section => section.Title))}"
            );
            foreach (var ((level, title), parts) in found.Zip(document))
            {
                Assert.Equal(parts[1], level.ToString(CultureInfo.InvariantCulture));
                var ends = parts[2].Split(" … ");
                Assert.StartsWith(ends[0], title, StringComparison.Ordinal);
                Assert.EndsWith(ends[^1], title, StringComparison.Ordinal);
                Assert.True(ends.Length > 1 || title == ends[0], title);
            }
        }
    }

    /// <summary>What nothing in a text says is misspelt has no doubt; whoever seeks the right form is led to it all the same.</summary>
    [SharedTheory(Needed)]
    [InlineData("Srebrenica", "screbrenica")]
    [InlineData("Sjursen", "sjorusen")]
    [InlineData("Jörgen", "jogen")]
    [InlineData("Davies", "davise")]
    [InlineData("sobjectivism", "subjectivism")]
    public async Task Word_ThatATextMisspells_IsLedToItsSpelling(string word, string spelling)
    {
        var answer = await Service.SearchAsync(word);
        var led = await Service.SearchAsync(answer.Text("query", "suggestion")!);

        Assert.Equal(spelling, answer.Items("query", "errors")[0].Text("suggestion"));
        Assert.True(led.Number("total", "value") > 0);
    }

    [SharedTheory(Needed)]
    [InlineData("coalitions of the willing", "cooper-2005", "(Cooper, 2005")]
    [InlineData("logic of successful security practices", "newman-visoka-2024", "(Newman & Visoka, 2024")]
    [InlineData("out of area or out of business", "flockhart-kristensen-2008", "(Flockhart & Kristensen, 2008")]
    [InlineData("letting someone else have your way", "pouliot-2010", "(Pouliot, 2010")]
    public async Task Phrase_OfTheFourTexts_FindsTheRightTextFirstMarksItAndCitesIt(
        string phrase,
        string document,
        string inText
    )
    {
        var answer = await Service.SearchAsync($"\"{phrase}\"");
        var first = answer.Items("results")[0];

        Assert.NotEmpty(CodePointText.Marked(first));
        Assert.Equal(document, first.Text("document", "id"));
        Assert.All(
            answer.Items("results"),
            hit =>
            {
                // A heading is found by its words, too, and the first passage under it stands for it.
                Assert.True(
                    CodePointText.Marked(hit).Count > 0
                        || Gold.Fold(hit.Texts("passage", "section")[^1]).Contains(phrase, StringComparison.Ordinal),
                    hit.ToString()
                );
                Assert.All(CodePointText.Marked(hit), mark => Assert.Equal(phrase, Gold.Fold(mark)));
            }
        );
        Assert.StartsWith(inText, first.Text("citation", "inText"), StringComparison.Ordinal);
        Assert.EndsWith(")", first.Text("citation", "inText"), StringComparison.Ordinal);
        Assert.NotEqual("", first.Text("citation", "reference"));
        var citation = await Service.GetAsync(first.Text("links", "self") + "/citation?format=ris");
        Assert.StartsWith("TY  - ", citation.Is(HttpStatusCode.OK).Body, StringComparison.Ordinal);
    }

    [SharedFact("gold/phrases.json")]
    public async Task Phrases_OfTheGoldList_AreFoundInTheBodyOfTheRightText()
    {
        var ids = await Gold.DocumentIdsAsync(Service.Client);
        var missed = new List<string>();
        var phrases = Gold.Read(Repository.SharedPath("gold", "phrases.json"));
        foreach (var phrase in phrases)
        {
            var words = phrase.Text("phrase")!;
            var answer = await Service.SearchAsync($"\"{words}\"");
            var right = answer
                .Items("results")
                .Any(hit =>
                    hit.Text("document", "id") == ids[phrase.Text("text")!]
                    && hit.Text("passage", "kind") is "body" or "abstract"
                    && CodePointText.Marked(hit).Count > 0
                );
            if (!right)
            {
                missed.Add($"{phrase.Text("why")}: {words[..Math.Min(words.Length, 40)]}…");
            }
        }

        output.WriteLine(string.Join('\n', missed));
        Assert.True(phrases.Length - missed.Count >= 22, string.Join('\n', missed));
    }

    [SharedTheory(Needed)]
    [InlineData("Frontmatter")]
    [InlineData("\"More information\"")]
    [InlineData("\"International Security in Practice\"")]
    [InlineData("\"Vincent Pouliot\"")]
    [InlineData("\"Cambridge University Press\"")]
    [InlineData("978-0-521-12203-0")]
    public async Task Hits_ForWordsOfARunningHead_NeverShowTheRunningHead(string query)
    {
        var answer = await Service.SearchAsync(query, "&limit=100&include=text&snippet=2000");

        foreach (var hit in answer.Items("results"))
        {
            Assert.DoesNotMatch(
                "Frontmatter|12203-0 - International|\\*Abbreviations\\* xv",
                hit.Text("passage", "text")
            );
            Assert.DoesNotMatch("Frontmatter|12203-0 - International", hit.Text("snippet", "text"));
            Assert.False(
                hit.Text("document", "id") == "pouliot-2010"
                    && hit.Text("passage", "text")!.Contains("More information", StringComparison.Ordinal)
            );
        }
    }

    [SharedFact("gold/questions.json")]
    public async Task Questions_OfTheGoldList_AreRankedAtLeastAsWellAsTheBar()
    {
        using var report = new StringWriter(CultureInfo.InvariantCulture);

        var mean = await QuestionMeasure.MeasureAsync(
            Service.Client,
            Repository.SharedPath("gold", "questions.json"),
            report
        );

        output.WriteLine(report.ToString());
        Assert.True(mean >= 0.85, report.ToString());
    }

    [SharedFact(Needed)]
    public async Task Indexing_OfTheFourTexts_TakesFewSecondsOfAProcessor()
    {
        // Time of the processor and not of the clock: what else the machine does is no matter. Lucene.Net brings 2,400 methods of its
        // own that are compiled when they are first used, which takes a second more.
        var bar = TimeSpan.FromSeconds(RunningService.Engine == EmbeddedPassageIndex.Name ? 5 : 7);
        using var folder = new TemporaryFolder();
        TemporaryFolder.Copy(Repository.SharedPath("corpus"), folder.At("corpus"));

        var (errors, used) = await ProgramRun.MeasureAsync(folder, "index");

        output.WriteLine(used.ToString());
        Assert.Contains("Indexed 4 documents", errors, StringComparison.Ordinal);
        Assert.True(used < bar, used.ToString());
    }

    private static IEnumerable<(int Level, string Title)> Sections(IReadOnlyList<JsonElement> sections) =>
        sections.SelectMany(section =>
            Sections(section.Items("sections")).Prepend((section.Number("level"), section.Text("title")!))
        );
}
