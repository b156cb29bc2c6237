using SearchService.Corpus.Documents;
using SearchService.Corpus.Recovery;
using SearchService.Tests.Shared;

namespace SearchService.Corpus.Tests.Recovery;

public sealed class ShortCitationsTests
{
    public static TheoryData<string> Cases() => [.. CaseTable.Lines("short-citations.txt")];

    [SharedTheory("corpus")]
    [MemberData(nameof(Cases))]
    public void ShortForm_InNoteOfText_IsResolvedWithoutDoubt(string line)
    {
        var (number, note) = (line[..3], line[(line.LastIndexOf(' ') + 1)..]);
        var words = line[4..line.IndexOf(" => ", StringComparison.Ordinal)].Split(' ', 2);
        var (source, document) = SourceTexts.Read(number);

        var found = Assert.Single(
            document.ShortCitations,
            citation =>
                SourceTexts
                    .Line(source, document.Blocks[citation.Block])
                    .ToString(System.Globalization.CultureInfo.InvariantCulture) == words[0]
                && citation.At.Of(document.Blocks[citation.Block]).StartsWith(words[1], StringComparison.Ordinal)
        );

        Assert.Equal(note, document.Notes[Assert.Single(found.Targets).Note!.Value].Label);
        Assert.Null(found.Doubt);
    }

    [SharedTheory("corpus")]
    [InlineData("000", 8)]
    [InlineData("001", 2)]
    [InlineData("003", 20)]
    public void ShortForms_OfText_AreTheseAndNoOther(string number, int expected) =>
        Assert.Equal(expected, SourceTexts.Read(number).Document.ShortCitations.Count);

    /// <summary>Notes, "¦" between two; the last has the short form. Then the short form, the numbers that it may mean, and whether it is doubtful.</summary>
    [Theory]
    [InlineData(
        "Ann Blair, Too Much to Know (New Haven: Yale University Press, 2010), p. 4.¦Ibid., p. 7.",
        "Ibid.",
        "1",
        false
    )]
    [InlineData(
        "Ann Blair, Too Much to Know (New Haven: Yale University Press, 2010).¦Ibid.¦ibid., 12.",
        "ibid.",
        "1",
        false
    )]
    [InlineData(
        "Ann Blair, ‘One’, Isis 1: 2, 2001, pp. 1–2; Mary Roe, ‘Two’, Isis 2: 1, 2002, pp. 3–4.¦Ibid., p. 7.",
        "Ibid.",
        "1 1",
        true
    )]
    [InlineData("I thank the readers of this chapter.¦Ibid., p. 7.", "Ibid.", "1", true)]
    [InlineData("Ibid., p. 7.", "Ibid.", "", true)]
    [InlineData(
        "Ann Blair, Too Much to Know (New Haven: Yale University Press, 2010).¦A remark.¦Blair, op. cit., p. 9.",
        "Blair, op. cit.",
        "1",
        false
    )]
    [InlineData(
        "Ann Blair, ‘One’, Isis 1: 2, 2001, pp. 1–2.¦Ann Blair, ‘Two’, Isis 2: 1, 2002, pp. 3–4.¦Blair, p. 2.",
        "Blair",
        "2 1",
        true
    )]
    [InlineData(
        "Ann Blair, ‘One’, Isis 1: 2, 2001, pp. 1–2.¦Ann Blair, ‘Two’, Isis 2: 1, 2002, pp. 3–4.¦Blair, ‘One’, p. 2.",
        "Blair, ‘One’",
        "1",
        false
    )]
    [InlineData(
        "Ann Blair, Too Much to Know (New Haven: Yale University Press, 2010).¦A remark.¦See Blair, supra note 1, at 14.",
        "Blair, supra note 1",
        "1",
        false
    )]
    [InlineData(
        "Ann Blair, Too Much to Know (New Haven: Yale University Press, 2010).¦A remark.¦On this see n. 1 above.",
        "see n. 1 above",
        "1",
        false
    )]
    [InlineData(
        "Ann Blair, Too Much to Know (New Haven: Yale University Press, 2010).¦A remark.¦Blair (note 1), p. 3.",
        "Blair (note 1)",
        "1",
        false
    )]
    [InlineData(
        "Letters of David Hume, ed. G. Hill (Oxford: Clarendon Press, 1888), hereafter cited as Letters.¦A remark.¦Letters, p. 3.",
        "Letters",
        "1",
        false
    )]
    [InlineData(
        "Ann Blair and Mary Roe, ‘One’, Isis 1: 2, 2001, pp. 1–2.¦Ann Blair, ‘Two’, Isis 2: 1, 2002, pp. 3–4.¦Blair and Roe, p. 2.",
        "Blair and Roe",
        "1",
        false
    )]
    public void ShortForm_InLastNote_MeansTheseNotes(string notes, string form, string meant, bool isDoubtful)
    {
        var document = WithNotes(notes.Split('¦'));

        var found = document.ShortCitations.Last(citation => citation.Block == document.Notes[^1].Block);

        Assert.Equal(form, found.At.Of(document.Blocks[found.Block]));
        Assert.Equal(meant, string.Join(' ', found.Targets.Select(target => document.Notes[target.Note!.Value].Label)));
        Assert.Equal(isDoubtful, found.Doubt is not null);
    }

    [Theory]
    [InlineData("Idaho is a state; so is Maine.¦It is in no. 12 of the series.")]
    [InlineData("Ann Blair, ‘One’, Isis 1: 2, 2001, pp. 1–2.¦John Roe, ‘Two’, Isis 2: 1, 2002, p. 3, n. 12.")]
    [InlineData("Ann Blair, ‘One’, Isis 1: 2, 2001, pp. 1–2.¦Blair was not the first to say so.")]
    public void Notes_WithoutShortForms_GiveNone(string notes) =>
        Assert.Empty(WithNotes(notes.Split('¦')).ShortCitations);

    [Fact]
    public void AuthorAndYear_InBody_MeansTheEntryOfTheList()
    {
        var document = RecoveryPipeline.Recover(
            """
            # Of indexes

            The index is older than the page number (Duncan 2021, p. 4), as Blair and Roe (2001b) had shown, and not the other way round.
            It was said in 1999 that nobody reads them (Unknown 1999).

            # References

            Blair, A. and Roe, M. (2001a) 'First things', Isis, 12 (1), pp. 1-20.

            Blair, A. and Roe, M. (2001b) 'Second things', Isis, 12 (2), pp. 1-20.

            Duncan, D. (2021) Index, A History of the. London: Allen Lane.
            """
        );

        var found = document
            .ShortCitations.Select(citation =>
                (
                    citation.At.Of(document.Blocks[citation.Block]),
                    document.Blocks[document.CitedWorks[Assert.Single(citation.Targets).Work!.Value].Block].Text.Text[
                        ..25
                    ]
                )
            )
            .ToList();

        Assert.Equal(
            [("Duncan 2021", "Duncan, D. (2021) Index, "), ("Blair and Roe (2001b", "Blair, A. and Roe, M. (20")],
            found
        );
    }

    [Fact]
    public void ShortCitations_OfAnyText_StandWithinTheirBlocks()
    {
        foreach (var (_, document) in SourceTexts.Samples())
        {
            Assert.All(
                document.ShortCitations,
                citation =>
                    Assert.True(
                        citation.At.Start < citation.At.End
                            && citation.At.End <= document.Blocks[citation.Block].Text.Text.Length
                    )
            );
        }
    }

    private static Document WithNotes(string[] notes)
    {
        var marks = "¹²³⁴";
        var body = string.Join(
            ' ',
            notes.Select((_, i) => $"The sentence of the body with number {i + 1} is long enough.{marks[i]}")
        );
        var feet = string.Join("\n\n", notes.Select((note, i) => $"{marks[i]} {note}"));
        var document = RecoveryPipeline.Recover(
            $"# A chapter\n\n{body}\n\n{feet}\n\nThe chapter goes on with more text of its own.\n"
        );
        Assert.Equal(notes.Length, document.Notes.Count);
        return document;
    }
}
