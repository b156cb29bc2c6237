namespace SearchService.Corpus.Recovery;

/// <summary>Entries of texts whose paragraphs are each one line.</summary>
internal static class EntryParagraphs
{
    private const int Fewest = 5;

    /// <summary>
    /// Where a line is a paragraph, so is an entry: a name and initials at its head, or the rule for the name above, and a source's
    /// signs. The notes of a page may stand between two.
    /// </summary>
    public static void Find(Draft draft, List<int> lines, bool[] listed)
    {
        for (var i = lines.Count * ReferenceRuns.EarliestShare / 100; i < lines.Count; i++)
        {
            var entries = new List<int>();
            for (; i < lines.Count; i++)
            {
                if (IsEntry(draft, draft.Lines[lines[i]], entries.Count > 0))
                {
                    entries.Add(i);
                }
                else if (entries.Count == 0 || !(IsNote(draft, lines, i) || IsBetweenNotes(draft, lines, i)))
                {
                    break;
                }
            }

            if (entries.Count >= Fewest)
            {
                entries.ForEach(entry => listed[entry] = true);
            }
        }
    }

    private static bool IsNote(Draft draft, List<int> lines, int at) =>
        draft.Lines[lines[at]] is var line
        && NoteMark.Read(draft.Source, line.Start, line.End) is { Style: NoteMarkStyle.Superscript };

    /// <summary>A note whose number is lost stands between two that have theirs; the rest of a note of the page before above the first.</summary>
    private static bool IsBetweenNotes(Draft draft, List<int> lines, int at) =>
        at > 0
        && at + 1 < lines.Count
        && IsNote(draft, lines, at + 1)
        && (
            IsNote(draft, lines, at - 1)
            || char.IsLower(Glyphs.FirstMeant(draft, draft.Lines[lines[at]].Start, draft.Lines[lines[at]].End))
        );

    private static bool IsEntry(Draft draft, DraftLine line, bool isListed)
    {
        var start = ItemMark.Read(draft, line) is { IsNumber: false } bullet ? bullet.Content : line.Start;
        var text = draft.Source.AsSpan(start, line.End - start);
        return EntryLine.Read(draft.Source, start, line.End) is { IsSource: true } entry
            && (entry.IsName || (isListed && (text.StartsWith("__") || text.StartsWith("——"))));
    }
}
