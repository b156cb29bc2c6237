using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>Whitespace that only the page needed is noise: at the ends of blocks and lines, and all but one of a run of spaces.</summary>
internal static class PageWhitespace
{
    public static void Mark(Draft draft)
    {
        var (source, noise) = (draft.Source, draft.Noise);
        foreach (var block in draft.Blocks.Where(block => !block.Verbatim))
        {
            var previousKept = '\n';

            // The space that stays where words follow it; -1 while there is none.
            var pending = -1;
            foreach (var span in block.Spans)
            {
                for (var i = span.Start; i < span.End; i++)
                {
                    if (noise[i] != NoiseKind.None)
                    {
                        if (draft.Replacements.Count > 0 && draft.Replacements.TryGetValue(i, out var replacement))
                        {
                            pending = -1;
                            previousKept = replacement.Text[^1];
                        }

                        continue;
                    }

                    var c = source[i];
                    if (!char.IsWhiteSpace(c))
                    {
                        pending = -1;
                        previousKept = c;
                    }
                    else if (c is '\n' or '\r' or '\f')
                    {
                        noise[i] = NoiseKind.LineBreak;
                        DropPending(noise, ref pending);
                        previousKept = '\n';
                    }
                    else if (char.IsWhiteSpace(previousKept) || pending >= 0)
                    {
                        noise[i] = NoiseKind.Space;
                    }
                    else
                    {
                        pending = i;
                    }
                }

                DropPending(noise, ref pending);
                previousKept = '\n';
            }
        }
    }

    private static void DropPending(NoiseKind[] noise, ref int pending)
    {
        if (pending >= 0)
        {
            noise[pending] = NoiseKind.Space;
            pending = -1;
        }
    }
}
