using SearchService.Corpus.Citations;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Searching;

/// <summary>Makes hits of one answer from its matches.</summary>
internal sealed class HitMaker(IPassageSnapshot snapshot, SearchRequest request, Func<string, bool> isSought)
{
    private readonly CitationStyle _style = CitationStyles.Find(request.Style)!;

    public Hit Make(PassageMatch match, int rank)
    {
        var passage = match.Passage;
        var document = snapshot.Summary(passage.DocumentId)!;
        var marked = MarkedText.Of(passage, match.Spans, Next, isSought);
        var first = marked.Marks.Count > 0 ? marked.Marks[0] : new TextRange(0, passage.Text.Length);
        var ranges = marked.In(first).ToList();
        var text = snapshot.Document(passage.DocumentId)!;
        var runs = Selectors.Runs(text, ranges);
        return new Hit(
            rank,
            match.Score,
            PassageHeads.Head(passage, marked.Following, request.IncludeText),
            PassageHeads.Head(document),
            Snippets.Make(marked.Text, marked.Marks, request.Snippet),
            PassageHeads.Notes(passage),
            PassageCitations.Head(_style, snapshot, document, ranges),
            [.. Selectors.Of(text, runs)],
            PassageLinks.Of(text, passage, runs)
        )
        {
            FirstMatch = First(passage, ranges),
        };

        StoredPassage? Next(StoredPassage last) => Neighbours.After(snapshot, last);
    }

    private static TextRange First(StoredPassage passage, List<(StoredPassage Passage, TextRange Range)> ranges)
    {
        var own = ranges
            .Where(piece => ReferenceEquals(piece.Passage, passage))
            .Select(piece => piece.Range)
            .FirstOrDefault(new TextRange(0, passage.Text.Length));
        return new TextRange(CodePoints.Count(passage.Text, own.Start), CodePoints.Count(passage.Text, own.End));
    }
}
