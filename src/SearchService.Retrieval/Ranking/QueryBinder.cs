using System.IO.Enumeration;
using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Language;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Ranking;

/// <summary>
/// Binds a query as written to the fields and terms of the index, by the ranking plan. Words side by side are sought in any inflection and
/// ranked; quoted ones stand as they are written.
/// </summary>
public sealed class QueryBinder(RankingPlan plan, IPassageSnapshot snapshot)
{
    private readonly List<QueryFault> _faults = [];
    private readonly List<PassageClause> _marks = [];
    private readonly HashSet<string> _terms = new(StringComparer.Ordinal);
    private readonly Dictionary<PassageClause, QueryNode> _patterns = [];
    private readonly Dictionary<QueryNode, PassageClause> _phrases = [];
    private readonly Dictionary<string, List<IReadOnlyList<IReadOnlyList<string>>>> _words = new(
        StringComparer.Ordinal
    );
    private bool _isCut;
    private bool _isInCapitals;
    private string _text = "";

    public BoundQuery Bind(QueryNode root, SearchRequest request)
    {
        _text = request.Query;
        _isInCapitals = Capitals.AreThroughout(_text);
        var filters = RequestFilters(request).ToList();
        var clauses = root is RankedNode ranked ? WithInitials(ranked.Clauses) : [new RankedClause(Occur.Must, root)];
        var words = new List<(QueryNode Node, PassageClause Clause)>();
        var required = new List<(QueryNode Node, PassageClause Clause)>();
        var excluded = new List<PassageClause>();
        foreach (var (occur, node) in clauses)
        {
            if (node is FieldNode field)
            {
                (occur == Occur.MustNot ? excluded : filters).Add(Field(field));
            }
            else if (occur == Occur.MustNot)
            {
                if (Matching(node, marked: false) is { } unwanted)
                {
                    excluded.Add(unwanted);
                }
            }
            else if (occur == Occur.Must)
            {
                if (Matching(node, marked: true) is { } needed)
                {
                    required.Add((node, needed));
                }
            }
            else if (Matching(node, marked: false) is { } wanted)
            {
                words.Add((node, wanted));
            }
        }

        var mattering = ThatMatter(words);
        foreach (var (node, _, _) in mattering)
        {
            Matching(node, marked: true);
        }

        var listed = Listed(
            [.. required.Select(part => part.Clause)],
            [.. mattering.Select(word => Weighted(word.Clause, word.Weight))]
        );
        var raising = Raising(clauses).ToList();
        return new BoundQuery(
            listed,
            [
                .. required.Select(part => new Evidence(part.Node.ToString(), part.Clause)),
                .. mattering.SelectMany(word => EvidenceOf(word.Node, word.Clause, word.Weight)),
                .. raising,
            ],
            [.. raising.Select(evidence => evidence.Clause)],
            clause => Filtered(new KindWeightedClause(clause, plan.Kinds), filters, excluded),
            _marks.Count == 0 ? null : new AnyClause([.. _marks]),
            Seeks,
            Math.Max(1, mattering.Count),
            atLeast =>
                Filtered(
                    Counted(
                        [.. required.Select(part => part.Clause)],
                        [.. mattering.Select(word => word.Clause)],
                        atLeast
                    ),
                    filters,
                    excluded
                ),
            required.Count == 0 && clauses.All(clause => clause.Node is WordNode or FieldNode)
                ? [.. mattering.Select(word => word.Weight)]
                : [],
            _faults,
            _patterns,
            _isCut
        );
    }

    /// <summary>Everything required, or any of the words; with nothing of either, everything.</summary>
    private static PassageClause Listed(IReadOnlyList<PassageClause> required, IReadOnlyList<PassageClause> words) =>
        (required.Count, words.Count) switch
        {
            (0, 0) => new EverythingClause(),
            (0, _) => new AnyClause(words),
            (_, 0) => All(required),
            _ => new RaisedClause(All(required), words),
        };

    private static PassageClause Counted(
        IReadOnlyList<PassageClause> required,
        IReadOnlyList<PassageClause> words,
        int atLeast
    )
    {
        var parts = new List<PassageClause>(required);
        if (words.Count > 0)
        {
            parts.Add(new AnyClause(words, Math.Min(atLeast, words.Count)));
        }

        return parts.Count == 0 ? new EverythingClause() : All(parts);
    }

    private static PassageClause Filtered(
        PassageClause clause,
        IReadOnlyList<PassageClause> filters,
        IReadOnlyList<PassageClause> excluded
    )
    {
        if (filters.Count > 0)
        {
            clause = new AllClause([clause, .. filters.Select(filter => new FilterClause(filter))]);
        }

        return excluded.Count > 0
            ? new ExceptClause(clause, excluded.Count == 1 ? excluded[0] : new AnyClause(excluded))
            : clause;
    }

    private static PassageClause All(IReadOnlyList<PassageClause> clauses) =>
        clauses.Count == 1 ? clauses[0] : new AllClause(clauses);

    /// <summary>
    /// Beside words that matter, those that carry only grammar say nothing of what is sought. A word that is written again, in
    /// whichever inflection, counts as one word that weighs more: long questions name their subject again and again. The words with
    /// which a question asks ("find articles about …") weigh less.
    /// </summary>
    private List<(QueryNode Node, PassageClause Clause, float Weight)> ThatMatter(
        IReadOnlyList<(QueryNode Node, PassageClause Clause)> words
    )
    {
        var distinct = words
            .GroupBy(
                word => word.Node is WordNode written ? string.Join(' ', Stems(written.Text)) : word.Node.ToString(),
                StringComparer.Ordinal
            )
            .Select(same => (same.First().Node, same.First().Clause, Again: same.Count() - 1))
            .ToList();
        var mattering = distinct.FindAll(word => word.Node is not WordNode written || Matters(written.Text));
        mattering = mattering.Count > 0 ? mattering : distinct;
        var isSentence = mattering.Count >= plan.FewestOfSentence;
        return mattering.ConvertAll(word =>
            (
                word.Node,
                word.Clause,
                (1 + (plan.Again * word.Again)) * (isSentence && Asks(word.Node) ? plan.Asking : 1)
            )
        );
    }

    private static bool Asks(QueryNode node) =>
        node is WordNode word && Terms(word.Text) is [var term] && StopWords.IsAskingWord(term);

    /// <summary>What a word adds to a passage's score, part by part.</summary>
    private static IEnumerable<Evidence> EvidenceOf(QueryNode node, PassageClause clause, float weight)
    {
        if (clause is not RaisedClause { Optional: [var exact, var path] } raised)
        {
            return [new Evidence(node.ToString(), Weighted(clause, weight))];
        }

        var match = new FilterClause(raised.Required);
        return
        [
            new Evidence($"“{node}” in any inflection", Weighted(raised.Required, weight)),
            new Evidence($"“{node}” exactly as written", Weighted(new AllClause([match, exact]), weight)),
            new Evidence(
                $"“{node}” in the title of the work or a heading above",
                Weighted(new AllClause([match, path]), weight)
            ),
        ];
    }

    private static PassageClause Weighted(PassageClause clause, float weight) =>
        weight == 1 ? clause : new WeightedClause(clause, weight);

    /// <summary>Capitals tell the US from us, and the U.S. too; not where all of a query is in capitals.</summary>
    private bool Matters(string word) =>
        (!_isInCapitals && word.Count(char.IsUpper) > 1 && word.All(c => char.IsUpper(c) || c == '.'))
        || Words.Tokenize(word).Any(token => !StopWords.IsFunctionWord(token.Term));

    private IEnumerable<PassageClause> RequestFilters(SearchRequest request)
    {
        if (request.Authors.Count > 0)
        {
            yield return new ValueClause(PassageColumn.AuthorKey, [.. request.Authors.Select(AuthorKeys.Key)]);
        }

        if (request.Years.Count > 0)
        {
            yield return new AnyClause([.. request.Years.Select(years => new YearClause(years.From, years.To))]);
        }

        if (request.Sections.Count > 0)
        {
            yield return new ValueClause(
                PassageColumn.Section,
                [.. request.Sections.SelectMany(SectionsWith).Distinct(StringComparer.Ordinal)]
            );
        }

        if (request.Documents.Count > 0)
        {
            yield return new ValueClause(PassageColumn.Document, request.Documents);
        }

        if (request.Kinds.Count > 0)
        {
            yield return new ValueClause(PassageColumn.Kind, request.Kinds);
        }
    }

    private PassageClause Field(FieldNode field)
    {
        switch (field.Field)
        {
            case QueryField.Author:
                var key = AuthorKeys.Key(field.Text);
                Know(field, "author", snapshot.Values(PassageColumn.AuthorKey).Contains(key), PassageColumn.AuthorKey);
                return new ValueClause(PassageColumn.AuthorKey, [key]);
            case QueryField.Year:
                return new YearClause(field.Years!.From, field.Years.To);
            case QueryField.Section:
                string[] sections = [.. SectionsWith(field.Text)];
                Know(field, "heading", sections.Length > 0, PassageColumn.Section);
                return new ValueClause(PassageColumn.Section, sections);
            case QueryField.In:
                return new ValueClause(PassageColumn.Kind, [field.Text]);
            default:
                Know(field, "document", snapshot.Summary(field.Text) is not null, PassageColumn.Document);
                return new ValueClause(PassageColumn.Document, [field.Text]);
        }
    }

    /// <summary>A field whose value the collection does not have is a fault, not a silent nothing.</summary>
    private void Know(FieldNode field, string what, bool isKnown, PassageColumn column)
    {
        if (isKnown)
        {
            return;
        }

        var nearest = Spelling.Nearest(field.Text, snapshot.Values(column));
        var suggestion = nearest is null ? "" : new FieldNode(field.Field, nearest).ToString();
        var fault = new QueryFault(
            field.Start,
            field.Length,
            $"The collection has no {what} {field.Text}{(nearest is null ? "" : $"; the nearest is {nearest}")}.",
            suggestion
        );
        if (!_faults.Contains(fault))
        {
            _faults.Add(fault);
        }
    }

    /// <summary>Headings of the collection that contain a text, case and accents folded.</summary>
    private IEnumerable<string> SectionsWith(string text)
    {
        var sought = Folding.Fold(text);
        return snapshot
            .Values(PassageColumn.Section)
            .Where(title => Folding.Fold(title).Contains(sought, StringComparison.Ordinal));
    }

    /// <summary>What a node matches; null when it holds no word. Its words are remembered as marks where it is wanted.</summary>
    private PassageClause? Matching(QueryNode node, bool marked)
    {
        switch (node)
        {
            case WordNode word:
                return Word(word, marked);
            case WildcardNode wildcard:
                return Expanded(new WildcardClause(PassageField.Text, Pattern(wildcard.Pattern)), wildcard, marked);
            case FuzzyNode fuzzy:
                return Expanded(
                    new FuzzyClause(PassageField.Text, string.Concat(Terms(fuzzy.Text)), fuzzy.MaxEdits),
                    fuzzy,
                    marked
                );
            case PhraseNode phrase:
                return Phrase(phrase, marked);
            case FieldNode field:
                return new FilterClause(Field(field));
            case AllNode all:
                return Several(all.Children, marked, children => new AllClause(children));
            case AnyNode any:
                return Several(any.Children, marked, children => new AnyClause(children));
            case RankedNode ranked:
                return Ranked(ranked, marked);
            default:
                throw new ArgumentOutOfRangeException(nameof(node), node.GetType().Name, "No such node.");
        }
    }

    private PassageClause? Several(
        IReadOnlyList<QueryNode> nodes,
        bool marked,
        Func<IReadOnlyList<PassageClause>, PassageClause> join
    )
    {
        var children = nodes.Select(child => Matching(child, marked)).OfType<PassageClause>().ToList();
        return children.Count switch
        {
            0 => null,
            1 => children[0],
            _ => join(children),
        };
    }

    /// <summary>Words side by side within brackets.</summary>
    private PassageClause? Ranked(RankedNode ranked, bool marked)
    {
        var required = new List<PassageClause>();
        var words = new List<PassageClause>();
        var excluded = new List<PassageClause>();
        foreach (var (occur, node) in ranked.Clauses)
        {
            if (Matching(node, marked && occur != Occur.MustNot) is not { } clause)
            {
                continue;
            }

            var list =
                occur == Occur.MustNot ? excluded
                : occur == Occur.Must || node is FieldNode ? required
                : words;
            list.Add(clause);
        }

        return required.Count + words.Count == 0 ? null : Filtered(Listed(required, words), [], excluded);
    }

    private PassageClause? Word(WordNode word, bool marked)
    {
        if (!_words.TryGetValue(word.Text, out var readings))
        {
            _words[word.Text] = readings = Readings().Of([word]);
        }

        if (readings.Count == 0)
        {
            return null;
        }

        if (readings[0] is [[var term]])
        {
            var stems = snapshot.Stems(term);
            _terms.UnionWith(stems.Prepend(term));
            PassageClause own = CapitalsOf(word.Text, term) is { } capitals
                ? new TermClause(PassageField.Text, [capitals])
                : new TermClause(PassageField.Stem, stems);
            var match = Marked(Either([own, .. Others(readings)]), marked);
            return new RaisedClause(
                new WeightedClause(match, plan.Stem),
                [
                    new WeightedClause(new TermClause(PassageField.Text, [term]), plan.Exact),
                    new WeightedClause(new TermClause(PassageField.Path, stems), plan.Path),
                ]
            );
        }

        // "self-defeating" stands apart or joined; "9/11" only as it is. Its parts count by themselves: what is found of all of them
        // together only adds to that.
        return Marked(
            Either([
                new WeightedClause(Inflected(readings[0]), plan.Together),
                .. Others(readings).Select(other => new WeightedClause(other, plan.Joined)),
            ]),
            marked
        );
    }

    /// <summary>Initials side by side are one name's: "J. S." is written "J.S." too.</summary>
    private static List<RankedClause> WithInitials(IReadOnlyList<RankedClause> clauses)
    {
        var joined = new List<RankedClause>();
        foreach (var clause in clauses)
        {
            if (
                IsInitial(clause)
                && joined.Count > 0
                && joined[^1] is { Occur: Occur.Should, Node: WordNode before }
                && (IsInitial(joined[^1]) || before.Text.EndsWith('.'))
            )
            {
                var letters = before.Text.EndsWith('.') ? before.Text : before.Text + ".";
                joined[^1] = new RankedClause(
                    Occur.Should,
                    new WordNode($"{letters}{((WordNode)clause.Node).Text}.")
                    {
                        Start = before.Start,
                        Length = clause.Node.Start + clause.Node.Length - before.Start,
                    }
                );
            }
            else
            {
                joined.Add(clause);
            }
        }

        return joined;

        static bool IsInitial(RankedClause clause) =>
            clause is { Occur: Occur.Should, Node: WordNode { Text: [var letter] } } && char.IsUpper(letter);
    }

    /// <summary>"US" and "U.S." where the collection has them, for that is not the word "us".</summary>
    private string? CapitalsOf(string written, string term) =>
        !_isInCapitals
        && Capitals.Term(written, term) is { } capitals
        && snapshot.PassagesWith(PassageField.Text, capitals) > 0
            ? capitals
            : null;

    /// <summary>
    /// The other ways to write a word, each worth as much as the word: a rare fragment of it ("cerebrospi nal") says no more.
    /// </summary>
    private IEnumerable<PassageClause> Others(IReadOnlyList<IReadOnlyList<IReadOnlyList<string>>> readings)
    {
        foreach (var reading in readings.Skip(1))
        {
            var worth = Worth(reading);
            yield return new WeightedClause(Inflected(reading), worth > 0 ? Worth(readings[0]) / worth : 0);
        }
    }

    /// <summary>The sum of the words' inverse document frequencies, as BM25 has them.</summary>
    private float Worth(IReadOnlyList<IReadOnlyList<string>> reading)
    {
        var sum = 0.0;
        foreach (var slot in reading)
        {
            var passages = slot.SelectMany(snapshot.Stems).Sum(stem => snapshot.PassagesWith(PassageField.Stem, stem));
            sum += Scoring.Rarity(passages, snapshot.PassageCount);
        }

        return (float)sum;
    }

    private PassageClause Inflected(IReadOnlyList<IReadOnlyList<string>> slots)
    {
        IReadOnlyList<string>[] stems =
        [
            .. slots.Select(slot => (IReadOnlyList<string>)[.. slot.SelectMany(snapshot.Stems)]),
        ];
        _terms.UnionWith(stems.SelectMany(slot => slot));
        return stems.Length == 1
            ? new TermClause(PassageField.Stem, stems[0])
            : new PhraseClause(PassageField.Stem, stems);
    }

    private PassageClause? Phrase(PhraseNode phrase, bool marked)
    {
        if (!_phrases.TryGetValue(phrase, out var text))
        {
            var readings = Readings().Of(phrase.Words);
            if (readings.Count == 0)
            {
                return null;
            }

            _terms.UnionWith(readings.SelectMany(slots => slots).SelectMany(slot => slot));
            _phrases[phrase] = text = Either(readings.ConvertAll(slots => Placed(FieldOf(phrase), phrase, slots)));
        }

        Marked(text, marked);

        // A heading is found by its words, too: it stands above the first passage of its section.
        return phrase.Proximity is null ? new AnyClause([text, InHeading(text)]) : text;
    }

    private PhraseReadings Readings() => new(snapshot, Expansion, _text);

    private static PassageClause Either(IReadOnlyList<PassageClause> clauses) =>
        clauses.Count == 1 ? clauses[0] : new AnyClause(clauses);

    private static PassageField FieldOf(PhraseNode phrase) =>
        phrase.Proximity?.Kind switch
        {
            ProximityKind.Sentence => PassageField.Sentence,
            ProximityKind.Paragraph => PassageField.Paragraph,
            _ => PassageField.Text,
        };

    private static PassageClause Placed(
        PassageField field,
        PhraseNode phrase,
        IReadOnlyList<IReadOnlyList<string>> slots
    )
    {
        // A pattern that no word is of is found nowhere.
        if (slots.Any(slot => slot.Count == 0))
        {
            return new ValueClause(PassageColumn.Kind, []);
        }

        if (slots.Count == 1)
        {
            return new TermClause(field, slots[0]);
        }

        return phrase.Proximity switch
        {
            null => new PhraseClause(field, slots),
            { Kind: ProximityKind.Gap } near => new NearClause(field, slots, near.MaxGap, near.Ordered),
            { Kind: ProximityKind.Sentence } => new NearClause(field, slots, TextUnits.MaxSentenceGap, Ordered: false),
            _ => new NearClause(field, slots, TextUnits.MaxParagraphGap, Ordered: false),
        };
    }

    private static PassageClause InHeading(PassageClause text) =>
        text switch
        {
            TermClause term => term with { Field = PassageField.Heading },
            PhraseClause phrase => phrase with { Field = PassageField.Heading },
            AnyClause any => any with { Children = [.. any.Children.Select(InHeading)] },
            _ => text,
        };

    private bool Seeks(string term) =>
        _terms.Contains(term)
        || _patterns.Keys.Any(pattern =>
            pattern switch
            {
                WildcardClause wildcard => FileSystemName.MatchesSimpleExpression(
                    wildcard.Pattern,
                    term,
                    ignoreCase: false
                ),
                FuzzyClause fuzzy => Spelling.Edits(fuzzy.Term, term) <= fuzzy.MaxEdits,
                _ => false,
            }
        );

    private PassageClause Expanded(PassageClause clause, QueryNode node, bool marked)
    {
        _patterns[clause] = node;
        return Marked(clause, marked);
    }

    /// <summary>The words that a pattern within a phrase stands for, each of which may stand in its place.</summary>
    private IReadOnlyList<string> Expansion(WildcardNode node)
    {
        var most = QueryLimits.Default.MaxExpansions;
        var terms = snapshot.Expand(new WildcardClause(PassageField.Text, Pattern(node.Pattern)), most + 1);
        if (terms.Count > most)
        {
            _faults.Add(CutFault(node, most, null));
            _isCut = true;
        }

        return [.. terms.Take(most)];
    }

    /// <summary>What is said of a pattern that stands for more words than may be sought.</summary>
    internal static QueryFault CutFault(QueryNode node, int taken, int? found) =>
        new(
            node.Start,
            node.Length,
            FormattableString.Invariant(
                $"{node} stands for {(found is { } all ? FormattableString.Invariant($"{all} words") : "more words")}; only the {taken} most frequent or nearest are sought."
            ),
            null,
            nameof(QueryLimits.MaxExpansions)
        );

    /// <summary>
    /// Parts of hyphenated words, neighbours of the query that stand near one another in a passage, and all its words in their order
    /// raise it.
    /// </summary>
    private IEnumerable<Evidence> Raising(IReadOnlyList<RankedClause> clauses)
    {
        var written = clauses
            .Where(clause => clause is { Occur: not Occur.MustNot, Node: WordNode })
            .Select(clause => ((WordNode)clause.Node).Text)
            .ToList();
        var mattering = written.Where(Matters).ToList().ConvertAll(Words.Tokenize);
        foreach (
            var part in mattering
                .Where(tokens => tokens.Count > 1)
                .SelectMany(tokens => tokens)
                .Where(token => !StopWords.IsFunctionWord(token.Term))
                .DistinctBy(token => EnglishForm.Of(token.Term))
        )
        {
            yield return new Evidence(
                $"“{part.Term}”, a part of a compound",
                new WeightedClause(new TermClause(PassageField.Stem, snapshot.Stems(part.Term)), plan.Part)
            );
        }

        var terms = mattering.SelectMany(tokens => tokens).Select(token => token.Term).ToList();
        var pairs = new HashSet<(string, string)>();
        for (var i = 0; i + 1 < terms.Count; i++)
        {
            var (stem, next) = (EnglishForm.Of(terms[i]), EnglishForm.Of(terms[i + 1]));
            if (stem != next && pairs.Add((stem, next)))
            {
                yield return new Evidence(
                    $"“{terms[i]}” and “{terms[i + 1]}” near one another",
                    new WeightedClause(
                        new NearClause(
                            PassageField.Stem,
                            [snapshot.Stems(terms[i]), snapshot.Stems(terms[i + 1])],
                            plan.PairGap,
                            Ordered: false
                        ),
                        plan.Pair
                    )
                );
            }
        }

        var all = written.SelectMany(Terms).Select(term => (IReadOnlyList<string>)[term]).ToList();
        if (all.Count > 1 && written.Count == clauses.Count)
        {
            yield return new Evidence(
                "all the words one after another",
                new WeightedClause(new PhraseClause(PassageField.Text, all), plan.Whole)
            );
        }
    }

    private PassageClause Marked(PassageClause clause, bool marked)
    {
        if (marked)
        {
            _marks.Add(clause);
        }

        return clause;
    }

    private static List<string> Stems(string word) => Terms(word).ConvertAll(EnglishForm.Of);

    private static List<string> Terms(string word) => [.. Words.Tokenize(word).Select(token => token.Term)];

    /// <summary>A pattern as the terms are: its letters folded, its wildcards kept.</summary>
    private static string Pattern(string pattern)
    {
        var folded = new System.Text.StringBuilder();
        var letters = new System.Text.StringBuilder();
        foreach (var c in pattern)
        {
            if (c is '*' or '?')
            {
                folded.Append(string.Concat(Terms(letters.ToString()))).Append(c);
                letters.Clear();
            }
            else
            {
                letters.Append(c);
            }
        }

        return folded.Append(string.Concat(Terms(letters.ToString()))).ToString();
    }
}
