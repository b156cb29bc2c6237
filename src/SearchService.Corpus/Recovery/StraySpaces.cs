using SearchService.Analysis;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Spaces inside a word, in the midst of a line: "non- European", "Pf P", "9 /11", and before a comma. One goes where the text
/// has the form without it elsewhere; else a doubt is noted.
/// </summary>
internal static class StraySpaces
{
    private static readonly HashSet<string> Suspending = new(StringComparer.OrdinalIgnoreCase)
    {
        "and",
        "or",
        "to",
        "und",
        "oder",
        "bis",
        "et",
        "ou",
        "y",
        "o",
        "e",
        "nor",
        "but",
        "versus",
        "vs",
        "resp",
    };

    /// <summary>A text that sets a space before its punctuation more often than this does so on purpose.</summary>
    private const double MostSpacedPoints = 0.2;

    private const int LongestPiece = 3;

    /// <summary>A longer word with a hyphen and a space in it is more likely a compound.</summary>
    private const int LongestBroken = 16;

    public static void Apply(Draft draft)
    {
        var forms = draft.Forms;
        var pairs = new Dictionary<string, int>(StringComparer.Ordinal);
        var slashed = new HashSet<string>(StringComparer.Ordinal);
        var spaced = 0;
        var spaces = Spaces(draft);
        foreach (var at in spaces)
        {
            if (Split(draft.Source, at) is { } pair)
            {
                var key = pair.Left + " " + pair.Right;
                pairs[key] = pairs.GetValueOrDefault(key) + 1;
            }

            spaced += IsBeforePoint(draft.Source, at) ? 1 : 0;
        }

        var points = draft.Source.AsSpan().Count(',') + draft.Source.AsSpan().Count(';');
        for (var i = draft.Source.IndexOf('/', StringComparison.Ordinal); i >= 0; i = draft.Source.IndexOf('/', i + 1))
        {
            if (i > 0 && char.IsLetterOrDigit(draft.Source[i - 1]))
            {
                slashed.Add(
                    WordForms.Fold(BrokenWords.Head(draft.Source, i) + "/" + BrokenWords.Tail(draft.Source, i + 1))
                );
            }
        }

        foreach (var at in spaces)
        {
            if (IsBeforePoint(draft.Source, at))
            {
                if (spaced <= points * MostSpacedPoints)
                {
                    draft.Mark(at, at + 1, NoiseKind.Space);
                }
            }
            else if (Split(draft.Source, at) is { } pair)
            {
                CloseSplit(draft, forms, pairs, at, pair.Left, pair.Right);
            }
            else
            {
                CloseHyphen(draft, forms, at);
                CloseSlash(draft, slashed, at);
            }
        }
    }

    /// <summary>
    /// Single spaces between two characters of the words, each of which may be noise's neighbour but not noise; of these only the few
    /// whose neighbours could make one word.
    /// </summary>
    private static List<int> Spaces(Draft draft)
    {
        var source = draft.Source;
        var spaces = new List<int>();
        for (var at = 1; at + 1 < source.Length; at++)
        {
            if (source[at] != ' ')
            {
                continue;
            }

            var (before, after) = (source[at - 1], source[at + 1]);
            if (
                (before is '-' or '/' || after is '/' or ',' or ';' || (char.IsUpper(after) && char.IsLower(before)))
                && draft.IsClean(at - 1, at + 2)
                && !char.IsWhiteSpace(before)
                && !char.IsWhiteSpace(after)
            )
            {
                spaces.Add(at);
            }
        }

        return spaces;
    }

    private static bool IsBeforePoint(string source, int at) =>
        source[at + 1] is ',' or ';'
        && (at + 2 >= source.Length || char.IsWhiteSpace(source[at + 2]))
        && char.IsLetterOrDigit(source[at - 1]);

    /// <summary>The two pieces around a space that could be one word with a capital inside it: "Pf" and "P".</summary>
    private static (string Left, string Right)? Split(string source, int at)
    {
        if (!char.IsLower(source[at - 1]) || !char.IsUpper(source[at + 1]))
        {
            return null;
        }

        // Nearly all are between two words; no strings are made for them.
        if (at > LongestPiece && !source.AsSpan(at - LongestPiece - 1, LongestPiece).ContainsAnyExceptInRange('a', 'z'))
        {
            return null;
        }

        var left = BrokenWords.Head(source, at);
        var right = BrokenWords.Tail(source, at + 1);
        return
            left.Length is > 0 and <= LongestPiece && right.Length is > 0 and <= LongestPiece && char.IsUpper(left[0])
            ? (left, right)
            : null;
    }

    private static void CloseSplit(
        Draft draft,
        WordForms forms,
        Dictionary<string, int> pairs,
        int at,
        string left,
        string right
    )
    {
        // The first piece stands nowhere but in this pair (the second may be a person's initial), and the whole is a usual word of the text.
        var together = pairs[left + " " + right];
        if (
            forms.Exactly(left + right) > together
            && forms.Exactly(left) <= together
            && (right.Length == 1 || forms.Exactly(right) <= together)
        )
        {
            draft.Mark(at, at + 1, NoiseKind.Space);
        }
    }

    private static void CloseHyphen(Draft draft, WordForms forms, int at)
    {
        var source = draft.Source;
        if (source[at - 1] != '-' || at < 2 || !char.IsLetter(source[at - 2]) || !char.IsLetter(source[at + 1]))
        {
            return;
        }

        var left = BrokenWords.Head(source, at - 1);
        var right = BrokenWords.Tail(source, at + 1);
        if (Suspending.Contains(right) || StopWords.IsFunctionWord(Words.Term(right)))
        {
            return;
        }

        if (forms.Compound(left + "-" + right) > 0)
        {
            draft.Mark(at, at + 1, NoiseKind.Space);
        }
        else if (forms.Word(left + right) > 0)
        {
            draft.Mark(at - 1, at, NoiseKind.LineEndHyphen);
            draft.Mark(at, at + 1, NoiseKind.Space);
        }
        else if (!IsInFormula(source, at - 1 - left.Length))
        {
            // Two halves that are no words of the text are one word, broken; but an adverb stands before a participle.
            var isBroken =
                IsNeverHyphened(draft, left, right)
                || left.Length > 2
                    && left.Length + right.Length <= LongestBroken
                    && !left.EndsWith("ly", StringComparison.Ordinal)
                    && char.IsLower(right[0])
                    && !AffixList.IsPrefix(left.ToLowerInvariant())
                    && forms.Word(left) == 1
                    && forms.Word(right) <= 1
                    && !left.Contains('-', StringComparison.Ordinal);
            draft.Doubts.Add(
                new DraftDoubt(
                    at - 1 - left.Length,
                    at + 1 + right.Length,
                    DoubtKind.StraySpace,
                    isBroken ? left + right : left + "-" + right,
                    DoubtCertainty.Likely,
                    "A space stands inside the word."
                )
            );
        }
    }

    /// <summary>"un- known": English sets no hyphen behind these but before a name.</summary>
    private static bool IsNeverHyphened(Draft draft, string left, string right) =>
        draft.Forms.IsEnglish && left is "un" or "Un" or "dis" or "Dis" or "mis" or "Mis" && char.IsLower(right[0]);

    /// <summary>"e+e- pairs": what ends in the hyphen is no word.</summary>
    private static bool IsInFormula(string source, int start) =>
        start > 0 && !char.IsWhiteSpace(source[start - 1]) && !Glyphs.IsOpening(source[start - 1]);

    private static void CloseSlash(Draft draft, HashSet<string> slashed, int at)
    {
        var source = draft.Source;
        int slash;
        if (
            source[at + 1] == '/'
            && at + 2 < source.Length
            && char.IsLetterOrDigit(source[at + 2])
            && char.IsLetterOrDigit(source[at - 1])
        )
        {
            slash = at + 1;
        }
        else if (
            source[at - 1] == '/'
            && at > 1
            && char.IsLetterOrDigit(source[at - 2])
            && char.IsLetterOrDigit(source[at + 1])
        )
        {
            slash = at - 1;
        }
        else
        {
            return;
        }

        var left = BrokenWords.Head(source, slash < at ? slash : at);
        var right = BrokenWords.Tail(source, slash < at ? at + 1 : slash + 1);
        if (slashed.Contains(WordForms.Fold(left + "/" + right)))
        {
            draft.Mark(at, at + 1, NoiseKind.Space);
        }
        else if (AreWords(left, right, slash < at) && StandAlone(source, at, slash, left, right))
        {
            var start = (slash < at ? slash : at) - left.Length;
            var end = (slash < at ? at + 1 : slash + 1) + right.Length;
            draft.Doubts.Add(
                new DraftDoubt(
                    start,
                    end,
                    DoubtKind.StraySpace,
                    left + "/" + right,
                    DoubtCertainty.Likely,
                    "A space stands beside the slash."
                )
            );
        }
    }

    /// <summary>Neither word goes on: not as an address or a path, nor behind a hyphen at the line's end.</summary>
    private static bool StandAlone(string source, int at, int slash, string left, string right)
    {
        var start = Math.Min(at, slash) - left.Length;
        var end = Math.Max(at, slash) + 1 + right.Length;
        return (start == 0 || source[start - 1] is not ('.' or '/' or '_' or '@' or '~' or '='))
            && (end == source.Length || !(WordForms.IsHyphen(source[end]) || source[end] is '_' or '/' or '@' or '='));
    }

    /// <summary>Two words, and none of the letters and units that formulas divide; before the slash a space is a formula's habit.</summary>
    private static bool AreWords(string left, string right, bool behind) =>
        left != right
        && !(char.IsUpper(right[0]) && char.IsLower(left[0]))
        && left.All(char.IsLetter)
        && right.All(char.IsLetter)
        && right.Length > 2
        && (left.Length > 2 || (left.Length == 2 && left.All(char.IsUpper)))
        && (behind || (left.Length > 3 && right.Length > 3));
}
