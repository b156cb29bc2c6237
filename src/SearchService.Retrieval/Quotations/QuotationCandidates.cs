using SearchService.Analysis;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Quotations;

/// <summary>
/// Where a quotation may stand: the places of its words one after another, else the passages with most of the words that tell, asked for
/// in stretches of the quotation so that words put together from several places are found in each of them.
/// </summary>
/// <param name="scope">Only these passages; null for all.</param>
internal sealed class QuotationCandidates(
    IPassageSnapshot snapshot,
    QuotedText quoted,
    PassageClause? scope,
    CancellationToken cancellation
)
{
    private const int ChunkWords = 14;
    private const int MostChunks = 8;
    private const int TermsOfChunk = 8;
    private const int PhrasesOfChunk = 4;
    private const int PassagesOfChunk = 8;
    private const int LongestPartAsPhrase = 12;
    private const int ShortestSpelling = 4;
    private const int SpellingsOfWord = 12;
    private const int MostSpellings = 6;
    private const int MostParts = 3;
    private const int LeastRun = 4;
    private const int PassagesOfRun = 3;

    /// <summary>Words of a chunk that together tell so much find its passage without phrases of common words.</summary>
    private const double EnoughTold = 30;

    /// <summary>And without the words that a word which occurs nowhere may be, which take longest to find.</summary>
    private const double EnoughToldForSpelling = 18;

    private readonly Dictionary<string, double> _rarity = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _passagesWith = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoredPassage> _found = new(StringComparer.Ordinal);
    private int _spellings;

    /// <summary>How much a word tells: its inverse document frequency, the highest for one that occurs nowhere.</summary>
    public double Rarity(string term)
    {
        if (!_rarity.TryGetValue(term, out var rarity))
        {
            _rarity[term] = rarity = Scoring.Rarity(PassagesWith(term), Math.Max(1, snapshot.PassageCount));
        }

        return rarity;
    }

    public bool Occurs(string term) => PassagesWith(term) > 0;

    /// <summary>Places where all words stand one after another, each with a few words around it.</summary>
    public IReadOnlyList<SourceStretch> WordForWord(int most)
    {
        if (quoted.HasEllipsis || quoted.Words.Any(word => !Occurs(word.Term)))
        {
            return [];
        }

        var phrase = Phrase(0, quoted.Words.Count);
        var found = Search(phrase, PassageSort.Document, most, phrase);
        var places = new List<SourceStretch>();
        foreach (var match in found)
        {
            var end = match.Spans.Count == 0 ? 0 : match.Spans.Max(span => span.Start + span.Length);
            var passages = new List<StoredPassage> { match.Passage };
            while (
                passages[^1] is var last
                && end > last.FirstPosition + last.Words
                && Neighbours.After(snapshot, last) is { } next
            )
            {
                passages.Add(next);
            }

            places.Add(SourceStretch.Of(passages));
        }

        return places;
    }

    /// <summary>Stretches of source with most of the words, and for each part of the quotation those with most of its words.</summary>
    public IReadOnlyList<SourceStretch> Likely()
    {
        AddParts();
        foreach (var (first, end) in Chunks())
        {
            AddChunk(first, end);
        }

        return Stretches(Chosen([]));
    }

    /// <summary>As <see cref="Likely()"/>, which comes first, with the places where these words [First, End) stand one after another; none where they do nowhere.</summary>
    public IReadOnlyList<SourceStretch> Likely(IReadOnlyList<(int First, int End)> parts)
    {
        var more = new List<StoredPassage>();
        foreach (var (first, end) in parts.Take(MostParts))
        {
            for (var at = first; at + LeastRun <= end; at++)
            {
                var length = Math.Min(LongestPartAsPhrase, end - at);
                while (length >= LeastRun && !(AllOccur(at, at + length) && More(at, at + length)))
                {
                    length = length > LeastRun ? Math.Max(LeastRun, length / 2) : 0;
                }

                at += Math.Max(0, length - 1);
            }
        }

        return more.Count == 0 ? [] : Stretches(Chosen(more));

        bool More(int first, int end)
        {
            var matches = Search(Phrase(first, end), PassageSort.Relevance, PassagesOfRun);
            more.AddRange(matches.Select(match => match.Passage));
            return matches.Count > 0;
        }
    }

    /// <summary>Parts between ellipses and brackets as they stand, however common their words.</summary>
    private void AddParts()
    {
        var phrases = new List<PassageClause>();
        var first = 0;
        for (var i = 1; i <= quoted.Words.Count; i++)
        {
            var ends = i == quoted.Words.Count || quoted.Words[i].AfterEllipsis || quoted.Words[i].IsMarked;
            if (!ends && !quoted.Words[i - 1].IsMarked)
            {
                continue;
            }

            if (i - first is > 2 and <= LongestPartAsPhrase && AllOccur(first, i) && phrases.Count < MostChunks)
            {
                phrases.Add(Phrase(first, i));
            }

            first = i;
        }

        foreach (var phrase in phrases)
        {
            Add(Search(phrase, PassageSort.Relevance, PassagesOfChunk / 2));
        }
    }

    private IEnumerable<(int First, int End)> Chunks()
    {
        var words = quoted.Words.Count;
        var all = Math.Max(1, (int)Math.Round(words / (double)ChunkWords));
        var taken = Math.Min(all, MostChunks);
        for (var i = 0; i < taken; i++)
        {
            var chunk = i * all / taken;
            yield return (chunk * words / all, (chunk + 1) * words / all);
        }
    }

    private void AddChunk(int first, int end)
    {
        var terms = Enumerable
            .Range(first, end - first)
            .Where(i => !quoted.Words[i].IsMarked)
            .Select(i => quoted.Words[i].Term)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var known = terms.Where(Occurs).OrderBy(PassagesWith).ThenBy(term => term, StringComparer.Ordinal).ToList();
        var telling = known.Where(term => !StopWords.IsFunctionWord(term)).Take(TermsOfChunk).ToList();
        var clauses = new List<PassageClause>();
        clauses.AddRange(telling.Select(term => new TermClause(PassageField.Text, [term])));
        var told = telling.Sum(Rarity);
        if (told < EnoughToldForSpelling)
        {
            clauses.AddRange(
                terms
                    .Where(term => !Occurs(term) && term.Length >= ShortestSpelling)
                    .OrderByDescending(term => term.Length)
                    .Select(Spelling)
                    .OfType<PassageClause>()
            );
        }

        if (told < EnoughTold)
        {
            clauses.AddRange(
                Enumerable
                    .Range(first, Math.Max(0, end - first - 2))
                    .Where(i => AllOccur(i, i + 3))
                    .OrderBy(i => Enumerable.Range(i, 3).Min(word => PassagesWith(quoted.Words[word].Term)))
                    .Take(PhrasesOfChunk)
                    .Order()
                    .Select(i => new WeightedClause(Phrase(i, i + 3), 2))
            );
        }

        if (clauses.Count == 0)
        {
            clauses.AddRange(known.Take(TermsOfChunk).Select(term => new TermClause(PassageField.Text, [term])));
        }

        if (clauses.Count > 0)
        {
            Add(Search(new AnyClause(clauses), PassageSort.Relevance, PassagesOfChunk));
        }
    }

    /// <summary>The words of the collection that a word which it does not have may be; null where there is none.</summary>
    private TermClause? Spelling(string term)
    {
        if (_spellings == MostSpellings)
        {
            return null;
        }

        _spellings++;
        var near = snapshot.Expand(new FuzzyClause(PassageField.Text, term, term.Length < 8 ? 1 : 2), SpellingsOfWord);
        return near.Count == 0 ? null : new TermClause(PassageField.Text, near);
    }

    /// <summary>The passages that together have most of what tells, the best first, and what else is given.</summary>
    private List<StoredPassage> Chosen(IEnumerable<StoredPassage> more)
    {
        var sought = quoted
            .Words.Select(word => word.Term)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(term => term, Rarity, StringComparer.Ordinal);
        var rated = _found
            .Values.OrderBy(passage => passage.Id, StringComparer.Ordinal)
            .Select(passage =>
                (
                    Passage: passage,
                    Terms: Words
                        .Tokenize(passage.Text)
                        .Select(token => token.Term)
                        .Where(sought.ContainsKey)
                        .ToHashSet(StringComparer.Ordinal)
                )
            )
            .ToList();
        var covered = new HashSet<string>(StringComparer.Ordinal);
        var chosen = new List<StoredPassage>();
        var most = quoted.Words.Count switch
        {
            <= 60 => 8,
            <= 150 => 6,
            _ => 4,
        };
        while (chosen.Count < most && rated.Count > 0)
        {
            // What nothing chosen has counts most, so that each part of a stitched quotation is there.
            var best = rated.MaxBy(one => one.Terms.Sum(term => sought[term] * (covered.Contains(term) ? 0.3 : 1)));
            rated.Remove(best);
            covered.UnionWith(best.Terms);
            chosen.Add(best.Passage);
        }

        return [.. chosen.Concat(more).DistinctBy(passage => passage.Id)];
    }

    /// <summary>The passages with as many words around as the quotation may have there; those that meet are one stretch.</summary>
    private List<SourceStretch> Stretches(List<StoredPassage> passages)
    {
        var around = quoted.Words.Count + 8;
        var stretches = new List<SortedDictionary<int, StoredPassage>>();
        foreach (var passage in passages)
        {
            var own = new SortedDictionary<int, StoredPassage>();
            foreach (var piece in Around(passage, around))
            {
                own[piece.Ordinal] = piece;
            }

            // In the place of the first that it meets, so that the best stay first.
            var meeting = stretches.FindAll(other =>
                other.Values.First() is var first
                && first.DocumentId == passage.DocumentId
                && other.Keys.Any(own.ContainsKey)
            );
            if (meeting.Count == 0)
            {
                stretches.Add(own);
                continue;
            }

            foreach (var (ordinal, piece) in meeting.Append(own).SelectMany(other => other).ToList())
            {
                meeting[0][ordinal] = piece;
            }

            stretches.RemoveAll(other => meeting.Skip(1).Contains(other));
        }

        return stretches.ConvertAll(stretch => SourceStretch.Of([.. stretch.Values]));
    }

    private List<StoredPassage> Around(StoredPassage passage, int words)
    {
        var around = new List<StoredPassage> { passage };
        for (var left = words; left > 0 && Neighbours.Before(snapshot, around[0]) is { } before; left -= before.Words)
        {
            around.Insert(0, before);
        }

        for (var left = words; left > 0 && Neighbours.After(snapshot, around[^1]) is { } after; left -= after.Words)
        {
            around.Add(after);
        }

        return around;
    }

    private void Add(IEnumerable<PassageMatch> matches)
    {
        foreach (var match in matches)
        {
            _found.TryAdd(match.Passage.Id, match.Passage);
        }
    }

    private IReadOnlyList<PassageMatch> Search(
        PassageClause clause,
        PassageSort sort,
        int most,
        PassageClause? marks = null
    ) =>
        snapshot
            .Search(
                new PassageQuery(
                    scope is null ? clause : new AllClause([clause, scope]),
                    marks,
                    sort,
                    0,
                    most,
                    null,
                    [],
                    CountExactly: false
                ),
                cancellation
            )
            .Matches;

    private PhraseClause Phrase(int first, int end) =>
        new(
            PassageField.Text,
            [.. Enumerable.Range(first, end - first).Select(i => (IReadOnlyList<string>)[quoted.Words[i].Term])]
        );

    private bool AllOccur(int first, int end) =>
        Enumerable.Range(first, end - first).All(i => Occurs(quoted.Words[i].Term));

    private long PassagesWith(string term)
    {
        if (!_passagesWith.TryGetValue(term, out var count))
        {
            _passagesWith[term] = count = snapshot.PassagesWith(PassageField.Text, term);
        }

        return count;
    }
}
