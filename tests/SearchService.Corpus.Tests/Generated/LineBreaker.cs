namespace SearchService.Corpus.Tests.Generated;

/// <summary>Sets blocks into lines: wraps their words, parts words and addresses at a line's end, and leaves lines blank.</summary>
internal sealed class LineBreaker(Random random, IReadOnlySet<Damage> damages, Setting setting)
{
    public IEnumerable<SetLine> Lines(SetBlock block)
    {
        var first = true;
        foreach (var given in block.Lines)
        {
            var set =
                setting.IsWrapped && !block.IsUnwrapped
                    ? Wrap(given, setting.Width - block.Indent - block.Mark.Length)
                    : [given];
            var gap =
                damages.Contains(Damage.BlankLinesInSentences)
                && block.MayBreak
                && set.Count >= 5
                && random.Next(5) == 0
                    ? random.Next(2, set.Count - 1)
                    : -1;
            for (var i = 0; i < set.Count; i++)
            {
                var isBlank = first
                    ? block.BlankBefore
                    : i == gap && set[i - 1][^1].RunsOnInto(set[i][0]) && !set[i - 1][^1].IsBroken;
                yield return new SetLine(block, set[i], first, isBlank);
                first = false;
            }
        }
    }

    /// <summary>Words in lines of at most so many characters.</summary>
    public List<List<Token>> Wrap(List<Token> tokens, int width)
    {
        var lines = new List<List<Token>> { new() };
        var used = 0;
        foreach (var whole in tokens)
        {
            var token = whole;
            while (used > 0 && used + 1 + token.Length > width)
            {
                var room = width - used - 1;
                if (Break(token, room) is { } halves)
                {
                    lines[^1].Add(halves.Head);
                    token = halves.Tail;
                }

                lines.Add([]);
                used = 0;
            }

            lines[^1].Add(token);
            used += token.Length + (used > 0 ? 1 : 0);
        }

        return lines;
    }

    private (Token Head, Token Tail)? Break(Token token, int room)
    {
        if (token.Breakable < 0)
        {
            return null;
        }

        var run = token.Runs[token.Breakable];
        var before = token.Runs.Take(token.Breakable).Sum(other => other.Source.Length);
        var isAddress = run.Source.Contains("://", StringComparison.Ordinal);
        var hyphen = run.Source.LastIndexOf('-');
        int at;
        if (isAddress)
        {
            if (!damages.Contains(Damage.BrokenAddresses))
            {
                return null;
            }

            at = run.Source.LastIndexOf('/') + 1;
            run.Word!.Damage = Damage.BrokenAddresses;
        }
        else if (!damages.Contains(Damage.LineEndHyphens))
        {
            return null;
        }
        else
        {
            at = hyphen > 0 ? hyphen + 1 : Inscription.Syllable(run.Source);
        }

        var added = isAddress || hyphen > 0 ? 0 : 1;
        if (before + at + added > room)
        {
            return null;
        }

        var head = new Token([.. token.Runs.Take(token.Breakable), run with { Source = run.Source[..at] }]);
        if (!isAddress)
        {
            run.Word!.Damage = Damage.LineEndHyphens;
            run.Word.NeedsEvidence = hyphen > 0;
            if (hyphen < 0)
            {
                head.Runs.Add(new Run("-", TextPart.Hyphen, run.Word));
            }
        }

        return (head, new Token([run with { Source = run.Source[at..] }, .. token.Runs.Skip(token.Breakable + 1)]));
    }
}
