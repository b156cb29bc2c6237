using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>The lines of a text that hold anything, in order, and what each has turned out to be so far.</summary>
internal sealed class Flow(List<int> inked, List<int> at)
{
    /// <summary>Indices in <see cref="Draft.Lines"/>.</summary>
    public List<int> Inked => inked;

    /// <summary>Where each begins in the source.</summary>
    public List<int> At => at;

    /// <summary>RunningHead or PageNumber, None for a line of text, or what an earlier pass has found the line to be.</summary>
    public NoiseKind[] Kinds { get; } = new NoiseKind[inked.Count];

    public static Flow Read(Draft draft)
    {
        var inked = new List<int>();
        var at = new List<int>();
        var noise = new List<int>();
        for (var i = 0; i < draft.Lines.Count; i++)
        {
            if (draft.Lines[i].Role is LineRole.Open or LineRole.Noise)
            {
                if (draft.Lines[i].Role == LineRole.Noise)
                {
                    noise.Add(inked.Count);
                }

                inked.Add(i);
                at.Add(draft.Lines[i].Start);
            }
        }

        var flow = new Flow(inked, at);
        foreach (var ink in noise)
        {
            flow.Kinds[ink] = draft.Noise[Glyphs.FirstInk(draft, draft.Lines[inked[ink]])];
        }

        return flow;
    }

    /// <summary>Whether the sentence of the text above a line goes on in the text below it, other heads and numbers passed over.</summary>
    public bool CutsSentence(Draft draft, int ink)
    {
        var before = ink - 1;
        while (before >= 0 && Kinds[before] != NoiseKind.None)
        {
            before--;
        }

        var after = ink + 1;
        while (after < inked.Count && Kinds[after] != NoiseKind.None)
        {
            after++;
        }

        return before >= 0
            && after < inked.Count
            && draft.Lines[inked[before]] is var above
            && draft.Lines[inked[after]] is var below
            && !Glyphs.EndsSentence(draft, above.Start, above.End)
            && char.IsLower(Glyphs.FirstMeant(draft, below.Start, below.End));
    }

    /// <summary>Whether a head, a foot or a number stands so near, itself apart.</summary>
    public bool IsBesideAnchor(int ink, int reach)
    {
        for (var other = Math.Max(0, ink - reach); other <= Math.Min(inked.Count - 1, ink + reach); other++)
        {
            if (other != ink && Kinds[other] is NoiseKind.RunningHead or NoiseKind.PageNumber)
            {
                return true;
            }
        }

        return false;
    }
}
