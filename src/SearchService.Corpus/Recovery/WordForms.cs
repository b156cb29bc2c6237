using System.Runtime.InteropServices;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// The words of a text as they stand within its lines, where no line's end can have broken them: the evidence by which broken ones
/// are judged. Case is folded; parts of a compound count as words, and each tail of a compound as a compound.
/// </summary>
internal sealed class WordForms
{
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _compounds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _exact = new(StringComparer.Ordinal);

    private WordForms() { }

    public static WordForms Read(Draft draft)
    {
        var forms = new WordForms();
        var previousBreaks = false;
        foreach (var line in draft.Lines)
        {
            if (line.Role is LineRole.Blank or LineRole.Noise)
            {
                continue;
            }

            previousBreaks = forms.ReadLine(draft, line, previousBreaks);
        }

        return forms;
    }

    /// <summary>How often a word without a hyphen occurs, on its own or within a compound.</summary>
    public int Word(string word) => _words.GetValueOrDefault(Fold(word));

    /// <summary>How often a word occurs in this very spelling, upper and lower case told apart.</summary>
    public int Exactly(string word) => _exact.GetValueOrDefault(word);

    /// <summary>How often a compound occurs, as such or as the tail of a longer one; singular and plural count as one.</summary>
    public int Compound(string compound)
    {
        var folded = Fold(compound);
        var count = _compounds.GetValueOrDefault(folded) + _compounds.GetValueOrDefault(folded + "s");
        return folded.EndsWith('s') ? count + _compounds.GetValueOrDefault(folded[..^1]) : count;
    }

    /// <summary>How often a word occurs on its own, in small letters or with a capital at its head.</summary>
    public int Alone(string word) =>
        word.Length == 0
            ? 0
            : _exact.GetValueOrDefault(word) + _exact.GetValueOrDefault(char.ToUpperInvariant(word[0]) + word[1..]);

    /// <summary>Compounds of two parts by their letters alone, where the text has the solid form too, but not more often.</summary>
    public Dictionary<string, string> SolidCompounds()
    {
        var solids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (compound, count) in _compounds)
        {
            var hyphen = compound.IndexOf('-', StringComparison.Ordinal);
            if (hyphen < 2 || compound.LastIndexOf('-') != hyphen)
            {
                continue;
            }

            var solid = compound.Remove(hyphen, 1);
            if (_words.GetValueOrDefault(solid) is var times and > 0 && times <= count)
            {
                solids[solid] = compound;
            }
        }

        return solids;
    }

    public static bool IsHyphen(char c) => c is '-' or '\u2010' or '\u2011' or '\u00ad';

    /// <summary>Whether a character may stand inside a word.</summary>
    public static bool IsWordPart(char c) =>
        char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark;

    public static string Fold(string word) => word.ToLowerInvariant();

    /// <summary>Returns whether the line ends inside a word.</summary>
    private bool ReadLine(Draft draft, DraftLine line, bool skipFirst)
    {
        var source = draft.Source;
        var end = Glyphs.LastInk(draft, line);
        var breaks = end > line.Start + 1 && IsHyphen(source[end - 1]) && char.IsLetter(source[end - 2]);
        for (var i = line.Start; i < end; )
        {
            if (!IsKept(draft, i) || !IsWordPart(source[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (
                i < end
                && IsKept(draft, i)
                && (
                    IsWordPart(source[i])
                    || (IsHyphen(source[i]) && i + 1 < end && IsKept(draft, i + 1) && IsWordPart(source[i + 1]))
                )
            )
            {
                i++;
            }

            var first = skipFirst;
            skipFirst = false;
            if (!first && !(breaks && i >= end - 1) && i - start <= 60)
            {
                Add(source[start..i]);
            }
        }

        return breaks;
    }

    private static bool IsKept(Draft draft, int i) => draft.Noise[i] == NoiseKind.None;

    private void Add(string token)
    {
        Count(_exact, token);
        var folded = Fold(token)
            .Replace('\u2010', '-')
            .Replace('\u2011', '-')
            .Replace("\u00ad", "", StringComparison.Ordinal);
        if (!folded.Contains('-', StringComparison.Ordinal))
        {
            Count(_words, folded);
            return;
        }

        for (var at = 0; at >= 0; )
        {
            var hyphen = folded.IndexOf('-', at);
            if (hyphen < 0)
            {
                Count(_words, folded[at..]);
                break;
            }

            Count(_compounds, folded[at..]);
            Count(_words, folded[at..hyphen]);
            at = hyphen + 1;
        }
    }

    private static void Count(Dictionary<string, int> counts, string key) =>
        CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
}
