using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>What stands between two Markdown fences is kept to the letter, line breaks too; no later pass reads markup into it.</summary>
internal static class FencedCode
{
    public static void Apply(Draft draft)
    {
        var lines = draft.Lines;
        var openings = new Dictionary<(char, int), int>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Role != LineRole.Open || Fence(draft, lines[i]) is not { } fence)
            {
                continue;
            }

            if (ClosingLine(draft, i, fence, openings) is not { } close)
            {
                continue;
            }

            Claim(draft, i, close);
            i = close;
        }
    }

    /// <summary>Looks no fence up twice: where a closing line was once sought in vain, none of its kind follows.</summary>
    private static int? ClosingLine(
        Draft draft,
        int open,
        (char Mark, int Length, bool Bare) fence,
        Dictionary<(char, int), int> vain
    )
    {
        if (vain.ContainsKey((fence.Mark, fence.Length)))
        {
            return null;
        }

        for (var i = open + 1; i < draft.Lines.Count; i++)
        {
            if (
                Fence(draft, draft.Lines[i]) is { Bare: true } found
                && found.Mark == fence.Mark
                && found.Length >= fence.Length
            )
            {
                return i;
            }
        }

        vain[(fence.Mark, fence.Length)] = open;
        return null;
    }

    private static void Claim(Draft draft, int open, int close)
    {
        var lines = draft.Lines;
        foreach (var i in (ReadOnlySpan<int>)[open, close])
        {
            draft.Mark(lines[i].Start, lines[i].End, NoiseKind.Markup);
            lines[i].Role = LineRole.Noise;
        }

        int first = open + 1,
            last = close - 1;
        while (first <= last && lines[first].Role == LineRole.Blank)
        {
            first++;
        }

        while (last >= first && lines[last].Role == LineRole.Blank)
        {
            last--;
        }

        if (first > last)
        {
            return;
        }

        for (var i = first; i <= last; i++)
        {
            lines[i].Role = LineRole.Claimed;
        }

        draft.Blocks.Add(
            new DraftBlock(BlockKind.Paragraph, new SourceSpan(lines[first].Start, lines[last].End)) { Verbatim = true }
        );
    }

    private static (char Mark, int Length, bool Bare)? Fence(Draft draft, DraftLine line)
    {
        var text = draft.Source.AsSpan(line.Start, line.End - line.Start).TrimEnd();
        var indent = text.Length - text.TrimStart(' ').Length;
        text = text[indent..];
        if (indent > 3 || text.Length < 3 || text[0] is not ('`' or '~'))
        {
            return null;
        }

        var length = text.IndexOfAnyExcept(text[0]);
        length = length < 0 ? text.Length : length;
        var info = text[length..];
        return length < 3 || info.Contains('`') || info.Length > 40 ? null : (text[0], length, info.IsEmpty);
    }
}
