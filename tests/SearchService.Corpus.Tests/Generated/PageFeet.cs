namespace SearchService.Corpus.Tests.Generated;

/// <summary>Puts notes to the feet of the pages that call them, and does to them what is done there: marks and numbers lost, notes that run over.</summary>
internal sealed class PageFeet(
    Random random,
    IReadOnlySet<Damage> damages,
    Setting setting,
    LineBreaker breaker,
    IReadOnlyDictionary<TruthNote, List<Token>> notes
)
{
    public void Fill(List<SetPage> set)
    {
        foreach (var page in set)
        {
            page.Notes.AddRange(page.Body.SelectMany(line => line.Tokens).SelectMany(token => token.Notes));
            foreach (var note in page.Notes)
            {
                page.NoteLines[note] = setting.IsWrapped ? breaker.Wrap(notes[note], setting.Width + 3) : [notes[note]];
            }
        }

        LoseCallouts(set);
        RunNotesOver(set);
        LoseNumbers(set);
    }

    /// <summary>A callout is lost where another note of the page shows what the foot is.</summary>
    private void LoseCallouts(List<SetPage> set)
    {
        foreach (var page in set.Where(page => page.Notes.Count > 1 && damages.Contains(Damage.MissingCallouts)))
        {
            if (random.Next(4) > 0)
            {
                continue;
            }

            var lost = page.Notes[random.Next(page.Notes.Count)];
            foreach (var token in page.Body.SelectMany(line => line.Tokens))
            {
                token.Runs.RemoveAll(run => run.Calls == lost);
            }

            lost.IsUncalled = true;
        }
    }

    private void RunNotesOver(List<SetPage> set)
    {
        if (!damages.Contains(Damage.NotesRunningOver))
        {
            return;
        }

        for (var i = 0; i + 1 < set.Count; i++)
        {
            var (page, next) = (set[i], set[i + 1]);
            if (page.Notes.Count == 0 || next.Notes.Count == 0 || next.Notes[0].IsUncalled || random.Next(3) > 0)
            {
                continue;
            }

            var note = page.Notes[^1];
            var lines = page.NoteLines[note];
            var tokens = lines.SelectMany(line => line).ToList();
            if (tokens.Count < 14)
            {
                continue;
            }

            var cuts = Enumerable
                .Range(5, tokens.Count - 9)
                .Where(at =>
                    tokens[at - 1].RunsOnInto(tokens[at])
                    && !tokens[at - 1].IsBroken
                    && tokens.Take(at).Sum(token => token.Runs.Count(run => run.Part == TextPart.Markup)) % 2 == 0
                )
                .ToList();
            if (setting.IsWrapped)
            {
                var ends = new List<int>();
                foreach (var line in lines)
                {
                    ends.Add((ends.Count > 0 ? ends[^1] : 0) + line.Count);
                }

                cuts = [.. cuts.Intersect(ends)];
            }

            if (cuts.Count == 0)
            {
                continue;
            }

            var cut = cuts[random.Next(cuts.Count)];
            next.RemainderOf = note;
            if (setting.IsWrapped)
            {
                var kept = 0;
                var head = lines.TakeWhile(line => (kept += line.Count) <= cut).ToList();
                page.NoteLines[note] = head;
                next.Remainder.AddRange(lines.Skip(head.Count));
            }
            else
            {
                page.NoteLines[note] = [tokens[..cut]];
                next.Remainder.Add(tokens[cut..]);
            }
        }
    }

    /// <summary>
    /// The number of the only note of a page, or of a note between two others, or next to a sentence of the body that the page's end
    /// has cut.
    /// </summary>
    private void LoseNumbers(List<SetPage> set)
    {
        for (var i = 0; i < set.Count && damages.Contains(Damage.LostNoteNumbers); i++)
        {
            var page = set[i];
            var isCut = i + 1 < set.Count && set[i + 1].Body is [{ IsFirst: false }, ..];
            var may = page
                .Notes.Where(
                    (note, n) =>
                        !note.IsUncalled
                        && char.IsAsciiDigit(note.Label[0])
                        && page.RemainderOf is null
                        && (setting.IsWrapped ? page.Notes.Count == 1 : isCut || (n > 0 && n + 1 < page.Notes.Count))
                )
                .ToList();
            if (may.Count > 0 && random.Next(3) == 0)
            {
                may[random.Next(may.Count)].LabelIsLost = true;
            }
        }
    }
}
