using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>The words of blocks with their map to the source, out of what the passes kept and what they called noise.</summary>
internal sealed class BlockText(Draft draft)
{
    // Of the block at hand: its pieces so far, what each that is not the source's own puts into the text, and the text they make.
    private readonly List<(TextPiece Piece, string? Put)> pieces = [];
    private readonly int[] insertions = [.. draft.Insertions.Keys.Order()];
    private int length;
    private char last;

    /// <summary>Kept characters as they are; a run of noise between them is dropped, or leaves a space.</summary>
    public MappedText Block(DraftBlock block)
    {
        pieces.Clear();
        length = 0;
        for (var s = 0; s < block.Spans.Count; s++)
        {
            AddSpan(block.Spans[s]);
            if (s + 1 < block.Spans.Count && BridgeLeavesSpace(block.Spans[s], block.Spans[s + 1]))
            {
                var end = block.Spans[s].End;
                Add(new SourceSpan(end, end), NoiseKind.LineBreak, " ");
            }
        }

        var text = string.Create(
            length,
            (draft.Source, pieces),
            static (text, state) =>
            {
                foreach (var (piece, put) in state.pieces)
                {
                    var piecesText = put is null
                        ? state.Source.AsSpan(piece.Source.Start, piece.TextLength)
                        : put.AsSpan();
                    piecesText.CopyTo(text[piece.TextStart..]);
                }
            }
        );
        var map = new TextPiece[pieces.Count];
        for (var i = 0; i < map.Length; i++)
        {
            var piece = pieces[i].Piece;
            map[i] = piece.Repair is null ? piece : piece with { Original = Original(draft.Source, piece.Source) };
        }

        return new MappedText(text, map);
    }

    private void AddSpan(SourceSpan span)
    {
        var noise = draft.Noise;
        for (var i = span.Start; i < span.End; )
        {
            var start = i;
            if (noise[i] == NoiseKind.None)
            {
                if (draft.Insertions.TryGetValue(i, out var inserted))
                {
                    Add(new SourceSpan(i, i), inserted == " " ? NoiseKind.Space : NoiseKind.LineEndHyphen, inserted);
                }

                i = EndOfKept(i, span.End);
                Add(new SourceSpan(start, i), null, null);
            }
            else if (draft.Replacements.TryGetValue(i, out var replacement))
            {
                i += replacement.Length;
                Add(new SourceSpan(start, i), noise[start], replacement.Text);
            }
            else
            {
                while (i < span.End && noise[i] != NoiseKind.None && !draft.Replacements.ContainsKey(i))
                {
                    i++;
                }

                AddNoise(start, i, LeavesSpace(start, i, i < span.End ? draft.Source[i] : '\n'));
            }
        }
    }

    /// <summary>The end of the kept characters that begin at <paramref name="start"/>: at noise, or where something is to be inserted.</summary>
    private int EndOfKept(int start, int limit)
    {
        var kept = draft.Noise.AsSpan(start, limit - start).IndexOfAnyExcept(NoiseKind.None);
        var end = kept < 0 ? limit : start + kept;
        var next = Array.BinarySearch(insertions, start + 1);
        next = next < 0 ? ~next : next;
        return next < insertions.Length ? Math.Min(insertions[next], end) : end;
    }

    private void Add(SourceSpan span, NoiseKind? repair, string? put)
    {
        var textLength = repair is null ? span.Length : put!.Length;
        pieces.Add((new TextPiece(length, textLength, span, repair), put));
        length += textLength;
        if (textLength > 0)
        {
            last = put is null ? draft.Source[span.End - 1] : put[^1];
        }
    }

    private bool EndsWithSpace => length == 0 || char.IsWhiteSpace(last);

    /// <summary>Nearly all that is left out is a line's end or a space: one string serves them all.</summary>
    private static string Original(string source, SourceSpan span) =>
        span.Length != 1 ? source.Substring(span.Start, span.Length)
        : source[span.Start] == '\n' ? "\n"
        : source[span.Start] == ' ' ? " "
        : source[span.Start].ToString();

    /// <summary>Whether a run of noise within a span stands for a space: it holds a line break, and neither neighbour is one already.</summary>
    private bool LeavesSpace(int start, int end, char next)
    {
        if (EndsWithSpace || char.IsWhiteSpace(next))
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
    private bool BridgeLeavesSpace(SourceSpan before, SourceSpan after)
    {
        if (EndsWithSpace || draft.Glued.Contains(before.End))
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
    private void AddNoise(int start, int end, bool leavesSpace)
    {
        for (var i = start; i < end; )
        {
            var from = i;
            var kind = draft.Noise[i];
            while (i < end && draft.Noise[i] == kind)
            {
                i++;
            }

            var space = leavesSpace && kind == NoiseKind.LineBreak;
            Add(new SourceSpan(from, i), kind, space ? " " : "");
            leavesSpace &= !space;
        }
    }
}
