using SearchService.Corpus.Documents;
using SearchService.Corpus.Passages;
using SearchService.Retrieval.Searching;

namespace SearchService.Retrieval.Indexing;

/// <summary>Which passages call the notes of a document, and which hold their words.</summary>
internal sealed class PassageNotes
{
    private readonly Dictionary<int, List<StoredNote>> _calledIn = [];
    private readonly Dictionary<int, (Note Note, int? Caller)> _of = [];

    public PassageNotes(Document document, IReadOnlyList<Passage> passages)
    {
        var holdersOf = passages
            .SelectMany(passage => passage.Parts.Select(part => new Holder(part, passage)))
            .GroupBy(holder => holder.Part.Block)
            .ToDictionary(holders => holders.Key, holders => holders.ToList());
        var citations = new CitationReadings(document);
        foreach (var note in document.Notes)
        {
            if (!holdersOf.TryGetValue(note.Block, out var own))
            {
                continue;
            }

            var called =
                note is { CalledFrom: { } block, CalledAt: { } offset } && holdersOf.TryGetValue(block, out var holders)
                    ? Called(document, holders, offset)
                    : ((Passage Passage, int At)?)null;
            foreach (var (_, passage) in own)
            {
                _of[passage.Ordinal] = (note, called?.Passage.Ordinal);
            }

            if (called is var (caller, at))
            {
                if (!_calledIn.TryGetValue(caller.Ordinal, out var list))
                {
                    _calledIn[caller.Ordinal] = list = [];
                }

                var text = document.Blocks[note.Block].Text.Text;
                list.Add(
                    new StoredNote(
                        note.Label,
                        note.LabelMethod,
                        own[0].Passage.Ordinal + 1,
                        at,
                        text,
                        [.. citations.Resolved(note.Block, 0, text.Length)]
                    )
                );
            }
        }
    }

    /// <summary>The notes that a passage calls, in the document's order of notes.</summary>
    public IReadOnlyList<StoredNote> CalledIn(Passage passage) =>
        _calledIn.TryGetValue(passage.Ordinal, out var called) ? called : [];

    /// <summary>The note that a passage holds words of, and the ordinal (0-based) of the passage that calls it, where that is known.</summary>
    public (Note? Note, int? Caller) Of(Passage passage) =>
        _of.TryGetValue(passage.Ordinal, out var note) ? note : (null, null);

    /// <summary>The passage that a callout stands in, and its offset in that passage's text.</summary>
    private static (Passage Passage, int At) Called(Document document, List<Holder> holders, int offset)
    {
        // A callout behind the last word of a piece belongs to that piece, not to the next one.
        var first = holders.FirstFrom(holder => holder.Part.End, offset);
        var (part, passage) = holders[Math.Min(first, holders.Count - 1)];
        var shown = Shown(part);
        return (
            passage,
            passage
                .Parts.TakeWhile(other => other != part)
                .Sum(other => Shown(other).Length + Document.BlockSeparator.Length)
                + Math.Clamp(offset - shown.Start, 0, shown.Length)
        );

        PassagePart Shown(PassagePart of) => PassageIndexing.WithoutTrailingSpace(document.Blocks[of.Block], of);
    }

    /// <summary>A part of a block and the passage that it is in.</summary>
    private readonly record struct Holder(PassagePart Part, Passage Passage);
}
