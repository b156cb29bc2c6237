using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SearchService.Corpus.Documents;
using SearchService.Tests.Shared;

namespace SearchService.Corpus.Tests.Recovery;

/// <summary>Every character is accounted for, and every repair can be undone: on the texts at hand and on mixtures of every damage.</summary>
public sealed class LedgerTests
{
    private static readonly string[] Fragments =
    [
        "The primacy of the rule is clear.4 It holds.",
        "a line that ends with a hy-",
        "phen and goes on",
        "12",
        "xiii",
        "¹ A note.",
        "² Another one",
        "3 J. Smith, A Book, 1999, pp. 4–6.",
        "* A note without a number.",
        "[^1]: A definition.",
        "Words[^1] here",
        "posse. 10 When",
        "more than 4000018 troops",
        "Title of the Book  23",
        "Cambridge Press",
        "[More information](#)",
        "Notes",
        "1. First",
        "- item",
        "# Heading",
        "2. A Heading",
        "> quoted",
        "a\tb\tc",
        "| a | b |",
        "<b>bold</b> *it* &amp; more",
        "see http://www.a.org/",
        "b/c.html and on",
        "non- European",
        "US-led and USled",
        "Twenty--first",
        "‘over and over again’over and over again’.’.t .5 On",
        "\f",
        "\u00ad",
        "\ufeff",
        "\u200b",
        " Leading",
        "    indented",
        "\t",
        "…",
        "\ud800",
        "e\u0301",
        "。",
        "---",
        "```",
        "Contents",
        "Preface\txi",
        "Abstract",
        "References",
        "____. (2002) A title.",
        "Works Cited",
        "© 2010",
        "ISBN 978-0-521-19916-2",
        "*",
        "†",
        "\0",
    ];

    private static readonly string[] Ends = ["\n", "\n\n", "\r\n", "\r", " ", " \n", "\f", "\n\f", "", "\n \n"];

    [SharedFact("corpus")]
    public void SharedTexts_EveryCharacter_IsAccountedFor()
    {
        foreach (var name in SharedTexts.Names)
        {
            Check(SharedTexts.Get(name));
            Assert.DoesNotContain(
                SharedTexts.Get(name).Document.Problems,
                problem => problem.Message.Contains("account", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void SampleTexts_EveryCharacter_IsAccountedFor()
    {
        foreach (var file in Directory.GetFiles(Repository.Path("corpus")))
        {
            Check(RecoveredText.Of(File.ReadAllText(file)));
        }
    }

    [Fact]
    public void MixturesOfDamage_EveryCharacter_IsAccountedFor()
    {
        var random = new Random(20071);
        for (var i = 0; i < 400; i++)
        {
            var source = new StringBuilder();
            for (var count = random.Next(0, 60); count > 0; count--)
            {
                source.Append(Fragments[random.Next(Fragments.Length)]).Append(Ends[random.Next(Ends.Length)]);
            }

            Check(RecoveredText.Of(source.ToString()));
        }
    }

    [SharedFact("corpus")]
    public void CutsOfTheTexts_EveryCharacter_IsAccountedFor()
    {
        var random = new Random(1991);
        for (var i = 0; i < 60; i++)
        {
            var source = new StringBuilder();
            for (var count = random.Next(1, 5); count > 0; count--)
            {
                var text = SharedTexts.Get(SharedTexts.Names[random.Next(4)]).Source;
                var start = random.Next(text.Length);
                source.Append(text, start, Math.Min(random.Next(3000), text.Length - start));
            }

            Check(RecoveredText.Of(source.ToString()));
        }
    }

    [Fact]
    public void AnyCharacters_AreAccountedFor()
    {
        var characters = Gen.Elements(" \n\r\f\tabcXYZ019.,-*_[]()<>#^¹²”’:/\u00ad\ud83d\ude00é|>&;`~".ToCharArray());
        var texts = Gen.ArrayOf(characters).Select(chars => new string(chars));
        Prop.ForAll(texts.ToArbitrary(), text => Check(RecoveredText.Of(text)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(7, 11));
    }

    /// <summary>
    /// The ledger covers the source without gap or overlap; what it gives to a block are the very characters that block keeps; and
    /// undoing a block's repairs gives the source's characters, in their order.
    /// </summary>
    private static void Check(RecoveredText text)
    {
        var document = text.Document;
        var kept = document.Blocks.Select(_ => new StringBuilder()).ToList();
        var next = 0;
        foreach (var entry in document.Ledger)
        {
            Assert.Equal(next, entry.Span.Start);
            Assert.True(entry.Span.End > entry.Span.Start);
            next = entry.Span.End;
            if (entry.Block is { } block)
            {
                Assert.Equal(NoiseKind.None, entry.Noise);
                kept[block].Append(text.Source, entry.Span.Start, entry.Span.Length);
            }
        }

        Assert.Equal(text.Source.Length, next);
        foreach (var block in document.Blocks)
        {
            var same = new StringBuilder();
            var undone = new StringBuilder();
            var at = 0;
            var from = 0;
            foreach (var piece in block.Text.Pieces)
            {
                Assert.Equal(at, piece.TextStart);
                Assert.True(piece.Source.Start >= from, "pieces ascend in the source");
                at = piece.TextEnd;
                from = piece.Source.End;
                undone.Append(text.Source, piece.Source.Start, piece.Source.Length);
                if (piece.Repair is null)
                {
                    same.Append(text.Source, piece.Source.Start, piece.Source.Length);
                    Assert.Equal(
                        text.Source[piece.Source.Start..piece.Source.End],
                        block.Text.Text[piece.TextStart..piece.TextEnd]
                    );
                }
            }

            Assert.Equal(block.Text.Text.Length, at);
            Assert.Equal(kept[block.Index].ToString(), same.ToString());
            Assert.Equal(undone.ToString(), block.Text.Undo(text.Source));
            Assert.All(block.Callouts, callout => Assert.InRange(callout.Offset, 0, block.Text.Text.Length));
            Assert.All(
                block.Doubts,
                doubt => Assert.InRange(doubt.Start + doubt.Length, doubt.Start, block.Text.Text.Length)
            );
        }
    }
}
