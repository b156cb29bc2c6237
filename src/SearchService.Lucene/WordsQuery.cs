using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using SearchService.Retrieval.Engines;

namespace SearchService.Lucene;

/// <summary>A phrase, or words near each other; the places where they stand are counted as a word's are.</summary>
internal sealed class WordsQuery(PassageClause clause) : Query
{
    public override Weight CreateWeight(IndexSearcher searcher) =>
        new WordsWeight(this, clause, ((PassageSearcher)searcher).Statistics);

    public override string ToString(string shownField) => clause.ToString();

    private sealed class WordsWeight(WordsQuery query, PassageClause clause, PassageStatistics statistics)
        : PassageWeight(query)
    {
        private readonly string _field = PassageFields.Name(WordsMatcher.Words(clause).Field);
        private Bm25? _scoring;

        public override void Normalize(float norm, float topLevelBoost)
        {
            base.Normalize(norm, topLevelBoost);
            var rarity = WordsMatcher
                .Words(clause)
                .Words.Where(forms => forms.Count > 0)
                .Sum(forms => statistics.Rarity(_field, [.. forms.Distinct(StringComparer.Ordinal)]));
            _scoring = new Bm25(statistics, _field, Boost * rarity);
        }

        public override Scorer? GetScorer(AtomicReaderContext context, IBits acceptDocs)
        {
            var segment = context.AtomicReader;
            var lengths = segment.GetNormValues(_field);
            return WordsMatcher.Open(segment, clause) is { } matcher
                ? new WordsScorer(
                    this,
                    SegmentBlocks.Of(segment),
                    matcher,
                    acceptDocs,
                    (document, frequency) => _scoring!.Value.Score(frequency, lengths.Get(document))
                )
                : null;
        }
    }

    private sealed class WordsScorer(
        Weight weight,
        SegmentBlocks blocks,
        WordsMatcher matcher,
        IBits? accepted,
        Func<int, int, double> score
    ) : Scorer(weight)
    {
        private int _document = -1;

        /// <summary>The first of the block's matches behind those of the passage.</summary>
        private int _next;
        private int _frequency;

        public override int DocID => _document;

        public override int Freq => _frequency;

        public override int NextDoc() => Advance(_document + 1);

        public override int Advance(int target)
        {
            while (target < NO_MORE_DOCS)
            {
                if (matcher.Block < 0 || (matcher.Block < blocks.Count && target > blocks.Root(matcher.Block)))
                {
                    _next = 0;
                    if (blocks.BlockOf(target) is var block && (block >= blocks.Count || !matcher.MoveTo(block)))
                    {
                        break;
                    }
                }

                if (matcher.Block >= blocks.Count)
                {
                    break;
                }

                while (Read())
                {
                    if (_document >= target && accepted?.Get(_document) != false)
                    {
                        return _document;
                    }
                }

                target = blocks.Root(matcher.Block) + 1;
            }

            return _document = NO_MORE_DOCS;
        }

        public override long GetCost() => matcher.Cost;

        public override float GetScore() => (float)score(_document, _frequency);

        /// <summary>Takes the next passage of the block with all its matches.</summary>
        private bool Read()
        {
            if (_next == matcher.Matches.Count)
            {
                return false;
            }

            var first = _next;
            _document = matcher.Matches[first].Document;
            while (_next < matcher.Matches.Count && matcher.Matches[_next].Document == _document)
            {
                _next++;
            }

            _frequency = _next - first;
            return true;
        }
    }
}
