using System.Text;
using SearchService.Analysis;
using SearchService.Retrieval.Quotations;

namespace SearchService.Retrieval.Tests.Quotations.Generated;

/// <summary>What was done to the words of a text.</summary>
internal enum MadeAs
{
    Exact,
    Typography,
    Brackets,
    Noise,
    Dropped,
    Added,
    Replaced,
    NegationDropped,
    NegationAdded,
    NumberChanged,
    NameChanged,
    Ellipsis,
    Stitched,
    Misattributed,
    Nowhere,
}

/// <summary>A quotation of which is known what a check must find.</summary>
/// <param name="Documents">The works whose words they are; none for what stands nowhere.</param>
/// <param name="Changed">By words, as they are quoted and as the source has them; null where the diff is not asked about.</param>
/// <param name="Flag">What must be flagged; null where nothing must.</param>
internal sealed record MadeQuotation(
    MadeAs As,
    QuotationRequest Request,
    QuotationVerdict Verdict,
    IReadOnlyList<string> Documents,
    IReadOnlyList<(string Quoted, string Source)>? Changed = null,
    string? Flag = null
);

/// <summary>Makes quotations from the texts of an index; the same seed gives the same ones.</summary>
/// <param name="nowhere">Sentences that are not in the index.</param>
internal sealed class QuotationGenerator(QuotableTexts texts, IReadOnlyList<string> nowhere, int seed)
{
    private const string Style = "apa";
    private const int MostTries = 2_000;
    private const int FarWords = 400;

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
    private static readonly string[] Ellipses = [" ... ", " … ", " [...] ", " . . . ", "... ", " […] "];
    private static readonly (string From, string To)[] Confusions =
    [
        ("rn", "m"),
        ("m", "rn"),
        ("l", "1"),
        ("i", "l"),
        ("e", "c"),
        ("c", "e"),
        ("o", "0"),
        ("h", "b"),
        ("u", "n"),
        ("n", "u"),
        ("s", "5"),
        ("a", "o"),
        ("t", "f"),
        ("d", "cl"),
        ("g", "q"),
    ];

    private readonly Random _random = new(seed);

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
                MadeAs.Noise => Noisy(),
                MadeAs.Dropped => Dropped(),
                MadeAs.Added => Added(),
                MadeAs.Replaced => Replaced(),
                MadeAs.NegationDropped => NegationDropped(),
                MadeAs.NegationAdded => NegationAdded(),
                MadeAs.NumberChanged => NumberChanged(),
                MadeAs.NameChanged => NameChanged(),
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
        var (block, first, end) = Span(3, 400);
        return new MadeQuotation(
            MadeAs.Exact,
            Attributed(block.Span(first, end), block.DocumentId),
            QuotationVerdict.Exact,
            [block.DocumentId]
        );
    }

    private MadeQuotation? Typographic()
    {
        var (block, first, end) = Span(4, 120);
        var text = block.Span(first, end);
        var set = Reset(text);

        // Other spaces alone are none that count.
        return Spaced(set) == Spaced(text)
            ? null
            : new MadeQuotation(
                MadeAs.Typography,
                Attributed(set, block.DocumentId),
                QuotationVerdict.Normalised,
                [block.DocumentId]
            );
    }

    private static string Spaced(string text) => string.Concat(text.Where(unit => !char.IsWhiteSpace(unit)));

    private MadeQuotation? Bracketed()
    {
        var (block, first, end) = Span(8, 60);
        if (Change(block, first, end) is not { } at)
        {
            return null;
        }

        var word = block.Span(at, at + 1);
        var text = _random.Next(3) switch
        {
            0 => Put(block, first, end, at, "[the others]"),
            1 => Put(block, first, end, at, $"{word} [sic]"),
            _ => Put(block, first, end, at, $"[{word[0]}]{word[1..]}"),
        };
        return new MadeQuotation(
            MadeAs.Brackets,
            Attributed(text, block.DocumentId),
            QuotationVerdict.Normalised,
            [block.DocumentId]
        );
    }

    private MadeQuotation? Noisy()
    {
        var (block, first, end) = Span(8, 120);
        var rate = (1 + (4 * _random.NextDouble())) / 100;
        var text = new StringBuilder();
        var changed = new List<(string, string)>();
        for (var i = first; i < end; i++)
        {
            var word = block.Span(i, i + 1);
            var garbled = word.Length < 3 || !word.All(char.IsAsciiLetter) ? word : Garbled(word, rate);
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

    private string Garbled(string word, double rate)
    {
        var text = new StringBuilder();
        for (var i = 0; i < word.Length; i++)
        {
            if (_random.NextDouble() >= rate)
            {
                text.Append(word[i]);
                continue;
            }

            var (from, to) = Confusions[_random.Next(Confusions.Length)];
            if (string.CompareOrdinal(word, i, from, 0, from.Length) == 0)
            {
                text.Append(to);
                i += from.Length - 1;
            }
            else if (
                Array.Find(Confusions, pair => pair.From[0] == word[i] && pair.From.Length == 1) is { To: { } near }
            )
            {
                text.Append(near);
            }

            // Any other letter is lost.
        }

        return text.Length < 2 ? word : text.ToString();
    }

    private MadeQuotation? Dropped()
    {
        var (block, first, end) = Span(8, 80);
        return Change(block, first, end) is { } at ? Drop(MadeAs.Dropped, block, first, end, at, null) : null;
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

    private MadeQuotation? Added()
    {
        var (block, first, end) = Span(8, 80);
        if (Change(block, first, end) is not { } at)
        {
            return null;
        }

        var word = AnyWord();
        return IsLikeNeighbours(block, at, word) || IsLikeNeighbours(block, at + 1, word)
            ? null
            : Altered(
                MadeAs.Added,
                Put(block, first, end, at, $"{block.Span(at, at + 1)} {word}"),
                block,
                [(word, "")]
            );
    }

    private MadeQuotation? Replaced()
    {
        var (block, first, end) = Span(8, 80);
        if (Change(block, first, end) is not { } at)
        {
            return null;
        }

        var word = AnyWord();
        return IsLikeNeighbours(block, at, word)
            ? null
            : Altered(MadeAs.Replaced, Put(block, first, end, at, word), block, [(word, block.Span(at, at + 1))]);
    }

    private MadeQuotation? NegationDropped()
    {
        var block = texts.AnyBlock(_random);
        return At(block, i => Negations.Contains(block.Words[i].Term, StringComparer.Ordinal)) is var (first, end, at)
            ? Drop(MadeAs.NegationDropped, block, first, end, at, DifferenceNames.Negation)
            : null;
    }

    private MadeQuotation? NegationAdded()
    {
        var block = texts.AnyBlock(_random);
        return
            At(
                block,
                i =>
                    Auxiliaries.Contains(block.Words[i].Term, StringComparer.Ordinal)
                    && !Negations.Contains(block.Words[i + 1].Term, StringComparer.Ordinal)
            )
                is var (first, end, at)
            ? Altered(
                MadeAs.NegationAdded,
                Put(block, first, end, at, block.Span(at, at + 1) + " not"),
                block,
                [("not", "")],
                DifferenceNames.Negation
            )
            : null;
    }

    private MadeQuotation? NumberChanged()
    {
        var block = texts.AnyBlock(_random);
        if (
            At(
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
                ? string.Concat(
                    word.AsSpan(0, word.Length - 1),
                    _random.Next(10).ToString(System.Globalization.CultureInfo.InvariantCulture)
                )
                : NumberWords[_random.Next(NumberWords.Length)];
        }

        return IsLikeNeighbours(block, at, other, orItself: false)
            ? null
            : Altered(
                MadeAs.NumberChanged,
                Put(block, first, end, at, other),
                block,
                [(other, word)],
                DifferenceNames.Number
            );
    }

    private MadeQuotation? NameChanged()
    {
        var block = texts.AnyBlock(_random);
        if (
            At(
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

        var other = Names[_random.Next(Names.Length)];
        return IsLikeNeighbours(block, at, other)
            ? null
            : Altered(
                MadeAs.NameChanged,
                Put(block, first, end, at, other),
                block,
                [(other, block.Span(at, at + 1))],
                DifferenceNames.Name
            );
    }

    private MadeQuotation? WithEllipsis()
    {
        var block = texts.AnyBlock(_random);
        var (left, gap, right) = (_random.Next(4, 16), _random.Next(2, 80), _random.Next(4, 16));
        if (block.Words.Count < left + gap + right)
        {
            return null;
        }

        var first = _random.Next(block.Words.Count - left - gap - right + 1);
        var begins = first + left + gap;
        return new MadeQuotation(
            MadeAs.Ellipsis,
            Attributed(
                block.Span(first, first + left)
                    + Ellipses[_random.Next(Ellipses.Length)]
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
        var left = texts.AnyBlock(_random);
        var blocks = texts.Blocks(left.DocumentId);
        var right =
            _random.Next(3) > 0
                ? texts.AnyBlock(_random)
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

        var joint = _random.Next(3) == 0 ? Ellipses[_random.Next(Ellipses.Length)] : " ";
        return
            texts.Stand(one + " " + other)
            || texts.StandIn(one, right.DocumentId) && right.DocumentId != left.DocumentId
            || texts.StandIn(other, left.DocumentId) && right.DocumentId != left.DocumentId
            ? null
            : new MadeQuotation(
                MadeAs.Stitched,
                new QuotationRequest(one + joint + other, null, null, Style),
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
        var length = _random.Next(7, 16);
        var first = _random.Next(block.Words.Count - length + 1);
        var part = block.Words.Skip(first).Take(length);
        return part.Count(word => !StopWords.IsFunctionWord(word.Term)) < 4 ? null : block.Span(first, first + length);
    }

    private MadeQuotation? Misattributed()
    {
        var (block, first, end) = Span(8, 60);
        var text = block.Span(first, end);
        var wrong = texts.AnyDocument(_random);
        var summary = texts.Summary(wrong);
        if (wrong == block.DocumentId || texts.StandIn(text, wrong))
        {
            return null;
        }

        if (_random.Next(2) == 0 && summary.Work.Work.Author is [{ Family: { } family }, ..])
        {
            return texts.Summary(block.DocumentId).Work.Work.Author.Any(author => author.Family == family)
                ? null
                : Made(new QuotationRequest(text, null, family, Style));
        }

        return Made(new QuotationRequest(text, wrong, null, Style));

        MadeQuotation Made(QuotationRequest request) =>
            new(MadeAs.Misattributed, request, QuotationVerdict.Misattributed, [block.DocumentId]);
    }

    private MadeQuotation? Nowhere()
    {
        var sentence = nowhere[_random.Next(nowhere.Count)];
        return Words.Count(sentence) is < 8 or > 60 || texts.NearlyStand(sentence)
            ? null
            : new MadeQuotation(
                MadeAs.Nowhere,
                new QuotationRequest(sentence, null, null, Style),
                QuotationVerdict.NotFound,
                []
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
                Attributed(text, block.DocumentId),
                QuotationVerdict.Altered,
                [block.DocumentId],
                changed,
                flag
            );

    /// <summary>Half of the quotations name their work, some of these by its author.</summary>
    private QuotationRequest Attributed(string text, string documentId)
    {
        var choice = _random.Next(4);
        var author = texts.Summary(documentId).Work.Work.Author.FirstOrDefault()?.Family;
        return new QuotationRequest(
            text,
            choice == 0 || (choice == 1 && author is null) ? documentId : null,
            choice == 1 ? author : null,
            Style
        );
    }

    /// <summary>Words of a block; short ones come as often as long ones.</summary>
    private (QuotableBlock Block, int First, int End) Span(int least, int most)
    {
        var length = (int)Math.Round(least * Math.Pow(most / (double)least, _random.NextDouble()));
        var block = texts.AnyBlock(_random);
        length = Math.Min(length, block.Words.Count);
        var first = _random.Next(block.Words.Count - length + 1);
        return (block, first, first + length);
    }

    /// <summary>A span around a word for which something holds, that word well inside.</summary>
    private (int First, int End, int At)? At(QuotableBlock block, Func<int, bool> holds)
    {
        var places = Enumerable
            .Range(0, block.Words.Count)
            .Where(i => i > 3 && i + 5 < block.Words.Count && IsFree(block, i) && holds(i))
            .ToList();
        if (places.Count == 0)
        {
            return null;
        }

        var at = places[_random.Next(places.Count)];
        return (Math.Max(0, at - _random.Next(4, 20)), Math.Min(block.Words.Count, at + _random.Next(5, 20)), at);
    }

    /// <summary>A word of letters inside a span, spaces beside it and its neighbours.</summary>
    private int? Change(QuotableBlock block, int first, int end)
    {
        var places = Enumerable
            .Range(first, end - first)
            .Where(i =>
                i > first + 2
                && i + 3 < end
                && block.Words[i].Length > 2
                && block.Span(i, i + 1).All(char.IsAsciiLetterLower)
                && IsFree(block, i)
            )
            .ToList();
        return places.Count == 0 ? null : places[_random.Next(places.Count)];
    }

    private static bool IsFree(QuotableBlock block, int at) =>
        block.Words[at].Start - block.Words[at - 1].End == 1
        && block.Text[block.Words[at - 1].End] == ' '
        && block.Words[at + 1].Start - block.Words[at].End == 1
        && block.Text[block.Words[at].End] == ' ';

    private static string Put(QuotableBlock block, int first, int end, int at, string word) =>
        block.Span(first, at) + " " + word + " " + block.Span(at + 1, end);

    private string AnyWord()
    {
        while (true)
        {
            var block = texts.AnyBlock(_random);
            var at = _random.Next(block.Words.Count);
            var word = block.Span(at, at + 1);
            if (word.Length > 3 && word.All(char.IsAsciiLetterLower))
            {
                return word;
            }
        }
    }

    /// <summary>Whether nobody could say which word is the one that was changed.</summary>
    private static bool IsLikeNeighbours(QuotableBlock block, int at, string word, bool orItself = true)
    {
        var term = Words.Term(word);
        for (var i = at - 1; i <= at + 1; i++)
        {
            var other = block.Words[i].Term;
            if (
                (i != at || orItself)
                && (
                    other == term
                    || other.StartsWith(term, StringComparison.Ordinal)
                    || term.StartsWith(other, StringComparison.Ordinal)
                )
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same words set otherwise: marks, dashes, hyphens, ligatures, spaces, line ends, the first letter, the end.</summary>
    private string Reset(string text)
    {
        var set = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            var between =
                i > 0 && i + 1 < text.Length && char.IsAsciiLetter(text[i - 1]) && char.IsAsciiLetter(text[i + 1]);
            switch (unit)
            {
                case '“' or '”':
                    set.Append('"');
                    break;
                case '’':
                    set.Append('\'');
                    break;
                case '"':
                    set.Append('”');
                    break;
                case '\'':
                    set.Append('’');
                    break;
                case '–' or '—':
                    set.Append(
                        _random.Next(2) == 0 ? '-'
                        : unit == '–' ? '—'
                        : '–'
                    );
                    break;
                case '-' when between:
                    set.Append(
                        _random.Next(4) switch
                        {
                            0 => "\u2010",
                            1 => "",
                            2 => " ",
                            _ => "-",
                        }
                    );
                    break;
                case ' ':
                    set.Append(
                        _random.Next(12) switch
                        {
                            0 => "  ",
                            1 => "\u00A0",
                            2 => "\n",
                            _ => " ",
                        }
                    );
                    break;
                case 'f' when i + 1 < text.Length && text[i + 1] is 'i' or 'l' && _random.Next(2) == 0:
                    set.Append(text[++i] == 'i' ? 'ﬁ' : 'ﬂ');
                    break;
                default:
                    set.Append(unit);
                    if (
                        _random.Next(120) == 0
                        && i > 2
                        && i + 4 < text.Length
                        && text.AsSpan(i - 2, 6).IndexOfAnyExceptInRange('a', 'z') < 0
                    )
                    {
                        set.Append("-\n");
                    }

                    break;
            }
        }

        if (_random.Next(3) == 0 && char.IsLetter(set[0]))
        {
            set[0] = char.IsUpper(set[0]) ? char.ToLowerInvariant(set[0]) : char.ToUpperInvariant(set[0]);
        }

        if (_random.Next(3) == 0)
        {
            set.Append(_random.Next(2) == 0 ? '.' : ',');
        }

        return set.ToString();
    }
}

/// <summary>The flags as the contract names them.</summary>
internal static class DifferenceNames
{
    public const string Negation = "negation";
    public const string Number = "number";
    public const string Name = "name";
}
