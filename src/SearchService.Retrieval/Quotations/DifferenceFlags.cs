using System.Collections.Frozen;
using System.Globalization;
using SearchService.Analysis;

namespace SearchService.Retrieval.Quotations;

/// <summary>Differences that change what is said: a negation lost or added, another number, another name.</summary>
/// <remarks>
/// What differs by the confusions of character recognition alone ("l999", "n0t") is no other number and no lost negation; what the
/// writer has marked is not looked at. A name is a word with a capital inside a sentence; its inflection is no other name.
/// </remarks>
internal static class DifferenceFlags
{
    public const string Negation = "negation";
    public const string Number = "number";
    public const string Name = "name";

    private static readonly FrozenSet<string> Negations = (
        "not no never nor neither none cannot without nothing nobody nowhere"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> NumberWords = Numbered();

    /// <summary>The flags of a place, in the order of their names here; none where nothing differs.</summary>
    public static IReadOnlyList<string> Of(QuotedText quoted, QuotedPlace place)
    {
        var flags = new SortedSet<int>();
        foreach (var words in place.Compared.Where(words => !words.Agrees && !words.IsMarked))
        {
            var ours = Words(quoted, words);
            var theirs = Words(place.Stretch, words);

            // What is only garbled is out of the question on both sides.
            for (var i = ours.Count - 1; i >= 0; i--)
            {
                var garbled = theirs.FindIndex(word => WordLikeness.IsConfusion(ours[i].Term, word.Term));
                if (garbled >= 0)
                {
                    ours.RemoveAt(i);
                    theirs.RemoveAt(garbled);
                }
            }

            if (ours.Count(IsNegation) != theirs.Count(IsNegation))
            {
                flags.Add(0);
            }

            if (!Numbers(ours).SequenceEqual(Numbers(theirs), StringComparer.Ordinal))
            {
                flags.Add(1);
            }

            if (HasOther(ours, theirs) || HasOther(theirs, ours))
            {
                flags.Add(2);
            }
        }

        return
        [
            .. flags.Select(flag =>
                flag switch
                {
                    0 => Negation,
                    1 => Number,
                    _ => Name,
                }
            ),
        ];
    }

    private static List<FlaggedWord> Words(QuotedText quoted, ComparedWords compared) =>
        [
            .. Enumerable
                .Range(compared.QuotedWord, compared.QuotedCount)
                .Select(i => new FlaggedWord(
                    quoted.Words[i].Term,
                    IsName(quoted.Text, quoted.Words[i].Start, quoted.Words[i].Length, quoted.Start)
                )),
        ];

    private static List<FlaggedWord> Words(SourceStretch stretch, ComparedWords compared) =>
        [
            .. Enumerable
                .Range(compared.SourceWord, compared.SourceCount)
                .Select(i => new FlaggedWord(
                    stretch.Words[i].Term,
                    IsName(stretch.Text, stretch.Words[i].Start, stretch.Words[i].Length, 0)
                )),
        ];

    private static bool IsNegation(FlaggedWord word) =>
        Negations.Contains(word.Term) || word.Term.EndsWith("n't", StringComparison.Ordinal);

    private static IEnumerable<string> Numbers(List<FlaggedWord> words) =>
        words.Select(word => Value(word.Term)).OfType<string>().Order(StringComparer.Ordinal);

    /// <summary>The value of a number in digits or words, cardinal or ordinal; null where the word is none.</summary>
    private static string? Value(string term)
    {
        if (NumberWords.TryGetValue(term, out var value))
        {
            return value;
        }

        if (!term.Any(char.IsAsciiDigit))
        {
            return null;
        }

        var digits = term.TrimEnd("stndrh'".ToCharArray());
        return digits.Length > 0 && digits.All(char.IsAsciiDigit) ? digits : term;
    }

    private static bool HasOther(List<FlaggedWord> names, List<FlaggedWord> others) =>
        names.Exists(name => name.IsName && !others.Exists(other => Bare(other.Term) == Bare(name.Term)));

    private static string Bare(string term) => EnglishForm.Of(Analysis.Words.WithoutPossessive(term));

    /// <summary>A capital that no beginning of a sentence, or of the quotation, accounts for.</summary>
    private static bool IsName(string text, int start, int length, int first)
    {
        var word = text.AsSpan(start, length);
        if (!char.IsUpper(word[0]) || word is "I" || word.StartsWith("I'") || word.StartsWith("I’"))
        {
            return false;
        }

        // Capitals beyond the first are no sentence's.
        if (length > 1 && word[1..].ContainsAnyInRange('A', 'Z'))
        {
            return true;
        }

        var at = start - 1;
        while (
            at >= first
            && (char.IsWhiteSpace(text[at]) || PrintedForm.IsQuotationMark(text[at]) || text[at] is '(' or '[')
        )
        {
            at--;
        }

        return at >= first && text[at] is not ('.' or '?' or '!' or ':' or '…');
    }

    private static FrozenDictionary<string, string> Numbered()
    {
        string[] cardinals =
        [
            .. "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".Split(
                ' '
            ),
        ];
        string[] ordinals =
        [
            .. "- first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".Split(
                ' '
            ),
        ];
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < cardinals.Length; i++)
        {
            values[cardinals[i]] = i.ToString(CultureInfo.InvariantCulture);
            values[ordinals[i]] = i.ToString(CultureInfo.InvariantCulture);
        }

        foreach (
            var (
                i,
                pair
            ) in "thirty thirtieth forty fortieth fifty fiftieth sixty sixtieth seventy seventieth eighty eightieth ninety ninetieth"
                .Split(' ')
                .Chunk(2)
                .Index()
        )
        {
            values[pair[0]] = values[pair[1]] = ((i + 3) * 10).ToString(CultureInfo.InvariantCulture);
        }

        foreach (
            var (word, value) in ((string, string)[])
                [
                    ("hundred", "100"),
                    ("thousand", "1000"),
                    ("million", "1000000"),
                    ("billion", "1000000000"),
                    ("half", "1/2"),
                    ("dozen", "12"),
                ]
        )
        {
            values[word] = value;
        }

        values.Remove("-");
        return values.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private readonly record struct FlaggedWord(string Term, bool IsName);
}
