using System.Text;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>The words of a block with their map to the source, out of what the passes kept and what they called noise.</summary>
internal static class BlockText
{
    /// <summary>Kept characters as they are; a run of noise between them is dropped, or leaves a space.</summary>
    public static MappedText Render(Draft draft, DraftBlock block)
    {
        var text = new StringBuilder();
        var pieces = new List<TextPiece>();
        var inserts = draft.Insertions.Count > 0;
        for (var s = 0; s < block.Spans.Count; s++)
        {
            var span = block.Spans[s];
            var i = span.Start;
            while (i < span.End)
            {
                var start = i;
                if (draft.Noise[i] == NoiseKind.None)
                {
                    if (inserts && draft.Insertions.TryGetValue(i, out var inserted))
                    {
                        pieces.Add(
                            new TextPiece(
                                text.Length,
                                inserted.Length,
                                new SourceSpan(i, i),
                                inserted == " " ? NoiseKind.Space : NoiseKind.LineEndHyphen
                            )
                        );
                        text.Append(inserted);
                    }

                    i++;
                    while (
                        i < span.End
                        && draft.Noise[i] == NoiseKind.None
                        && !(inserts && draft.Insertions.ContainsKey(i))
                    )
                    {
                        i++;
                    }

                    pieces.Add(new TextPiece(text.Length, i - start, new SourceSpan(start, i), null));
                    text.Append(draft.Source, start, i - start);
                    continue;
                }

                if (draft.Replacements.TryGetValue(i, out var replacement))
                {
                    i += replacement.Length;
                    pieces.Add(
                        new TextPiece(
                            text.Length,
                            replacement.Text.Length,
                            new SourceSpan(start, i),
                            draft.Noise[start]
                        )
                    );
                    text.Append(replacement.Text);
                    continue;
                }

                while (i < span.End && draft.Noise[i] != NoiseKind.None && !draft.Replacements.ContainsKey(i))
                {
                    i++;
                }

                var leavesSpace = LeavesSpace(draft, text, start, i, i < span.End ? draft.Source[i] : '\n');
                AddNoise(draft, text, pieces, start, i, leavesSpace);
            }

            if (s + 1 < block.Spans.Count && BridgeLeavesSpace(draft, text, span, block.Spans[s + 1]))
            {
                pieces.Add(new TextPiece(text.Length, 1, new SourceSpan(span.End, span.End), NoiseKind.LineBreak));
                text.Append(' ');
            }
        }

        return new MappedText(
            text.ToString(),
            [
                .. pieces.Select(piece =>
                    piece.Repair is null ? piece : piece with { Original = Original(draft.Source, piece.Source) }
                ),
            ]
        );
    }

    /// <summary>Nearly all that is left out is a line's end or a space: one string serves them all.</summary>
    private static string Original(string source, SourceSpan span) =>
        span.Length != 1 ? source.Substring(span.Start, span.Length)
        : source[span.Start] == '\n' ? "\n"
        : source[span.Start] == ' ' ? " "
        : source[span.Start].ToString();

    /// <summary>Whether a run of noise within a span stands for a space: it holds a line break, and neither neighbour is one already.</summary>
    private static bool LeavesSpace(Draft draft, StringBuilder text, int start, int end, char next)
    {
        if (text.Length == 0 || char.IsWhiteSpace(text[^1]) || char.IsWhiteSpace(next))
        {
            return false;
        }

        var hasBreak = false;
        for (var i = start; i < end; i++)
        {
            if (draft.Noise[i] == NoiseKind.LineEndHyphen || draft.Glued.Contains(i))
            {
                return false;
            }

            hasBreak |= draft.Noise[i] == NoiseKind.LineBreak;
        }

        return hasBreak;
    }

    /// <summary>Whether two spans of a block, with a page's foot and head between them, are joined by a space.</summary>
    private static bool BridgeLeavesSpace(Draft draft, StringBuilder text, SourceSpan before, SourceSpan after)
    {
        if (text.Length == 0 || char.IsWhiteSpace(text[^1]) || draft.Glued.Contains(before.End))
        {
            return false;
        }

        for (var i = before.End - 1; i >= before.Start && draft.Noise[i] != NoiseKind.None; i--)
        {
            if (draft.Noise[i] == NoiseKind.LineEndHyphen || draft.Glued.Contains(i))
            {
                return false;
            }
        }

        for (var i = after.Start; i < after.End && draft.Noise[i] != NoiseKind.None; i++)
        {
            if (draft.Glued.Contains(i))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One piece for each kind of noise in the run; the first line break carries the space, if one is left.</summary>
    private static void AddNoise(
        Draft draft,
        StringBuilder text,
        List<TextPiece> pieces,
        int start,
        int end,
        bool leavesSpace
    )
    {
        for (var i = start; i < end; )
        {
            var from = i;
            var kind = draft.Noise[i];
            while (i < end && draft.Noise[i] == kind)
            {
                i++;
            }

            var length = leavesSpace && kind == NoiseKind.LineBreak ? 1 : 0;
            pieces.Add(new TextPiece(text.Length, length, new SourceSpan(from, i), kind));
            if (length == 1)
            {
                text.Append(' ');
                leavesSpace = false;
            }
        }
    }
}
