using System.Diagnostics;
using System.Globalization;
using System.Text;
using SearchService.Retrieval.Language;

namespace SearchService.Retrieval.Tests.Language;

public sealed class QueryParserTests
{
    // Pieces that meet one another in every way: marks, words and broken marks.
    private static readonly string[] Pieces =
    [
        " ",
        " ",
        " ",
        " ",
        "\"",
        "\"",
        "“",
        "”",
        "«",
        "‘",
        "’",
        "(",
        ")",
        "+",
        "-",
        "NOT ",
        " AND ",
        " OR ",
        "AND",
        "OR",
        "&&",
        "||",
        "~",
        "~1",
        "~2",
        "~4",
        "~9",
        "~>3",
        "~s",
        "~p",
        "*",
        "?",
        "[",
        "]",
        "[sz]",
        "[T]",
        "/",
        "\\",
        ":",
        "author:",
        "year:",
        "in:",
        "section:",
        "document:",
        "foo:",
        "auther:",
        "2005",
        "2000..2010",
        "..",
        ",",
        ".",
        ";",
        "^",
        "^2",
        "kosovo",
        "nato",
        "U.S.",
        "self-defeating",
        "NATO’s",
        "9/11",
        "A/RES/60/1",
        "https://un.org/a?b=1",
        "note",
        "NEAR/5",
        "and",
        "or",
        "the",
        "a",
        "é",
        "e\u0301",
        "北京",
        "\uD83D\uDE42",
        "\uD800",
        "\u00AD",
        "\u200B",
        "\n",
        "\t",
        "\0",
        "—",
        "–",
        "--",
        "…",
        "{",
        "}",
        "!",
        "=",
        "|",
        "x",
        "1",
        "'",
        "²",
        "I",
        "W/3",
    ];

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cases", "queries.txt")))
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
    public void Parse_Query_GivesReadingAndFaults(string input, string expected)
    {
        var parse = QueryParser.Parse(input.Replace("\\n", "\n", StringComparison.Ordinal));

        Assert.Equal(expected, Describe(parse));
        AssertSound(parse);
    }

    [Fact]
    public void Parse_AnyText_PrintsToTheSameReading()
    {
        var random = new Random(20261121);
        for (var i = 0; i < 100_000; i++)
        {
            var builder = new StringBuilder();
            for (var pieces = random.Next(1, 14); pieces > 0; pieces--)
            {
                builder.Append(Pieces[random.Next(Pieces.Length)]);
            }

            AssertSound(QueryParser.Parse(builder.ToString()));
        }
    }

    private static void AssertSound(QueryParse parse)
    {
        var again = QueryParser.Parse(parse.Parsed);
        Assert.True(
            again.Parsed == parse.Parsed && Equals(again.Root, parse.Root),
            $"{Escape(parse.Text)} is read as {Escape(parse.Parsed)}, which is read as {Escape(again.Parsed)}"
        );
        Assert.True(
            parse.Root is null || again.Faults.Count == 0,
            $"{Escape(parse.Text)} is read as {Escape(parse.Parsed)}, which has faults: {Describe(again)}"
        );
        Assert.Equal(parse.Root is null, parse.Parsed.Length == 0);
        Assert.True(parse.Root is not null || parse.Faults.Count > 0);
        foreach (var fault in parse.Faults)
        {
            Assert.InRange(fault.Start, 0, parse.Text.Length);
            Assert.InRange(fault.Length, 0, parse.Text.Length - fault.Start);
            Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
        }

        AssertPlaces(parse.Root, parse.Text);
    }

    private static void AssertPlaces(QueryNode? node, string text)
    {
        if (node is null)
        {
            return;
        }

        Assert.True(
            node.Start >= 0 && node.Length > 0 && node.Start + node.Length <= text.Length,
            $"{node} of {Escape(text)} at {node.Start}+{node.Length}"
        );
        IEnumerable<QueryNode> children = node switch
        {
            PhraseNode phrase => phrase.Words,
            AllNode all => all.Children,
            AnyNode any => any.Children,
            RankedNode ranked => ranked.Clauses.Select(clause => clause.Node),
            _ => [],
        };
        foreach (var child in children)
        {
            AssertPlaces(child, text);
        }
    }

    private static string Describe(QueryParse parse)
    {
        var faults = parse.Faults.Select(fault =>
            string.Create(CultureInfo.InvariantCulture, $"{fault.Start}+{fault.Length}")
            + (fault.Suggestion is { } suggestion ? $" ‹{suggestion}›" : "")
        );
        return (parse.LooksLikeQuotation ? "QUOTATION " : "") + $"{parse.Parsed} | {string.Join(", ", faults)}".Trim();
    }

    private static string Escape(string text) =>
        string.Concat(text.Select(unit => unit is < ' ' or > '~' ? $"\\u{(int)unit:X4}" : unit.ToString()));
}
