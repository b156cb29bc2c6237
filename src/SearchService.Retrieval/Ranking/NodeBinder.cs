using System.IO.Enumeration;
using System.Text;
using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Language;

namespace SearchService.Retrieval.Ranking;

/// <summary>Binds words, phrases and patterns, and what is joined of them, to the terms of the index.</summary>
/// <param name="text">The query as written.</param>
internal sealed class NodeBinder(
    RankingPlan plan,
    IPassageSnapshot snapshot,
    FieldBinder fields,
    string text,
    List<QueryFault> faults
)
{
    private readonly bool _isInCapitals = Capitals.AreThroughout(text);
    private readonly List<PassageClause> _marks = [];
    private readonly HashSet<string> _terms = new(StringComparer.Ordinal);
    private readonly Dictionary<PassageClause, QueryNode> _patterns = [];
    private readonly Dictionary<QueryNode, PassageClause> _phrases = [];
    private readonly Dictionary<string, List<IReadOnlyList<IReadOnlyList<string>>>> _words = new(
        StringComparer.Ordinal
    );

    /// <summary>Whose places are shown and quoted.</summary>
    public IReadOnlyList<PassageClause> Marks => _marks;

    /// <summary>The patterns and near spellings that an engine expands, each with where it was written.</summary>
    public IReadOnlyDictionary<PassageClause, QueryNode> Patterns => _patterns;

    /// <summary>Whether a pattern within a phrase stands for more words than are sought.</summary>
    public bool IsCut { get; private set; }

    public bool Seeks(string term) =>
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

    /// <summary>What a node matches; null when it holds no word. Its words are remembered as marks where it is wanted.</summary>
    public PassageClause? Bind(QueryNode node, bool marked)
    {
        switch (node)
        {
            case WordNode word:
                return Word(word, marked);
            case WildcardNode wildcard:
                return Expanded(new WildcardClause(PassageField.Text, Pattern(wildcard.Pattern)), wildcard, marked);
            case FuzzyNode fuzzy:
                return Expanded(
                    new FuzzyClause(PassageField.Text, string.Concat(QueryTerms.Of(fuzzy.Text)), fuzzy.MaxEdits),
                    fuzzy,
                    marked
                );
            case PhraseNode phrase:
                return Phrase(phrase, marked);
            case FieldNode field:
                return new FilterClause(fields.Bind(field));
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
        var children = nodes.Select(child => Bind(child, marked)).OfType<PassageClause>().ToList();
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
            if (Bind(node, marked && occur != Occur.MustNot) is not { } clause)
            {
                continue;
            }

            var list =
                occur == Occur.MustNot ? excluded
                : occur == Occur.Must || node is FieldNode ? required
                : words;
            list.Add(clause);
        }

        return required.Count + words.Count == 0
            ? null
            : JoinedClauses.Filtered(JoinedClauses.Listed(required, words), [], excluded);
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
            var match = Marked(JoinedClauses.Any([own, .. Others(readings)]), marked);
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
            JoinedClauses.Any([
                new WeightedClause(Inflected(readings[0]), plan.Together),
                .. Others(readings).Select(other => new WeightedClause(other, plan.Joined)),
            ]),
            marked
        );
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
        if (!_phrases.TryGetValue(phrase, out var clause))
        {
            var readings = Readings().Of(phrase.Words);
            if (readings.Count == 0)
            {
                return null;
            }

            _terms.UnionWith(readings.SelectMany(slots => slots).SelectMany(slot => slot));
            _phrases[phrase] = clause = JoinedClauses.Any(
                readings.ConvertAll(slots => Placed(FieldOf(phrase), phrase, slots))
            );
        }

        Marked(clause, marked);

        // A heading is found by its words, too: it stands above the first passage of its section.
        return phrase.Proximity is null ? new AnyClause([clause, InHeading(clause)]) : clause;
    }

    private PhraseReadings Readings() => new(snapshot, Expansion, text);

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

    private static PassageClause InHeading(PassageClause clause) =>
        clause switch
        {
            TermClause term => term with { Field = PassageField.Heading },
            PhraseClause phrase => phrase with { Field = PassageField.Heading },
            AnyClause any => any with { Children = [.. any.Children.Select(InHeading)] },
            _ => clause,
        };

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
            faults.Add(CutFault(node, most, null));
            IsCut = true;
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

    private PassageClause Marked(PassageClause clause, bool marked)
    {
        if (marked)
        {
            _marks.Add(clause);
        }

        return clause;
    }

    /// <summary>A pattern as the terms are: its letters folded, its wildcards kept.</summary>
    private static string Pattern(string pattern)
    {
        var folded = new StringBuilder();
        var letters = new StringBuilder();
        foreach (var c in pattern)
        {
            if (c is '*' or '?')
            {
                folded.Append(string.Concat(QueryTerms.Of(letters.ToString()))).Append(c);
                letters.Clear();
            }
            else
            {
                letters.Append(c);
            }
        }

        return folded.Append(string.Concat(QueryTerms.Of(letters.ToString()))).ToString();
    }
}
