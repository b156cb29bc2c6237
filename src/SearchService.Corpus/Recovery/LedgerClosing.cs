using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>Accounts for every character of the source: it is a block's, or some kind of noise, or a problem.</summary>
internal static class LedgerClosing
{
    public static List<LedgerEntry> Close(Draft draft, List<DraftBlock> ordered, List<RecoveryProblem> problems)
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
