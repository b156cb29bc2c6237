using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Compounds whose hyphen the conversion lost ("USled") or doubled ("Twenty--first"), and compounds spelled otherwise than the text
/// does elsewhere. A hyphen is put back only where no word could look like that: capitals run into small letters, and the text has
/// the compound. Anything else keeps its letters and gets a doubt with the likely form.
/// </summary>
internal static class LostHyphens
{
    private const int ShortestWord = 6;

    public static void Apply(Draft draft)
    {
        var forms = draft.Forms;
        var solids = forms.SolidCompounds();
        var lossy = DropDoubled(draft, forms);
        var doubtful = new List<DraftDoubt>();
        foreach (var block in draft.Blocks)
        {
            foreach (var span in block.Spans)
            {
                lossy |= ReadSpan(draft, forms, solids, span, doubtful);
            }
        }

        // Where no hyphen is known to be lost, two words run together are one word that the text happens to use once.
        if (lossy)
        {
            draft.Doubts.AddRange(doubtful);
        }
    }

    /// <summary>"Twenty--first" where the text has "Twentyfirst" or "twenty-first": one of the hyphens goes.</summary>
    private static bool DropDoubled(Draft draft, WordForms forms)
    {
        var source = draft.Source;
        var any = false;
        for (
            var at = source.IndexOf("--", StringComparison.Ordinal);
            at >= 0;
            at = source.IndexOf("--", at + 2, StringComparison.Ordinal)
        )
        {
            if (
                at == 0
                || at + 2 >= source.Length
                || !char.IsLetter(source[at - 1])
                || !char.IsLetter(source[at + 2])
                || draft.Noise[at] != NoiseKind.None
            )
            {
                continue;
            }

            var (head, tail) = (BrokenWords.Head(source, at), BrokenWords.Tail(source, at + 2));
            if (forms.Compound(head + "-" + tail) > 0 || forms.Word(head + tail) > 0)
            {
                draft.Mark(at + 1, at + 2, NoiseKind.LineEndHyphen);
                any = true;
            }
        }

        return any;
    }

    private static bool ReadSpan(
        Draft draft,
        WordForms forms,
        Dictionary<string, string> solids,
        SourceSpan span,
        List<DraftDoubt> doubtful
    )
    {
        var source = draft.Source;
        var any = false;
        for (var i = span.Start; i < span.End; )
        {
            if (
                draft.Noise[i] != NoiseKind.None
                || !char.IsLetter(source[i])
                || (i > span.Start && IsJoined(source[i - 1]))
            )
            {
                i++;
                continue;
            }

            var end = i + 1;
            while (end < span.End && draft.Noise[end] == NoiseKind.None && char.IsLetter(source[end]))
            {
                end++;
            }

            // A part of a compound, an address or a name with a number is none of ours.
            if (
                end - i >= 4
                && end - i <= 40
                && (
                    end == source.Length
                    || !(IsJoined(source[end]) && end + 1 < source.Length && char.IsLetterOrDigit(source[end + 1]))
                )
            )
            {
                any |= ReadWord(draft, forms, solids, i, source.AsSpan(i, end - i), doubtful);
            }

            i = end;
        }

        return any;
    }

    private static bool IsJoined(char c) =>
        char.IsLetterOrDigit(c) || WordForms.IsHyphen(c) || c is '/' or '@' or '_' or '.' or '=' or '%';

    private static bool ReadWord(
        Draft draft,
        WordForms forms,
        Dictionary<string, string> solids,
        int start,
        ReadOnlySpan<char> letters,
        List<DraftDoubt> doubtful
    )
    {
        var capitals = 0;
        while (capitals < letters.Length && char.IsUpper(letters[capitals]))
        {
            capitals++;
        }

        Span<char> folded = stackalloc char[letters.Length];
        letters.ToLowerInvariant(folded);
        if (
            (capitals < 2 || letters.Length - capitals < 2)
            && (letters.Length < ShortestWord || forms.FoldedWord(folded) != 1)
            && !solids.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(folded)
        )
        {
            return false;
        }

        var word = letters.ToString();
        if (capitals >= 2 && word.Length - capitals >= 2)
        {
            var compound = word[..capitals] + "-" + word[capitals..];
            if (forms.Compound(compound) == 0)
            {
                return false;
            }

            draft.Insertions[start + capitals] = "-";
            return true;
        }

        if (solids.TryGetValue(WordForms.Fold(word), out var hyphenated))
        {
            draft.Doubts.Add(
                new DraftDoubt(
                    start,
                    start + word.Length,
                    Spelled(word, hyphenated),
                    "The text has this word with a hyphen elsewhere."
                )
            );
            return false;
        }

        if (word.Length >= ShortestWord && forms.Word(word) == 1 && Halves(forms, WordForms.Fold(word)) is { } halves)
        {
            doubtful.Add(
                new DraftDoubt(
                    start,
                    start + word.Length,
                    Spelled(word, halves),
                    "Two words of the text run together; a hyphen may be lost."
                )
            );
        }

        return false;
    }

    /// <summary>The hyphenated form with the capitals of the word as written.</summary>
    private static string Spelled(string word, string hyphenated)
    {
        var at = hyphenated.IndexOf('-', StringComparison.Ordinal);
        return word[..at] + "-" + word[at..];
    }

    /// <summary>A word split into two that the text has as words of their own, neither of which is a usual ending or beginning.</summary>
    private static string? Halves(WordForms forms, string word)
    {
        var heads = AffixList.Heads.GetAlternateLookup<ReadOnlySpan<char>>();
        var tails = AffixList.Tails.GetAlternateLookup<ReadOnlySpan<char>>();
        var particles = AffixList.Particles.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = 4; at <= word.Length - 2; at++)
        {
            var head = word.AsSpan(0, at);
            var tail = word.AsSpan(at);
            if (
                forms.Alone(head) > 0
                && forms.Alone(tail) > 0
                && (tail.Length >= 5 || particles.Contains(tail))
                && !heads.Contains(head)
                && !tails.Contains(tail)
            )
            {
                return string.Concat(head, "-", tail);
            }
        }

        return null;
    }
}
