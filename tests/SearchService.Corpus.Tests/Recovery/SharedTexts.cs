using System.Globalization;
using System.Text;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Recovery;
using SearchService.Tests.Shared;

namespace SearchService.Corpus.Tests.Recovery;

/// <summary>The four texts of the shared collection, recovered once for all tests; asked for by the number their names begin with.</summary>
internal static class SharedTexts
{
    public static IReadOnlyList<string> Names { get; } = ["000", "001", "002", "003"];

    private static readonly Dictionary<string, Lazy<RecoveredText>> Texts = Names.ToDictionary(
        name => name,
        name => new Lazy<RecoveredText>(() => Read(name))
    );

    public static RecoveredText Get(string name) => Texts[name].Value;

    private static RecoveredText Read(string name)
    {
        var file = Directory.GetFiles(Repository.SharedPath("corpus"), name + "_*.txt").Single();
        var source = File.ReadAllText(file);
        return new RecoveredText(source, RecoveryPipeline.Recover(source));
    }
}

/// <summary>A source and what was recovered from it, with places given as lines.</summary>
internal sealed class RecoveredText
{
    private readonly int[] _lineStarts;

    public RecoveredText(string source, Document document)
    {
        Source = source;
        Document = document;
        _lineStarts = [0, .. Enumerable.Range(0, source.Length).Where(i => source[i] == '\n').Select(i => i + 1)];
    }

    public string Source { get; }

    public Document Document { get; }

    public static RecoveredText Of(string source) => new(source, RecoveryPipeline.Recover(source));

    /// <summary>The 1-based line of an offset.</summary>
    public int Line(int offset)
    {
        var at = Array.BinarySearch(_lineStarts, offset);
        return at >= 0 ? at + 1 : ~at;
    }

    /// <summary>The blocks that hold kept characters of a line.</summary>
    public IEnumerable<Block> At(int line)
    {
        var start = _lineStarts[line - 1];
        var end = line < _lineStarts.Length ? _lineStarts[line] : Source.Length;
        return Document
            .Ledger.Where(entry => entry.Block is not null && entry.Span.Start < end && entry.Span.End > start)
            .Select(entry => entry.Block!.Value)
            .Distinct()
            .Select(block => Document.Blocks[block]);
    }

    /// <summary>A block's text with its callouts shown as [n].</summary>
    public static string WithCallouts(Block block)
    {
        var text = new StringBuilder();
        var next = 0;
        foreach (var callout in block.Callouts)
        {
            text.Append(block.Text.Text, next, callout.Offset - next)
                .Append(CultureInfo.InvariantCulture, $"[{callout.Label}]");
            next = callout.Offset;
        }

        return text.Append(block.Text.Text, next, block.Text.Text.Length - next).ToString();
    }

    /// <summary>The lines on which the pages of the running text begin, notes left aside.</summary>
    public IEnumerable<int> PageStarts() =>
        Document
            .Blocks.Where(block => block.Kind != BlockKind.Note)
            .SelectMany(block =>
                block.Pages.Select(start =>
                    (
                        start.Page,
                        Line: Line(
                            block
                                .Text.Pieces.First(piece => piece.Repair is null && piece.TextEnd > start.Offset)
                                .Source.Start
                        )
                    )
                )
            )
            .GroupBy(start => start.Page)
            .OrderBy(page => page.Key)
            .Select(page => page.Min(start => start.Line));

    /// <summary>Of the body: from which line to which a block goes on behind a page's end, notes or a blank line.</summary>
    public IEnumerable<(int From, int To)> Joins() =>
        Document
            .Blocks.Where(block => block.Kind != BlockKind.Note)
            .SelectMany(block => block.Text.Pieces.Zip(block.Text.Pieces.Skip(1)))
            .Where(pair => pair.First.Source.End != pair.Second.Source.Start)
            .Select(pair => (Line(pair.First.Source.End - 1), Line(pair.Second.Source.Start)));
}
