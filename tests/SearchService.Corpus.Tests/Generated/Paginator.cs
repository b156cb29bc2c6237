namespace SearchService.Corpus.Tests.Generated;

/// <summary>A line of a block, set.</summary>
internal sealed record SetLine(SetBlock Block, List<Token> Tokens, bool IsFirst, bool IsBlankBefore);

/// <summary>The lines of a page and the notes at its foot.</summary>
internal sealed class SetPage
{
    public List<SetLine> Body { get; } = [];

    /// <summary>The rest of a note of the page before.</summary>
    public List<List<Token>> Remainder { get; } = [];
    public TruthNote? RemainderOf { get; set; }
    public List<TruthNote> Notes { get; } = [];
    public Dictionary<TruthNote, List<List<Token>>> NoteLines { get; } = [];
}

/// <summary>
/// Parts set lines into pages. A page ends where no reader can take the line behind it for a new paragraph, or the one before it for
/// a whole one.
/// </summary>
internal sealed class Paginator(Setting setting, LineBreaker breaker, IReadOnlyDictionary<TruthNote, List<Token>> notes)
{
    public List<SetPage> Paginate(IReadOnlyList<SetBlock> blocks)
    {
        var set = new List<SetPage> { new() };
        var used = 0;
        SetLine? previous = null;
        foreach (var block in blocks)
        {
            var queue = new Queue<SetLine>(breaker.Lines(block));
            while (queue.TryDequeue(out var line))
            {
                var cost = Cost(line);
                if (
                    !setting.IsWrapped
                    && block.MayBreak
                    && used + cost > setting.PageSize
                    && Cut(line, setting.PageSize - used) is { } cut
                )
                {
                    set[^1].Body.Add(line with { Tokens = cut.Head });
                    set.Add(new SetPage());
                    used = 0;
                    previous = null;
                    queue = new Queue<SetLine>([new SetLine(block, cut.Tail, false, false), .. queue]);
                    continue;
                }

                if (used + cost > setting.PageSize && previous is not null && MayPartBefore(previous, line))
                {
                    set.Add(new SetPage());
                    used = 0;
                }

                set[^1].Body.Add(line);
                used += cost;
                previous = line;
            }
        }

        return set;
    }

    private int Cost(SetLine line) =>
        setting.IsWrapped
            ? 1
                + (line.IsBlankBefore ? 1 : 0)
                + (
                    setting.HasFeet
                        ? line
                            .Tokens.SelectMany(token => token.Notes)
                            .Sum(note => 1 + (Length(notes[note]) / setting.Width))
                        : 0
                )
            : Length(line.Tokens);

    private static int Length(IEnumerable<Token> tokens) => tokens.Sum(token => token.Length + 1);

    private static bool MayPartBefore(SetLine before, SetLine after)
    {
        if (before.Block.KeepsWithNext)
        {
            return false;
        }

        return after.IsFirst || (after.Block.MayBreak && before.Tokens[^1].RunsOnInto(after.Tokens[0]));
    }

    private static (List<Token> Head, List<Token> Tail)? Cut(SetLine line, int room)
    {
        if (room < 150 || Length(line.Tokens) - room < 120)
        {
            return null;
        }

        var length = 0;
        for (var i = 0; i + 1 < line.Tokens.Count; i++)
        {
            length += line.Tokens[i].Length + 1;
            if (length >= room && line.Tokens.Count - i > 8 && line.Tokens[i].RunsOnInto(line.Tokens[i + 1]))
            {
                return (line.Tokens[..(i + 1)], line.Tokens[(i + 1)..]);
            }
        }

        return null;
    }
}
