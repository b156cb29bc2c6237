using SearchService.Analysis;
using SearchService.Corpus.Documents;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Quotations;

/// <summary>
/// Passages of one document that follow one another, as one text with its words: what a quotation is aligned against, so that words
/// over the cut between two passages align whole.
/// </summary>
internal sealed class SourceStretch
{
    private readonly IReadOnlyList<(StoredPassage Passage, int Start)> _passages;

    private SourceStretch(IReadOnlyList<(StoredPassage Passage, int Start)> passages, string text)
    {
        _passages = passages;
        Text = text;
        Brackets = QuotedText.BracketsOf(text);
        Words = QuotedText.WordsOf(text, Brackets);
    }

    public string DocumentId => _passages[0].Passage.DocumentId;

    public string Text { get; }

    /// <summary>Ranges in square brackets.</summary>
    public IReadOnlyList<(int Start, int End)> Brackets { get; }

    /// <summary>As of a quotation: brackets within a word do not part it.</summary>
    public IReadOnlyList<Token> Words { get; }

    /// <summary>Where the source calls notes, in UTF-16 of the text, and by which label.</summary>
    public IEnumerable<(int At, string Label)> NoteMarks
    {
        get
        {
            foreach (var (passage, start) in _passages)
            {
                foreach (var note in passage.Notes)
                {
                    if (note is { CalledAt: { } at, Label: { Length: > 0 } label })
                    {
                        yield return (start + at, label);
                    }
                }
            }
        }
    }

    public static SourceStretch Of(IReadOnlyList<StoredPassage> passages)
    {
        var places = new List<(StoredPassage, int)>(passages.Count);
        var text = new System.Text.StringBuilder();
        StoredPassage? last = null;
        foreach (var passage in passages)
        {
            if (last is not null)
            {
                // A cut inside a block fell on the space between two sentences.
                var isCut =
                    last.Parts.Count > 0 && passage.Parts.Count > 0 && last.Parts[^1].Block == passage.Parts[0].Block;
                text.Append(isCut ? " " : Document.BlockSeparator);
            }

            places.Add((passage, text.Length));
            text.Append(passage.Text);
            last = passage;
        }

        return new SourceStretch(places, text.ToString());
    }

    /// <summary>The passages that have characters of a UTF-16 range of the text, and which of theirs.</summary>
    public IReadOnlyList<(StoredPassage Passage, TextRange Range)> Pieces(int start, int end)
    {
        var pieces = new List<(StoredPassage, TextRange)>();
        foreach (var (passage, at) in _passages)
        {
            var from = Math.Max(0, start - at);
            var to = Math.Min(passage.Text.Length, end - at);
            if (from < to)
            {
                pieces.Add((passage, new TextRange(from, to)));
            }
        }

        return pieces;
    }
}
