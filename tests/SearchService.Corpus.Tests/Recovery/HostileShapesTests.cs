using System.Diagnostics;
using System.Globalization;
using System.Text;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Passages;
using SearchService.Corpus.Recovery;

namespace SearchService.Corpus.Tests.Recovery;

/// <summary>
/// Texts of a shape that no writer makes: nested, repeated and never closed. Each is recovered in time that grows with its length, its
/// ledger closes, and it gives passages that can be read. <c>SEARCHSERVICE_SIZE=50</c> makes each fifty times as long.
/// </summary>
public sealed class HostileShapesTests
{
    private const int Length = 40_000;

    /// <summary>Four times the length may take so many times as long; it would be sixteen if time grew with the square.</summary>
    private const int MostGrowth = 8;

    /// <summary>Below this nothing can be told from the noise of a busy machine.</summary>
    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(40);

    private static readonly int Size = int.Parse(
        Environment.GetEnvironmentVariable("SEARCHSERVICE_SIZE") ?? "1",
        CultureInfo.InvariantCulture
    );

    private const string Prose =
        "The council met in the spring and spoke of the harvest, the roads and the mill. It was agreed that nothing could be done. ";

    /// <summary>A unit that is repeated: <c>#</c> is its number, <c>~</c> a sentence or two of prose, <c>^^</c> a number sign.</summary>
    private static readonly Dictionary<string, string> Repeated = new(StringComparer.Ordinal)
    {
        ["one line"] = "~",
        ["one line without an end"] = "word and other ",
        ["one word"] = "a",
        ["quotation marks of Markdown"] = ">",
        ["quoted lines"] = "> > > quoted words of an old book that nobody reads\n",
        ["brackets"] = "[",
        ["links begun"] = "[a](",
        ["links begun, spaced"] = "[a](b ",
        ["images begun"] = "![",
        ["parentheses"] = "(",
        ["asterisks"] = "*",
        ["emphasis begun"] = "*a ",
        ["strong begun"] = "**a ",
        ["emphasis ended"] = "a* ",
        ["emphasis of both kinds"] = "*__a_*",
        ["underscores"] = "_",
        ["backticks"] = "`",
        ["code begun"] = "`a ",
        ["fences"] = "```\ncode\n\n",
        ["tags"] = "<div>",
        ["tags begun"] = "<div ",
        ["less than"] = "<",
        ["comments begun"] = "<!-- ",
        ["entities"] = "&amp;",
        ["entities begun"] = "&aaaa",
        ["backslashes"] = "\\",
        ["list items"] = "- item # of the list\n",
        ["numbered items"] = "#. item of the list\n",
        ["deep numbers"] = "1.1.1.1.1.1.1.1 item\n",
        ["definitions of notes"] = "[^#]: A note of some words.\n",
        ["calls of notes"] = "word[^#] ",
        ["notes in notes"] = "[^",
        ["superscript calls"] = "word¹² ",
        ["blank lines"] = "\n",
        ["blank lines of Windows"] = "\r\n",
        ["form feeds"] = "\f",
        ["form feeds and lines"] = "\f\n",
        ["pages of a letter"] = "a\f",
        ["pages"] = "\fPage words of a text that goes on\n",
        ["page numbers"] = "A line of the body of the text that stands on the page.\n#\n\f",
        ["digits"] = "1",
        ["lines of digits"] = "#\n",
        ["paragraphs of digits"] = "#\n\n",
        ["superscripts"] = "²",
        ["lines of superscripts"] = "²\n",
        ["hyphens"] = "-",
        ["lines of hyphens"] = "-\n",
        ["compounds"] = "a-",
        ["broken words"] = "some wo-\nrd and ",
        ["split words"] = "non- european ",
        ["slashes"] = "a / b /c ",
        ["stops"] = ".",
        ["stops, spaced"] = ". ",
        ["initials"] = "A. ",
        ["acronym"] = "a.",
        ["opening quotes"] = "“",
        ["quoted letters"] = "“a” ",
        ["gaps"] = "a    b    ",
        ["rows with gaps"] = "one    two    three\n",
        ["tabs"] = "\t",
        ["rows with tabs"] = "a\tb\tc\n",
        ["bars"] = "|",
        ["rows with bars"] = "| a | b |\n",
        ["rules of tables"] = "|--",
        ["leaders"] = "Chapter of the book ........... #\n",
        ["headings"] = "^^ Title\n\nSome words stand here.\n\n",
        ["underlined headings"] = "Title\n=====\n",
        ["numbered headings"] = "#. Title of It\n\n~\n\n",
        ["plain headings"] = "A Title of the Part #\n\n~\n\n",
        ["roman headings"] = "IV. The Title\n\n~\n\n",
        ["capitals"] = "THE TITLE OF ALL\n\n",
        ["references"] = "Smith, J. (1999). A book of things. London: Press.\n",
        ["reference lists"] = "References\n\nSmith, J. (1999). A book of things.\n\n",
        ["repeated authors"] = "____. 1999. A book.\n",
        ["abstracts"] = "Abstract\n\n~\n\n",
        ["short lines"] = "a b\n",
        ["paragraphs"] = "~~\n\n",
        ["short paragraphs"] = "A word.\n\n",
        ["paragraphs without a word"] = "!?\n\n",
        ["footnotes"] = "Text of the body goes here and stops.#\n\n# A note at the foot of the page.\n\n",
        ["notes with asterisks"] = "Words* and words.\n\n* A note on words.\n\n",
        ["running heads"] = "JOURNAL OF THINGS #\n\n~\n~\n\n",
        ["words twice"] = "the very same words stand here the very same words stand here ",
        ["broken addresses"] = "http://example.org/a/b/c/\nd ",
        ["addresses of mail"] = "a@",
        ["lone surrogates"] = "\ud800",
        ["emoji"] = "😀",
        ["joiners"] = "a\u200d",
        ["spaces of no width"] = "\u200b",
        ["soft hyphens"] = "a\u00ad",
        ["apostrophes"] = "a'",
        ["commas"] = "1,000,",
        ["Han"] = "国際連合安全保障理事会",
        ["Arabic"] = "الأمم المتحدة ",
        ["quotations in paragraphs"] = "He said:\n\n“~”\n\n",
        ["mottoes"] = "^^ T\n\n“A motto of many words indeed.”\n\n— Someone Famous\n\n",
        ["joined paragraphs"] = "the text goes on\n\n",
        ["quotations in quotations"] = "the \"Join 'coalition ",
        ["quotations closed twice"] = "'the end'' of it ",
        ["marks closed twice"] = "a''",
        ["words run together"] = "ofthe willdo highprofile ",
        ["identifiers"] = "ISBN 978-0-521-12203-1 https://doi.org/10.1177/00183671561284# www.a.b,org ",
        ["volumes of a series"] = "- # Ann Blair  \n**A title of it**  \nAnd what it is of\n",
        ["letters without a vowel"] = "Rodney Bruce Hll ",
        ["definitions of links"] = "[a#]: http://example.org\n",
    };

    /// <summary>Shapes that are no repetition.</summary>
    private static readonly Dictionary<string, Func<int, string>> Made = new(StringComparer.Ordinal)
    {
        ["quotations deeper and deeper"] = length => Growing('>', " text\n", length),
        ["indents deeper and deeper"] = length => Growing(' ', "- item\n", length),
        ["code marks longer and longer"] = length => Growing('`', " ", length),
        ["brackets within brackets"] = length => new string('[', length / 2) + new string(']', length / 2),
        ["a gap"] = length => "a" + new string(' ', length) + "a",
        ["marks on one letter"] = length => "a" + new string('\u0301', length),
        ["an address"] = length => "http://" + Repeat("a/b.", length),
        ["a tag with many attributes"] = length => "<a " + Repeat("b=\"c\" ", length),
        ["a fence never closed"] = length => "```\n" + Repeat("~\n\n", length),
        ["front matter never closed"] = length => "---\n" + Repeat("key#: value\n", length),
        ["front matter of brackets"] = length => "---\na: " + new string('[', length) + "\n---\n",
        ["all notes at the end"] = length =>
            Repeat("Text of the body goes here.# ", length / 2) + "\n\nNotes\n\n" + Repeat("# A note.\n", length / 2),
        ["calls, then definitions"] = length =>
            Repeat("The sentence ends here.[^#]\n\n", length / 2) + Repeat("[^#]: A note of it.\n", length / 2),
        ["contents"] = length => "Contents\n\n" + Repeat("Chapter # 12\n", length),
        ["a family of many names"] = length =>
            string.Concat(
                Enumerable
                    .Range(0, length / 42)
                    .Select(i => $"{Name(i)} Merton. {Name(i)[..^1]}zz Merton. {Name(i)} Merton. ")
            ),
        ["a reference list"] = length =>
            "References\n\n" + Repeat("Smith, J. (1999). A book. London: Press.\n\n", length),
    };

    public static TheoryData<string> Shapes => [.. Repeated.Keys, .. Made.Keys];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Recover_HostileShape_TakesTimeInProportion(string shape)
    {
        var (small, large) = (Make(shape, Length * Size), Make(shape, 4 * Length * Size));
        Check(small);

        // Other work on the machine lengthens a run, never shortens it: one of a few must be in proportion.
        var growth = double.MaxValue;
        for (var attempt = 0; attempt < 4 && growth > MostGrowth; attempt++)
        {
            var time = Time(small);
            growth = Math.Min(growth, Time(large) / (time > Noise ? time : Noise));
        }

        Assert.True(growth <= MostGrowth, string.Create(CultureInfo.InvariantCulture, $"{growth:0.0} times as long"));
    }

    private static TimeSpan Time(string text)
    {
        var started = Stopwatch.GetTimestamp();
        PassageSplitter.Split(RecoveryPipeline.Recover(text));
        return Stopwatch.GetElapsedTime(started);
    }

    private static void Check(string text)
    {
        var document = RecoveryPipeline.Recover(text);
        var next = 0;
        foreach (var entry in document.Ledger)
        {
            Assert.Equal(next, entry.Span.Start);
            Assert.False(entry is { Block: null, Noise: NoiseKind.None });
            next = entry.Span.End;
        }

        Assert.Equal(text.Length, next);
        foreach (var block in document.Blocks)
        {
            foreach (var piece in block.Text.Pieces)
            {
                Assert.Equal(
                    text.AsSpan(piece.Source.Start, piece.Source.Length),
                    piece.Repair is null
                        ? block.Text.Text.AsSpan(piece.TextStart, piece.TextLength)
                        : piece.Original.AsSpan()
                );
            }
        }

        Assert.All(PassageSplitter.Split(document), passage => Assert.True(passage.Text.Length < 30_000));
    }

    private static string Make(string shape, int length) =>
        Repeated.TryGetValue(shape, out var unit) ? Repeat(unit, length) : Made[shape](length);

    private static string Repeat(string unit, int length)
    {
        var text = new StringBuilder(length + unit.Length);
        for (var number = 1; text.Length < length; number++)
        {
            text.Append(
                unit.Replace("#", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                    .Replace("~", Prose, StringComparison.Ordinal)
                    .Replace("^^", "#", StringComparison.Ordinal)
            );
        }

        return text.ToString();
    }

    private static string Name(int number) =>
        "A"
        + string.Concat(Enumerable.Range(0, 5).Select(place => "bcdfghklmn"[number / (int)Math.Pow(10, place) % 10]));

    private static string Growing(char mark, string end, int length)
    {
        var text = new StringBuilder(length);
        for (var depth = 1; text.Length < length; depth++)
        {
            text.Append(mark, depth).Append(end);
        }

        return text.ToString();
    }
}
