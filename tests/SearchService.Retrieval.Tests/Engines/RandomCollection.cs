using System.Globalization;
using System.Text;
using SearchService.Analysis;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Passages;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Tests.Engines;

/// <summary>
/// Documents of few words, so that queries find something: half of them recovered from Markdown as the indexer does it, half put
/// together passage by passage, with every kind, sections of several passages and words of several forms at one place.
/// </summary>
internal sealed class RandomCollection(Random random)
{
    public static IReadOnlyList<string> Vocabulary { get; } =
    [
        "nato",
        "kosovo",
        "kfor",
        "security",
        "securities",
        "practice",
        "practices",
        "logic",
        "coalition",
        "coalitions",
        "willing",
        "the",
        "of",
        "and",
        "us",
        "u.s.",
        "self-defeating",
        "peace-keeping",
        "peacekeeping",
        "organisation",
        "organization",
        "model",
        "models",
        "state",
        "states",
        "Gëzim",
        "1999",
        "area",
        "out",
        "business",
        "logics",
        "selfdefeating",
    ];

    public static IReadOnlyList<string> Families { get; } = ["Cooper", "Newman", "Müller", "Visoka", "O'Neill"];

    public static IReadOnlyList<string> Titles { get; } =
    ["Introduction", "The model", "Coalitions of the willing", "Conclusion", "Security practices"];

    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"doc-{number}");

    public IndexedDocument Document(string id)
    {
        int? year = random.Next(5) == 0 ? null : 1995 + random.Next(15);
        string[] families = random.Next(6) == 0 ? [] : [.. Some(Families, 1 + random.Next(2))];
        var title = Pick(Titles);
        return random.Next(2) == 0
            ? Samples.Document(id, Markdown(), year, title, families)
            : Assembled(Samples.Document(id, "x", year, title, families));
    }

    public string Word() => Pick(Vocabulary);

    public T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    private IEnumerable<T> Some<T>(IReadOnlyList<T> choices, int count) =>
        Enumerable.Range(0, count).Select(_ => Pick(choices)).Distinct();

    private string Sentence(int words) =>
        char.ToUpperInvariant(Word()[0]) + string.Join(' ', Enumerable.Range(0, words).Select(_ => Word()))[1..] + ".";

    private string Markdown()
    {
        var text = new StringBuilder();
        var notes = new StringBuilder();
        var called = 0;
        for (var section = Math.Max(0, random.Next(5) - 2); section >= 0; section--)
        {
            if (section > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{new string('#', 1 + random.Next(2))} {Pick(Titles)}\n\n");
            }

            for (var paragraph = random.Next(2); paragraph >= 0; paragraph--)
            {
                text.Append(
                        random.Next(8) switch
                        {
                            0 => "> ",
                            1 => "- ",
                            _ => "",
                        }
                    )
                    .Append(Sentence(2 + random.Next(12)));
                if (random.Next(5) == 0)
                {
                    called++;
                    text.Append(CultureInfo.InvariantCulture, $"[^{called}]");
                    notes.Append(CultureInfo.InvariantCulture, $"[^{called}]: {Sentence(1 + random.Next(6))}\n\n");
                }

                text.Append("\n\n");
            }
        }

        return text.Append(notes).ToString();
    }

    /// <summary>The same work with passages of any kind; a section's passages follow one another without a gap.</summary>
    private IndexedDocument Assembled(IndexedDocument pattern)
    {
        var passages = new List<IndexedPassage>();
        var (position, path) = (0, 0);
        for (var section = Math.Max(0, random.Next(5) - 2); section >= 0; section--)
        {
            var title = Pick(Titles);
            var kind = Pick(Enum.GetValues<PassageKind>());
            for (var count = random.Next(3); count >= 0; count--)
            {
                passages.Add(Passage(pattern, passages.Count + 1, kind, title, ref position, ref path));
            }

            position += 1_001;
        }

        return pattern with
        {
            Passages = passages,
        };
    }

    private IndexedPassage Passage(
        IndexedDocument pattern,
        int ordinal,
        PassageKind kind,
        string title,
        ref int position,
        ref int path
    )
    {
        var first = position;
        var firstOfPath = path;
        var text = Sentence(1 + random.Next(14));
        var tokens = Words.Tokenize(text);
        var words = tokens.Select(token => new PositionedTerm(token.Term, first + token.Position)).ToList();
        for (var i = words.Count - 1; i >= 0; i--)
        {
            if (random.Next(10) == 0)
            {
                words.Insert(i, words[i] with { Term = Words.Term(Word()) });
            }
        }

        var heading = Words
            .Tokenize(title)
            .Select(token => new PositionedTerm(token.Term, firstOfPath + token.Position));
        position += tokens.Count;
        path += 1_010;
        var model = pattern.Passages[0];
        var stored = model.Stored with
        {
            Ordinal = ordinal,
            Kind = kind,
            Section = [title],
            Text = text,
            Words = tokens.Count,
            FirstPosition = first,
        };
        return new IndexedPassage(
            stored,
            new Dictionary<PassageField, IReadOnlyList<PositionedTerm>>
            {
                [PassageField.Text] = words,
                [PassageField.Stem] = Stems(words),
                [PassageField.Heading] = random.Next(2) == 0 ? [.. heading] : [],
                [PassageField.Path] = Stems(heading),
            },
            new Dictionary<PassageColumn, IReadOnlyList<string>>(model.Values)
            {
                [PassageColumn.Kind] = [PassageKinds.Name(kind)],
                [PassageColumn.Section] = [title],
            },
            model.Year
        );
    }

    private static List<PositionedTerm> Stems(IEnumerable<PositionedTerm> words) =>
        [.. words.Select(word => word with { Term = EnglishStemmer.Stem(word.Term) })];
}
