using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Compounds whose hyphen the conversion lost ("USled") or doubled ("Twenty--first"), and compounds spelled otherwise than the text
/// does elsewhere. A hyphen is put back only where no word could look like that: capitals run into small letters, and the text has
/// the compound. Anything else keeps its letters and gets a doubt with the likely form.
/// </summary>
internal static class LostHyphens
{
    private const int ShortestWord = 5;
    private const int LongestWord = 40;

    /// <summary>Of either half of two words that stand apart elsewhere.</summary>
    private const int ShortestHalf = 4;

    private const int FewestCompounds = 2;

    public static void Apply(Draft draft)
    {
        var forms = draft.Forms;
        var compounds = forms.SolidCompounds();
        var solids = compounds.GetAlternateLookup<ReadOnlySpan<char>>();
        var suspects = Suspects(forms, compounds).GetAlternateLookup<ReadOnlySpan<char>>();
        var lossy = DropDoubled(draft, forms);
        var doubtful = new List<(int Start, string Word, string Head, string Tail)>();
        var cited = new List<DraftDoubt>();
        foreach (var block in draft.Blocks)
        {
            var before = draft.Doubts.Count;
            foreach (var span in block.Spans)
            {
                lossy |= ReadSpan(draft, forms, solids, suspects, span, doubtful);
            }

            if (block.Kind == BlockKind.Reference)
            {
                cited.AddRange(draft.Doubts.Skip(before));
                draft.Doubts.RemoveRange(before, draft.Doubts.Count - before);
            }
        }

        // Without a hyphen that is known to be lost, a title cited may spell a word otherwise than the text does, and who writes a word
        // once with and once without writes it both ways.
        if (lossy)
        {
            draft.Doubts.AddRange(cited);
        }
        else
        {
            draft.Doubts.RemoveAll(doubt =>
                doubt is { Kind: DoubtKind.LostHyphen, Certainty: DoubtCertainty.Likely, Suggestion: { } compound }
                && compound.Contains('-', StringComparison.Ordinal)
                && forms.Compound(compound) < FewestCompounds
            );
        }

        // Where no hyphen is known to be lost, two words run together are one word that the text happens to use once.
        if (lossy && doubtful.Count > 0)
        {
            var apart = Apart(draft, [.. doubtful.Select(word => word.Head + " " + word.Tail)]);
            draft.Doubts.AddRange(
                doubtful
                    .Where(word => apart.Contains(word.Head + " " + word.Tail))
                    .Select(word => RunTogether(word.Start, word.Word, word.Head.Length, '-', DoubtCertainty.Likely))
            );
        }
    }

    /// <summary>The few words, in small letters, of which something may have to be said where they stand: told once for all their places.</summary>
    private static HashSet<string> Suspects(WordForms forms, Dictionary<string, string> solids)
    {
        var suspects = new HashSet<string>(solids.Keys, StringComparer.Ordinal);
        suspects.UnionWith(
            forms.Once.Where(word =>
                word.Length is >= ShortestWord and <= LongestWord
                && (Grammatical(word) is not null || Halves(forms, word) is not null)
            )
        );
        return suspects;
    }

    /// <summary>Which of these pairs of words, in small letters, stand side by side in the text.</summary>
    private static HashSet<string> Apart(Draft draft, HashSet<string> pairs)
    {
        var sought = pairs.GetAlternateLookup<ReadOnlySpan<char>>();
        var found = new HashSet<string>(StringComparer.Ordinal);
        Span<char> buffer = stackalloc char[2 * LongestWord + 1];
        foreach (var line in draft.Lines)
        {
            var text = draft.Source.AsSpan(line.Start, line.End - line.Start);
            for (var space = text.IndexOf(' '); space >= 0; space = Next(text, space))
            {
                var (start, end) = (space, space + 1);
                while (start > 0 && char.IsLetter(text[start - 1]))
                {
                    start--;
                }

                while (end < text.Length && char.IsLetter(text[end]))
                {
                    end++;
                }

                if (
                    space - start >= ShortestHalf
                    && end - space > ShortestHalf
                    && end - start <= buffer.Length
                    && text[start..end].ToLowerInvariant(buffer) is var length
                    && sought.TryGetValue(buffer[..length], out var pair)
                )
                {
                    found.Add(pair);
                }
            }
        }

        return found;

        static int Next(ReadOnlySpan<char> text, int space)
        {
            var next = text[(space + 1)..].IndexOf(' ');
            return next < 0 ? -1 : space + 1 + next;
        }
    }

    private static DraftDoubt RunTogether(int start, string word, int cut, char between, DoubtCertainty certainty) =>
        new(
            start,
            start + word.Length,
            DoubtKind.LostHyphen,
            word[..cut] + between + word[cut..],
            certainty,
            between == ' ' ? "Two words run together." : "Two words run together; a hyphen may be lost."
        );

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
        Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> solids,
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> suspects,
        SourceSpan span,
        List<(int Start, string Word, string Head, string Tail)> doubtful
    )
    {
        var (source, noise) = (draft.Source, draft.Noise);
        var any = false;
        for (var i = span.Start; i < span.End; )
        {
            if (!char.IsLetter(source[i]) || noise[i] != NoiseKind.None || (i > span.Start && IsJoined(source[i - 1])))
            {
                i++;
                continue;
            }

            var end = i + 1;
            while (end < span.End && noise[end] == NoiseKind.None && char.IsLetter(source[end]))
            {
                end++;
            }

            // A part of a compound, an address or a name with a number is none of ours.
            if (
                end - i >= 4
                && end - i <= LongestWord
                && (
                    end == source.Length
                    || !(IsJoined(source[end]) && end + 1 < source.Length && char.IsLetterOrDigit(source[end + 1]))
                )
            )
            {
                any |= ReadWord(draft, forms, solids, suspects, i, source.AsSpan(i, end - i), doubtful);
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
        Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> solids,
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> suspects,
        int start,
        ReadOnlySpan<char> letters,
        List<(int Start, string Word, string Head, string Tail)> doubtful
    )
    {
        var capitals = 0;
        while (capitals < letters.Length && char.IsUpper(letters[capitals]))
        {
            capitals++;
        }

        Span<char> buffer = stackalloc char[LongestWord];
        ReadOnlySpan<char> folded = buffer[..letters.ToLowerInvariant(buffer)];
        if ((capitals < 2 || letters.Length - capitals < 2) && !suspects.Contains(folded))
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

        if (word.AsSpan(1).ContainsAnyInRange('A', 'Z'))
        {
            return false;
        }

        if (solids.TryGetValue(folded, out var hyphenated))
        {
            draft.Doubts.Add(
                new DraftDoubt(
                    start,
                    start + word.Length,
                    DoubtKind.LostHyphen,
                    Spelled(word, hyphenated),
                    DoubtCertainty.Likely,
                    "The text has this word with a hyphen elsewhere."
                )
            );
            return false;
        }

        if (word.Length < ShortestWord || forms.Word(word) != 1)
        {
            return false;
        }

        if (Grammatical(folded) is var (cut, between))
        {
            draft.Doubts.Add(RunTogether(start, word, cut, between, DoubtCertainty.Sure));
        }
        else if (Halves(forms, folded) is { } half)
        {
            var small = folded.ToString();
            doubtful.Add((start, word, small[..half], small[half..]));
        }

        return false;
    }

    /// <summary>The hyphenated form with the capitals of the word as written.</summary>
    private static string Spelled(string word, string hyphenated)
    {
        var at = hyphenated.IndexOf('-', StringComparison.Ordinal);
        return word[..at] + "-" + word[at..];
    }

    /// <summary>Two words of grammar, or two numerals, that no word is made of: "ofthe", "willdo", "twentyfirst".</summary>
    private static (int Cut, char Between)? Grammatical(ReadOnlySpan<char> word)
    {
        for (var at = 2; at <= word.Length - 2; at++)
        {
            foreach (var (heads, tails, between) in AffixList.Apart)
            {
                if (
                    heads.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word[..at])
                    && tails.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word[at..])
                )
                {
                    return (at, between);
                }
            }
        }

        return null;
    }

    /// <summary>Where a word splits into two that the text has as words of their own, neither of which is a usual ending or beginning.</summary>
    private static int? Halves(WordForms forms, ReadOnlySpan<char> word)
    {
        var heads = AffixList.Heads.GetAlternateLookup<ReadOnlySpan<char>>();
        var tails = AffixList.Tails.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = ShortestHalf; at <= word.Length - ShortestHalf; at++)
        {
            var head = word[..at];
            var tail = word[at..];
            if (forms.Alone(head) > 0 && forms.Alone(tail) > 0 && !heads.Contains(head) && !tails.Contains(tail))
            {
                return at;
            }
        }

        return null;
    }
}
