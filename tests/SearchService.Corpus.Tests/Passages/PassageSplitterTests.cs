using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SearchService.Analysis;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Passages;
using SearchService.Corpus.Recovery;
using SearchService.Corpus.Tests.Recovery;
using SearchService.Tests.Shared;

namespace SearchService.Corpus.Tests.Passages;

public sealed class PassageSplitterTests
{
    [Fact]
    public void Split_OfLongParagraph_CutsAtSentencesIntoLikePieces()
    {
        var passages = Split(Sentences(60));

        Assert.InRange(passages.Count, 2, 4);
        Assert.All(passages, passage => Assert.InRange(passage.Words, 100, 220));
        Assert.All(passages, passage => Assert.EndsWith(".", passage.Text));
        Assert.All(passages, passage => Assert.StartsWith("Sentence", passage.Text));
        Assert.All(passages, passage => Assert.Equal((1, 1), (passage.FirstParagraph, passage.LastParagraph)));
    }

    [Fact]
    public void Split_OfShortNeighbours_JoinsThem()
    {
        var passages = Split($"{Sentences(3)}\n\n{Sentences(3)}\n\n{Sentences(3)}");

        var passage = Assert.Single(passages);
        Assert.Equal((1, 3), (passage.FirstParagraph, passage.LastParagraph));
        Assert.Equal(3, passage.Parts.Count);
        Assert.Equal(2, passage.Text.Split(Document.BlockSeparator).Length - 1);
    }

    [Fact]
    public void Split_OfParagraphsOfGoodLength_LeavesThem() =>
        Assert.Equal(2, Split($"{Sentences(10)}\n\n{Sentences(12)}").Count);

    [SharedTheory("corpus")]
    [InlineData("000")]
    [InlineData("001")]
    [InlineData("002")]
    [InlineData("003")]
    public void Split_OfText_GivesEachPassageOneVoice(string number)
    {
        var document = SourceTexts.Read(number).Document;

        var passages = PassageSplitter.Split(document);

        Assert.All(
            passages,
            passage => Assert.Single(passage.Parts.Select(part => document.Blocks[part.Block].Kind).Distinct())
        );
        Assert.Equal(
            document.Blocks.Count(block => block.Kind == BlockKind.TableRow),
            passages.Where(passage => passage.Kind == PassageKind.Table).Sum(passage => passage.Parts.Count)
        );
    }

    [Fact]
    public void Split_NeverJoinsAcrossSections()
    {
        var passages = Split($"# Title\n\n## One\n\n{Sentences(2)}\n\n## Two\n\n{Sentences(2)}");

        Assert.Equal(
            2,
            passages
                .Where(passage => passage.Kind == PassageKind.Body)
                .Select(passage => passage.Section)
                .Distinct()
                .Count()
        );
    }

    [Fact]
    public void Split_OfEveryKind_KeepsKindsApart()
    {
        const string Source = """
            # A title of the text

            Ann Lee

            ## Abstract

            This abstract says in a few words what the text will say in many.

            ## Body

            A paragraph leads in to what follows, and it calls a note.[^1] It ends here.

            > A quotation stands by itself and is longer than a line would be.

            - one item
            - two items

            | a | b |
            |---|---|
            | c | d |

            ## References

            Lee, Ann. *Words*. London: Press, 1999.

            Poe, Bo. *More words*. Paris: Press, 2001.

            [^1]: What the note says.
            """;

        var passages = Split(Source);

        Assert.Equal(
            [
                PassageKind.Front,
                PassageKind.Abstract,
                PassageKind.Body,
                PassageKind.Note,
                PassageKind.BlockQuotation,
                PassageKind.List,
                PassageKind.Table,
                PassageKind.Reference,
                PassageKind.Reference,
            ],
            passages.Select(passage => passage.Kind)
        );
        Assert.Equal(Enumerable.Range(0, passages.Count), passages.Select(passage => passage.Ordinal));
    }

    [Fact]
    public void Split_OfEmptyText_HasNoPassages() => Assert.Empty(Split(""));

    [SharedTheory("corpus")]
    [InlineData("000")]
    [InlineData("001")]
    [InlineData("002")]
    [InlineData("003")]
    public void Split_OfDamagedTexts_HasEveryCharacterOnce(string number) =>
        AssertComplete(SourceTexts.Read(number).Document);

    [Fact]
    public void Split_OfSamples_HasEveryCharacterOnce()
    {
        Assert.NotEmpty(SourceTexts.Samples());
        Assert.All(SourceTexts.Samples(), sample => AssertComplete(sample.Document));
    }

    [Fact]
    public void Split_OfAnything_HasEveryCharacterOnce()
    {
        Prop.ForAll(RandomTexts.Arbitrary, text => AssertComplete(RecoveryPipeline.Recover(text)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(17, 19));
    }

    [SharedTheory("corpus")]
    [InlineData("000")]
    [InlineData("001")]
    [InlineData("003")]
    public void Split_OfDamagedTexts_CutsAtSentencesAndToLength(string number)
    {
        var document = SourceTexts.Read(number).Document;
        var passages = PassageSplitter.Split(document);
        var body = passages.Where(passage => passage.Kind == PassageKind.Body).ToList();

        Assert.True(body.Count(passage => passage.Words is >= 60 and <= 220) >= body.Count * 0.85);
        Assert.All(body, passage => Assert.InRange(passage.Words, 1, 260));
        foreach (var part in passages.SelectMany(passage => passage.Parts))
        {
            var text = document.Blocks[part.Block].Text.Text;
            Assert.True(
                part.Start == 0 || Analysis.Sentences.Split(text).Any(sentence => sentence.Start == part.Start)
            );
        }
    }

    [SharedFact("corpus")]
    public void Notes_StandBehindThePassageThatCallsThem()
    {
        var document = SourceTexts.Read("000").Document;
        var passages = PassageSplitter.Split(document);

        foreach (var note in document.Notes.Where(note => note.CalledFrom is not null))
        {
            var at = passages.First(passage => passage.Parts.Any(part => part.Block == note.Block));
            var caller = passages.Last(passage => passage.Ordinal < at.Ordinal && passage.Kind != PassageKind.Note);
            Assert.Contains(
                caller.Parts,
                part => part.Block == note.CalledFrom && note.CalledAt >= part.Start && note.CalledAt <= part.End
            );
        }
    }

    private static IReadOnlyList<Passage> Split(string source) =>
        PassageSplitter.Split(RecoveryPipeline.Recover(source));

    private static string Sentences(int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"Sentence {i} has words enough to be one of many. ");
        }

        return text.ToString().TrimEnd();
    }

    private static void AssertComplete(Document document)
    {
        var passages = PassageSplitter.Split(document);
        var seen = document.Blocks.Select(block => new int[block.Text.Text.Length]).ToArray();
        foreach (var passage in passages)
        {
            var parts = new List<string>();
            foreach (var part in passage.Parts)
            {
                var block = document.Blocks[part.Block];
                parts.Add(block.Text.Text[part.Start..part.End]);
                Assert.True(passage.Kind == PassageKind.Note || block.Section == passage.Section);
                for (var i = part.Start; i < part.End; i++)
                {
                    seen[part.Block][i]++;
                }
            }

            Assert.Equal(string.Join(Document.BlockSeparator, parts).TrimEnd(), passage.Text);
            Assert.Equal(Words.Count(passage.Text), passage.Words);
        }

        foreach (var block in document.Blocks)
        {
            var expected = block.Kind == BlockKind.Heading ? 0 : 1;
            Assert.All(seen[block.Index], count => Assert.Equal(expected, count));
        }
    }
}
