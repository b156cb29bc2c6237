using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>Turns what the passes claimed into a document: text with its map, tree, notes behind their callouts, ledger.</summary>
internal static class DocumentAssembly
{
    public static Document Assemble(Draft draft)
    {
        var problems = new List<RecoveryProblem>(draft.Problems);
        ResolveOverlaps(draft, problems);
        NormaliseWhitespace(draft);
        draft.Blocks.RemoveAll(block => !HasWords(draft, block));
        var ordered = ReadingOrder(draft);
        var sections = new List<Section>();
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
        var section = -1;
        var sectionStart = -1;
        var paragraph = 0;
        foreach (var block in ordered)
        {
            if (block.Kind == BlockKind.Heading)
            {
                section = OpenSection(sections, block, blocks.Count, render);
                sectionStart = block.Start;
                paragraph = 0;
            }
            else if (block.Kind != BlockKind.Note || section < 0)
            {
                var region = draft.Regions.FindLast(candidate => candidate.Start <= block.Start);
                if (
                    section < 0
                    || (region is not null && region.Start > sectionStart && Opens(region, sections[section]))
                )
                {
                    section = sections.Count;
                    sectionStart = block.Start;
                    sections.Add(new Section(section, null, 1, "", region?.Role ?? SectionRole.Body, null));
                    paragraph = 0;
                }
            }

            if (block.Kind == BlockKind.Paragraph)
            {
                paragraph++;
            }

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

            // Nobody counts the paragraphs of covers, title pages and imprints.
            var counted =
                block.Kind is not (BlockKind.Heading or BlockKind.Note)
                && paragraph > 0
                && sections[section] is not { Role: SectionRole.Front, Heading: null };
            blocks.Add(
                new Block(
                    blocks.Count,
                    block.Kind,
                    section,
                    counted ? paragraph : null,
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
                int? page = draft.Pages.Count > 0 ? PageAt(draft, ordered[i].Start) : null;
                notes.Add(new Note(ordered[i].Label, ordered[i].LabelMethod, i, from?.Block, from?.Offset, page));
            }
        }

        var ledger = CloseLedger(draft, ordered, problems);
        return new Document(sections, blocks, notes, pages, ledger, draft.TitlePage, problems)
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

    /// <summary>Whitespace that only the page needed is noise: at the ends of blocks and lines, and all but one of a run of spaces.</summary>
    private static void NormaliseWhitespace(Draft draft)
    {
        var (source, noise) = (draft.Source, draft.Noise);
        foreach (var block in draft.Blocks.Where(block => !block.Verbatim))
        {
            var previousKept = '\n';

            // The space that stays where words follow it; -1 while there is none.
            var pending = -1;
            foreach (var span in block.Spans)
            {
                for (var i = span.Start; i < span.End; i++)
                {
                    if (noise[i] != NoiseKind.None)
                    {
                        if (draft.Replacements.Count > 0 && draft.Replacements.TryGetValue(i, out var replacement))
                        {
                            pending = -1;
                            previousKept = replacement.Text[^1];
                        }

                        continue;
                    }

                    var c = source[i];
                    if (!char.IsWhiteSpace(c))
                    {
                        pending = -1;
                        previousKept = c;
                    }
                    else if (c is '\n' or '\r' or '\f')
                    {
                        noise[i] = NoiseKind.LineBreak;
                        DropPending(noise, ref pending);
                        previousKept = '\n';
                    }
                    else if (char.IsWhiteSpace(previousKept) || pending >= 0)
                    {
                        noise[i] = NoiseKind.Space;
                    }
                    else
                    {
                        pending = i;
                    }
                }

                DropPending(noise, ref pending);
                previousKept = '\n';
            }
        }
    }

    private static void DropPending(NoiseKind[] noise, ref int pending)
    {
        if (pending >= 0)
        {
            noise[pending] = NoiseKind.Space;
            pending = -1;
        }
    }

    /// <summary>Blocks by place in the source; a note stands behind the block that first calls it, an uncalled one behind what precedes it.</summary>
    private static List<DraftBlock> ReadingOrder(Draft draft)
    {
        var body = draft.Blocks.Where(block => block.Kind != BlockKind.Note).OrderBy(block => block.Start).ToList();
        var notes = draft.Blocks.Where(block => block.Kind == BlockKind.Note).OrderBy(block => block.Start).ToList();
        var behind = new Dictionary<DraftBlock, List<(int Key, DraftBlock Note)>>();
        var leading = new List<DraftBlock>();
        var callerOf = new Dictionary<DraftBlock, (DraftBlock Block, int At)>();
        var spans = new SpanMap(body);
        foreach (var callout in draft.Callouts.OrderBy(callout => callout.Start))
        {
            if (callout.Note is { } note && !callerOf.ContainsKey(note) && spans.At(callout.Start) is { } caller)
            {
                callerOf[note] = (caller, callout.Start);
            }
        }

        var preceding = -1;
        (int Preceding, (DraftBlock Block, int At) Caller)? before = null;
        foreach (var note in notes)
        {
            while (preceding + 1 < body.Count && body[preceding + 1].Start < note.Start)
            {
                preceding++;
            }

            if (callerOf.TryGetValue(note, out var caller))
            {
                Behind(caller.Block).Add((caller.At, note));
                before = (preceding, caller);
            }
            else if (before is { } neighbour && neighbour.Preceding == preceding)
            {
                // Uncalled in a run of notes: it keeps its place behind its neighbour.
                Behind(neighbour.Caller.Block).Add((neighbour.Caller.At, note));
            }
            else if (preceding >= 0)
            {
                Behind(body[preceding]).Add((note.Start, note));
            }
            else
            {
                leading.Add(note);
            }
        }

        var ordered = new List<DraftBlock>(leading);
        foreach (var block in body)
        {
            ordered.Add(block);
            if (behind.TryGetValue(block, out var followers))
            {
                ordered.AddRange(followers.OrderBy(follower => follower.Key).Select(follower => follower.Note));
            }
        }

        return ordered;

        List<(int Key, DraftBlock Note)> Behind(DraftBlock block)
        {
            if (!behind.TryGetValue(block, out var list))
            {
                behind[block] = list = [];
            }

            return list;
        }
    }

    /// <summary>Whether a region that begins without a heading ends the section before it: one with a heading, or of another role.</summary>
    private static bool Opens(DraftRegion region, Section section) =>
        section.Heading is not null || section.Role != region.Role;

    private static int OpenSection(List<Section> sections, DraftBlock heading, int blockIndex, BlockText render)
    {
        var level = Math.Max(1, heading.Level);
        int? parent = null;
        // Walk up from the latest section with a heading: the first shallower one on its path is the parent.
        for (var i = sections.Count - 1; i >= 0; i = sections[i].Heading is null ? i - 1 : sections[i].Parent ?? -1)
        {
            if (sections[i].Heading is not null && sections[i].Level < level)
            {
                parent = i;
                break;
            }
        }

        var title = render.Block(heading).Text;
        sections.Add(new Section(sections.Count, parent, level, title, heading.Role, blockIndex));
        return sections.Count - 1;
    }

    /// <summary>The offset in the text of the first character that comes from <paramref name="source"/> or later.</summary>
    private static int TextOffset(MappedText text, int source)
    {
        var (low, high) = (0, text.Pieces.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = text.Pieces[middle].Source.End <= source ? (middle + 1, high) : (low, middle);
        }

        if (low < text.Pieces.Count)
        {
            var piece = text.Pieces[low];
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
                var page = PageAt(draft, span.Start);
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

    private static int PageAt(Draft draft, int offset)
    {
        var (low, high) = (0, draft.Pages.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = draft.Pages[middle].Start <= offset ? (middle + 1, high) : (low, middle);
        }

        return Math.Max(0, low - 1);
    }

    private static List<LedgerEntry> CloseLedger(Draft draft, List<DraftBlock> ordered, List<RecoveryProblem> problems)
    {
        var spans = ordered
            .SelectMany((block, index) => block.Spans.Select(span => (Span: span, Block: index)))
            .ToArray();
        Array.Sort(spans, (a, b) => a.Span.Start.CompareTo(b.Span.Start));

        // Counted first: it has an entry or two a line, and a list that grew would take twice as much.
        var ledger = new List<LedgerEntry>(Entries(draft, spans).Count());
        ledger.AddRange(Entries(draft, spans));
        problems.AddRange(
            from entry in ledger
            where entry is { Block: null, Noise: NoiseKind.None }
            select new RecoveryProblem("Text that no part of the document accounts for.", entry.Span)
        );
        return ledger;
    }

    private static IEnumerable<LedgerEntry> Entries(Draft draft, (SourceSpan Span, int Block)[] spans)
    {
        LedgerEntry? open = null;
        var next = 0;
        for (var i = 0; i < draft.Source.Length; )
        {
            while (next < spans.Length && spans[next].Span.End <= i)
            {
                next++;
            }

            var inBlock = next < spans.Length && spans[next].Span.Start <= i;
            var limit =
                inBlock ? spans[next].Span.End
                : next < spans.Length ? spans[next].Span.Start
                : draft.Source.Length;
            var noise = draft.Noise[i];
            var end = EndOfRun(draft, i, limit, noise);
            if (noise == NoiseKind.None && !inBlock)
            {
                noise = Unclaimed(draft.Source[i]);
                end = i + 1;
                while (end < limit && draft.Noise[end] == NoiseKind.None && Unclaimed(draft.Source[end]) == noise)
                {
                    end++;
                }
            }

            int? block = noise == NoiseKind.None && inBlock ? spans[next].Block : null;
            if (open is { } before && (before.Block != block || before.Noise != noise))
            {
                yield return before;
                open = null;
            }

            open = new LedgerEntry(new SourceSpan(open?.Span.Start ?? i, end), block, noise);
            i = end;
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    private static int EndOfRun(Draft draft, int start, int limit, NoiseKind kind) =>
        draft.Noise.AsSpan(start, limit - start).IndexOfAnyExcept(kind) is >= 0 and var length ? start + length : limit;

    /// <summary>What a character is that neither a block nor noise has: space of the page, or unaccounted for.</summary>
    private static NoiseKind Unclaimed(char c) =>
        c is '\n' or '\r' or '\f' ? NoiseKind.LineBreak
        : char.IsWhiteSpace(c) ? NoiseKind.Space
        : NoiseKind.None;
}
