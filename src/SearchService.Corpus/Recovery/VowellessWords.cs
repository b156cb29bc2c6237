using SearchService.Analysis;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// A name that no one can say: "Rodney Bruce Hll". A capital and small consonants behind two other names, once in the text, with
/// no sign that it is an abbreviation. Which vowel is lost the text cannot say, unless it has the name whole.
/// </summary>
internal static class VowellessWords
{
    private const int Shortest = 3;
    private const int Longest = 12;

    /// <summary>Abbreviations of firms, titles and places that are written without a point, too.</summary>
    private static readonly HashSet<string> Abbreviations = new(StringComparer.Ordinal)
    {
        "Ltd",
        "Bhd",
        "Sdn",
        "Tbk",
        "Mfg",
        "Bldg",
        "Blvd",
        "Pvt",
        "Mgmt",
        "Sgt",
        "Std",
        "Mss",
        "Nth",
        "Sth",
        "Mts",
        "Pts",
        "Hts",
        "Phd",
    };

    public static IEnumerable<(int Block, Doubt Doubt)> Find(IReadOnlyList<Block> blocks)
    {
        var found = new List<(Block Block, int Start, string Word)>();
        foreach (var block in blocks)
        {
            // Journals are abbreviated in references, with points and without.
            if (block.Kind == BlockKind.Reference)
            {
                continue;
            }

            var text = block.Text.Text;
            for (var start = 0; start < text.Length; start++)
            {
                if (!char.IsAsciiLetterUpper(text[start]) || (start > 0 && text[start - 1] != ' '))
                {
                    continue;
                }

                var end = start + 1;
                while (end < text.Length && IsPlainConsonant(text[end]))
                {
                    end++;
                }

                if (
                    end - start is >= Shortest and <= Longest
                    && IsPlainConsonant(char.ToLowerInvariant(text[start]))
                    && (end == text.Length || text[end] is ' ' or '\t' or ',' or ';' or ')')
                    && FollowsName(text, start)
                )
                {
                    found.Add((block, start, text[start..end]));
                }
            }
        }

        return found
            .GroupBy(word => word.Word, StringComparer.Ordinal)
            .Where(same => same.Count() == 1 && !Abbreviations.Contains(same.Key))
            .Select(same => same.Single())
            .Select(word =>
                (
                    word.Block.Index,
                    new Doubt(
                        word.Start,
                        word.Word.Length,
                        DoubtKind.Spelling,
                        null,
                        DoubtCertainty.Likely,
                        "The name has no vowel: a letter may be lost."
                    )
                )
            );
    }

    /// <summary>A small consonant, but not those that Slavic and Welsh names use as a vowel.</summary>
    private static bool IsPlainConsonant(char c) =>
        char.IsAsciiLetterLower(c) && c is not ('a' or 'e' or 'i' or 'o' or 'u' or 'y' or 'w' or 'r');

    /// <summary>
    /// Whether two names, or a name and an initial, stand directly before: one capitalised word is a sentence's first, or a genus before its gene.
    /// </summary>
    private static bool FollowsName(string text, int start)
    {
        var names = 0;
        for (var end = start - 1; names < 2 && end > 0 && text[end] == ' '; names++)
        {
            var at = end;
            while (at > 0 && (char.IsLetter(text[at - 1]) || (text[at - 1] == '.' && at == end)))
            {
                at--;
            }

            var word = text.AsSpan(at, end - at);
            var isName = word is [var first, .. var rest] && char.IsUpper(first) && (rest is "." || IsSmall(rest));
            if (!isName || StopWords.IsFunctionWord(Words.Term(word)))
            {
                break;
            }

            end = at - 1;
        }

        return names == 2;
    }

    private static bool IsSmall(ReadOnlySpan<char> letters)
    {
        foreach (var c in letters)
        {
            if (!char.IsLower(c))
            {
                return false;
            }
        }

        return letters.Length > 1;
    }
}
