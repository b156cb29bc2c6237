using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Tests.Generated;

/// <summary>Where recovery put each character of a generated text.</summary>
internal sealed class RecoveredPlaces
{
    private readonly GeneratedText text;
    private readonly Document document;
    private readonly int[] block;
    private readonly int[] from;
    private readonly int[] to;
    private readonly NoiseKind[] noise;

    public RecoveredPlaces(GeneratedText text, Document document)
    {
        this.text = text;
        this.document = document;
        block = new int[text.Source.Length];
        from = new int[text.Source.Length];
        to = new int[text.Source.Length];
        noise = new NoiseKind[text.Source.Length];
        Array.Fill(block, -1);
        foreach (var entry in document.Ledger)
        {
            Array.Fill(noise, entry.Noise, entry.Span.Start, entry.Span.Length);
        }

        foreach (var recovered in document.Blocks)
        {
            foreach (var piece in recovered.Text.Pieces)
            {
                for (var i = piece.Source.Start; i < piece.Source.End; i++)
                {
                    block[i] = recovered.Index;
                    var kept = piece.Repair is null;
                    from[i] = piece.TextStart + (kept ? i - piece.Source.Start : 0);
                    to[i] = kept ? from[i] + 1 : piece.TextEnd;
                }
            }
        }
    }

    /// <summary>For each character of the source its block; -1 where it has none.</summary>
    public IReadOnlyList<int> Block => block;

    /// <summary>The end of each character in its block's text; a repair's characters all end where it does.</summary>
    public IReadOnlyList<int> To => to;

    /// <summary>For each character of the source its noise.</summary>
    public IReadOnlyList<NoiseKind> Noise => noise;

    /// <summary>The recovered text of a range of the source; null when it is in no block or in two.</summary>
    public string? Reading(int start, int end) =>
        block[start] >= 0 && block[start] == block[end - 1] && from[start] <= to[end - 1]
            ? document.Blocks[block[start]].Text.Text[from[start]..to[end - 1]]
            : null;

    /// <summary>The block that holds the first character of a block of the author's.</summary>
    public int? Recovered(int truth)
    {
        for (var i = 0; i < text.Owners.Count; i++)
        {
            if (text.Owners[i] == truth && block[i] >= 0 && noise[i] == NoiseKind.None)
            {
                return block[i];
            }
        }

        return null;
    }

    /// <summary>The page of the nearest character in a direction that a block keeps.</summary>
    public int? PageAt(int at, int step)
    {
        while (at >= 0 && at < text.Source.Length && (block[at] < 0 || noise[at] != NoiseKind.None))
        {
            at += step;
        }

        if (at < 0 || at == text.Source.Length)
        {
            return null;
        }

        int? page = null;
        foreach (var start in document.Blocks[block[at]].Pages)
        {
            page = start.Offset <= from[at] ? start.Page : page;
        }

        return page;
    }
}
