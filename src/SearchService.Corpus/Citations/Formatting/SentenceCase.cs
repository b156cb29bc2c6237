using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace SearchService.Corpus.Citations.Formatting;

/// <summary>
/// English sentence case behind a colon: "Borders and bridges: a history". No rule tells a name from a common word by its letters, so
/// only words that begin subtitles often, and name nobody, become small.
/// </summary>
internal static partial class SentenceCase
{
    private static readonly FrozenSet<string> CommonOpenings = (
        "a an the this that these those its his her their our some any all each every both one two three no not and or but if as at by for "
        + "from in into of off on out over past per through to toward towards under up upon with within without about across after against "
        + "along among around before behind below between beyond during since until how what when where whether which who whose why is are "
        + "was were can could do does did has have must should would new old early selected collected comparing explaining exploring making "
        + "measuring rethinking sorting understanding using essays studies theory theories history histories practice practices principles "
        + "norms lessons evidence perspectives reflections problems prospects issues challenges concepts methods models politics positivism "
        + "realism liberalism constructivism"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The title with a small letter behind its colon, where the rest of it is in sentence case.</summary>
    /// <param name="language">A language tag; other languages than English have other customs, and keep their form.</param>
    public static string Of(string title, string? language) =>
        TitleCase.IsForeign(language)
        || !LongSmallWords().Matches(title).Any(word => !SmallWords.Mla.Words.Contains(word.Value))
            ? title
            : AfterColon()
                .Replace(
                    title,
                    word => CommonOpenings.Contains(word.Value) ? word.Value.ToLowerInvariant() : word.Value
                );

    [GeneratedRegex(@"\b\p{Ll}{4,}\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LongSmallWords();

    [GeneratedRegex(@"(?<=: )\p{Lu}\p{Ll}*(?![\p{L}’'-])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AfterColon();
}
