using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>Turns what the passes claimed into a document: text with its map, tree, notes behind their callouts, ledger.</summary>
internal static class DocumentAssembly
{
    public static Document Assemble(Draft draft)
    {
        var problems = new List<RecoveryProblem>(draft.Problems);
        ResolveOverlaps(draft, problems);
        PageWhitespace.Mark(draft);
        draft.Blocks.RemoveAll(block => !HasWords(draft, block));
        var ordered = ReadingOrder.Of(draft);
        var blocks = new List<Block>(ordered.Count);
        var pages = draft.Pages.Select((page, i) => new PageLabel(i + 1, page.Label, page.Method)).ToList();
        var noteIndex = new Dictionary<DraftBlock, int>();
        foreach (var note in ordered.Where(block => block.Kind == BlockKind.Note))
        {
            noteIndex[note] = noteIndex.Count;
        }

        var calledFrom = new (int Block, int Offset)?[noteIndex.Count];
        var spans = new SpanMap(ordered);
        var calloutsOf = spans.Distribute(draft.Callouts.OrderBy(callout => callout.Start), callout => callout.Start);
        var doubtsOf = spans.Distribute(draft.Doubts.OrderBy(doubt => doubt.Start), doubt => doubt.Start);
        var render = new BlockText(draft);
        var sections = new SectionTree(draft, render);
        foreach (var block in ordered)
        {
            sections.Enter(block, blocks.Count);
            var text = render.Block(block);
            var callouts = calloutsOf.TryGetValue(block, out var calls) ? new List<Callout>(calls.Count) : null;
            foreach (var callout in calls ?? [])
            {
                var offset = TextOffset(text, callout.Start);
                int? note = callout.Note is { } target && noteIndex.TryGetValue(target, out var found) ? found : null;
                callouts!.Add(new Callout(offset, callout.Label, note));
                if (note is { } index)
                {
                    calledFrom[index] ??= (blocks.Count, offset);
                }
            }

            blocks.Add(
                new Block(
                    blocks.Count,
                    block.Kind,
                    sections.Current,
                    sections.ParagraphOf(block),
                    text,
                    PageStarts(draft, block, text),
                    callouts ?? [],
                    doubtsOf.TryGetValue(block, out var doubts) ? Doubts(doubts, text) : []
                )
            );
        }

        var notes = new List<Note>(noteIndex.Count);
        for (var i = 0; i < ordered.Count; i++)
        {
            if (ordered[i].Kind == BlockKind.Note)
            {
                var from = calledFrom[notes.Count];
                int? page = draft.Pages.Count > 0 ? draft.PageAt(ordered[i].Start) : null;
                notes.Add(new Note(ordered[i].Label, ordered[i].LabelMethod, i, from?.Block, from?.Offset, page));
            }
        }

        var ledger = LedgerClosing.Close(draft, ordered, problems);
        return new Document(sections.Sections, blocks, notes, pages, ledger, draft.TitlePage, problems)
        {
            PageMark = draft.PageMark,
        };
    }

    private static bool HasWords(Draft draft, DraftBlock block)
    {
        foreach (var span in block.Spans)
        {
            for (var i = span.Start; i < span.End; i++)
            {
                if (draft.Noise[i] == NoiseKind.None || draft.Replacements.ContainsKey(i))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>No character belongs to two blocks: what a block claims of an earlier one's text it does not get, and the report says so.</summary>
    private static void ResolveOverlaps(Draft draft, List<RecoveryProblem> problems)
    {
        var end = 0;
        foreach (
            var (block, span) in draft
                .Blocks.SelectMany(block => block.Spans.Select(span => (Block: block, Span: span)))
                .OrderBy(claim => claim.Span.Start)
                .ToList()
        )
        {
            if (span.Start < end)
            {
                problems.Add(new RecoveryProblem("Two parts of the document claim the same text.", span));
                var at = block.Spans.LastIndexOf(span);
                block.Spans.RemoveAt(at);
                if (span.End > end)
                {
                    block.Spans.Insert(at, new SourceSpan(end, span.End));
                }
            }

            end = Math.Max(end, span.End);
        }

        draft.Blocks.RemoveAll(block => block.Spans.Count == 0);
    }

    /// <summary>The offset in the text of the first character that comes from <paramref name="source"/> or later.</summary>
    private static int TextOffset(MappedText text, int source)
    {
        var at = text.Pieces.FirstAbove(piece => piece.Source.End, source);
        if (at < text.Pieces.Count)
        {
            var piece = text.Pieces[at];
            return piece.Repair is null ? piece.TextStart + Math.Max(0, source - piece.Source.Start) : piece.TextStart;
        }

        return text.Text.Length;
    }

    private static List<Doubt> Doubts(List<DraftDoubt> doubts, MappedText text) =>
        doubts.ConvertAll(doubt =>
        {
            var start = TextOffset(text, doubt.Start);
            var length = TextOffset(text, doubt.End) - start;
            return new Doubt(start, length, doubt.Kind, doubt.Suggestion, doubt.Certainty, doubt.Message);
        });

    private static IReadOnlyList<PageStart> PageStarts(Draft draft, DraftBlock block, MappedText text)
    {
        if (draft.Pages.Count == 0)
        {
            return [];
        }

        var starts = new List<PageStart>(1);
        foreach (var span in block.Spans)
        {
            for (
                var page = draft.PageAt(span.Start);
                page < draft.Pages.Count && draft.Pages[page].Start < span.End;
                page++
            )
            {
                var at = Math.Max(draft.Pages[page].Start, span.Start);
                var offset = span == block.Spans[0] && at == span.Start ? 0 : TextOffset(text, at);
                if (starts.Count == 0 || starts[^1].Page != page)
                {
                    // The space that joins two pages belongs to the earlier one.
                    if (offset > 0 && offset < text.Text.Length && text.Text[offset] == ' ')
                    {
                        offset++;
                    }

                    starts.Add(new PageStart(offset, page));
                }
            }
        }

        return starts;
    }
}
