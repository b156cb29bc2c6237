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

    private readonly IPassageSnapshot _snapshot;
    private readonly string _words;
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
            var passages = Passages(snapshot, id).ToList();
            foreach (var passage in passages.OrderBy(passage => passage.Kind == PassageKind.Note))
            {
                // Notes stand each by itself.
                words.Append(passage.Kind == PassageKind.Note ? "\n " : " ");
                words.AppendJoin(' ', Words.Tokenize(passage.Text).Select(token => token.Term));
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
    public bool Stand(string text) => _words.Contains(Sought(text), StringComparison.Ordinal);

    public bool StandIn(string text, string documentId)
    {
        var (start, end) = _ranges[documentId];
        return _words.AsSpan(start, end - start).Contains(Sought(text), StringComparison.Ordinal);
    }

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
