using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;
using SearchService.Tests.Shared;

namespace SearchService.Corpus.Tests.Recovery;

/// <summary>Pages, notes, callouts and mended words of the four texts, counted and looked up line by line.</summary>
public sealed class SharedTextsTests
{
    [SharedFact("corpus")]
    public void Report_PagesMarkedByLeadingSpaces_AreTwentyEight()
    {
        var text = SharedTexts.Get("000");

        Assert.Equal(28, text.Document.Pages.Count);
        Assert.Equal(PageMark.FormFeedRemnant, text.Document.PageMark);
        Assert.All(text.Document.Pages, page => Assert.Null(page.Label));
    }

    [SharedTheory("corpus")]
    [InlineData("000", 75, 75, 3)]
    [InlineData("001", 31, 28, 5)]
    [InlineData("002", 0, 0, 0)]
    [InlineData("003", 113, 113, 0)]
    public void Notes_OfEachText_AreCounted(string name, int notes, int called, int inferred)
    {
        var document = SharedTexts.Get(name).Document;

        Assert.Equal(notes, document.Notes.Count);
        Assert.Equal(called, document.Notes.Count(note => note.CalledFrom is not null));
        Assert.Equal(called, document.Blocks.Sum(block => block.Callouts.Count(callout => callout.Note is not null)));
        Assert.Equal(inferred, document.Notes.Count(note => note.LabelMethod == LocatorMethod.Inferred));
        var numbers = document
            .Notes.Where(note => note.Label != "*")
            .Select(note => int.Parse(note.Label!, CultureInfo.InvariantCulture));
        Assert.Equal(Enumerable.Range(1, notes - (name == "003" ? 1 : 0)), numbers.Order());
    }

    [SharedFact("corpus")]
    public void WorkingPaper_MissingCallouts_AreNotGuessed()
    {
        var document = SharedTexts.Get("001").Document;

        Assert.Equal(
            ["3", "5", "17"],
            document.Notes.Where(note => note.CalledFrom is null).Select(note => note.Label)
        );
        Assert.All(document.Notes, note => Assert.NotNull(note.Page));
    }

    [SharedTheory("corpus")]
    [InlineData("000", "58 162 201 278 292 384 421 461 540 619 659 736 784 823 925 964")]
    [InlineData("001", "110 126 134 158 176 182 190 206 214 224 256")]
    [InlineData("003", "21 39 57 69 85 109 159 175 193 211 233 263 279 297 313 329 343 357")]
    public void Joins_OfEachText_AreThoseOfTheList(string name, string expected)
    {
        var text = SharedTexts.Get(name);

        // In the report the notes stand between; elsewhere the line that was cut is named.
        var joins = text.Joins().Select(join => name == "000" && join.To != 294 ? join.To - 1 : join.From);
        Assert.Equal(
            expected.Split(' ').Select(line => int.Parse(line, CultureInfo.InvariantCulture)),
            joins.Distinct()
        );
    }

    [SharedFact("corpus")]
    public void Report_LineEndHyphens_GoButForThree()
    {
        var text = SharedTexts.Get("000");
        var ends = text.Source.Split('\n').Count(line => line.EndsWith('-'));
        var dropped = text.Document.Blocks.Sum(block =>
            block.Text.Repairs.Count(piece => piece.Repair == NoiseKind.LineEndHyphen)
        );

        Assert.Equal(60, ends);
        Assert.Equal(57, dropped);
    }

    [SharedFact("corpus")]
    public void FrontMatter_RunningHeads_AreNoiseNineTimes()
    {
        var text = SharedTexts.Get("002");
        var heads = text
            .Document.Ledger.Where(entry => entry.Noise == NoiseKind.RunningHead)
            .Select(entry => text.Source[entry.Span.Start..entry.Span.End]);

        Assert.Equal(9, heads.Count(head => head.StartsWith("Frontmatter", StringComparison.Ordinal)));
        Assert.DoesNotContain(
            text.Document.Blocks,
            block => block.Text.Text.Contains("Frontmatter", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            text.Document.Blocks,
            block => block.Text.Text.Contains("More information", StringComparison.Ordinal)
        );
    }

    [SharedFact("corpus")]
    public void FrontMatter_PageLabels_ArePrintedInferredOrUnknown()
    {
        var pages = SharedTexts.Get("002").Document.Pages;

        Assert.Equal(
            ["i", "ii", "iii", "iv", null, "x", "xi", "xii", "xiii", "xiv", "xv"],
            pages.Select(page => page.Label)
        );
        Assert.Equal(
            ["xiii", "xv"],
            pages.Where(page => page.Method == LocatorMethod.Printed).Select(page => page.Label)
        );
        Assert.Equal(LocatorMethod.Unknown, pages[4].Method);
    }

    [SharedFact("corpus")]
    public void Article_PagesBehindNotes_AreTwentyThree()
    {
        var text = SharedTexts.Get("003");

        Assert.Equal(23, text.Document.Pages.Count);
        Assert.Equal(PageMark.NoteBlock, text.Document.PageMark);
    }

    [SharedFact("gold/phrases.json")]
    public void GoldPhrases_All_StandInTheBody()
    {
        using var phrases = JsonDocument.Parse(File.ReadAllText(Repository.SharedPath("gold", "phrases.json")));
        var missing = new List<string>();
        var bodies = SharedTexts.Names.ToDictionary(
            name => name,
            // One of the phrases runs from a paragraph's end over a page's notes into the next.
            name =>
                Fold(
                    string.Join(
                        ' ',
                        SharedTexts
                            .Get(name)
                            .Document.Blocks.Where(block => block.Kind != BlockKind.Note)
                            .Select(block => block.Text.Text)
                    )
                )
        );
        foreach (var entry in phrases.RootElement.EnumerateArray())
        {
            var phrase = Fold(entry.GetProperty("phrase").GetString()!);
            if (!bodies[entry.GetProperty("text").GetString()![..3]].Contains(phrase, StringComparison.Ordinal))
            {
                missing.Add(phrase);
            }
        }

        Assert.Empty(missing);
    }

    private static string Fold(string text) =>
        Regex
            .Replace(text.ToLowerInvariant(), @"[‘’‚‛']", "'", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Replace('“', '"')
            .Replace('”', '"')
            .Replace('–', '-')
            .Replace('\t', ' ');
}
