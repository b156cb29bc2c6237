using System.Collections.Frozen;

namespace SearchService.Corpus.Bibliography;

/// <summary>
/// Languages by the names that bibliographies give them, and their BCP 47 tags: babel's names for LaTeX, English and own names, the
/// three-letter codes of ISO 639-2.
/// </summary>
internal static class LanguageNames
{
    /// <summary>babel's name of a tag comes first; what follows it is read as the tag too.</summary>
    private static readonly (string Tag, string Names)[] Table =
    [
        ("en", "english eng"),
        ("en-GB", "british ukenglish"),
        ("en-US", "american usenglish"),
        ("en-CA", "canadian"),
        ("en-AU", "australian"),
        ("en-NZ", "newzealand"),
        ("de", "ngerman german deutsch ger deu"),
        ("de-AT", "naustrian austrian"),
        ("de-CH", "nswissgerman swissgerman"),
        ("fr", "french français francais frenchb fre fra"),
        ("fr-CA", "canadien acadian"),
        ("es", "spanish español espanol castilian spa"),
        ("es-MX", "mexican"),
        ("it", "italian italiano ita"),
        ("pt", "portuguese português portuges por"),
        ("pt-BR", "brazilian brazil"),
        ("nl", "dutch nederlands dut nld"),
        ("da", "danish dansk dan"),
        ("sv", "swedish svenska swe"),
        ("nb", "norsk bokmål nob"),
        ("nn", "nynorsk nno"),
        ("no", "norwegian nor"),
        ("fi", "finnish suomi fin"),
        ("is", "icelandic ice isl"),
        ("pl", "polish polski pol"),
        ("cs", "czech čeština cze ces"),
        ("sk", "slovak slk slo"),
        ("sl", "slovene slovenian slv"),
        ("hr", "croatian hrv"),
        ("sr", "serbian srp"),
        ("bg", "bulgarian bul"),
        ("ro", "romanian rum ron"),
        ("hu", "hungarian magyar hun"),
        ("ru", "russian русский rus"),
        ("uk", "ukrainian ukr"),
        ("el", "greek gre ell"),
        ("grc", "ancientgreek polutonikogreek"),
        ("la", "latin lat"),
        ("tr", "turkish tur"),
        ("he", "hebrew heb"),
        ("ar", "arabic ara"),
        ("fa", "persian farsi per fas"),
        ("hi", "hindi hin"),
        ("zh", "chinese chi zho"),
        ("ja", "japanese jpn"),
        ("ko", "korean kor"),
        ("ca", "catalan cat"),
        ("gl", "galician glg"),
        ("eu", "basque baq eus"),
        ("cy", "welsh wel cym"),
        ("ga", "irish gle"),
        ("et", "estonian est"),
        ("lv", "latvian lav"),
        ("lt", "lithuanian lit"),
        ("eo", "esperanto epo"),
    ];

    private static readonly FrozenDictionary<string, string> Tags = Table
        .SelectMany(row => row.Names.Split(' '), (row, name) => (name, row.Tag))
        .ToFrozenDictionary(pair => pair.name, pair => pair.Tag, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Babel = Table.ToFrozenDictionary(
        row => row.Tag,
        row => row.Names.Split(' ')[0],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>"en-GB" of "british"; what is no name of a language here stays as it is, tags among it.</summary>
    public static string Tag(string name) =>
        Tags.GetValueOrDefault(name.Replace(" ", "", StringComparison.Ordinal), name);

    /// <summary>"british" of "en-GB"; null where babel has no name for the tag, or where another spelling of it would come back.</summary>
    public static string? BabelName(string tag) =>
        Babel.GetValueOrDefault(tag) is { } name && Tags[name] == tag ? name : null;
}
