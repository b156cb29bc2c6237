using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>Blocks by place in the source; a note stands behind the block that first calls it, an uncalled one behind what precedes it.</summary>
internal static class ReadingOrder
{
    public static List<DraftBlock> Of(Draft draft)
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
}
