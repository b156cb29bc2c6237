import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Version;

/**
 * What Lucene 8 finds, for LucenePeer.cs to compare. Arguments: PASSAGES QUERIES ANSWERS FOLDER B.
 * PASSAGES has one a line, terms with a blank between; QUERIES one a line, in words:
 *
 *   query = term TERM | prefix START | wildcard PATTERN
 *         | phrase COUNT (OFFSET TERM)*
 *         | bool LEAST MUSTS SHOULDS NOTS query*
 *
 * ANSWERS gets, for each query, how many passages match, then of each its number, from 0, and its score: big-endian integers and
 * floats of 32 bits. The index is made in FOLDER, which is empty. B is BM25's; its k1 is 1.2.
 */
public final class LucenePeer {
  private static final String FIELD = "text";
  private static final String NUMBER = "number";
  private static final float K1 = 1.2f;

  // No term of a passage is longer than what Lucene can index.
  private static final int LONGEST_TERM = 32766;

  public static void main(String[] arguments) throws IOException {
    BM25Similarity bm25 = new BM25Similarity(K1, Float.parseFloat(arguments[4]));
    try (Directory folder = FSDirectory.open(Path.of(arguments[3]))) {
      index(folder, Path.of(arguments[0]), bm25);
      try (DirectoryReader reader = DirectoryReader.open(folder)) {
        IndexSearcher searcher = new IndexSearcher(reader);
        searcher.setSimilarity(bm25);
        searcher.setQueryCache(null);
        answer(searcher, Path.of(arguments[1]), Path.of(arguments[2]));
      }
    }

    System.out.println("Lucene " + Version.LATEST + ", Java " + System.getProperty("java.version"));
  }

  private static void index(Directory folder, Path passages, BM25Similarity bm25) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(new WhitespaceAnalyzer(LONGEST_TERM)).setSimilarity(bm25);
    try (IndexWriter writer = new IndexWriter(folder, config);
        BufferedReader lines = Files.newBufferedReader(passages, StandardCharsets.UTF_8)) {
      TextField text = new TextField(FIELD, "", Field.Store.NO);
      NumericDocValuesField number = new NumericDocValuesField(NUMBER, 0);
      Document document = new Document();
      document.add(text);
      document.add(number);
      long count = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        text.setStringValue(line);
        number.setLongValue(count++);
        writer.addDocument(document);
      }
    }
  }

  private static void answer(IndexSearcher searcher, Path queries, Path answers) throws IOException {
    Matches matches = new Matches();
    try (BufferedReader lines = Files.newBufferedReader(queries, StandardCharsets.UTF_8);
        DataOutputStream output = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(answers)))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        matches.count = 0;
        searcher.search(read(Arrays.asList(line.split(" ")).iterator()), matches);
        output.writeInt(matches.count);
        for (int i = 0; i < matches.count; i++) {
          output.writeInt(matches.numbers[i]);
          output.writeFloat(matches.scores[i]);
        }
      }
    }
  }

  private static Query read(Iterator<String> words) {
    String kind = words.next();
    switch (kind) {
      case "term":
        return worth(new TermQuery(new Term(FIELD, words.next())));
      case "prefix":
        return new PrefixQuery(new Term(FIELD, words.next()));
      case "wildcard":
        return new WildcardQuery(new Term(FIELD, words.next()));
      case "phrase":
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        for (int left = number(words); left > 0; left--) {
          int offset = number(words);
          phrase.add(new Term(FIELD, words.next()), offset);
        }
        return worth(phrase.build());
      case "bool":
        BooleanQuery.Builder bool = new BooleanQuery.Builder();
        bool.setMinimumNumberShouldMatch(number(words));
        int musts = number(words);
        int shoulds = number(words);
        int nots = number(words);
        add(bool, Occur.MUST, musts, words);
        add(bool, Occur.SHOULD, shoulds, words);
        add(bool, Occur.MUST_NOT, nots, words);
        return bool.build();
      default:
        throw new IllegalArgumentException(kind);
    }
  }

  private static void add(BooleanQuery.Builder bool, Occur occur, int count, Iterator<String> words) {
    for (int i = 0; i < count; i++) {
      bool.add(read(words), occur);
    }
  }

  private static int number(Iterator<String> words) {
    return Integer.parseInt(words.next());
  }

  /** Lucene 8 leaves the factor k1 + 1 out of BM25; beside constant scores it is not the same without. */
  private static Query worth(Query query) {
    return new BoostQuery(query, K1 + 1);
  }

  /** All that match, none passed over. */
  private static final class Matches extends SimpleCollector {
    int count;
    int[] numbers = new int[1024];
    float[] scores = new float[1024];
    private NumericDocValues number;
    private Scorable scorer;

    @Override
    protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
      number = leaf.reader().getNumericDocValues(NUMBER);
    }

    @Override
    public void setScorer(Scorable scorer) {
      this.scorer = scorer;
    }

    @Override
    public void collect(int document) throws IOException {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
        scores = Arrays.copyOf(scores, 2 * count);
      }

      if (!number.advanceExact(document)) {
        throw new IllegalStateException("a passage without a number");
      }

      numbers[count] = (int) number.longValue();
      scores[count++] = scorer.score();
    }

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.COMPLETE;
    }
  }
}
