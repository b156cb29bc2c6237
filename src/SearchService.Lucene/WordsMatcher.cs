using Lucene.Net.Index;
using Lucene.Net.Search;
using SearchService.Retrieval.Engines;

namespace SearchService.Lucene;

/// <param name="Document">The passage that it begins in.</param>
/// <param name="Start">Position of its first word.</param>
/// <param name="Length">Positions that it takes.</param>
internal readonly record struct WordsMatch(int Document, int Start, int Length);

/// <summary>
/// Finds phrases, and words near each other, text by text: they may begin in one passage and end in a later one, which no query of
/// Lucene's own can see, for it looks at one document at a time.
/// </summary>
internal sealed class WordsMatcher
{
    private readonly SegmentBlocks _blocks;
    private readonly PassageClause _clause;

    /// <summary>The words that are asked for, with how far each stands behind the first in a phrase.</summary>
    private readonly List<(WordPlaces Places, int Offset)> _words;

    private WordsMatcher(SegmentBlocks blocks, PassageClause clause, List<(WordPlaces, int)> words)
    {
        _blocks = blocks;
        _clause = clause;
        _words = words;
    }

    /// <summary>Null where a word stands nowhere in the segment.</summary>
    public static WordsMatcher? Open(AtomicReader segment, PassageClause clause)
    {
        var (field, slots) = Words(clause);
        var words = new List<(WordPlaces, int)>();
        foreach (var (slot, forms) in slots.Index())
        {
            if (forms.Count == 0)
            {
                continue;
            }

            if (WordPlaces.Open(segment, PassageFields.Name(field), forms) is not { } places)
            {
                return null;
            }

            words.Add((places, slot));
        }

        return words.Count == 0 ? null : new WordsMatcher(SegmentBlocks.Of(segment), clause, words);
    }

    /// <summary>The words of a phrase, or of words near each other.</summary>
    public static (PassageField Field, IReadOnlyList<IReadOnlyList<string>> Words) Words(PassageClause clause) =>
        clause switch
        {
            PhraseClause phrase => (phrase.Field, phrase.Slots),
            NearClause near => (near.Field, near.Words),
            _ => throw new ArgumentOutOfRangeException(nameof(clause), clause.GetType().Name, "It is not of words."),
        };

    public long Cost => _words.Min(word => word.Places.Cost);

    /// <summary>The block it is at; -1 before the first.</summary>
    public int Block { get; private set; } = -1;

    /// <summary>What was found in the block, by position; there need be nothing.</summary>
    public IReadOnlyList<WordsMatch> Matches { get; private set; } = [];

    /// <summary>Moves to the first block, from the given one on, that has every word; it must be none before the one it is at.</summary>
    /// <returns>False when there is none.</returns>
    public bool MoveTo(int block)
    {
        if (block == Block)
        {
            return true;
        }

        for (var i = 0; i < _words.Count && block < _blocks.Count; )
        {
            var document = _words[i].Places.Next(_blocks.First(block));
            if (document == DocIdSetIterator.NO_MORE_DOCS)
            {
                block = _blocks.Count;
            }
            else if (_blocks.BlockOf(document) is var found && found > block)
            {
                (block, i) = (found, 0);
            }
            else
            {
                i++;
            }
        }

        Block = block;
        if (block == _blocks.Count)
        {
            Matches = [];
            return false;
        }

        var last = _blocks.Root(block);
        var places = _words.ConvertAll(word => word.Places.Read(last));
        Matches = _clause is NearClause near ? NearWords.Find(places, near.MaxGap, near.Ordered) : Phrases(places);
        return true;
    }

    /// <summary>Found from the places of the rarest word.</summary>
    private List<WordsMatch> Phrases(List<List<Place>> places)
    {
        var rarest = Enumerable.Range(0, places.Count).MinBy(word => places[word].Count);
        var (first, last) = (_words[0].Offset, _words[^1].Offset);
        var found = new List<WordsMatch>();
        foreach (var place in places[rarest])
        {
            var start = place.Position - _words[rarest].Offset;
            var stands = true;
            for (var word = 0; stands && word < places.Count; word++)
            {
                stands = word == rarest || Find(places[word], start + _words[word].Offset) >= 0;
            }

            if (stands)
            {
                var begins = places[0][Find(places[0], start + first)];
                found.Add(new WordsMatch(begins.Document, begins.Position, last - first + 1));
            }
        }

        return found;
    }

    private static int Find(List<Place> places, int position) =>
        places.BinarySearch(new Place(position, 0), Place.ByPosition);
}

/// <summary>Where a word stands: its position in the text, and the passage.</summary>
internal readonly record struct Place(int Position, int Document)
{
    public static Comparer<Place> ByPosition { get; } =
        Comparer<Place>.Create(static (a, b) => a.Position.CompareTo(b.Position));
}

/// <summary>The places of a word of one or several forms in a segment, block by block.</summary>
internal sealed class WordPlaces
{
    private readonly List<DocsAndPositionsEnum> _forms;

    private WordPlaces(List<DocsAndPositionsEnum> forms) => _forms = forms;

    /// <summary>Null where no form stands in the segment.</summary>
    public static WordPlaces? Open(AtomicReader segment, string field, IReadOnlyList<string> forms)
    {
        var found = forms
            .Distinct(StringComparer.Ordinal)
            .Select(form => Postings.Positions(segment, field, form))
            .OfType<DocsAndPositionsEnum>()
            .ToList();
        return found.Count == 0 ? null : new WordPlaces(found);
    }

    public long Cost => _forms.Sum(form => form.GetCost());

    /// <summary>The first passage, from the given one on, that has the word.</summary>
    public int Next(int from)
    {
        var next = DocIdSetIterator.NO_MORE_DOCS;
        foreach (var form in _forms)
        {
            next = Math.Min(next, form.DocID < from ? form.Advance(from) : form.DocID);
        }

        return next;
    }

    /// <summary>The places, from where it is up to a passage, by position; it is behind that passage then.</summary>
    public List<Place> Read(int last)
    {
        var places = new List<Place>();
        foreach (var form in _forms)
        {
            // -1 is before the first.
            for (var document = form.DocID; document <= last && document >= 0; document = form.NextDoc())
            {
                for (var i = form.Freq; i > 0; i--)
                {
                    places.Add(new Place(form.NextPosition(), document));
                }
            }
        }

        if (_forms.Count > 1)
        {
            places.Sort(Place.ByPosition);
        }

        return places;
    }
}
