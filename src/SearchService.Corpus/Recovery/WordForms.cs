using System.Runtime.InteropServices;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// The words of a text as they stand within its lines, where no line's end can have broken them: the evidence by which broken ones
/// are judged. Case is folded; parts of a compound count as words, and each tail of a compound as a compound.
/// </summary>
internal sealed class WordForms
{
    /// <summary>A longer run of letters is no word.</summary>
    private const int LongestWord = 60;

    /// <summary>Lists and tables have fewer articles than prose: one word in so many is enough.</summary>
    private const int LeastArticles = 100;

    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _compounds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _exact = new(StringComparer.Ordinal);

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _wordsBySpan;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _compoundsBySpan;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _exactBySpan;

    private WordForms()
    {
        _wordsBySpan = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        _compoundsBySpan = _compounds.GetAlternateLookup<ReadOnlySpan<char>>();
        _exactBySpan = _exact.GetAlternateLookup<ReadOnlySpan<char>>();
    }

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

        forms.CountFolded();
        forms.IsEnglish =
            forms.Word("the") > 0 && forms.Word("the") * LeastArticles >= forms._words.Values.Sum(count => (long)count);
        return forms;
    }

    /// <summary>Whether so many of the words are the article as in English prose, where every fifteenth is.</summary>
    public bool IsEnglish { get; private set; }

    /// <summary>How often a word without a hyphen occurs, on its own or within a compound.</summary>
    public int Word(string word) => _words.GetValueOrDefault(Fold(word));

    /// <summary>How often a word occurs in this very spelling, upper and lower case told apart.</summary>
    public int Exactly(string word) => _exact.GetValueOrDefault(word);

    /// <summary>The words that occur once, in small letters.</summary>
    public IEnumerable<string> Once => _words.Where(word => word.Value == 1).Select(word => word.Key);

    /// <summary>How often a compound occurs, as such or as the tail of a longer one; singular and plural count as one.</summary>
    public int Compound(string compound)
    {
        var folded = Fold(compound);
        var count = _compounds.GetValueOrDefault(folded) + _compounds.GetValueOrDefault(folded + "s");
        return folded.EndsWith('s') ? count + _compounds.GetValueOrDefault(folded[..^1]) : count;
    }

    /// <summary>How often a word occurs on its own, in small letters or with a capital at its head.</summary>
    public int Alone(ReadOnlySpan<char> word)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return 0;
        }

        Span<char> capital = stackalloc char[word.Length];
        word.CopyTo(capital);
        capital[0] = char.ToUpperInvariant(capital[0]);
        return (_exactBySpan.TryGetValue(word, out var small) ? small : 0)
            + (_exactBySpan.TryGetValue(capital, out var capitals) ? capitals : 0);
    }

    /// <summary>
    /// Compounds of two parts by their letters alone, where the text has the solid form too, but not more often. With a prefix or suffix
    /// both forms are written ("postwar", "post-war"): these are none.
    /// </summary>
    public Dictionary<string, string> SolidCompounds()
    {
        var solids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (compound, count) in _compounds)
        {
            var hyphen = compound.IndexOf('-', StringComparison.Ordinal);
            if (
                hyphen < 2
                || compound.LastIndexOf('-') != hyphen
                || AffixList.IsWrittenEitherWay(compound[..hyphen], compound[(hyphen + 1)..])
            )
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
        char.IsAsciiLetterOrDigit(c)
        || (
            c >= 128
            && (
                char.IsLetterOrDigit(c)
                || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark
            )
        );

    public static string Fold(string word) => word.ToLowerInvariant();

    /// <summary>Returns whether the line ends inside a word.</summary>
    private bool ReadLine(Draft draft, DraftLine line, bool skipFirst)
    {
        var source = draft.Source;
        var end = Glyphs.LastInk(draft, line);
        var breaks = end > line.Start + 1 && IsHyphen(source[end - 1]) && char.IsLetter(source[end - 2]);
        var clean = draft.IsClean(line.Start, end);
        for (var i = line.Start; i < end; )
        {
            if (source[i] <= ' ' || !IsWordPart(source[i]) || !(clean || IsKept(draft, i)))
            {
                i++;
                continue;
            }

            var start = i;
            while (
                i < end
                && (clean || IsKept(draft, i))
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
            if (!first && !(breaks && i >= end - 1) && i - start <= LongestWord)
            {
                Count(_exactBySpan, source.AsSpan(start, i - start), 1);
            }
        }

        return breaks;
    }

    private static bool IsKept(Draft draft, int i) => draft.Noise[i] == NoiseKind.None;

    /// <summary>Each spelling is folded once, however often it stands in the text.</summary>
    private void CountFolded()
    {
        foreach (var (spelling, count) in _exact)
        {
            AddFolded(spelling, count);
        }
    }

    private void AddFolded(string token, int count)
    {
        Span<char> buffer = stackalloc char[LongestWord];
        var length = 0;
        var hyphens = 0;
        foreach (var c in token)
        {
            if (c != '\u00ad')
            {
                var folded = IsHyphen(c) ? '-' : char.ToLowerInvariant(c);
                hyphens += folded == '-' ? 1 : 0;
                buffer[length++] = folded;
            }
        }

        ReadOnlySpan<char> word = buffer[..length];
        for (; hyphens > 0; hyphens--)
        {
            var hyphen = word.IndexOf('-');
            Count(_compoundsBySpan, word, count);
            Count(_wordsBySpan, word[..hyphen], count);
            word = word[(hyphen + 1)..];
        }

        if (word.SequenceEqual(token))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_words, token, out _) += count;
        }
        else
        {
            Count(_wordsBySpan, word, count);
        }
    }

    private static void Count(
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> counts,
        ReadOnlySpan<char> key,
        int count
    ) => CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _) += count;
}
