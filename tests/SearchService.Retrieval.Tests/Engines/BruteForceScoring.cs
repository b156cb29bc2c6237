using System.Text;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Tests.Engines;

/// <summary>
/// One query asked of passages one by one: whether they match, what that is worth, and where. Straight from what
/// <see cref="PassageClause"/> says; remembers within the query what it has found out.
/// </summary>
internal sealed class BruteForceScoring(IReadOnlyDictionary<PassageField, BruteForceField> fields)
{
    private const double K1 = 1.2;
    private const double B = 0.6;

    private readonly Dictionary<PassageClause, double> _weights = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<PassageClause, Dictionary<object, List<PositionSpan>>> _windows = new(
        ReferenceEqualityComparer.Instance
    );
    private readonly Dictionary<PassageClause, Dictionary<string, int?>> _edits = new(
        ReferenceEqualityComparer.Instance
    );

    /// <summary>Null where the passage does not match.</summary>
    public double? Score(PassageClause clause, BruteForcePassage passage)
    {
        switch (clause)
        {
            case TermClause term:
                return Bm25(
                    term,
                    term.Field,
                    [term.Terms],
                    term.Terms.Distinct().Sum(passage.Terms[term.Field].GetValueOrDefault),
                    passage
                );
            case PhraseClause phrase:
                return Bm25(phrase, phrase.Field, phrase.Slots, Phrases(phrase, passage).Count(), passage);
            case NearClause near:
                return Bm25(near, near.Field, near.Words, Windows(near, passage).Count(), passage);
            case WildcardClause wildcard:
                return passage.Terms[wildcard.Field].Keys.Any(term => Edits(wildcard, term) is not null) ? 1 : null;
            case FuzzyClause fuzzy:
                var nearest = passage.Terms[fuzzy.Field].Keys.Min(term => Edits(fuzzy, term));
                return nearest is { } edits ? 1.0 / (1 + edits) : null;
            case AllClause all:
                return Sum(all.Children, all.Children.Count, passage);
            case AnyClause any:
                return Sum(any.Children, any.AtLeast, passage);
            case RaisedClause raised:
                return Score(raised.Required, passage) is { } required
                    ? required + Sum(raised.Optional, 0, passage)
                    : null;
            case ExceptClause except:
                return Score(except.Excluded, passage) is null ? Score(except.Included, passage) : null;
            case WeightedClause weighted:
                return Score(weighted.Child, passage) * weighted.Weight;
            case FilterClause filter:
                return Score(filter.Child, passage) is null ? null : 0;
            case ValueClause values:
                return passage.Values(values.Column).Any(value => values.Values.Contains(value)) ? 0 : null;
            case YearClause years:
                return
                    passage.Year is { } year
                    && year >= (years.From ?? int.MinValue)
                    && year <= (years.To ?? int.MaxValue)
                    ? 0
                    : null;
            case EverythingClause:
                return 0;
            case KindWeightedClause kinds:
                return Score(kinds.Child, passage) * kinds.Factors.GetValueOrDefault(passage.Kind, 1f);
            default:
                throw new ArgumentOutOfRangeException(nameof(clause), clause.GetType().Name, "No such clause.");
        }
    }

    /// <summary>Every place in the passage where a clause of words matches, but for those that are excluded; none twice.</summary>
    public IReadOnlyList<PositionSpan> Spans(PassageClause marks, BruteForcePassage passage) =>
        [
            .. Places(marks, passage)
                .Distinct()
                .OrderBy(span => span.Start)
                .ThenBy(span => span.Length)
                .ThenBy(span => span.Field),
        ];

    private double? Sum(IReadOnlyList<PassageClause> children, int atLeast, BruteForcePassage passage)
    {
        var scores = children.Select(child => Score(child, passage)).OfType<double>().ToList();
        return scores.Count >= atLeast ? scores.Sum() : null;
    }

    /// <summary>The weight is the sum of the words' inverse document frequencies; a slot for any word weighs nothing.</summary>
    private double? Bm25(
        PassageClause clause,
        PassageField field,
        IReadOnlyList<IReadOnlyList<string>> words,
        int frequency,
        BruteForcePassage passage
    )
    {
        if (frequency == 0)
        {
            return null;
        }

        if (!_weights.TryGetValue(clause, out var weight))
        {
            weight = words.Where(terms => terms.Count > 0).Sum(fields[field].Idf);
            _weights[clause] = weight;
        }

        var length = passage.Tokens[field].Length;
        return weight * frequency * (K1 + 1) / (frequency + (K1 * (1 - B + (B * length / fields[field].MeanLength))));
    }

    /// <summary>The phrases that begin in a passage, at the first slot that asks for certain words; they may end in a later one.</summary>
    private static IEnumerable<PositionSpan> Phrases(PhraseClause phrase, BruteForcePassage passage)
    {
        var first = phrase.Slots.TakeWhile(terms => terms.Count == 0).Count();
        var last = phrase.Slots.Count - 1 - phrase.Slots.Reverse().TakeWhile(terms => terms.Count == 0).Count();
        foreach (var position in passage.Positions[phrase.Field])
        {
            var stands = true;
            for (var slot = first; stands && slot <= last; slot++)
            {
                var terms = phrase.Slots[slot];
                stands = terms.Count == 0 || IsOneOf(passage.WordsAt(phrase.Field, position + slot - first), terms);
            }

            if (stands)
            {
                yield return new PositionSpan(phrase.Field, position, last - first + 1);
            }
        }
    }

    private static bool IsOneOf(IReadOnlyList<string> words, IReadOnlyList<string> terms)
    {
        foreach (var word in words)
        {
            if (terms.Contains(word))
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<PositionSpan> Windows(NearClause near, BruteForcePassage passage)
    {
        var ofDocuments = Known(_windows, near);
        if (!ofDocuments.TryGetValue(passage.Document, out var windows))
        {
            windows = Windows(near, [.. PlacesOf(near, passage)]);
            ofDocuments[passage.Document] = windows;
        }

        return windows.Where(window => passage.Positions[near.Field].Contains(window.Start));
    }

    /// <summary>Where in the document any of the words stands, and which of them could be meant there.</summary>
    private static IEnumerable<(int Position, bool[] Words)> PlacesOf(NearClause near, BruteForcePassage passage) =>
        from position in passage.PositionsOfDocument(near.Field)
        let terms = passage.WordsAt(near.Field, position)
        let words = near.Words.Select(word => word.Any(terms.Contains)).ToArray()
        where words.Any(stands => stands)
        orderby position
        select (position, words);

    /// <summary>
    /// The windows that hold all words, each at a position of its own, and hold no shorter such window, and that have few enough
    /// positions left over.
    /// </summary>
    private static List<PositionSpan> Windows(NearClause near, (int Position, bool[] Words)[] places)
    {
        var windows = new List<PositionSpan>();
        for (var start = 0; start < places.Length; start++)
        {
            var end = start;
            while (end < places.Length && !Holds(near, places[start..(end + 1)]))
            {
                end++;
            }

            if (end == places.Length || Holds(near, places[(start + 1)..(end + 1)]))
            {
                continue;
            }

            var length = places[end].Position - places[start].Position + 1;
            if (length - near.Words.Count <= near.MaxGap)
            {
                windows.Add(new PositionSpan(near.Field, places[start].Position, length));
            }
        }

        return windows;
    }

    /// <summary>Whether the words can be given places of their own, each behind the word before it where the order counts.</summary>
    private static bool Holds(NearClause near, (int Position, bool[] Words)[] places)
    {
        return near.Words.Count <= places.Length && Give(0, []);

        bool Give(int word, List<int> taken)
        {
            if (word == near.Words.Count)
            {
                return true;
            }

            for (var place = 0; place < places.Length; place++)
            {
                if (
                    places[place].Words[word]
                    && !taken.Contains(place)
                    && !(near.Ordered && taken.Count > 0 && place < taken[^1])
                    && Give(word + 1, [.. taken, place])
                )
                {
                    return true;
                }
            }

            return false;
        }
    }

    private IEnumerable<PositionSpan> Places(PassageClause clause, BruteForcePassage passage) =>
        clause switch
        {
            TermClause term => Words(term.Field, term.Terms.Contains, passage),
            PhraseClause phrase => Phrases(phrase, passage),
            NearClause near => Windows(near, passage),
            WildcardClause wildcard => Words(wildcard.Field, term => Edits(wildcard, term) is not null, passage),
            FuzzyClause fuzzy => Words(fuzzy.Field, term => Edits(fuzzy, term) is not null, passage),
            AllClause all => all.Children.SelectMany(child => Places(child, passage)),
            AnyClause any => any.Children.SelectMany(child => Places(child, passage)),
            RaisedClause raised => raised.Optional.Prepend(raised.Required).SelectMany(child => Places(child, passage)),
            ExceptClause except => Places(except.Included, passage),
            WeightedClause weighted => Places(weighted.Child, passage),
            FilterClause filter => Places(filter.Child, passage),
            KindWeightedClause kinds => Places(kinds.Child, passage),
            _ => [],
        };

    private static IEnumerable<PositionSpan> Words(
        PassageField field,
        Func<string, bool> isMeant,
        BruteForcePassage passage
    ) =>
        passage
            .Tokens[field]
            .Where(token => isMeant(token.Term))
            .Select(token => new PositionSpan(field, token.Position, 1));

    /// <summary>0 for a term that a pattern matches; the distance of one near enough to another; null for any other.</summary>
    public int? Edits(PassageClause clause, string term)
    {
        var ofTerms = Known(_edits, clause);
        if (!ofTerms.TryGetValue(term, out var edits))
        {
            edits = clause switch
            {
                WildcardClause wildcard => Matches(Runes(wildcard.Pattern), Runes(term)) ? 0 : null,
                FuzzyClause fuzzy => Distance(Runes(fuzzy.Term), Runes(term)) is var distance
                && distance <= fuzzy.MaxEdits
                    ? distance
                    : null,
                _ => throw new ArgumentOutOfRangeException(nameof(clause)),
            };
            ofTerms[term] = edits;
        }

        return edits;
    }

    private static Dictionary<TKey, TValue> Known<TKey, TValue>(
        Dictionary<PassageClause, Dictionary<TKey, TValue>> known,
        PassageClause clause
    )
        where TKey : notnull
    {
        if (!known.TryGetValue(clause, out var found))
        {
            known[clause] = found = [];
        }

        return found;
    }

    private static Rune[] Runes(string text) => [.. text.EnumerateRunes()];

    private static bool Matches(ReadOnlySpan<Rune> pattern, ReadOnlySpan<Rune> term)
    {
        if (pattern.IsEmpty)
        {
            return term.IsEmpty;
        }

        if (pattern[0].Value == '*')
        {
            return Matches(pattern[1..], term) || (!term.IsEmpty && Matches(pattern, term[1..]));
        }

        return !term.IsEmpty && (pattern[0].Value == '?' || pattern[0] == term[0]) && Matches(pattern[1..], term[1..]);
    }

    /// <summary>
    /// Insertions, deletions, replacements and swaps of neighbours that make one of the other, each character edited once: the whole
    /// table, by the definition.
    /// </summary>
    private static int Distance(Rune[] from, Rune[] to)
    {
        var edits = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                edits[i, j] =
                    i == 0 ? j
                    : j == 0 ? i
                    : Math.Min(
                        edits[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1),
                        1 + Math.Min(edits[i - 1, j], edits[i, j - 1])
                    );
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }

        return edits[from.Length, to.Length];
    }
}
