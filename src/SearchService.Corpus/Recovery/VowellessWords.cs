using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// A name that no one can say: "Rodney Bruce Hll". A capital and small consonants beside another capitalised word, once in the text, with
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

    /// <summary>Whether a capitalised word of small letters stands directly before.</summary>
    private static bool FollowsName(string text, int start)
    {
        var i = start - 2;
        while (i >= 0 && char.IsLower(text[i]))
        {
            i--;
        }

        return i >= 0 && i < start - 3 && char.IsUpper(text[i]) && (i == 0 || !char.IsLetterOrDigit(text[i - 1]));
    }
}
