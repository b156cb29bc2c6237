using System.Globalization;
using System.Text;
using SearchService.Retrieval.Quotations;

namespace SearchService.Retrieval.Tests.Quotations.Generated;

/// <summary>
/// Quotations whose words are not quite the source's: misread, left out, put in, replaced; a negation, a number or a name changed. Each is
/// null where the words drawn will not do.
/// </summary>
internal sealed class AlteredQuotations(
    QuotableTexts texts,
    QuotableSpans spans,
    Attributions attributions,
    Random random
)
{
    private static readonly string[] Negations = ["not", "never", "no", "nor", "neither", "none", "cannot", "without"];
    private static readonly string[] Auxiliaries =
    [
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "will",
        "would",
        "should",
        "could",
        "may",
        "might",
        "must",
        "can",
    ];
    private static readonly string[] NumberWords =
    [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "twelve",
        "twenty",
        "thirty",
        "hundred",
        "thousand",
        "million",
    ];
    private static readonly string[] Names =
    [
        "Anderson",
        "Belgrade",
        "Castellano",
        "Dubrovnik",
        "Eriksen",
        "Fontaine",
        "Gdansk",
        "Hartmann",
        "Isfahan",
        "Jovanovic",
        "Kowalski",
        "Lindqvist",
        "Montevideo",
        "Nakamura",
        "Okonkwo",
        "Petrossian",
    ];

    private readonly RecognitionErrors recognition = new(random);

    public MadeQuotation? Noisy()
    {
        var (block, first, end) = spans.Span(8, 120);
        var rate = (1 + (4 * random.NextDouble())) / 100;
        var text = new StringBuilder();
        var changed = new List<(string, string)>();
        for (var i = first; i < end; i++)
        {
            var word = block.Span(i, i + 1);
            var garbled = word.Length < 3 || !word.All(char.IsAsciiLetter) ? word : recognition.Garbled(word, rate);
            text.Append(garbled);
            if (garbled != word)
            {
                changed.Add((garbled, word));
            }

            if (i + 1 < end)
            {
                text.Append(block.Text, block.Words[i].End, block.Words[i + 1].Start - block.Words[i].End);
            }
        }

        // Words so garbled that a tenth of them is left are no quotation.
        return changed.Count == 0 || changed.Count * 2 > end - first
            ? null
            : Altered(MadeAs.Noise, text.ToString(), block, changed);
    }

    public MadeQuotation? Dropped()
    {
        var (block, first, end) = spans.Span(8, 80);
        return spans.Change(block, first, end) is { } at ? Drop(MadeAs.Dropped, block, first, end, at, null) : null;
    }

    private MadeQuotation? Drop(MadeAs kind, QuotableBlock block, int first, int end, int at, string? flag)
    {
        var word = block.Words[at].Term;
        if (word == block.Words[at - 1].Term || word == block.Words[at + 1].Term)
        {
            return null;
        }

        var text = block.Span(first, at) + " " + block.Span(at + 1, end);
        return Altered(kind, text, block, [("", block.Span(at, at + 1))], flag);
    }

    public MadeQuotation? Added()
    {
        var (block, first, end) = spans.Span(8, 80);
        if (spans.Change(block, first, end) is not { } at)
        {
            return null;
        }

        var word = spans.AnyWord();
        return QuotableSpans.IsLikeNeighbours(block, at, word) || QuotableSpans.IsLikeNeighbours(block, at + 1, word)
            ? null
            : Altered(
                MadeAs.Added,
                QuotableSpans.Put(block, first, end, at, $"{block.Span(at, at + 1)} {word}"),
                block,
                [(word, "")]
            );
    }

    public MadeQuotation? Replaced()
    {
        var (block, first, end) = spans.Span(8, 80);
        if (spans.Change(block, first, end) is not { } at)
        {
            return null;
        }

        var word = spans.AnyWord();
        return QuotableSpans.IsLikeNeighbours(block, at, word)
            ? null
            : Altered(
                MadeAs.Replaced,
                QuotableSpans.Put(block, first, end, at, word),
                block,
                [(word, block.Span(at, at + 1))]
            );
    }

    public MadeQuotation? NegationDropped()
    {
        var block = texts.AnyBlock(random);
        return
            spans.At(block, i => Negations.Contains(block.Words[i].Term, StringComparer.Ordinal))
                is var (first, end, at)
            ? Drop(MadeAs.NegationDropped, block, first, end, at, DifferenceNames.Negation)
            : null;
    }

    public MadeQuotation? NegationAdded()
    {
        var block = texts.AnyBlock(random);
        return
            spans.At(
                block,
                i =>
                    Auxiliaries.Contains(block.Words[i].Term, StringComparer.Ordinal)
                    && !Negations.Contains(block.Words[i + 1].Term, StringComparer.Ordinal)
            )
                is var (first, end, at)
            ? Altered(
                MadeAs.NegationAdded,
                QuotableSpans.Put(block, first, end, at, block.Span(at, at + 1) + " not"),
                block,
                [("not", "")],
                DifferenceNames.Negation
            )
            : null;
    }

    public MadeQuotation? NumberChanged()
    {
        var block = texts.AnyBlock(random);
        if (
            spans.At(
                block,
                i =>
                    block.Words[i].Term.All(char.IsAsciiDigit)
                    || NumberWords.Contains(block.Words[i].Term, StringComparer.Ordinal)
            )
            is not var (first, end, at)
        )
        {
            return null;
        }

        var word = block.Span(at, at + 1);
        var other = word;
        while (other == word)
        {
            other = char.IsAsciiDigit(word[0])
                ? string.Concat(word.AsSpan(0, word.Length - 1), random.Next(10).ToString(CultureInfo.InvariantCulture))
                : NumberWords[random.Next(NumberWords.Length)];
        }

        return QuotableSpans.IsLikeNeighbours(block, at, other, orItself: false)
            ? null
            : Altered(
                MadeAs.NumberChanged,
                QuotableSpans.Put(block, first, end, at, other),
                block,
                [(other, word)],
                DifferenceNames.Number
            );
    }

    public MadeQuotation? NameChanged()
    {
        var block = texts.AnyBlock(random);
        if (
            spans.At(
                block,
                i =>
                    block.Words[i].Length > 3
                    && char.IsUpper(block.Text[block.Words[i].Start])
                    && block.Span(i, i + 1).Skip(1).All(char.IsLower)
                    && block.Span(i - 1, i).All(char.IsLower)
            )
            is not var (first, end, at)
        )
        {
            return null;
        }

        var other = Names[random.Next(Names.Length)];
        return QuotableSpans.IsLikeNeighbours(block, at, other)
            ? null
            : Altered(
                MadeAs.NameChanged,
                QuotableSpans.Put(block, first, end, at, other),
                block,
                [(other, block.Span(at, at + 1))],
                DifferenceNames.Name
            );
    }

    /// <summary>A quotation with an alteration; null where the altered words happen to stand somewhere.</summary>
    private MadeQuotation? Altered(
        MadeAs kind,
        string text,
        QuotableBlock block,
        IReadOnlyList<(string Quoted, string Source)> changed,
        string? flag = null
    ) =>
        texts.Stand(text)
            ? null
            : new MadeQuotation(
                kind,
                attributions.Of(text, block.DocumentId),
                QuotationVerdict.Altered,
                [block.DocumentId],
                changed,
                flag
            );
}
