using System.Runtime.CompilerServices;

namespace SearchService.Analysis;

/// <summary>
/// The English stemmer of the Snowball family (Porter2): takes off inflection and the common derivational endings, so that
/// "coalitions" and "coalition" meet. Input and output are folded terms; other scripts, numbers and short words pass unchanged.
/// </summary>
/// <remarks>M. F. Porter, "The English (Porter2) stemming algorithm", snowballstem.org/algorithms/english/stemmer.html.</remarks>
public static class EnglishStemmer
{
    // Consonant y is held as Y while the word is worked on; R1 and R2 are the regions after the first and second vowel + consonant.
    private static readonly string[] RegionPrefixes =
    [
        "gener",
        "commun",
        "arsen",
        "past",
        "univers",
        "later",
        "emerg",
        "organ",
        "inter",
    ];

    private static readonly Dictionary<string, string> Irregular = new(StringComparer.Ordinal)
    {
        ["skis"] = "ski",
        ["skies"] = "sky",
        ["idly"] = "idl",
        ["gently"] = "gentl",
        ["ugly"] = "ugli",
        ["early"] = "earli",
        ["only"] = "onli",
        ["singly"] = "singl",
        ["sky"] = "sky",
        ["news"] = "news",
        ["howe"] = "howe",
        ["atlas"] = "atlas",
        ["cosmos"] = "cosmos",
        ["bias"] = "bias",
        ["andes"] = "andes",
    };

    // Longest first within a step: the first that fits is the one, whether or not its condition then holds.
    private static readonly (string Ending, string Replacement)[] Step2Endings =
    [
        ("ational", "ate"),
        ("fulness", "ful"),
        ("iveness", "ive"),
        ("ization", "ize"),
        ("ousness", "ous"),
        ("biliti", "ble"),
        ("lessli", "less"),
        ("tional", "tion"),
        ("alism", "al"),
        ("aliti", "al"),
        ("ation", "ate"),
        ("entli", "ent"),
        ("fulli", "ful"),
        ("iviti", "ive"),
        ("ousli", "ous"),
        ("ogist", "og"),
        ("abli", "able"),
        ("alli", "al"),
        ("anci", "ance"),
        ("ator", "ate"),
        ("enci", "ence"),
        ("izer", "ize"),
        ("bli", "ble"),
        ("ogi", "og"),
        ("li", ""),
    ];

    private static readonly (string Ending, string Replacement)[] Step3Endings =
    [
        ("ational", "ate"),
        ("tional", "tion"),
        ("alize", "al"),
        ("ative", ""),
        ("icate", "ic"),
        ("iciti", "ic"),
        ("ical", "ic"),
        ("ness", ""),
        ("ful", ""),
    ];

    private static readonly string[] Step4Endings =
    [
        "ement",
        "able",
        "ance",
        "ence",
        "ible",
        "ment",
        "ant",
        "ate",
        "ent",
        "ion",
        "ism",
        "iti",
        "ive",
        "ize",
        "ous",
        "al",
        "er",
        "ic",
    ];

    /// <summary>The stem of a folded term; the same instance where nothing changes.</summary>
    // This and the steps with loops are compiled at their best at once: a collection's words are stemmed within a second.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static string Stem(string term)
    {
        ArgumentNullException.ThrowIfNull(term);
        if (term.Length <= 2 || term.Length > 64)
        {
            return term;
        }

        if (Irregular.TryGetValue(term, out var stem))
        {
            return stem;
        }

        var word = new Word(term, stackalloc char[term.Length + 2]);
        word.MarkRegions();
        Step0(ref word);
        Step1a(ref word);
        Step1b(ref word);
        Step1c(ref word);
        Step2(ref word);
        Step3(ref word);
        Step4(ref word);
        Step5(ref word);
        return word.Result(term);
    }

    private static void Step0(ref Word word)
    {
        if (word.EndsWith("'s'"))
        {
            word.Cut(3);
        }
        else if (word.EndsWith("'s"))
        {
            word.Cut(2);
        }
        else if (word.EndsWith("'"))
        {
            word.Cut(1);
        }
    }

    private static void Step1a(ref Word word)
    {
        if (word.EndsWith("sses"))
        {
            word.Cut(2);
        }
        else if (word.EndsWith("ied") || word.EndsWith("ies"))
        {
            word.Cut(word.Length > 4 ? 2 : 1);
        }
        else if (
            word.EndsWith("s")
            && !word.EndsWith("us")
            && !word.EndsWith("ss")
            && word.HasVowelBefore(word.Length - 2)
        )
        {
            word.Cut(1);
        }
    }

    private static void Step1b(ref Word word)
    {
        var eed =
            word.EndsWith("eedly") ? 5
            : word.EndsWith("eed") ? 3
            : 0;
        if (eed > 0)
        {
            var before = word.Letters[..(word.Length - eed)];
            if (before is not ("proc" or "exc" or "succ") && word.InR1(eed))
            {
                word.Cut(eed - 2);
            }

            return;
        }

        var ending =
            word.EndsWith("ingly") ? 5
            : word.EndsWith("edly") ? 4
            : word.EndsWith("ing") ? 3
            : word.EndsWith("ed") ? 2
            : 0;
        if (ending == 0)
        {
            return;
        }

        var stem = word.Letters[..(word.Length - ending)];
        if (ending == 3)
        {
            if (stem is "inn" or "out" or "cann" or "herr" or "earr" or "even")
            {
                return;
            }

            // dying, lying, tying
            if (stem is [var first, 'y' or 'Y'] && !Word.IsVowel(first))
            {
                word.Replace(4, "ie");
                return;
            }
        }

        if (!word.HasVowelBefore(stem.Length))
        {
            return;
        }

        word.Cut(ending);
        if (word.EndsWith("at") || word.EndsWith("bl") || word.EndsWith("iz"))
        {
            word.Append('e');
        }
        else if (word.EndsInDouble())
        {
            if (!(word.Length == 3 && word.Letters[0] is 'a' or 'e' or 'o' && word.Length == 3))
            {
                word.Cut(1);
            }
        }
        else if (word.IsShort())
        {
            word.Append('e');
        }
    }

    private static void Step1c(ref Word word)
    {
        var letters = word.Letters;
        if (letters.Length > 2 && letters[^1] is 'y' or 'Y' && letters.Length > 2 && !Word.IsVowel(letters[^2]))
        {
            word.Replace(1, "i");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Step2(ref Word word)
    {
        foreach (var (ending, replacement) in Step2Endings)
        {
            if (!word.EndsWith(ending))
            {
                continue;
            }

            var before = word.Length > ending.Length ? word.Letters[word.Length - ending.Length - 1] : '\0';
            var fits = ending switch
            {
                "ogi" => before == 'l',
                "li" => "cdeghkmnrt".Contains(before, StringComparison.Ordinal),
                _ => true,
            };
            if (fits && word.InR1(ending.Length))
            {
                word.Replace(ending.Length, replacement);
            }

            return;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Step3(ref Word word)
    {
        foreach (var (ending, replacement) in Step3Endings)
        {
            if (!word.EndsWith(ending))
            {
                continue;
            }

            if (word.InR1(ending.Length) && (ending != "ative" || word.InR2(ending.Length)))
            {
                word.Replace(ending.Length, replacement);
            }

            return;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Step4(ref Word word)
    {
        foreach (var ending in Step4Endings)
        {
            if (!word.EndsWith(ending))
            {
                continue;
            }

            if (word.InR2(ending.Length) && (ending != "ion" || word.Letters[word.Length - 4] is 's' or 't'))
            {
                word.Cut(ending.Length);
            }

            return;
        }
    }

    private static void Step5(ref Word word)
    {
        if (word.EndsWith("e"))
        {
            if (word.InR2(1) || (word.InR1(1) && !word.EndsInShortSyllable(word.Length - 1)))
            {
                word.Cut(1);
            }
        }
        else if (word.EndsWith("ll") && word.InR2(1))
        {
            word.Cut(1);
        }
    }

    /// <summary>The word while endings come off; the letters never grow beyond the room given.</summary>
    private ref struct Word
    {
        private readonly Span<char> room;
        private int r1;
        private int r2;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public Word(string term, Span<char> room)
        {
            this.room = room;
            var from = term[0] == '\'' ? 1 : 0;
            term.AsSpan(from).CopyTo(room);
            Length = term.Length - from;
            for (var i = 0; i < Length; i++)
            {
                if (room[i] == 'y' && (i == 0 || IsVowel(room[i - 1])))
                {
                    room[i] = 'Y';
                }
            }
        }

        public int Length { get; private set; }

        public readonly ReadOnlySpan<char> Letters => room[..Length];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void MarkRegions()
        {
            r1 = AfterVowelAndConsonant(0);
            foreach (var prefix in RegionPrefixes)
            {
                if (Letters.StartsWith(prefix, StringComparison.Ordinal))
                {
                    r1 = prefix.Length;
                    break;
                }
            }

            r2 = AfterVowelAndConsonant(r1);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly bool EndsWith(string ending) =>
            Length >= ending.Length && room[Length - 1] == ending[^1] && Letters.EndsWith(ending.AsSpan());

        public readonly bool InR1(int ending) => Length - ending >= r1;

        public readonly bool InR2(int ending) => Length - ending >= r2;

        public void Cut(int count) => Length -= count;

        public void Append(char letter) => room[Length++] = letter;

        public void Replace(int count, string replacement)
        {
            Length -= count;
            replacement.CopyTo(room[Length..]);
            Length += replacement.Length;
        }

        public readonly bool HasVowelBefore(int end)
        {
            foreach (var letter in room[..Math.Max(end, 0)])
            {
                if (IsVowel(letter))
                {
                    return true;
                }
            }

            return false;
        }

        public readonly bool EndsInDouble() =>
            Length >= 2
            && room[Length - 1] == room[Length - 2]
            && "bdfgmnprt".Contains(room[Length - 1], StringComparison.Ordinal);

        public readonly bool IsShort() => r1 >= Length && EndsInShortSyllable(Length);

        public readonly bool EndsInShortSyllable(int end)
        {
            if (room[..end].EndsWith("past"))
            {
                return true;
            }

            if (end == 2)
            {
                return IsVowel(room[0]) && !IsVowel(room[1]);
            }

            return end > 2
                && !IsVowel(room[end - 3])
                && IsVowel(room[end - 2])
                && !IsVowel(room[end - 1])
                && room[end - 1] is not ('w' or 'x' or 'Y');
        }

        public readonly string Result(string term)
        {
            room[..Length].Replace('Y', 'y');
            return Letters.SequenceEqual(term) ? term : Letters.ToString();
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly int AfterVowelAndConsonant(int from)
        {
            for (var i = from + 1; i < Length; i++)
            {
                if (IsVowel(room[i - 1]) && !IsVowel(room[i]))
                {
                    return i + 1;
                }
            }

            return Length;
        }
    }
}
