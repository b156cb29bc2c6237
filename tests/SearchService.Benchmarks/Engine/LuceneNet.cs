#if LUCENE_NET
using System.Diagnostics;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;
using SearchService.Analysis;
using Token = SearchService.Analysis.Token;

namespace SearchService.Benchmarks.Engine;

/// <summary>
/// Lucene.Net over the passages, as the peer's benchmark uses Lucene 8: its own queries and scores, one thread. Its terms are those of
/// our analysis, which the service gives it as well.
/// </summary>
internal static class LuceneNet
{
    private const int SloppyGap = 5;
    private const int FuzzyEdits = 2;
    private const int FuzzyExpansions = 50;

    /// <returns>Documents, and seconds from the first byte read to the commit.</returns>
    public static (int Documents, double Seconds) Build(string passages, string folder, int limit)
    {
        var started = Stopwatch.GetTimestamp();
        var type = new FieldType
        {
            IsIndexed = true,
            IsTokenized = true,
            IndexOptions = IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS,
        };
        type.Freeze();
        using var directory = FSDirectory.Open(folder);
        using var writer = new IndexWriter(
            directory,
            new IndexWriterConfig(LuceneVersion.LUCENE_48, null)
            {
                RAMBufferSizeMB = 256,
                OpenMode = OpenMode.CREATE,
                Similarity = new BM25Similarity(),
            }
        );
        var tokens = new Tokens();
        var documents = 0;
        foreach (var passage in PassageFile.Read(passages, limit))
        {
            tokens.Text = passage.Text;
            writer.AddDocument([
                new StringField("id", passage.Id, Field.Store.YES),
                new StringField("doc", passage.Document, Field.Store.YES),
                new StoredField("title", passage.Title),
                new StoredField("section", passage.Section),
                new StoredField("text", passage.Text),
                new Field(BenchQuery.Field, tokens, type),
            ]);
            documents++;
        }

        writer.Commit();
        return (documents, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>Times all queries in turn, again and again, on this thread.</summary>
    public static Dictionary<string, Timings> Time(
        string folder,
        IReadOnlyList<BenchQuery> queries,
        int hits,
        int warm,
        int timed
    )
    {
        using var directory = FSDirectory.Open(folder);
        using var reader = DirectoryReader.Open(directory);
        var searcher = new IndexSearcher(reader) { Similarity = new BM25Similarity() };
        var analysis = new PassageAnalysis();
        Query[] bound = [.. queries.Select(query => ToQuery(query, analysis))];
        double[][] times = [.. queries.Select(_ => new double[timed])];
        for (var pass = -warm; pass < timed; pass++)
        {
            for (var i = 0; i < bound.Length; i++)
            {
                var started = Stopwatch.GetTimestamp();
                searcher.Search(bound[i], hits);
                if (pass >= 0)
                {
                    times[i][pass] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
                }
            }
        }

        return Enumerable
            .Range(0, queries.Count)
            .GroupBy(i => queries[i].Kind, StringComparer.Ordinal)
            .ToDictionary(
                kind => kind.Key,
                kind => Timings.Of([.. kind.Select(i => times[i])]),
                StringComparer.Ordinal
            );
    }

    private static Query ToQuery(BenchQuery query, PassageAnalysis analysis)
    {
        var terms = analysis.Terms(query.Text).Select(term => new Term(BenchQuery.Field, term)).ToList();
        switch (query.Kind)
        {
            case "term":
                return new TermQuery(terms[0]);
            case "and" or "or":
                var boolean = new BooleanQuery(disableCoord: true);
                terms.ForEach(term =>
                    boolean.Add(new TermQuery(term), query.Kind == "and" ? Occur.MUST : Occur.SHOULD)
                );
                return boolean;
            case "phrase" or "sloppy":
                var phrase = new PhraseQuery { Slop = query.Kind == "sloppy" ? SloppyGap : 0 };
                terms.ForEach(phrase.Add);
                return phrase;
            case "prefix":
                return new PrefixQuery(new Term(BenchQuery.Field, Folding.Fold(query.Text)));
            case "fuzzy":
                return new FuzzyQuery(
                    new Term(BenchQuery.Field, Folding.Fold(query.Text)),
                    FuzzyEdits,
                    prefixLength: 0,
                    FuzzyExpansions,
                    transpositions: true
                );
            default:
                throw new InvalidOperationException(query.Kind);
        }
    }

    /// <summary>The terms of one text after another, with the offsets of the words.</summary>
    private sealed class Tokens : TokenStream
    {
        private readonly Dictionary<string, string> _stems = new(StringComparer.Ordinal);
        private readonly ICharTermAttribute _term;
        private readonly IOffsetAttribute _offset;
        private IReadOnlyList<Token> _words = [];
        private int _next;

        public Tokens()
        {
            _term = AddAttribute<ICharTermAttribute>();
            _offset = AddAttribute<IOffsetAttribute>();
        }

        public string Text { get; set; } = "";

        public override void Reset()
        {
            base.Reset();
            _words = Words.Tokenize(Text);
            _next = 0;
        }

        public override bool IncrementToken()
        {
            if (_next == _words.Count)
            {
                return false;
            }

            var word = _words[_next++];
            ClearAttributes();
            if (!_stems.TryGetValue(word.Term, out var stem))
            {
                _stems[word.Term] = stem = EnglishStemmer.Stem(Words.WithoutPossessive(word.Term));
            }

            _term.Append(stem);
            _offset.SetOffset(word.Start, word.End);
            return true;
        }
    }
}
#endif
