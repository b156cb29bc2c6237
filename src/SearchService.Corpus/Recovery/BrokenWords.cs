using System.Buffers;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Words broken at a line's end. The hyphen stays when the text has the hyphenated form in the midst of a line (as such, in the other
/// number, or as the tail of a longer compound), and goes otherwise; where both halves are words of their own, that is a doubt in English:
/// German and its kin write two words in one.
/// </summary>
internal static class BrokenWords
{
    /// <summary>First halves that join without a hyphen as a rule ("undertook", "sometimes").</summary>
    private static readonly HashSet<string> Solid = new(StringComparer.OrdinalIgnoreCase)
    {
        "some",
        "any",
        "every",
        "under",
        "over",
        "with",
        "there",
        "where",
        "here",
        "what",
        "when",
        "who",
        "which",
        "through",
        "further",
        "never",
        "none",
        "more",
        "after",
        "like",
        "other",
        "news",
        "work",
        "down",
        "them",
        "your",
    };

    private static readonly SearchValues<char> Invisible = SearchValues.Create("\u00ad\u200b\u2060\ufeff");

    public static void Apply(Draft draft)
    {
        var forms = draft.Forms;
        foreach (var block in draft.Blocks)
        {
            foreach (var joint in Joint.Of(draft, block).ToList())
            {
                Repair(draft, forms, joint);
            }
        }

        // A soft hyphen that broke no line shows nothing; the other three have no width.
        for (var i = 0; ; i++)
        {
            var next = draft.Source.AsSpan(i).IndexOfAny(Invisible);
            if (next < 0)
            {
                break;
            }

            i += next;
            if (draft.Noise[i] == NoiseKind.None)
            {
                draft.Noise[i] = draft.Source[i] == '\u00ad' ? NoiseKind.LineEndHyphen : NoiseKind.Space;
            }
        }
    }

    private static void Repair(Draft draft, WordForms forms, Joint joint)
    {
        var source = draft.Source;
        var (hyphen, next) = (joint.Last, joint.First);
        if (
            !WordForms.IsHyphen(source[hyphen])
            || hyphen == 0
            || !char.IsLetterOrDigit(source[hyphen - 1])
            || !char.IsLetterOrDigit(source[next])
        )
        {
            return;
        }

        var head = Head(source, hyphen);
        var tail = Tail(source, next);
        var joined = head + tail;
        var compound = head + "-" + tail;
        var solid =
            head.Contains('-', StringComparison.Ordinal) || tail.Contains('-', StringComparison.Ordinal)
                ? Math.Max(forms.Compound(joined), forms.Compound(joined.TrimEnd('s')))
                : forms.Word(joined);
        var hyphenated = forms.Compound(compound);
        if (source[hyphen] != '\u00ad' && Keeps(source, hyphen, next, hyphenated, solid))
        {
            joint.Glue(draft);
            return;
        }

        draft.Mark(hyphen, hyphen + 1, NoiseKind.LineEndHyphen);
        if (
            solid == 0
            && source[hyphen] != '\u00ad'
            && head.Length > 3
            && tail.Length > 3
            && !Solid.Contains(head)
            && forms.Word(head) > 0
            && forms.Alone(tail) > 0
            && !AffixList.Tails.Contains(tail)
            && !AffixList.IsPrefix(head.ToLowerInvariant())
            && !DoublesItsLastLetter(head, tail)
            && forms.IsEnglish
        )
        {
            draft.Doubts.Add(
                new DraftDoubt(
                    hyphen - head.Length,
                    joint.SpanEnd < 0 ? next + tail.Length : hyphen,
                    DoubtKind.LineEndHyphen,
                    compound,
                    DoubtCertainty.Likely,
                    "Joined at a line's end; the hyphen may belong to the word."
                )
            );
        }
    }

    /// <summary>"scan-ning": a form of the one word, whatever else the text calls "Ning".</summary>
    private static bool DoublesItsLastLetter(string head, string tail) =>
        tail[0] == char.ToLowerInvariant(head[^1]) && tail[1..] is "ing" or "ings" or "ers";

    private static bool Keeps(string source, int hyphen, int next, int hyphenated, int solid)
    {
        if (hyphenated != solid)
        {
            return hyphenated > solid;
        }

        // No evidence: a number, or a capital behind a small letter ("Euro-Atlantic"), was never broken by a hyphen of the line's.
        return char.IsDigit(source[hyphen - 1])
            || char.IsDigit(source[next])
            || (char.IsUpper(source[next]) && char.IsLower(source[hyphen - 1]));
    }

    /// <summary>The word that a line ends with, its inner hyphens included.</summary>
    internal static string Head(string source, int end)
    {
        var start = end;
        while (
            start > 0
            && (
                WordForms.IsWordPart(source[start - 1])
                || (WordForms.IsHyphen(source[start - 1]) && start < end && end - start < 60)
            )
            && end - start < 60
        )
        {
            start--;
        }

        while (start < end && WordForms.IsHyphen(source[start]))
        {
            start++;
        }

        return source[start..end];
    }

    /// <summary>The word that begins at a place, its inner hyphens included.</summary>
    internal static string Tail(string source, int start)
    {
        var end = start;
        while (
            end < source.Length
            && end - start < 60
            && (
                WordForms.IsWordPart(source[end])
                || (
                    WordForms.IsHyphen(source[end])
                    && end > start
                    && end + 1 < source.Length
                    && WordForms.IsWordPart(source[end + 1])
                )
            )
        )
        {
            end++;
        }

        return source[start..end];
    }
}
