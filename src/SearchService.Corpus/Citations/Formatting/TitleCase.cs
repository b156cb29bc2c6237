using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SearchService.Corpus.Citations.Formatting;

/// <summary>The words that a manual leaves small within a title that has capitals.</summary>
internal sealed record SmallWords(FrozenSet<string> Words)
{
    /// <summary>Joining words of three letters or fewer (APA 7, 6.17).</summary>
    public static SmallWords Apa { get; } =
        Of("a an and as at but by for if in nor of off on or per so the to up v. via vs vs. yet");

    /// <summary>Articles, prepositions of up to four letters, and "and, but, for, or, nor, to, as" (Chicago 18, 8.160).</summary>
    public static SmallWords Chicago { get; } =
        Of(
            "a an the and but for or nor to as at by down from in into like near of off on onto out over past per than up upon v. via vs. with"
        );

    /// <summary>Articles, all prepositions, and the conjunctions "and, but, for, nor, or, so, yet" (MLA 9, 2.90).</summary>
    public static SmallWords Mla { get; } =
        Of(
            "a an the and but for nor or so yet to about above across after against along among around as at before behind below beneath beside "
                + "besides between beyond by concerning despite down during except from in inside into like near of off on onto out outside over "
                + "past per regarding since than through throughout toward towards under underneath until unto up upon v. via vs. with within "
                + "without"
        );

    /// <summary>Articles, joining words, and prepositions of up to three letters (IEEE, Editorial Style Manual).</summary>
    public static SmallWords Ieee { get; } =
        Of("a an the and but for or nor as at by in of off on out per to up via v. vs vs.");

    private static SmallWords Of(string words) => new(words.Split(' ').ToFrozenSet(StringComparer.Ordinal));
}

/// <summary>
/// English title case: words in small letters get a capital, but for the joining words within a part of the title. Words with a capital
/// of their own, and those that the record has in italics in the title (the name of a work, or of a species), keep their form.
/// </summary>
internal static partial class TitleCase
{
    private static readonly SearchValues<char> Opening = SearchValues.Create("“‘\"'([*");

    private const int FewestLongWords = 4;

    private static readonly string[] Articles = ["The ", "An ", "A "];

    private static readonly FrozenSet<string> EnglishOnly = "the of and for with from to"
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Small in some customs of title case; and the parts of the names that titles name most.
    private static readonly FrozenSet<string> NoWitness = (
        "about across after against among around before behind below beneath beside between beyond during inside outside since through "
        + "toward towards under until without within nations united union european security council general assembly north atlantic "
        + "treaty organization organisation international national court criminal"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The title in title case.</summary>
    /// <param name="language">A language tag; other languages than English have other customs, and keep their form.</param>
    public static string Of(string title, string? language, SmallWords small)
    {
        if (IsForeign(language))
        {
            return title;
        }

        var words = title.Split(' ');
        var cased = new StringBuilder(title.Length);
        var (opens, kept) = (true, false);
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            kept |= word.Contains("<i>", StringComparison.Ordinal) || word.Contains("nocase", StringComparison.Ordinal);
            var bare = word.TrimEnd(',', ';', ':', '?', '!', '”', '"', ')');
            var closes = i == words.Length - 1;
            cased
                .Append(i > 0 ? " " : "")
                .Append(!kept && (opens || closes || !small.Words.Contains(bare)) ? Capitalised(word, small) : word);
            kept &= !word.Contains("</", StringComparison.Ordinal);
            opens = word.TrimEnd('”', '’', '"') is [.., ':' or '?' or '!' or '.'] && !small.Words.Contains(bare);
        }

        return cased.ToString();
    }

    /// <summary>An English title without "A", "An" or "The" at its head.</summary>
    public static string WithoutArticle(string title, string? language)
    {
        var article = IsForeign(language)
            ? null
            : Articles.FirstOrDefault(one =>
                title.Length > one.Length && title.StartsWith(one, StringComparison.OrdinalIgnoreCase)
            );
        return title[(article?.Length ?? 0)..];
    }

    /// <summary>Whether a language is known, and is not English.</summary>
    public static bool IsForeign(string? language) =>
        language is { Length: > 0 } && !language.StartsWith("en", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether an English title seems to be set in title case, where a reference wants sentence case (6.17, 9.19): most of its long words
    /// have a capital, those that begin a part of it and those that names are made of left out.
    /// </summary>
    /// <param name="title">The title as recorded.</param>
    /// <param name="language">A language tag; without one the title is English when it has a word that only English has.</param>
    public static bool Is(string title, string? language)
    {
        var words = Words().Matches(title);
        var isEnglish = language is { Length: > 0 }
            ? language.StartsWith("en", StringComparison.OrdinalIgnoreCase)
            : words.Any(word => EnglishOnly.Contains(word.Value));
        if (!isEnglish)
        {
            return false;
        }

        var (all, inner, capitals, common) = (0, 0, 0, 0);
        foreach (Match word in words)
        {
            if (word.Length <= 4 || word.Value.All(char.IsUpper))
            {
                continue;
            }

            all++;
            if (Opens(title, word.Index) || NoWitness.Contains(word.Value))
            {
                continue;
            }

            inner++;
            if (char.IsUpper(word.Value[0]))
            {
                capitals++;
                common += CommonEnding().IsMatch(word.Value) ? 1 : 0;
            }
        }

        return all >= FewestLongWords && common >= 2 && capitals * 4 >= inner * 3;
    }

    // The first word of a title or, after a colon, a dash or a stop, of a part of it.
    private static bool Opens(string title, int start)
    {
        var before = title.AsSpan(0, start).TrimEnd(" “‘\"'(*_");
        return before.IsEmpty || before[^1] is ':' or '?' or '!' or '.' or '—' or '>' || before.EndsWith(" –");
    }

    [GeneratedRegex(@"\p{L}+", RegexOptions.NonBacktracking)]
    private static partial Regex Words();

    /// <summary>What common words end on and names seldom do.</summary>
    [GeneratedRegex(
        "(tions?|sions?|ments?|it(y|ies)|ings?|isms?|ness|[ae]nces?|ships?|ics?|acy|acies|olog(y|ies)|ives?|ous|ary|ical|ures?|ers?|ors?|ed|ful)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex CommonEnding();

    /// <summary>Each part of a hyphenated word but for the joining words in it: "Large-Scale", "State-of-the-Art".</summary>
    private static string Capitalised(string word, SmallWords small)
    {
        // Tags are not words; a part that has a capital or a digit in it has the form that its bearer chose.
        if (word.Contains('<', StringComparison.Ordinal))
        {
            return word;
        }

        var cased = new StringBuilder(word.Length);
        var start = 0;
        for (var i = 0; i <= word.Length; i++)
        {
            if (i < word.Length && word[i] is not ('-' or '–' or '—' or '/'))
            {
                continue;
            }

            var part = word[start..i];
            cased.Append(
                part.Any(c => char.IsUpper(c) || char.IsDigit(c)) || (start > 0 && small.Words.Contains(part))
                    ? part
                    : Capital(part)
            );
            cased.Append(i < word.Length ? word[i..(i + 1)] : "");
            start = i + 1;
        }

        return cased.ToString();
    }

    private static string Capital(string word)
    {
        var at = word.AsSpan().IndexOfAnyExcept(Opening);
        return at < 0 || !char.IsLetter(word[at])
            ? word
            : string.Concat(
                word.AsSpan(0, at),
                word.Substring(at, 1).ToUpper(CultureInfo.InvariantCulture),
                word.AsSpan(at + 1)
            );
    }
}
