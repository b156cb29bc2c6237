using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SearchService.Corpus.Citations.Apa;

/// <summary>
/// English title case (6.17): words in small letters get a capital, but for joining words of three letters or fewer within a part of the
/// title. Words with a capital of their own keep their form.
/// </summary>
internal static partial class ApaTitleCase
{
    private const int FewestLongWords = 4;

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

    private static readonly FrozenSet<string> Small = (
        "a an and as at but by for if in nor of off on or per so the to up via vs vs. yet"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The title in title case.</summary>
    /// <param name="language">A language tag; other languages than English have other customs, and keep their form.</param>
    public static string Of(string title, string? language)
    {
        if (language is { Length: > 0 } && !language.StartsWith("en", StringComparison.OrdinalIgnoreCase))
        {
            return title;
        }

        var words = title.Split(' ');
        var cased = new StringBuilder(title.Length);
        var opens = true;
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            var bare = word.TrimEnd(',', ';', ':', '?', '!', '.', '”', '"', ')');
            var closes = i == words.Length - 1;
            cased.Append(i > 0 ? " " : "").Append(opens || closes || !Small.Contains(bare) ? Capitalised(word) : word);
            opens = word.Length > 0 && word[^1] is ':' or '?' or '!' or '.' or '—' or '–';
        }

        return cased.ToString();
    }

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

    private static string Capitalised(string word)
    {
        // Tags are not words; neither is a word that has a capital or a digit in it.
        if (word.Contains('<', StringComparison.Ordinal) || word.Any(c => char.IsUpper(c) || char.IsDigit(c)))
        {
            return word;
        }

        for (var i = 0; i < word.Length; i++)
        {
            if (char.IsLetter(word[i]))
            {
                return string.Concat(
                    word.AsSpan(0, i),
                    word.Substring(i, 1).ToUpper(CultureInfo.InvariantCulture),
                    word.AsSpan(i + 1)
                );
            }
        }

        return word;
    }
}
