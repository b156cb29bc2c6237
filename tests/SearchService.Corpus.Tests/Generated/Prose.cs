using System.Globalization;

namespace SearchService.Corpus.Tests.Generated;

/// <summary>
/// Sentences, titles, names and citations from <see cref="Vocabulary"/>. Each text has some nouns and compounds of its own that recur
/// in it, as a scholar's subject does.
/// </summary>
internal sealed class Prose(Random random)
{
    private const double Skew = 2.2;

    private readonly string[] nouns = Vocabulary.Nouns.OrderBy(_ => random.Next()).Take(70).ToArray();
    private readonly string[] compounds = Vocabulary.Compounds.OrderBy(_ => random.Next()).Take(5).ToArray();
    private readonly string acronym = Vocabulary.Acronyms[random.Next(Vocabulary.Acronyms.Length)];
    private readonly string capitalCompound = Vocabulary.CapitalCompounds[
        random.Next(Vocabulary.CapitalCompounds.Length)
    ];

    public bool HasDecoys { get; init; } = true;

    public bool StraightQuotes { get; init; }

    public string Sentence()
    {
        var clause = random.Next(8) switch
        {
            0 => $"{Connector()} {Clause()}",
            1 => $"While {Clause()}, {Clause()}",
            2 => $"{Clause()} because {Clause()}",
            3 => $"{Clause()}, and {Clause()}",
            4 => $"{Clause()} ({Aside()})",
            5 => $"{Clause()}, which {Verbs()} {Phrase()}",
            6 => $"As {Surname()} has argued, {Clause()}",
            _ => Clause(),
        };
        return Capital(clause) + (random.Next(14) == 0 ? "?" : ".");
    }

    public string Sentences(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Sentence()));

    public string Quoted(string words) => StraightQuotes ? $"\"{words}\"" : $"“{words}”";

    public string Clause() =>
        random.Next(6) switch
        {
            0 => $"{Phrase()} {Adverb()} {Verbs()} {Phrase()} {Preposition()} {Phrase()}",
            1 => $"{Phrase()} can {Verb()} {Phrase()}",
            2 => $"the {Noun()} of {Phrase()} does not {Verb()} {Phrase()} {Preposition()} {Place()}",
            3 => HasDecoys && random.Next(2) == 0
                ? $"{Phrase()} {Verbs()} {Phrase()} {Pick(Vocabulary.Decoys)} and {Verbs()} {Phrase()}"
                : $"{Phrase()} {Verbs()} {Phrase()} and {Phrase()}",
            4 =>
                $"{Phrase()} {Verbs()} what {Surname()} calls {Quoted($"the {Noun()} of {Noun()}")} {Preposition()} {Phrase()}",
            _ => $"{Phrase()} {Verbs()} {Phrase()} {Preposition()} {Phrase()}",
        };

    public string Phrase() =>
        random.Next(12) switch
        {
            0 => $"the {Compound()} {Noun()}",
            1 => $"the {capitalCompound} {Noun()}",
            2 => $"the {acronym} {Noun()}",
            3 => $"{Indefinite(Adjective())} {Noun()}",
            4 => Pair(),
            5 => $"the {Adjective()} and {Adjective()} {Noun()}",
            6 => $"the {Noun()} of {Place()}",
            7 => $"the {Noun()}",
            _ => $"the {Adjective()} {Noun()}",
        };

    public string Title() =>
        Capital(
            random.Next(4) switch
            {
                0 => $"the {Noun()} of {Adjective()} {Noun()}",
                1 => $"{Adjective()} {Noun()} and the {Noun()}",
                2 => $"towards {Indefinite(Adjective())} {Noun()}",
                _ => $"{Noun()}, {Noun()} and {Adjective()} {Noun()}",
            }
        );

    /// <summary>One that fills more than a line of the page.</summary>
    public string LongTitle() =>
        $"The {Noun()} of {Adjective()} {Noun()} in an age of {Adjective()} {Noun()} and {Adjective()} {Noun()}";

    public string Name() => $"{Pick(Vocabulary.FirstNames)} {Surname()}";

    public string Surname() => Pick(Vocabulary.Surnames);

    public string Place() => Pick(Vocabulary.Places);

    public string Publisher() => Pick(Vocabulary.Publishers);

    public string Journal() => Pick(Vocabulary.Journals);

    public string Noun() => Zipf(nouns);

    public string Compound() => Zipf(compounds);

    public int Year() => random.Next(1961, 2012);

    public string Address() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"http://www.{Noun()}-{Noun()}.org/{Noun()}s/{Year()}/{Noun()}_{random.Next(100, 999)}.{(random.Next(2) == 0 ? "html" : "pdf")}"
        );

    /// <summary>
    /// What a note says: the title in it between signs of italics when <paramref name="italics"/>; a short one names the author of an
    /// earlier note, where there is <paramref name="earlier"/>.
    /// </summary>
    public Citation Citation(string italics, string? earlier)
    {
        var pages = random.Next(10, 300);
        var name = Name();
        var family = name.Split(' ')[^1];
        var book = $"{name}, {italics}{Title()}{italics} ({Place()}: {Publisher()}, {Year()})";
        switch (random.Next(9))
        {
            case 0:
                return new Citation($"Ibid., p. {pages}.", CitationForm.Ibidem);
            case 1:
                var meant = earlier ?? family;
                return new Citation(
                    $"{meant}, op. cit., pp. {pages}–{pages + random.Next(1, 20)}.",
                    CitationForm.OpereCitato,
                    meant
                );
            case 2:
                return new Citation(
                    $"{name}, ‘{Title()}’, {italics}{Journal()}{italics} {random.Next(2, 60)}: {random.Next(1, 5)}, {Year()}, pp. {pages}–{pages + random.Next(3, 30)}.",
                    CitationForm.Full,
                    family
                );
            case 3:
                return new Citation($"See {book}, p. {pages}.", CitationForm.Full, family);
            case 4:
                var second = Name();
                return new Citation(
                    $"{name} and {second}, {italics}{Title()}{italics} ({Place()}: {Publisher()}, {Year()}), pp. {pages}–{pages + 9}. {Sentence()}",
                    CitationForm.Other,
                    family,
                    second.Split(' ')[^1]
                );
            case 5:
                return new Citation(
                    $"{name}, ‘{Title()}’, speech at the {Capital(Noun())} Conference, {Place()}, {random.Next(2, 28)} November {Year()}, {Address()}.",
                    CitationForm.Other,
                    family
                );
            case 6:
                return new Citation($"{Sentence()} {Sentence()} See also {book}.", CitationForm.Other, family);
            case 7:
                return new Citation(
                    $"Interview with an official of the {Capital(Noun())}, {Place()}, {random.Next(2, 28)} October {Year()}.",
                    CitationForm.Other
                );
            default:
                return new Citation($"{book}, p. {pages}.", CitationForm.Full, family);
        }
    }

    /// <summary>An entry of a list of references behind its author's name, and what it says of the work.</summary>
    public (string Text, TruthEntry Says) Entry(string italics)
    {
        var year = Year().ToString(CultureInfo.InvariantCulture);
        var (place, publisher) = (Place(), Publisher());
        var said = new TruthEntry(-1, [], year, Title(), null, place, publisher);
        switch (random.Next(4))
        {
            case 0:
                return ($"({year}) {italics}{said.Title}{italics}. {place}: {publisher}.", said);
            case 1:
                said = said with { Container = Journal(), Place = null, Publisher = null };
                return (
                    $"({year}) ‘{said.Title}’, {italics}{said.Container}{italics} {random.Next(2, 60)}({random.Next(1, 5)}): {random.Next(10, 90)}–{random.Next(91, 130)}.",
                    said
                );
            case 2:
                said = said with { Title = $"{said.Title}: {Title()}" };
                return ($"({year}) {italics}{said.Title}{italics}. {place}: {publisher}.", said);
            default:
                said = said with { Container = Title() };
                return (
                    $"({year}) ‘{said.Title}’, in {Initial()}. {Surname()} (ed.), {italics}{said.Container}{italics}. {place}: {publisher}, pp. {random.Next(10, 90)}–{random.Next(91, 130)}.",
                    said
                );
        }
    }

    public string EntryAuthor() =>
        random.Next(4) == 0 ? $"{Surname()}, {Initial()}. and {Surname()}, {Initial()}." : $"{Surname()}, {Initial()}.";

    public T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Indefinite(string word) => (word[0] is 'a' or 'e' or 'i' or 'o' ? "an " : "a ") + word;

    private string Initial() => Pick(Vocabulary.FirstNames)[..1];

    private string Aside() =>
        random.Next(3) switch
        {
            0 => $"see also {Surname()} {Year()}",
            1 => $"e.g. {Phrase()}",
            _ => $"cf. {Phrase()}",
        };

    private string Pair()
    {
        var (first, second) = (Noun(), Noun());
        return first == second ? $"the {first}" : $"{first} and {second}";
    }

    private string Connector() => Pick(Vocabulary.Connectors);

    private string Adjective() => Zipf(Vocabulary.Adjectives);

    private string Verb() => Pick(Vocabulary.Verbs);

    private string Verbs() =>
        Verb() is var verb && verb.EndsWith("sh", StringComparison.Ordinal) ? verb + "es" : verb + "s";

    private string Adverb() => Pick(Vocabulary.Adverbs);

    private string Preposition() => Pick(Vocabulary.Prepositions);

    /// <summary>The first words often, the last ones seldom.</summary>
    private string Zipf(string[] words) => words[(int)(words.Length * Math.Pow(random.NextDouble(), Skew))];
}

/// <summary>How a note cites.</summary>
internal enum CitationForm
{
    Full,
    Ibidem,
    OpereCitato,

    /// <summary>More than one work, or a work and something else, or none.</summary>
    Other,
}

/// <param name="Families">The family names of those whose works it cites.</param>
internal sealed record Citation(string Text, CitationForm Form, params string[] Families);
