using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace SearchService.Corpus.Citations.Apa;

/// <summary>
/// English title case (6.17): words in small letters get a capital, but for joining words of three letters or fewer within a part of the
/// title. Words with a capital of their own keep their form.
/// </summary>
internal static class ApaTitleCase
{
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
