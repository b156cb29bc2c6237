using Lucene.Net.Index;
using Lucene.Net.Search;
using SearchService.Retrieval.Engines;

namespace SearchService.Lucene;

/// <summary>Where in passages a clause's words stand, but for those that are excluded.</summary>
internal sealed class MarkedPlaces(PassageClause marks, QueryTranslation translation)
{
    /// <param name="documents">Passages of the segment.</param>
    /// <returns>The places of each passage that has any, in no order; one may be there twice.</returns>
    public Dictionary<int, List<PositionSpan>> Find(AtomicReader segment, IEnumerable<int> documents)
    {
        var wanted = new SortedSet<int>(documents);
        var found = new Dictionary<int, List<PositionSpan>>();
        Find(marks, segment, wanted, found);
        return found;
    }

    private void Find(
        PassageClause clause,
        AtomicReader segment,
        SortedSet<int> wanted,
        Dictionary<int, List<PositionSpan>> found
    )
    {
        switch (clause)
        {
            case TermClause term:
                FindTerms(term.Field, term.Terms, segment, wanted, found);
                break;
            case WildcardClause wildcard:
                FindTerms(wildcard.Field, Terms(wildcard), segment, wanted, found);
                break;
            case FuzzyClause fuzzy:
                FindTerms(fuzzy.Field, Terms(fuzzy), segment, wanted, found);
                break;
            case PhraseClause or NearClause:
                FindWords(clause, segment, wanted, found);
                break;
            default:
                foreach (var child in Included(clause))
                {
                    Find(child, segment, wanted, found);
                }

                break;
        }
    }

    private IEnumerable<string> Terms(PassageClause clause) => translation.Expand(clause).Select(term => term.Term);

    private static IEnumerable<PassageClause> Included(PassageClause clause) =>
        clause switch
        {
            AllClause all => all.Children,
            AnyClause any => any.Children,
            RaisedClause raised => raised.Optional.Prepend(raised.Required),
            ExceptClause except => [except.Included],
            WeightedClause weighted => [weighted.Child],
            FilterClause filter => [filter.Child],
            KindWeightedClause kinds => [kinds.Child],
            _ => [],
        };

    private static void FindTerms(
        PassageField field,
        IEnumerable<string> terms,
        AtomicReader segment,
        SortedSet<int> wanted,
        Dictionary<int, List<PositionSpan>> found
    )
    {
        foreach (var term in terms.Distinct(StringComparer.Ordinal))
        {
            if (Postings.Positions(segment, PassageFields.Name(field), term) is not { } docs)
            {
                continue;
            }

            foreach (var document in wanted)
            {
                if (docs.DocID < document)
                {
                    docs.Advance(document);
                }

                if (docs.DocID != document)
                {
                    continue;
                }

                for (var i = docs.Freq; i > 0; i--)
                {
                    Add(found, document, new PositionSpan(field, docs.NextPosition(), 1));
                }
            }
        }
    }

    private static void FindWords(
        PassageClause clause,
        AtomicReader segment,
        SortedSet<int> wanted,
        Dictionary<int, List<PositionSpan>> found
    )
    {
        var matcher = WordsMatcher.Open(segment, clause);
        if (matcher is null)
        {
            return;
        }

        var blocks = SegmentBlocks.Of(segment);
        var (field, _) = WordsMatcher.Words(clause);
        foreach (var block in wanted.Select(blocks.BlockOf).Distinct())
        {
            if (matcher.Block > block || !matcher.MoveTo(block) || matcher.Block != block)
            {
                continue;
            }

            foreach (var match in matcher.Matches.Where(match => wanted.Contains(match.Document)))
            {
                Add(found, match.Document, new PositionSpan(field, match.Start, match.Length));
            }
        }
    }

    private static void Add(Dictionary<int, List<PositionSpan>> found, int document, PositionSpan span)
    {
        if (!found.TryGetValue(document, out var spans))
        {
            found[document] = spans = [];
        }

        spans.Add(span);
    }
}
