using SearchService.Analysis;
using SearchService.Corpus.Documents;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Searching;

/// <summary>
/// A passage's text with the places of a query's matches in it. Where a match runs over the cut into following passages, their text
/// follows, so that the match can be shown and quoted whole.
/// </summary>
/// <param name="Text">The passage's text, and that of <see cref="Following"/> as far as there is one.</param>
/// <param name="Passages">The passage and those that a match continues in, each with where its text begins in <paramref name="Text"/>.</param>
/// <param name="Marks">Matches as UTF-16 ranges of <paramref name="Text"/>, ascending, none overlapping.</param>
public sealed record MarkedText(
    string Text,
    IReadOnlyList<(StoredPassage Passage, int TextStart)> Passages,
    IReadOnlyList<TextRange> Marks
)
{
    public StoredPassage? Following => Passages.Count > 1 ? Passages[1].Passage : null;

    /// <summary>A range of the text, passage by passage: in each passage's own text.</summary>
    public IEnumerable<(StoredPassage Passage, TextRange Range)> In(TextRange range) =>
        Passages
            .Select(piece =>
                (
                    piece.Passage,
                    Range: new TextRange(
                        Math.Max(0, range.Start - piece.TextStart),
                        Math.Min(piece.Passage.Text.Length, range.End - piece.TextStart)
                    )
                )
            )
            .Where(piece => piece.Range.Start < piece.Range.End);

    /// <param name="next">The passage that holds the words behind another one's, or null at the end.</param>
    /// <param name="isSought">Whether a term, as it stands or as a stem, is one that was sought: a compound whose joined form is, is marked whole.</param>
    public static MarkedText Of(
        StoredPassage passage,
        IReadOnlyList<PositionSpan> spans,
        Func<StoredPassage, StoredPassage?> next,
        Func<string, bool>? isSought = null
    )
    {
        var shown = spans.Where(span => span.Field is PassageField.Text or PassageField.Stem).ToList();
        var end = shown.Count == 0 ? 0 : shown.Max(span => span.Start + span.Length);
        var passages = new List<(StoredPassage, int)> { (passage, 0) };
        var text = passage.Text;
        var last = passage;
        while (end > last.FirstPosition + last.Words && next(last) is { } following)
        {
            // A cut inside a block fell on the space between two sentences.
            text += last.Parts[^1].Block == following.Parts[0].Block ? " " : Document.BlockSeparator;
            passages.Add((following, text.Length));
            text += following.Text;
            last = following;
        }

        var places = new Dictionary<int, TextRange>();
        foreach (var (piece, start) in passages)
        {
            AddPlaces(piece, start, isSought, places);
        }

        var marks = new List<TextRange>();
        foreach (var span in shown.OrderBy(span => span.Start).ThenByDescending(span => span.Length))
        {
            if (
                !places.TryGetValue(span.Start, out var first)
                || !places.TryGetValue(span.Start + span.Length - 1, out var final)
            )
            {
                continue;
            }

            if (marks.Count > 0 && first.Start < marks[^1].End)
            {
                marks[^1] = new TextRange(marks[^1].Start, Math.Max(marks[^1].End, final.End));
            }
            else
            {
                marks.Add(new TextRange(first.Start, final.End));
            }
        }

        return new MarkedText(text, passages, marks);
    }

    /// <summary>Adds where a passage's words stand, by their positions: the same as the index was given, the words of each part in turn.</summary>
    /// <param name="start">Where the passage's text begins.</param>
    internal static void AddPlaces(
        StoredPassage passage,
        int start,
        Func<string, bool>? isSought,
        Dictionary<int, TextRange> places
    )
    {
        var position = passage.FirstPosition;
        foreach (var part in passage.Parts)
        {
            var text = passage.Text[part.TextStart..part.TextEnd];
            var tokens = Words.Tokenize(text);
            foreach (var token in tokens)
            {
                var from = start + part.TextStart + token.Start;
                places[position + token.Position] = new TextRange(from, from + token.Length);
            }

            foreach (var compound in isSought is null ? [] : Words.Compounds(text, tokens))
            {
                var own = tokens[compound.Position].Term;
                if (IsSought(compound.Term) && !IsSought(own))
                {
                    var from = start + part.TextStart + compound.Start;
                    places[position + compound.Position] = new TextRange(from, from + compound.Length);
                }
            }

            if (tokens.Count > 0)
            {
                position += tokens[^1].Position + 1;
            }
        }

        bool IsSought(string term) => isSought!(term) || isSought(EnglishForm.Of(term));
    }
}
