using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>Notes gathered under a heading of their own at the end of a text or chapter.</summary>
internal static class EndNotes
{
    private static readonly HashSet<string> Titles = new(StringComparer.OrdinalIgnoreCase)
    {
        "Notes",
        "Endnotes",
        "End notes",
        "Footnotes",
        "Notes and references",
        "References and notes",
    };

    /// <summary>A chunk of more words than this under the heading is no subheading ("Chapter 2").</summary>
    private const int MostWordsOfSubheading = 8;

    public static void Claim(Draft draft)
    {
        for (var i = 0; i < draft.Lines.Count; i++)
        {
            if (draft.Lines[i].Role == LineRole.Open && IsTitle(draft, draft.Lines[i]))
            {
                ClaimSection(draft, i + 1);
            }
        }
    }

    private static bool IsTitle(Draft draft, DraftLine line)
    {
        if (line.End - line.Start > 40)
        {
            return false;
        }

        var text = draft.Source.AsSpan(line.Start, line.End - line.Start).Trim(" \t#*_:").ToString();
        return Titles.Contains(text);
    }

    private static void ClaimSection(Draft draft, int from)
    {
        var first = from;
        while (first < draft.Lines.Count && draft.Lines[first].Role is LineRole.Blank or LineRole.Noise)
        {
            first++;
        }

        if (first == draft.Lines.Count || MarkAt(draft, first) is not { Number: 1 } opening)
        {
            return;
        }

        DraftBlock? note = null;
        var number = 0;
        for (var i = first; i < draft.Lines.Count; i++)
        {
            var line = draft.Lines[i];
            if (line.Role != LineRole.Open)
            {
                if (line.Role == LineRole.Claimed)
                {
                    return;
                }

                continue;
            }

            var mark = MarkAt(draft, i);
            if (mark is { } found && found.Style == opening.Style && (found.Number == number + 1 || found.Number == 1))
            {
                number = found.Number;
                note = Notes.Claim(draft, i, i, found, found.Label, LocatorMethod.Printed);
            }
            else if (
                note is not null
                && !(Notes.IsFinished(draft, note) && IsSectionTitle(draft, i))
                && (draft.Lines[i - 1].Role == LineRole.Claimed || !Notes.IsFinished(draft, note))
            )
            {
                note.Spans[^1] = new SourceSpan(note.Spans[^1].Start, line.End);
                line.Role = LineRole.Claimed;
            }
            else if (!IsSubheading(draft, i))
            {
                return;
            }
        }
    }

    /// <summary>"References" with a gap below it: where a page begins with it, no gap stands above.</summary>
    private static bool IsSectionTitle(Draft draft, int index) =>
        draft.Lines[index] is var line
        && (index + 1 == draft.Lines.Count || draft.Lines[index + 1].Role == LineRole.Blank)
        && SectionTitles.RoleOf(draft.Source[line.Start..line.End].Trim()) is not null;

    /// <summary>A short line after which the numbering begins again.</summary>
    private static bool IsSubheading(Draft draft, int index)
    {
        var line = draft.Lines[index];
        if (Glyphs.Words(draft, line.Start, line.End, MostWordsOfSubheading + 1) > MostWordsOfSubheading)
        {
            return false;
        }

        var next = index + 1;
        while (next < draft.Lines.Count && draft.Lines[next].Role is LineRole.Blank or LineRole.Noise)
        {
            next++;
        }

        return next < draft.Lines.Count && MarkAt(draft, next) is { Number: 1 };
    }

    private static NoteMark? MarkAt(Draft draft, int index)
    {
        var line = draft.Lines[index];
        return line.Role == LineRole.Open && NoteMark.Read(draft.Source, line.Start, line.End) is { Number: > 0 } mark
            ? mark
            : null;
    }
}
