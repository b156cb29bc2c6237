using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// A block that a page's end or its notes cut in two becomes one again: one block, two spans. Across a page's end it is enough that
/// the sentence has not ended; where nothing but a blank line stands between, the second part must also begin in the midst of one.
/// </summary>
internal static class PageJoins
{
    /// <summary>Fewer words than this may be a line of a title page or a table, which end without a full stop and are whole.</summary>
    private const int FewestWordsOfProse = 5;

    public static void Apply(Draft draft)
    {
        var ordered = draft.Blocks.OrderBy(block => block.Start).ToList();
        var kept = new List<DraftBlock>(ordered.Count);
        DraftBlock? open = null;
        var notesSince = false;
        var page = 0;
        foreach (var block in ordered)
        {
            if (block.Kind == BlockKind.Note)
            {
                notesSince = true;
                kept.Add(block);
                continue;
            }

            if (open is not null)
            {
                while (page < draft.Pages.Count && draft.Pages[page].Start < open.End)
                {
                    page++;
                }

                var crosses = notesSince || (page < draft.Pages.Count && draft.Pages[page].Start <= block.Start);
                if (Continues(draft, open, block, crosses))
                {
                    if (!crosses && draft.PageMark == PageMark.NoteBlock)
                    {
                        BeginPage(draft, block.Start);
                    }

                    open.Spans.AddRange(block.Spans);
                    notesSince = false;
                    continue;
                }
            }

            kept.Add(block);
            open = block;
            notesSince = false;
        }

        draft.Blocks.Clear();
        draft.Blocks.AddRange(kept);
    }

    /// <summary>Where notes end the pages, a page without any ended where a sentence is cut.</summary>
    private static void BeginPage(Draft draft, int start)
    {
        var next = draft.Pages.FindIndex(page => page.Start > start);
        draft.Pages.Insert(next < 0 ? draft.Pages.Count : next, new DraftPage(start, null, LocatorMethod.Unknown));
    }

    private static bool Continues(Draft draft, DraftBlock before, DraftBlock after, bool crosses)
    {
        if (
            before.Verbatim
            || after.Verbatim
            || before.Kind
                is not (BlockKind.Paragraph or BlockKind.ListItem or BlockKind.BlockQuotation or BlockKind.Reference)
            || (after.Kind != BlockKind.Paragraph && after.Kind != before.Kind)
            || (after.Kind == BlockKind.ListItem && before.Kind == BlockKind.ListItem)
            || (after.Kind == BlockKind.Reference && before.Kind == BlockKind.Reference && !crosses)
        )
        {
            return false;
        }

        var (start, end) = (before.Spans[^1].Start, before.Spans[^1].End);
        var last = Glyphs.LastMeant(draft, start, end);
        var first = Glyphs.FirstMeant(draft, after.Start, after.Spans[0].End);
        var lower = char.IsLower(first) && !BeginsAddress(draft, after);
        var ended = last is '.' or '!' or '?' or '…' or '\0';
        var prose = Glyphs.Words(draft, start, end, FewestWordsOfProse) >= FewestWordsOfProse;
        if (!crosses)
        {
            // A blank line in the midst of a sentence: the typesetter's, not the author's.
            return lower
                && !IsDisplayed(draft, before)
                && !IsDisplayed(draft, after)
                && !ended
                && last is not (':' or ';')
                && prose
                && after.Kind == BlockKind.Paragraph;
        }

        if (after.Kind == BlockKind.Reference)
        {
            // An entry begins with a name, which may be in small letters, and may end without a full stop.
            return lower && !ended;
        }

        if (lower)
        {
            return prose || !ended;
        }

        return !ended
            && prose
            && last is not (':' or ';')
            && Glyphs.Words(draft, after.Start, after.Spans[0].End, FewestWordsOfProse) >= FewestWordsOfProse;
    }

    private static bool BeginsAddress(Draft draft, DraftBlock block)
    {
        var start = draft.Source.AsSpan(block.Start, Math.Min(block.Spans[0].Length, 40)).TrimStart(" \t<([*_");
        return start.StartsWith("www.", StringComparison.Ordinal) || start.StartsWith("http", StringComparison.Ordinal);
    }

    /// <summary>Set apart by its indent, as formulas and code are.</summary>
    private static bool IsDisplayed(Draft draft, DraftBlock block) =>
        draft.Source[block.Start] == '\t'
        || draft.Source.AsSpan(block.Start, Math.Min(4, block.Spans[0].Length)) is "    ";
}
