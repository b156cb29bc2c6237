using SearchService.Analysis;
using SearchService.Retrieval.Quotations;

namespace SearchService.Retrieval.Tests.Quotations.Generated;

/// <summary>Makes quotations from the texts of an index; the same seed gives the same ones.</summary>
internal sealed class QuotationGenerator
{
    private const int MostTries = 2_000;
    private const int FarWords = 400;

    private static readonly string[] Ellipses = [" ... ", " … ", " [...] ", " . . . ", "... ", " […] "];

    private readonly QuotableTexts texts;
    private readonly IReadOnlyList<string> nowhere;
    private readonly Random random;
    private readonly QuotableSpans spans;
    private readonly Attributions attributions;
    private readonly AlteredQuotations altered;
    private readonly OtherTypography typography;

    /// <param name="nowhere">Sentences that are not in the index.</param>
    public QuotationGenerator(QuotableTexts texts, IReadOnlyList<string> nowhere, int seed)
    {
        this.texts = texts;
        this.nowhere = nowhere;
        random = new Random(seed);
        spans = new QuotableSpans(texts, random);
        attributions = new Attributions(texts, random);
        altered = new AlteredQuotations(texts, spans, attributions, random);
        typography = new OtherTypography(random);
    }

    /// <summary>As many as are asked for, of each kind in turn.</summary>
    /// <param name="only">Of these kinds alone; all where none is named.</param>
    public IEnumerable<MadeQuotation> Make(int count, params IReadOnlyList<MadeAs> only)
    {
        var kinds = only.Count > 0 ? only : Enum.GetValues<MadeAs>();
        for (var i = 0; i < count; i++)
        {
            yield return Make(kinds[i % kinds.Count]);
        }
    }

    private MadeQuotation Make(MadeAs kind)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var made = kind switch
            {
                MadeAs.Exact => Exact(),
                MadeAs.Typography => Typographic(),
                MadeAs.Brackets => Bracketed(),
                MadeAs.Noise => altered.Noisy(),
                MadeAs.Dropped => altered.Dropped(),
                MadeAs.Added => altered.Added(),
                MadeAs.Replaced => altered.Replaced(),
                MadeAs.NegationDropped => altered.NegationDropped(),
                MadeAs.NegationAdded => altered.NegationAdded(),
                MadeAs.NumberChanged => altered.NumberChanged(),
                MadeAs.NameChanged => altered.NameChanged(),
                MadeAs.Ellipsis => WithEllipsis(),
                MadeAs.Stitched => Stitched(),
                MadeAs.Misattributed => Misattributed(),
                _ => Nowhere(),
            };
            if (made is not null)
            {
                return made;
            }
        }

        throw new InvalidOperationException(
            $"The texts have nothing of which a quotation of the kind {kind} could be made."
        );
    }

    private MadeQuotation? Exact()
    {
        var (block, first, end) = spans.Span(3, 400);
        return new MadeQuotation(
            MadeAs.Exact,
            attributions.Of(block.Span(first, end), block.DocumentId),
            QuotationVerdict.Exact,
            [block.DocumentId]
        );
    }

    private MadeQuotation? Typographic()
    {
        var (block, first, end) = spans.Span(4, 120);
        var text = block.Span(first, end);
        var set = typography.Set(text);

        // Other spaces alone are none that count.
        return Spaced(set) == Spaced(text)
            ? null
            : new MadeQuotation(
                MadeAs.Typography,
                attributions.Of(set, block.DocumentId),
                QuotationVerdict.Normalised,
                [block.DocumentId]
            );
    }

    private static string Spaced(string text) => string.Concat(text.Where(unit => !char.IsWhiteSpace(unit)));

    private MadeQuotation? Bracketed()
    {
        var (block, first, end) = spans.Span(8, 60);
        if (spans.Change(block, first, end) is not { } at)
        {
            return null;
        }

        var word = block.Span(at, at + 1);
        var text = random.Next(3) switch
        {
            0 => QuotableSpans.Put(block, first, end, at, "[the others]"),
            1 => QuotableSpans.Put(block, first, end, at, $"{word} [sic]"),
            _ => QuotableSpans.Put(block, first, end, at, $"[{word[0]}]{word[1..]}"),
        };
        return new MadeQuotation(
            MadeAs.Brackets,
            attributions.Of(text, block.DocumentId),
            QuotationVerdict.Normalised,
            [block.DocumentId]
        );
    }

    private MadeQuotation? WithEllipsis()
    {
        var block = texts.AnyBlock(random);
        var (left, gap, right) = (random.Next(4, 16), random.Next(2, 80), random.Next(4, 16));
        if (block.Words.Count < left + gap + right)
        {
            return null;
        }

        var first = random.Next(block.Words.Count - left - gap - right + 1);
        var begins = first + left + gap;
        return new MadeQuotation(
            MadeAs.Ellipsis,
            attributions.Of(
                block.Span(first, first + left)
                    + Ellipses[random.Next(Ellipses.Length)]
                    + block.Span(begins, begins + right),
                block.DocumentId
            ),
            QuotationVerdict.Ellipsis,
            [block.DocumentId]
        );
    }

    /// <summary>Two places of two works, or of one work in the wrong order or far apart; every third with an ellipsis between.</summary>
    private MadeQuotation? Stitched()
    {
        var left = texts.AnyBlock(random);
        var blocks = texts.Blocks(left.DocumentId);
        var right =
            random.Next(3) > 0
                ? texts.AnyBlock(random)
                : blocks.FirstOrDefault(block => IsFar(blocks, block, left))
                    ?? blocks.LastOrDefault(block => IsFar(blocks, left, block));
        if (
            right is null
            || (right.DocumentId == left.DocumentId && !IsFar(blocks, left, right) && !IsFar(blocks, right, left))
        )
        {
            return null;
        }

        if (Part(left) is not { } one || Part(right) is not { } other)
        {
            return null;
        }

        var joint = random.Next(3) == 0 ? Ellipses[random.Next(Ellipses.Length)] : " ";
        return
            texts.Stand(one + " " + other)
            || texts.StandIn(one, right.DocumentId) && right.DocumentId != left.DocumentId
            || texts.StandIn(other, left.DocumentId) && right.DocumentId != left.DocumentId
            ? null
            : new MadeQuotation(
                MadeAs.Stitched,
                new QuotationRequest(one + joint + other, null, null, Attributions.Style),
                QuotationVerdict.Stitched,
                [left.DocumentId, right.DocumentId]
            );
    }

    private static bool IsFar(IReadOnlyList<QuotableBlock> blocks, QuotableBlock first, QuotableBlock last) =>
        blocks.Where(block => block.Index > first.Index && block.Index < last.Index).Sum(block => block.Words.Count)
        > FarWords;

    /// <summary>Some words of a block, enough of which tell.</summary>
    private string? Part(QuotableBlock block)
    {
        var length = random.Next(7, 16);
        var first = random.Next(block.Words.Count - length + 1);
        var part = block.Words.Skip(first).Take(length);
        return part.Count(word => !StopWords.IsFunctionWord(word.Term)) < 4 ? null : block.Span(first, first + length);
    }

    private MadeQuotation? Misattributed()
    {
        var (block, first, end) = spans.Span(8, 60);
        var text = block.Span(first, end);
        var wrong = texts.AnyDocument(random);
        var summary = texts.Summary(wrong);
        if (wrong == block.DocumentId || texts.StandIn(text, wrong))
        {
            return null;
        }

        if (random.Next(2) == 0 && summary.Work.Work.Author is [{ Family: { } family }, ..])
        {
            return texts.Summary(block.DocumentId).Work.Work.Author.Any(author => author.Family == family)
                ? null
                : Made(new QuotationRequest(text, null, family, Attributions.Style));
        }

        return Made(new QuotationRequest(text, wrong, null, Attributions.Style));

        MadeQuotation Made(QuotationRequest request) =>
            new(MadeAs.Misattributed, request, QuotationVerdict.Misattributed, [block.DocumentId]);
    }

    private MadeQuotation? Nowhere()
    {
        var sentence = nowhere[random.Next(nowhere.Count)];
        return Words.Count(sentence) is < 8 or > 60 || texts.NearlyStand(sentence)
            ? null
            : new MadeQuotation(
                MadeAs.Nowhere,
                new QuotationRequest(sentence, null, null, Attributions.Style),
                QuotationVerdict.NotFound,
                []
            );
    }
}
