using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Tests.Recovery;

/// <summary>Notes and their callouts: one shape a test.</summary>
public sealed class NotesTests
{
    private const string Body = "The claim is old.1 It was made again in 2003 by others,2 and with force.";

    [Fact]
    public void NotesAtTheFoot_OfAMarkedPage_AreLiftedAndCalled()
    {
        var document = RecoveredText
            .Of(
                Body
                    + "\n\n1 A. Smith, Old Claims, 1950, pp.\n12 and 14.\n2 B. Jones, 2003.\n\fThe second page has one more.3\n\n3 C. Brown, p. 4.\n"
            )
            .Document;

        Assert.Equal(["1", "2", "3"], document.Notes.Select(note => note.Label));
        Assert.All(document.Notes, note => Assert.NotNull(note.CalledFrom));
        Assert.Equal("A. Smith, Old Claims, 1950, pp. 12 and 14.", document.Blocks[document.Notes[0].Block].Text.Text);
        Assert.Equal(
            "The claim is old.[1] It was made again in 2003 by others,[2] and with force.",
            RecoveredText.WithCallouts(document.Blocks[0])
        );
    }

    [Fact]
    public void NoteWithoutItsNumber_GetsTheOneThatThePageCalls()
    {
        var document = RecoveredText
            .Of(
                "One claim.1 And\n\n1 First note.\n\fsomething else is said here.2 The page goes\n\nSecond note, without a number.\n\fon with a third.3 The end.\n\n3 Third note.\n"
            )
            .Document;

        Assert.Equal(
            [("1", LocatorMethod.Printed), ("2", LocatorMethod.Inferred), ("3", LocatorMethod.Printed)],
            document.Notes.Select(note => (note.Label!, note.LabelMethod))
        );
        Assert.Contains(
            document.Blocks,
            block =>
                block.Text.Text == "One claim. And something else is said here. The page goes on with a third. The end."
        );
    }

    [Fact]
    public void NoteThatRunsOver_IsWhole()
    {
        var document = RecoveredText
            .Of(
                "The first page says what it has to say and is then cut by\n\n¹ A note that is cut before its\n\nthe end of the page.¹ Here it goes on,² and again it is cut by\n\nverb in the middle.\n\n² A second note.\n\nthe end of this page.\n"
                    .Replace("say and", "say¹ and", StringComparison.Ordinal)
                    .Replace("page.¹", "page.", StringComparison.Ordinal)
            )
            .Document;

        Assert.Equal(
            "A note that is cut before its verb in the middle.",
            document.Blocks[document.Notes[0].Block].Text.Text
        );
        Assert.Equal(2, document.Notes.Count);
        Assert.Single(document.Blocks, block => block.Kind == BlockKind.Paragraph);
    }

    [Fact]
    public void MissingCallout_LeavesTheNoteWithItsPage()
    {
        var document = RecoveredText
            .Of(
                "A claim.¹ Another claim stands here. A third.³ It is cut\n\n¹ One.\n\n² Two.\n\n³ Three.\n\nby the page's end.\n"
            )
            .Document;

        Assert.Equal(["1", "2", "3"], document.Notes.Select(note => note.Label));
        Assert.Equal(
            [true, false, true],
            document.Notes.OrderBy(note => note.Label).Select(note => note.CalledFrom is not null)
        );
        Assert.Equal(0, document.Notes.Single(note => note.Label == "2").Page);
    }

    [Fact]
    public void NotesInPlainDigits_OneBelowTheOther_AreNotesThoughNoPageIsMarked()
    {
        var document = RecoveredText
            .Of(
                Body
                    + " The last came with 400003 men. They had met 26+1 times.\n\n1 A. Smith, Old Claims, 1950.\n2 B. Jones, on the\n3 May, 2003.\n3 C. Brown, p. 4.\n"
            )
            .Document;

        Assert.Equal(
            ["1 A. Smith, Old Claims, 1950.", "2 B. Jones, on the 3 May, 2003.", "3 C. Brown, p. 4."],
            document.Notes.Select(note => $"{note.Label} {document.Blocks[note.Block].Text.Text}")
        );
        Assert.All(document.Notes, note => Assert.NotNull(note.CalledFrom));
    }

    [Theory]
    [InlineData("¹ A. Smith, 1950. ² B. Jones, 2003.", "1 A. Smith, 1950.|2 B. Jones, 2003.")]
    [InlineData("1 A. Smith, 1950, p. 4. 2 B. Jones, 2003.", "1 A. Smith, 1950, p. 4.|2 B. Jones, 2003.")]
    [InlineData("1 A. Smith, Claims, vol. 2 Oxford, 1950.", "1 A. Smith, Claims, vol. 2 Oxford, 1950.")]
    [InlineData("1 A. Smith, Claims, ch. 2 Oxford, 1950.", "1 A. Smith, Claims, ch. 2 Oxford, 1950.")]
    public void TwoNotesOnOneLine_AreTwo_WithPagesMarkedOrNot(string line, string expected)
    {
        foreach (var end in new[] { "\fThe next page has no note.\n", "" })
        {
            var document = RecoveredText.Of(Body + "\n\n" + line + "\n" + end).Document;

            Assert.Equal(
                expected,
                string.Join('|', document.Notes.Select(note => $"{note.Label} {document.Blocks[note.Block].Text.Text}"))
            );
        }
    }

    [Fact]
    public void NoteInPlainDigits_WhoseCalloutIsMissing_StaysWithItsPage()
    {
        var document = RecoveredText
            .Of(Body + "\n\n1 One.\n\n2 Two.\n\fThe next page calls one.4\n\n3 Three.\n\n4 Four.\n\fThe end.\n")
            .Document;

        Assert.Equal(["1 ", "2 ", "3 uncalled", "4 "], document.Notes.OrderBy(note => note.Label).Select(Read));
        Assert.Equal(1, document.Notes.Single(note => note.Label == "3").Page);

        static string Read(Note note) => $"{note.Label} {(note.CalledFrom is null ? "uncalled" : "")}";
    }

    [Fact]
    public void NotesWithSymbols_ThatWordsCarry_AreNotesWithoutPagesOrNumbers()
    {
        var document = RecoveredText
            .Of(
                "A Study of Claims\n\nAnn Lee*\n\nThe claim is old.† It was made again.\n\n* The author thanks her friends.\n† See the letter of 1712.\n\nIt goes on.\n"
            )
            .Document;

        Assert.Equal(["*", "†"], document.Notes.Select(note => note.Label).Order(StringComparer.Ordinal));
        Assert.All(document.Notes, note => Assert.NotNull(note.CalledFrom));
    }

    [Fact]
    public void ItemsWithAsterisks_BelowAWordWithOne_StayAList()
    {
        var document = RecoveredText
            .Of("The rules* are these:\n\n* No ship leaves.\n* No paper is read twice.\n\nThey held.\n")
            .Document;

        Assert.Empty(document.Notes);
        Assert.Equal(2, document.Blocks.Count(block => block.Kind == BlockKind.ListItem));
    }

    [Fact]
    public void EndNotes_UnderTheirHeading_AreNotesOfTheBody()
    {
        var document = RecoveredText
            .Of(Body + "\n\n## Notes\n\n1. A. Smith, Old Claims.\n\n2. B. Jones, who adds\n   a second line.\n")
            .Document;

        Assert.Equal(["1", "2"], document.Notes.Select(note => note.Label));
        Assert.All(document.Notes, note => Assert.NotNull(note.CalledFrom));
        Assert.Equal("B. Jones, who adds a second line.", document.Blocks[document.Notes[1].Block].Text.Text);
    }

    [Fact]
    public void MarkdownNotes_AreDefinedAnywhere()
    {
        var document = RecoveredText
            .Of(
                "A claim.[^a] More[^2], and again.[^a]\n\n[^a]: The first\n  of two.\n\n    A second paragraph.\n[^2]: The other.\n"
            )
            .Document;

        Assert.Equal(["a", "2"], document.Notes.Select(note => note.Label));
        Assert.Equal("The first of two. A second paragraph.", document.Blocks[document.Notes[0].Block].Text.Text);
        Assert.Equal("A claim.[a] More[2], and again.[a]", RecoveredText.WithCallouts(document.Blocks[0]));
    }

    [Theory]
    [InlineData("more than 4000018 came", "more than 40000[18] came")]
    [InlineData("the posse. 18 When it came", "the posse.[18] When it came")]
    [InlineData("the ‘periphery’18 and that", "the ‘periphery’[18] and that")]
    [InlineData("of (states)18. They", "of (states)[18]. They")]
    [InlineData("in Europe18 and since 9/11", "in Europe[18] and since 9/11")]
    [InlineData("of democracies’18 , who", "of democracies’[18], who")]
    [InlineData("until 1999.18 They came", "until 1999.[18] They came")]
    public void Callout_InEachShape_IsFound(string body, string expected)
    {
        var document = RecoveredText
            .Of(
                $"It is said,¹⁷ {body} here.\nAnd it ends in a line that is\n\n¹⁷ A note.\n\n¹⁸ Another.\n\ncut by the page.\n"
            )
            .Document;

        Assert.Equal(
            $"It is said,[17] {expected} here. And it ends in a line that is cut by the page.",
            RecoveredText.WithCallouts(document.Blocks[0])
        );
    }
}
