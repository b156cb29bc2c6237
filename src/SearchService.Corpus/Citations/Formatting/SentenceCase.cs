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

    /// <summary>
    /// Common words that names are made of, too: they are common where no capital follows ("war and its laws", "War Office"). Those that
    /// <see cref="CommonForm"/> tells by their form are not listed.
    /// </summary>
    private static readonly FrozenSet<string> CommonUnlessNameFollows = (
        "analysis ancient approaches archives army art arms authority authors balance beliefs body bodies book books borders capital "
        + "care case cases causes change choice church citizens city class comparative conflict conflicts contemporary courts crisis "
        + "critique cultural culture cultures data death debates delegates democracy design development dialogues diplomacy discourse "
        + "dynamics economic economics economy elements elites empire empires ethics experience faith family final first four further "
        + "future gender general global governance government guide handbook health human ideas identity image images industry inside "
        + "international interviews intimate justice knowledge labour labor language languages late law laws leaders legacies letters "
        + "life lives literature local love manual maps media medieval memories memory men military mind mobility modern money moral "
        + "myth narratives national nature networks newspapers notes numbers origins parties parts passages path paths patterns peace "
        + "peoples people poems poetics poetry poets policy portraits power powers private progress proposals public race readers "
        + "readings recent records regional religion remarks report reports research review rights risk risks role roles roots rules "
        + "scholars science sciences second security self ships short slavery social society sources space spaces speeches states "
        + "statistics stories story strategies strategy structure structures style survey systems tales terms text texts thoughts time "
        + "times tools total trade transnational trends trust truth uses values victims views violence virtues voices volume war wars "
        + "water ways winners women words work workers works world writings youth"
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
                    word =>
                        CommonOpenings.Contains(word.Value)
                        || (
                            !NameFollows().IsMatch(title[(word.Index + word.Length)..])
                            && (CommonUnlessNameFollows.Contains(word.Value) || CommonForm().IsMatch(word.Value))
                        )
                            ? word.Value.ToLowerInvariant()
                            : word.Value
                );

    /// <summary>A capital in the next word, or behind a joining word: "Bank of England", "Treaty of the Pyrenees", "War Office".</summary>
    [GeneratedRegex(
        @"^,? (of |of the |and |and the )?\p{Lu}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex NameFollows();

    /// <summary>What common words end on and hardly any name does, and gerunds but for the best-known names that look like one.</summary>
    [GeneratedRegex(
        "^(?!Reformation|Restoration|Inquisition|Beijing|Nanjing|Chongqing|Turing|Fleming|Goring|Göring|Wyoming|Sterling|Viking|Hastings|Kipling"
            + "|Schelling|Darling|Browning)"
            + @"\p{L}+(tions?|sions?|[a-z]{3}ments|ness|isms?|ships?|ologies|ology|ities|[a-z]{2}ing|ographies|ography|icals?|eers?|ists)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex CommonForm();

    [GeneratedRegex(@"\b\p{Ll}{4,}\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LongSmallWords();

    [GeneratedRegex(@"(?<=: )\p{Lu}\p{Ll}*(?![\p{L}’'-])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AfterColon();
}
