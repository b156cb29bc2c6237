using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Language;

namespace SearchService.Retrieval.Indexing;

/// <summary>
/// Sentences and paragraphs as an index sees them: in fields of their own the words are counted as in the text, with more positions
/// free between two units than a search within one may span.
/// <code>
/// text       0 1 2   3 4      5 6        words of two sentences, then of another paragraph
/// sentence   0 1 2   g+3 g+4  2g+5 2g+6  g free positions for each sentence that ended before
/// paragraph  0 1 2   3 4      h+5 h+6    h for each paragraph
/// </code>
/// A passage never begins inside a sentence, so that where one ends can be told from its text alone.
/// </summary>
public static class TextUnits
{
    /// <summary>Words that a search within one sentence may span beyond those it looks for.</summary>
    public static readonly int MaxSentenceGap = QueryLimits.Default.MaxGap;

    /// <summary>Words that a search within one paragraph may span beyond those it looks for: more than a paragraph has.</summary>
    public const int MaxParagraphGap = 10_000;

    internal static readonly int SentenceGap = MaxSentenceGap + 1;
    internal const int ParagraphGap = MaxParagraphGap + 1;

    /// <summary>
    /// Units beyond these are not told apart, so that no position passes what an index counts to: a document of so many is longer than
    /// a hundred books.
    /// </summary>
    private static readonly int MostSentences = int.MaxValue / 2 / SentenceGap;
    private const int MostParagraphs = int.MaxValue / 2 / ParagraphGap;

    internal static int InSentences(int position, int ended) =>
        position + (SentenceGap * Math.Min(ended, MostSentences));

    internal static int InParagraphs(int position, int ended) =>
        position + (ParagraphGap * Math.Min(ended, MostParagraphs));

    /// <summary>For each sentence of a text the ordinal of its first word; sentences without words are none.</summary>
    internal static List<int> SentenceStarts(string text, IReadOnlyList<Token> tokens)
    {
        var starts = new List<int>();
        var token = 0;
        foreach (var (start, end) in Sentences.Split(text))
        {
            while (token < tokens.Count && tokens[token].Start < start)
            {
                token++;
            }

            if (token < tokens.Count && tokens[token].Start < end)
            {
                starts.Add(tokens[token].Position);
            }
        }

        return starts;
    }

    /// <summary>Places that an engine found in any of the fields as places of the text, ascending, none twice.</summary>
    public static IReadOnlyList<PositionSpan> InText(StoredPassage passage, IEnumerable<PositionSpan> spans)
    {
        var units = new Lazy<List<Unit>>(() => Units(passage));
        return
        [
            .. spans
                .Select(span =>
                    span.Field switch
                    {
                        PassageField.Sentence => Moved(span, units.Value, unit => InSentences(0, unit.Sentences)),
                        PassageField.Paragraph => Moved(span, units.Value, unit => InParagraphs(0, unit.Paragraphs)),
                        _ => span,
                    }
                )
                .Distinct()
                .OrderBy(span => span.Start)
                .ThenBy(span => span.Length)
                .ThenBy(span => span.Field),
        ];
    }

    private static PositionSpan Moved(PositionSpan span, List<Unit> units, Func<Unit, int> shift)
    {
        var own = units.FindLast(unit => unit.Start + shift(unit) <= span.Start);
        return new PositionSpan(PassageField.Text, span.Start - shift(own), span.Length);
    }

    /// <summary>Where sentences begin in a passage, with how many sentences and paragraphs of the document ended before.</summary>
    private static List<Unit> Units(StoredPassage passage)
    {
        var units = new List<Unit>();
        var counts = new UnitCounts(passage.SentencesBefore, passage.ParagraphsBefore);
        var position = passage.FirstPosition;
        foreach (var part in passage.Parts)
        {
            var text = passage.Text[part.TextStart..part.TextEnd];
            var tokens = Words.Tokenize(text);
            counts.Begin(part.Block);
            foreach (var (i, start) in SentenceStarts(text, tokens).Index())
            {
                if (i > 0)
                {
                    counts.EndSentence();
                }

                units.Add(new Unit(position + start, counts.Sentences, counts.Paragraphs));
            }

            position += tokens.Count;
        }

        return units;
    }

    /// <summary>A sentence: the position of its first word, and how many sentences and paragraphs ended before.</summary>
    private readonly record struct Unit(int Start, int Sentences, int Paragraphs);
}

/// <summary>Counts the sentences and paragraphs that have ended, from part to part of a document.</summary>
internal sealed class UnitCounts(int sentences = 0, int paragraphs = 0)
{
    private int? _block;

    public int Sentences { get; private set; } = sentences;

    public int Paragraphs { get; private set; } = paragraphs;

    /// <summary>A part of a block begins: a sentence has ended before it, and a paragraph where the block is another one.</summary>
    public void Begin(int block)
    {
        Sentences += _block is null ? 0 : 1;
        Paragraphs += _block is null || _block == block ? 0 : 1;
        _block = block;
    }

    public void EndSentence() => Sentences++;
}
