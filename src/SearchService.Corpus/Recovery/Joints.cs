using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>Where a block goes on in another line: the last character before and the first one behind, spaces and noise passed over.</summary>
/// <param name="SpanEnd">The end of the block's span, where a page or notes stand between the two lines; else -1.</param>
/// <param name="NextStart">The start of the span behind it; else -1.</param>
internal readonly record struct Joint(int Last, int First, int SpanEnd, int NextStart)
{
    public static IEnumerable<Joint> Of(Draft draft, DraftBlock block)
    {
        var source = draft.Source;
        var last = -1;
        var broken = false;
        var spanEnd = -1;
        foreach (var span in block.Spans)
        {
            for (var i = span.Start; i < span.End; )
            {
                if (broken)
                {
                    if (IsInk(draft, i))
                    {
                        if (last >= 0)
                        {
                            yield return new Joint(last, i, spanEnd, spanEnd < 0 ? -1 : span.Start);
                        }

                        broken = false;
                        spanEnd = -1;
                        last = i;
                    }

                    i++;
                    continue;
                }

                var end = source.AsSpan(i, span.End - i).IndexOfAny('\n', '\r', '\f');
                broken = end >= 0;
                end = broken ? i + end : span.End;
                last = LastInk(draft, i, end) is >= 0 and var ink ? ink : last;
                i = end;
            }

            broken = true;
            spanEnd = span.End;
        }
    }

    private static bool IsInk(Draft draft, int i) =>
        draft.Noise[i] == NoiseKind.None && !char.IsWhiteSpace(draft.Source[i]);

    private static int LastInk(Draft draft, int start, int end)
    {
        var i = end - 1;
        while (i >= start && !IsInk(draft, i))
        {
            i--;
        }

        return i >= start ? i : -1;
    }

    /// <summary>Takes the line's end away without leaving a space.</summary>
    public void Glue(Draft draft)
    {
        // Between two spans stands what is not this block's: only its own ends are glued.
        GlueBreaks(draft, Last + 1, SpanEnd < 0 ? First : SpanEnd);
        if (SpanEnd >= 0)
        {
            draft.Glued.Add(SpanEnd);
            GlueBreaks(draft, NextStart, First);
        }
    }

    private static void GlueBreaks(Draft draft, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (draft.Source[i] is '\n' or '\r' or '\f')
            {
                draft.Glued.Add(i);
            }
        }
    }
}
