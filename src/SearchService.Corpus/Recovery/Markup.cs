using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>Markdown's marks of headings, which two passes read.</summary>
internal static class Markup
{
    /// <summary>A line of one to six number signs and a title; where the title stands, without closing signs. Null for any other line.</summary>
    public static (int Level, int Start, int End)? AtxHeading(Draft draft, DraftLine line)
    {
        int at = line.Start,
            end = line.End;
        while (at < end && draft.Source[at] == ' ')
        {
            at++;
        }

        var level = 0;
        while (at < end && draft.Source[at] == '#')
        {
            level++;
            at++;
        }

        if (level is 0 or > 6 || at >= end || !char.IsWhiteSpace(draft.Source[at]))
        {
            return null;
        }

        while (at < end && char.IsWhiteSpace(draft.Source[at]))
        {
            at++;
        }

        while (end > at && char.IsWhiteSpace(draft.Source[end - 1]))
        {
            end--;
        }

        var signs = end;
        while (signs > at && draft.Source[signs - 1] == '#')
        {
            signs--;
        }

        if (signs < end && signs > at && char.IsWhiteSpace(draft.Source[signs - 1]))
        {
            end = signs;
        }

        return at < end ? (level, at, end) : null;
    }

    /// <summary>Number signs around a heading and the line under it are noise.</summary>
    public static void DropHeadingMarks(Draft draft, int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            var line = draft.Lines[i];
            if (AtxHeading(draft, line) is { } atx)
            {
                draft.Mark(line.Start, atx.Start, NoiseKind.Markup);
                draft.Mark(atx.End, line.End, NoiseKind.Markup);
            }
            else if (i > first && draft.Source.AsSpan(line.Start, line.End - line.Start).Trim() is ['=' or '-', ..])
            {
                draft.Mark(line.Start, line.End, NoiseKind.Markup);
            }
        }
    }
}
