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
    /// <summary>Words apart that stand in for "in one sentence" and "in one paragraph" until sentences and paragraphs are indexed.</summary>
    private const int SentenceGap = 20;
    private const int ParagraphGap = 100;

    /// <summary>In how many ways a phrase is read at most where its words stand joined or apart.</summary>
    private const int MostReadings = 8;

    private readonly List<QueryFault> _faults = [];
    private readonly List<PassageClause> _marks = [];
    private string _text = "";
    private readonly Dictionary<string, bool> _held = new(StringComparer.Ordinal);
    private readonly HashSet<string> _terms = new(StringComparer.Ordinal);

    public BoundQuery Bind(QueryNode root, SearchRequest request)
    {
        _text = request.Query;
        var filters = RequestFilters(request).ToList();
        var clauses = root is RankedNode ranked ? ranked.Clauses : [new RankedClause(Occur.Must, root)];
        var words = new List<(QueryNode Node, PassageClause Clause)>();
        var required = new List<PassageClause>();
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
                    required.Add(needed);
                }
            }
            else if (Matching(node, marked: false) is { } wanted)
            {
                words.Add((node, wanted));
            }
        }

        words = ThatMatter(words);
        foreach (var (node, _) in words)
        {
            Matching(node, marked: true);
        }

        PassageClause ranking = Listed(required, [.. words.Select(word => word.Clause)]);
        var raising = Raising(clauses).ToList();
        ranking = raising.Count > 0 ? new RaisedClause(ranking, raising) : ranking;
        ranking = Filtered(new KindWeightedClause(ranking, plan.Kinds), filters, excluded);
        return new BoundQuery(
            ranking,
            _marks.Count == 0 ? null : new AnyClause([.. _marks]),
            _terms,
            Math.Max(1, words.Count),
            atLeast => Filtered(Counted(required, words, atLeast), filters, excluded),
            _faults
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
        IReadOnlyList<(QueryNode Node, PassageClause Clause)> words,
        int atLeast
    )
    {
        var parts = new List<PassageClause>(required);
        if (words.Count > 0)
        {
            parts.Add(new AnyClause([.. words.Select(word => word.Clause)], Math.Min(atLeast, words.Count)));
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

    /// <summary>Beside words that matter, those that carry only grammar say nothing of what is sought.</summary>
    private static List<(QueryNode Node, PassageClause Clause)> ThatMatter(
        List<(QueryNode Node, PassageClause Clause)> words
    )
    {
        var mattering = words.Where(word => word.Node is not WordNode written || Matters(written.Text)).ToList();
        return mattering.Count > 0 ? mattering : words;
    }

    /// <summary>Capitals tell the US from us, and the U.S. too.</summary>
    private static bool Matters(string word) =>
        (word.Count(char.IsUpper) > 1 && word.All(c => char.IsUpper(c) || c == '.'))
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

    private PassageClause Field(FieldNode field) =>
        field.Field switch
        {
            QueryField.Author => new ValueClause(PassageColumn.AuthorKey, [AuthorKeys.Key(field.Text)]),
            QueryField.Year => new YearClause(field.Years!.From, field.Years.To),
            QueryField.Section => new ValueClause(PassageColumn.Section, [.. SectionsWith(field.Text)]),
            QueryField.In => new ValueClause(PassageColumn.Kind, [field.Text]),
            _ => new ValueClause(PassageColumn.Document, [field.Text]),
        };

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
                return Marked(new WildcardClause(PassageField.Text, Pattern(wildcard.Pattern)), marked);
            case FuzzyNode fuzzy:
                return Marked(
                    new FuzzyClause(PassageField.Text, string.Concat(Terms(fuzzy.Text)), fuzzy.MaxEdits),
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
        var terms = Terms(word.Text);
        if (terms.Count == 0)
        {
            return null;
        }

        if (terms.Count == 1)
        {
            var stem = EnglishForm.Of(terms[0]);
            _terms.UnionWith([terms[0], stem]);
            var match = Marked(new TermClause(PassageField.Stem, [stem]), marked);
            return new RaisedClause(
                new WeightedClause(match, plan.Stem),
                [
                    new WeightedClause(new TermClause(PassageField.Text, [terms[0]]), plan.Exact),
                    new WeightedClause(new TermClause(PassageField.Path, [stem]), plan.Path),
                ]
            );
        }

        // "self-defeating" stands apart or joined; "9/11" only as it is.
        PassageClause apart = new PhraseClause(
            PassageField.Stem,
            [.. terms.Select(term => (IReadOnlyList<string>)[EnglishForm.Of(term)])]
        );
        var joined = Words
            .Compounds(word.Text, Words.Tokenize(word.Text))
            .Select(compound => EnglishForm.Of(compound.Term))
            .ToList();
        _terms.UnionWith(joined);
        return Marked(
            joined.Count == 1 ? new AnyClause([apart, new TermClause(PassageField.Stem, joined)]) : apart,
            marked
        );
    }

    private PassageClause? Phrase(PhraseNode phrase, bool marked)
    {
        var patterns = new List<PassageClause>();
        foreach (var wildcard in phrase.Words.OfType<WildcardNode>())
        {
            patterns.Add(new WildcardClause(PassageField.Text, Pattern(wildcard.Pattern)));
            _faults.Add(
                new QueryFault(
                    wildcard.Start,
                    wildcard.Length,
                    "Within a phrase a wildcard is not there yet: any word may stand here, and the passage holds one of this pattern."
                )
            );
        }

        var slots = Slots(phrase.Words, joined: false);
        if (slots.All(slot => slot.Count == 0))
        {
            return patterns.Count == 0 ? null : Marked(All(patterns), marked);
        }

        // A compound, or a word that was pasted with its line's end in it, may stand in one in the text.
        var joined = Slots(phrase.Words, joined: true);
        List<IReadOnlyList<IReadOnlyList<string>>> readings = joined.Count < slots.Count ? [slots, joined] : [slots];
        if (phrase.Proximity is null)
        {
            readings.AddRange(OverOtherForms(slots));
        }

        var placed = readings.ConvertAll(reading => Placed(PassageField.Text, phrase, reading));
        var text = Marked(placed.Count == 1 ? placed[0] : new AnyClause(placed), marked);
        if (patterns.Count > 0)
        {
            return new AllClause([text, .. patterns]);
        }

        // A heading is found by its words, too: it stands above the first passage of its section.
        return phrase.Proximity is null ? new AnyClause([text, Placed(PassageField.Heading, phrase, slots)]) : text;
    }

    /// <summary>A slot for each word of a phrase, an empty one for a wildcard.</summary>
    /// <param name="joined">Whether hyphenated compounds, and words behind one that ends in a hyphen, are read as one word.</param>
    private List<IReadOnlyList<string>> Slots(IReadOnlyList<QueryNode> words, bool joined)
    {
        var slots = new List<IReadOnlyList<string>>();
        var open = "";
        foreach (var node in words)
        {
            if (node is not WordNode word)
            {
                slots.Add([]);
                open = "";
                continue;
            }

            var terms = Terms(word.Text);
            if (joined && terms.Count > 1 && Words.Compounds(word.Text, Words.Tokenize(word.Text)) is [var whole])
            {
                terms = [whole.Term];
            }

            if (joined && open.Length > 0 && terms.Count > 0)
            {
                terms[0] = open + terms[0];
                slots.RemoveAt(slots.Count - 1);
            }

            slots.AddRange(terms.Select(term => (IReadOnlyList<string>)[term]));
            open = terms.Count > 0 && EndsInHyphen(word) ? terms[^1] : "";
        }

        _terms.UnionWith(slots.SelectMany(slot => slot));
        return slots;
    }

    /// <summary>
    /// The phrase as it may stand in the text where words of it stand in one there ("high profile" as "highprofile") or a word of it
    /// apart ("peacekeeping" as "peace-keeping"). Only what the index holds such a place of is tried.
    /// </summary>
    private List<IReadOnlyList<IReadOnlyList<string>>> OverOtherForms(IReadOnlyList<IReadOnlyList<string>> slots)
    {
        var readings = new List<List<IReadOnlyList<string>>> { new() };
        for (var i = 0; i < slots.Count; i++)
        {
            // Two words in one take the slot before as well.
            var open = readings.Count;
            for (var r = 0; r < open && readings.Count < MostReadings; r++)
            {
                if (
                    i > 0
                    && readings[r] is [.., [var before]] reading
                    && slots[i - 1] is [var written]
                    && before == written
                    && slots[i] is [var second]
                    && IsHeld(OtherForms.InOne(before, second))
                )
                {
                    readings.Add([.. reading[..^1], [OtherForms.InOne(before, second)]]);
                }
            }

            var places = Places(slots[i]);
            for (var r = 0; r < open; r++)
            {
                if (places.Count > 0 && readings.Count < MostReadings)
                {
                    readings.Add([.. readings[r], slots[i], .. places]);
                }

                readings[r].Add(slots[i]);
            }
        }

        return [.. readings.Skip(1)];
    }

    /// <summary>The further places of a word that stands apart somewhere.</summary>
    private List<IReadOnlyList<string>> Places(IReadOnlyList<string> slot)
    {
        var places = new List<IReadOnlyList<string>>();
        if (slot is [var word])
        {
            for (var place = 2; IsHeld(OtherForms.Place(word, place)); place++)
            {
                places.Add([OtherForms.Place(word, place)]);
            }
        }

        return places;
    }

    private bool IsHeld(string mark)
    {
        if (!_held.TryGetValue(mark, out var held))
        {
            var clause = new TermClause(PassageField.Text, [mark]);
            held =
                snapshot
                    .Search(
                        new PassageQuery(clause, null, PassageSort.Document, 0, 1, null, []),
                        CancellationToken.None
                    )
                    .Matches.Count > 0;
            _held[mark] = held;
        }

        return held;
    }

    /// <summary>Whether a hyphen and white space stand behind a word of the query: it was pasted with its line's end.</summary>
    private bool EndsInHyphen(WordNode word)
    {
        var behind = word.Start + word.Length;
        return behind + 1 < _text.Length
            && _text[behind] is '-' or '‐' or '\u00ad'
            && char.IsWhiteSpace(_text[behind + 1]);
    }

    private PassageClause Placed(PassageField field, PhraseNode phrase, IReadOnlyList<IReadOnlyList<string>> slots)
    {
        var given = slots.Where(slot => slot.Count > 0).ToList();
        if (slots.Count == 1)
        {
            return new TermClause(field, slots[0]);
        }

        if (phrase.Proximity is not { } proximity)
        {
            return new PhraseClause(field, slots);
        }

        if (proximity.Kind == ProximityKind.Gap)
        {
            return new NearClause(field, given, proximity.MaxGap, proximity.Ordered);
        }

        var (name, gap) =
            proximity.Kind == ProximityKind.Sentence ? ("sentence", SentenceGap) : ("paragraph", ParagraphGap);
        _faults.Add(
            new QueryFault(
                phrase.Start,
                phrase.Length,
                FormattableString.Invariant(
                    $"Searching within a {name} is not there yet; it was read as at most {gap} words between."
                ),
                FormattableString.Invariant($"{new PhraseNode(phrase.Words)}~{gap}")
            )
        );
        return new NearClause(field, given, gap, Ordered: false);
    }

    /// <summary>Neighbours of the query that stand near one another in a passage, and all its words in their order, raise it.</summary>
    private IEnumerable<PassageClause> Raising(IReadOnlyList<RankedClause> clauses)
    {
        var written = clauses
            .Where(clause => clause is { Occur: not Occur.MustNot, Node: WordNode })
            .Select(clause => ((WordNode)clause.Node).Text)
            .ToList();
        var mattering = written.Where(Matters).SelectMany(Terms).Select(EnglishForm.Of).ToList();
        for (var i = 0; i + 1 < mattering.Count; i++)
        {
            if (mattering[i] != mattering[i + 1])
            {
                yield return new WeightedClause(
                    new NearClause(
                        PassageField.Stem,
                        [
                            [mattering[i]],
                            [mattering[i + 1]],
                        ],
                        plan.PairGap,
                        Ordered: false
                    ),
                    plan.Pair
                );
            }
        }

        var all = written.SelectMany(Terms).Select(term => (IReadOnlyList<string>)[term]).ToList();
        if (all.Count > 1 && written.Count == clauses.Count)
        {
            yield return new WeightedClause(new PhraseClause(PassageField.Text, all), plan.Whole);
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
