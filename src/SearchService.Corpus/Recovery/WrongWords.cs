using System.Buffers;
using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Words of the language in a place where its grammar has none of them: "to insulate the Alliance form issues" (from), "in the from of"
/// (form), "of the the state". Only frames that no sentence has otherwise.
/// </summary>
internal static partial class WrongWords
{
    /// <summary>Small words that never stand twice in a row, as "that", "had" and "in" may.</summary>
    private static readonly string[] Doubled =
    [
        "the the",
        "of of",
        "and and",
        "for for",
        "from from",
        "with with",
        "their their",
        "its its",
        "an an",
        "are are",
        "which which",
        "were were",
    ];

    private static readonly SearchValues<string> DoubledWords = SearchValues.Create(Doubled, StringComparison.Ordinal);

    /// <summary>What every frame of <see cref="FormForFrom"/> has one of: the stem of a verb, an adverb, or the head of a year.</summary>
    private static readonly SearchValues<string> BeforeForm = SearchValues.Create(
        [
            "isolate ",
            "separate ",
            "shield ",
            "detach",
            "dissociate",
            "distinguish",
            "divert",
            "exclude",
            "expel",
            "insulate",
            "prevent",
            "protect",
            "refrain",
            "remove",
            "withdraw",
            "way form ",
            "part form ",
            "side form ",
            "ar form ",
            "ranging form ",
            "suffer form ",
            "stemming form ",
            "stems form ",
            "benefited form ",
            "emanating form ",
            "orm 1",
            "orm 20",
        ],
        StringComparison.Ordinal
    );

    public static IEnumerable<(int Block, Doubt Doubt)> Find(IReadOnlyList<Block> blocks)
    {
        foreach (var block in blocks)
        {
            var text = block.Text.Text;
            foreach (var match in Matches(FormForFrom(), text, "form", BeforeForm))
            {
                yield return (block.Index, Confused(match, "from"));
            }

            foreach (var match in Matches(FromForForm(), text, "from of", null))
            {
                yield return (block.Index, Confused(match, "form"));
            }

            foreach (var (start, length) in Twice(text))
            {
                yield return (
                    block.Index,
                    new Doubt(
                        start,
                        length,
                        DoubtKind.Spelling,
                        text.Substring(start, length / 2),
                        DoubtCertainty.Likely,
                        "The word stands twice."
                    )
                );
            }
        }
    }

    /// <summary>Where one of the words stands twice in a row, and no longer word begins or ends there.</summary>
    private static IEnumerable<(int Start, int Length)> Twice(string text)
    {
        for (var at = 0; at < text.Length; )
        {
            var next = text.AsSpan(at).IndexOfAny(DoubledWords);
            if (next < 0)
            {
                break;
            }

            at += next;
            var length = Array.Find(Doubled, words => text.AsSpan(at).StartsWith(words))!.Length;
            if (
                (at == 0 || !BelongsToWord(text[at - 1]))
                && (at + length == text.Length || !BelongsToWord(text[at + length]))
            )
            {
                yield return (at, length);
                at += length;
            }
            else
            {
                at++;
            }
        }
    }

    private static bool BelongsToWord(char c) => char.IsLetter(c) || char.IsNumber(c) || c is '’' or '\'' or '-';

    /// <summary>A look for the word, and for one of those beside it, is much cheaper than the pattern around it.</summary>
    private static IEnumerable<Group> Matches(Regex pattern, string text, string words, SearchValues<string>? beside) =>
        Has(text, words) && (beside is null || text.AsSpan().ContainsAny(beside))
            ? pattern.Matches(text).Select(match => match.Groups["word"])
            : [];

    /// <summary>Whether words stand in a text as such: "form", and not within "information". The first may have a capital.</summary>
    private static bool Has(string text, string words)
    {
        for (var from = 1; from < text.Length; )
        {
            var at = text.AsSpan(from).IndexOf(words.AsSpan(1), StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            var start = from + at - 1;
            var end = from + at + words.Length - 1;
            if (
                char.ToLowerInvariant(text[start]) == words[0]
                && (start == 0 || !char.IsLetter(text[start - 1]))
                && (end == text.Length || !char.IsLetter(text[end]))
            )
            {
                return true;
            }

            from += at + 1;
        }

        return false;
    }

    private static Doubt Confused(Group word, string reading) =>
        new(
            word.Index,
            word.Length,
            DoubtKind.Confusion,
            reading,
            DoubtCertainty.Likely,
            $"The sentence needs “{reading}” here."
        );

    /// <summary>
    /// Verbs (no participles, which are adjectives, and what is a noun or an adjective, too, only where it is a verb) that take "from" behind
    /// their object, which is one to five words without a preposition, and "form" there with neither an article before it nor an article
    /// or "of" behind; adverbs that only "from" can follow; "form 1999 to 2003".
    /// </summary>
    [GeneratedRegex(
        @"\b((to|not|can|cannot|could|may|might|must|shall|should|will|would|that|which|who) (isolate|separate|shield)|(detach|dissociate|distinguish|divert|exclude|expel|insulate|prevent|protect|refrain|remove|withdraw)(es|s)?) ((?!(from|of|into|in|on|at|to|by|with|as|and|or|for|against|between|among|over|under|through|about|a|an|one|any|some|this|that|every|no|can|could|will|would|may|might|must|should|they|we|which|who)\b)\w[\w’'-]* ){0,4}(?!(a|an|the|any|some|this|that|their|its|his|her|one|of|in|to|by|and|or|that|which|who|they|we|can|could|will|would|may|might|must|should|every|no)\b)\w[\w’'-]* (?<word>form)\b(?! (of|a|an|the|one|part)\b)(?= \p{L})"
            + @"|\b([Aa]way|[Aa]part|[Aa]side|[Ff]ar|ranging|refrain|suffer|stemming|stems|benefited|emanating) (?<word>form)\b(?= \p{L})(?! of\b)"
            + @"|\b(?<word>[Ff]orm)(?= (1[5-9]|20)[0-9]{2} (to|until|onwards?)\b)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex FormForFrom();

    [GeneratedRegex(
        @"\b(in|of|as|into|any|some|this|another|every) (the |a |an )?(?<word>from)(?= of\b)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex FromForForm();
}
