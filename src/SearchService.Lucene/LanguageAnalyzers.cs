using Lucene.Net.Analysis;
using Lucene.Net.Analysis.De;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;
using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Lucene;

/// <summary>
/// Analyzers of Lucene.Net.Analysis.Common for texts in other languages than English. What they make of a text's words stands in
/// <see cref="PassageField.Stem"/> in place of the English forms, marked with the language, so that no word of one is taken for one of another.
/// </summary>
public sealed class LanguageAnalyzers
{
    /// <summary>Between a stem and its language; no word has it.</summary>
    private const char Separator = '\u001f';

    private const string Suffix = "Analyzer";

    private static readonly Dictionary<string, Type> Known = typeof(GermanAnalyzer)
        .Assembly.GetExportedTypes()
        .Where(type =>
            type.IsSubclassOf(typeof(Analyzer))
            && type.Name.EndsWith(Suffix, StringComparison.Ordinal)
            && type.GetConstructor([typeof(LuceneVersion)]) is not null
        )
        .ToDictionary(type => type.Name[..^Suffix.Length], StringComparer.OrdinalIgnoreCase);

    private readonly SortedDictionary<string, Analyzer> _analyzers = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="chosen">Names of analyzers without their "Analyzer" ("German"), by the primary subtag of a language ("de", BCP 47).</param>
    /// <exception cref="FormatException">There is no such analyzer.</exception>
    public LanguageAnalyzers(IEnumerable<KeyValuePair<string, string?>> chosen)
    {
        foreach (var (language, name) in chosen)
        {
            _analyzers[language] =
                name is not null && Known.TryGetValue(name, out var type)
                    ? (Analyzer)Activator.CreateInstance(type, LuceneVersion.LUCENE_48)!
                    : throw new FormatException(
                        $"'{name}', for {language}, is no analyzer of Lucene.Net.Analysis.Common; there are {string.Join(", ", Known.Keys.Order(StringComparer.Ordinal))}."
                    );
        }

        Description = string.Join(
            ' ',
            _analyzers.Select(analyzer => $"{analyzer.Key.ToLowerInvariant()}={analyzer.Value.GetType().Name}")
        );
    }

    public static LanguageAnalyzers None { get; } = new([]);

    /// <summary>What an index was made with: another description, another index.</summary>
    public string Description { get; }

    /// <summary>All that a folded word is sought by: its English form, and what each language makes of it.</summary>
    public IReadOnlyList<string> Stems(string word) =>
        [EnglishForm.Of(word), .. _analyzers.Select(analyzer => Stem(analyzer.Key, analyzer.Value, word))];

    /// <summary>The stems of a passage of a text in a language: those that are given, where it has no analyzer.</summary>
    /// <param name="language">As the work has it ("de-AT"); null where it has none.</param>
    /// <param name="words">The passage's words, with marks of other kinds among them.</param>
    /// <param name="stems">The English forms of the words, at the same positions.</param>
    internal IReadOnlyList<PositionedTerm> Stems(
        string? language,
        IReadOnlyList<PositionedTerm> words,
        IReadOnlyList<PositionedTerm> stems
    )
    {
        var primary = language?.Split('-', '_')[0] ?? "";
        if (!_analyzers.TryGetValue(primary, out var analyzer))
        {
            return stems;
        }

        var english = stems.ToHashSet();
        return
        [
            .. words
                .Where(word => english.Contains(word with { Term = EnglishForm.Of(word.Term) }))
                .Select(word => word with { Term = Stem(primary, analyzer, word.Term) }),
        ];
    }

    /// <summary>The first token that the analyzer makes of a word; the word where it makes none, as of words that it leaves out.</summary>
    private static string Stem(string language, Analyzer analyzer, string word)
    {
        using var tokens = analyzer.GetTokenStream(PassageFields.Name(PassageField.Stem), word);
        var term = tokens.GetAttribute<ICharTermAttribute>();
        tokens.Reset();
        var stem = tokens.IncrementToken() ? term.ToString() : word;
        tokens.End();
        return string.Concat(stem, Separator, language.ToLowerInvariant());
    }
}
