using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// A name spelt otherwise than the text does elsewhere beside the same other name: "Gözüm Visoka" where it has "Gëzim Visoka". The
/// spelling occurs once, the other more often, and they differ as one word misread does, not as two words of a kind.
/// </summary>
internal static class MisspeltNames
{
    private const int ShortestName = 4;
    private const int LongestName = 30;
    private const int FewestOthers = 2;

    /// <summary>Of the names beside one other name the most frequent are compared.</summary>
    private const int MostCompared = 60;

    /// <summary>Where a word ends are its inflections and the spellings of two families (Andersen, Anderson).</summary>
    private const int Ending = 2;

    public static IEnumerable<(int Block, Doubt Doubt)> Find(IReadOnlyList<Block> blocks)
    {
        var words = new Dictionary<string, (string Word, int Count)>(StringComparer.Ordinal);
        var wordsBySpan = words.GetAlternateLookup<ReadOnlySpan<char>>();
        var places = new Dictionary<(string First, string Second), (Block Block, int Start, int Count)>();
        foreach (var block in blocks)
        {
            var text = block.Text.Text;
            var before = "";
            var beforeStart = 0;
            var beforeEnd = -1;
            foreach (var (start, end) in Capitalised(text))
            {
                ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(
                    wordsBySpan,
                    text.AsSpan(start, end - start),
                    out _
                );
                entry = (entry.Word ?? text[start..end], entry.Count + 1);
                var word = entry.Word;
                if (beforeEnd >= 0 && start == beforeEnd + 1 && text[beforeEnd] == ' ')
                {
                    ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(
                        places,
                        (before, word),
                        out var known
                    );
                    place = known ? place with { Count = place.Count + 1 } : (block, beforeStart, 1);
                }

                (before, beforeStart, beforeEnd) = (word, start, end);
            }
        }

        foreach (var same in places.GroupBy(place => place.Key.Second, StringComparer.Ordinal))
        {
            var usual = Usual(same.Select(other => (other.Key.First, other.Value.Count)));
            foreach (var ((first, _), place) in same.Where(_ => usual.Count > 0))
            {
                if (words[first].Count == 1 && usual.Find(name => IsMisreading(first, name)) is { } likely)
                {
                    yield return (place.Block.Index, Doubted(place.Start, first, likely));
                }
            }
        }

        foreach (var same in places.GroupBy(place => place.Key.First, StringComparer.Ordinal))
        {
            var usual = Usual(same.Select(other => (other.Key.Second, other.Value.Count)));
            foreach (var ((first, second), place) in same.Where(_ => usual.Count > 0))
            {
                if (
                    words[second].Count == 1
                    && second.Length > ShortestName
                    && usual.Find(name => OneEditInside(Plain(second), Plain(name))) is { } likely
                )
                {
                    yield return (place.Block.Index, Doubted(place.Start + first.Length + 1, second, likely));
                }
            }
        }
    }

    /// <summary>The names that stand more often than once beside the same other name, the most frequent first.</summary>
    private static List<string> Usual(IEnumerable<(string Name, int Count)> names) =>
        [
            .. names
                .Where(name => name.Count >= FewestOthers)
                .OrderByDescending(name => name.Count)
                .Select(name => name.Name)
                .Take(MostCompared),
        ];

    private static Doubt Doubted(int start, string name, string likely) =>
        new(
            start,
            name.Length,
            DoubtKind.Name,
            likely,
            DoubtCertainty.Likely,
            $"The text has “{likely}” elsewhere beside the same name."
        );

    /// <summary>Words of one capital and small letters that stand alone, no hyphen, point or apostrophe at them.</summary>
    private static IEnumerable<(int Start, int End)> Capitalised(string text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            if (!char.IsUpper(text[start]) || (start > 0 && !IsGap(text[start - 1])))
            {
                continue;
            }

            var end = start + 1;
            while (end < text.Length && char.IsLower(text[end]))
            {
                end++;
            }

            if (
                end - start is >= ShortestName and <= LongestName
                && (end == text.Length || !(char.IsLetterOrDigit(text[end]) || WordForms.IsHyphen(text[end])))
            )
            {
                yield return (start, end);
            }

            start = end - 1;
        }
    }

    private static bool IsGap(char c) => char.IsWhiteSpace(c) || Glyphs.IsOpening(c);

    /// <summary>The same consonants with other vowels, or one edit inside.</summary>
    private static bool IsMisreading(string word, string other)
    {
        var (plain, usual) = (Plain(word), Plain(other));
        if (plain == usual)
        {
            // Only accents differ: "Müller" and "Muller" are both written.
            return false;
        }

        return (
                plain[0] == usual[0]
                && plain.Length == usual.Length
                && plain[^1] == usual[^1]
                && Consonants(plain) is { Length: >= 2 } consonants
                && consonants == Consonants(usual)
            ) || OneEditInside(plain, usual);
    }

    private static string Consonants(string plain) =>
        string.Concat(plain.Where(c => c is not ('a' or 'e' or 'i' or 'o' or 'u' or 'y')));

    /// <summary>One letter more, less or other, or two exchanged, neither at the head nor in the ending.</summary>
    private static bool OneEditInside(string word, string other)
    {
        if (Math.Abs(word.Length - other.Length) > 1 || Math.Min(word.Length, other.Length) <= ShortestName)
        {
            return false;
        }

        var shortest = Math.Min(word.Length, other.Length);
        var head = 0;
        while (head < shortest && word[head] == other[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < shortest - head && word[^(tail + 1)] == other[^(tail + 1)])
        {
            tail++;
        }

        var (left, right) = (word.Length - head - tail, other.Length - head - tail);
        var exchanged = left == 2 && right == 2 && word[head] == other[head + 1] && word[head + 1] == other[head];
        return head > 0 && tail >= Ending && ((left <= 1 && right <= 1) || exchanged);
    }

    private static string Plain(string word)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var c in word.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(char.ToLowerInvariant(c));
            }
        }

        // Both sides of the Atlantic are right.
        return plain
            .Replace("our", "or")
            .Replace('z', 's')
            .Replace("ae", "e")
            .Replace("oe", "e")
            .Replace("ll", "l")
            .ToString();
    }
}
