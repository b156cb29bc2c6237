using System.Text;
using SearchService.Analysis;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Passages;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Tests.Quotations.Generated;

/// <summary>A paragraph of a document, as the index keeps it.</summary>
internal sealed record QuotableBlock(string DocumentId, int Index, string Text, IReadOnlyList<Token> Words)
{
    /// <summary>The characters of the words [first, end).</summary>
    public string Span(int first, int end) => Text[Words[first].Start..Words[end - 1].End];
}

/// <summary>The texts of an index, to quote from, and by brute force whether words stand in any of them.</summary>
internal sealed class QuotableTexts
{
    private const int LeastWords = 25;
    private const int Run = 4;
    private const int Places = 1 << 27;

    /// <summary>Which runs of so many words stand anywhere, by a hash: most that do not are known by this without a look at the texts.</summary>
    private readonly System.Collections.BitArray _runs = new(Places);

    private readonly IPassageSnapshot _snapshot;
    private readonly string _words;
    private readonly List<int> _starts = [];
    private readonly Dictionary<string, (int Start, int End)> _ranges = new(StringComparer.Ordinal);

    /// <param name="preferred">Documents from which two of five quotations are taken, however many others there are.</param>
    public QuotableTexts(IPassageSnapshot snapshot, IReadOnlyList<string> preferred)
    {
        _snapshot = snapshot;
        Preferred = preferred;
        var words = new StringBuilder();
        foreach (var id in snapshot.DocumentIds)
        {
            var start = words.Length;
            _starts.Add(start);
            var passages = Passages(snapshot, id).ToList();
            var run = new Queue<string>();
            foreach (var passage in passages.OrderBy(passage => passage.Kind == PassageKind.Note))
            {
                // Notes stand each by itself.
                words.Append(passage.Kind == PassageKind.Note ? "\n " : " ");
                if (passage.Kind == PassageKind.Note)
                {
                    run.Clear();
                }

                var terms = Words.Tokenize(passage.Text).Select(token => token.Term).ToList();
                words.AppendJoin(' ', terms);
                foreach (var term in terms)
                {
                    AddRun(run, term);
                }
            }

            words.Append(" \n");
            _ranges[id] = (start, words.Length);
        }

        _words = words.ToString();
    }

    public IReadOnlyList<string> Preferred { get; }

    public DocumentSummary Summary(string id) => _snapshot.Summary(id)!;

    public string AnyDocument(Random random) =>
        Preferred.Count > 0 && random.Next(5) < 2
            ? Preferred[random.Next(Preferred.Count)]
            : _snapshot.DocumentIds[random.Next(_snapshot.DocumentIds.Count)];

    /// <summary>The paragraphs of a document that are long enough.</summary>
    public IReadOnlyList<QuotableBlock> Blocks(string id) =>
        [
            .. _snapshot
                .Document(id)!
                .Document.Blocks.Where(block => block.Kind == BlockKind.Paragraph)
                .Select(block => new QuotableBlock(id, block.Index, block.Text.Text, Words.Tokenize(block.Text.Text)))
                .Where(block => block.Words.Count >= LeastWords),
        ];

    public QuotableBlock AnyBlock(Random random)
    {
        while (true)
        {
            var blocks = Blocks(AnyDocument(random));
            if (blocks.Count > 0)
            {
                return blocks[random.Next(blocks.Count)];
            }
        }
    }

    /// <summary>Whether the words stand in any text one after another, however they are set.</summary>
    public bool Stand(string text)
    {
        var terms = Words.Tokenize(text).Select(token => token.Term).ToList();
        return Stand(terms, 0, terms.Count);
    }

    public bool StandIn(string text, string documentId)
    {
        var (start, end) = _ranges[documentId];
        return _words.AsSpan(start, end - start).Contains(Sought(text), StringComparison.Ordinal);
    }

    /// <summary>
    /// Whether nearly the same words stand in a text: half of them in a row, or two of their thirds. A sentence with a word changed still does.
    /// </summary>
    public bool NearlyStand(string text)
    {
        var terms = Words.Tokenize(text).Select(token => token.Term).ToList();
        return Enumerable
                .Range(0, terms.Count - (terms.Count / 2) + 1)
                .Any(first => Stand(terms, first, first + (terms.Count / 2)))
            || Enumerable
                .Range(0, 3)
                .SelectMany(third =>
                    DocumentsWith(Sought(terms, third * terms.Count / 3, (third + 1) * terms.Count / 3))
                )
                .CountBy(document => document)
                .Any(document => document.Value > 1);
    }

    private bool Stand(List<string> terms, int first, int end)
    {
        for (var i = first; i + Run <= end; i++)
        {
            if (!_runs[Place(terms.Skip(i).Take(Run))])
            {
                return false;
            }
        }

        return _words.Contains(Sought(terms, first, end), StringComparison.Ordinal);
    }

    private void AddRun(Queue<string> run, string term)
    {
        run.Enqueue(term);
        if (run.Count > Run)
        {
            run.Dequeue();
        }

        if (run.Count == Run)
        {
            _runs[Place(run)] = true;
        }
    }

    private static int Place(IEnumerable<string> run)
    {
        var hash = 17UL;
        foreach (var term in run)
        {
            foreach (var unit in term)
            {
                hash = (hash * 1099511628211UL) ^ unit;
            }

            hash = (hash * 1099511628211UL) ^ ' ';
        }

        return (int)((hash ^ (hash >> 29)) & (Places - 1));
    }

    private HashSet<int> DocumentsWith(string words)
    {
        var documents = new HashSet<int>();
        for (var at = 0; _words.IndexOf(words, at, StringComparison.Ordinal) is var found and >= 0; )
        {
            var document = _starts.BinarySearch(found);
            document = document < 0 ? ~document - 1 : document;
            documents.Add(document);
            at = document + 1 < _starts.Count ? _starts[document + 1] : _words.Length;
        }

        return documents;
    }

    private static string Sought(List<string> terms, int first, int end) =>
        $" {string.Join(' ', terms.Skip(first).Take(end - first))} ";

    private static string Sought(string text) =>
        $" {string.Join(' ', Words.Tokenize(text).Select(token => token.Term))} ";

    private static IEnumerable<StoredPassage> Passages(IPassageSnapshot snapshot, string id)
    {
        for (var ordinal = 1; snapshot.Passage(id, ordinal) is { } passage; ordinal++)
        {
            yield return passage;
        }
    }
}
