using System.Globalization;
using System.Text;

namespace SearchService.Corpus.Tests.Generated;

/// <summary>By what a file shows where its pages end.</summary>
internal enum PageShape
{
    /// <summary>Not at all, or by the notes that stand between two parts of the body.</summary>
    None,
    FormFeed,
    FormFeedRemnant,

    /// <summary>By heads and numbers among the lines of the text.</summary>
    Furniture,

    /// <summary>By some lines that come back at the head of each page.</summary>
    HeadGroup,
}

/// <summary>How a text is set, broken into pages and written down.</summary>
internal sealed record Setting
{
    /// <summary>0: each paragraph is one line.</summary>
    public required int Width { get; init; }

    /// <summary>Lines, or characters where a paragraph is one line.</summary>
    public required int PageSize { get; init; }
    public required PageShape Pages { get; init; }
    public required string NewLine { get; init; }

    /// <summary>Whether a line that does not end in a hyphen ends in a space.</summary>
    public bool TrailingSpaces { get; init; }

    /// <summary>Whether heads stand at the top of pages, other than as a group.</summary>
    public bool HasHeads { get; init; }
    public bool HasNumbers { get; init; }
    public bool NumbersAtHead { get; init; }
    public int FirstNumber { get; init; } = 1;
    public IReadOnlyList<string> HeadGroup { get; init; } = [];
    public string LeftHead { get; init; } = "";
    public string RightHead { get; init; } = "";

    /// <summary>Notes stand at the foot of the page that calls them.</summary>
    public bool HasFeet { get; init; }
    public bool SuperscriptNotes { get; init; }

    public bool IsWrapped => Width > 0;
}

/// <summary>Sets blocks into lines and pages and writes them, with the truth of every character.</summary>
internal sealed class Typesetter(
    Random random,
    IReadOnlySet<Damage> damages,
    Setting setting,
    IReadOnlyDictionary<TruthNote, List<Token>> notes
)
{
    private readonly StringBuilder source = new();
    private readonly List<TextPart> parts = [];
    private readonly List<int> owners = [];
    private readonly List<TruthWord> words = [];
    private readonly List<TruthPage> pages = [];
    private readonly List<string?> unprinted = [];
    private int firstOfPage = -1;
    private int lastOfPage = -1;

    public string Source => source.ToString();

    public IReadOnlyList<TextPart> Parts => parts;

    public IReadOnlyList<int> Owners => owners;

    public IReadOnlyList<TruthWord> Words => words;

    public IReadOnlyList<TruthPage> Pages => pages;

    private sealed record Line(SetBlock Block, List<Token> Tokens, bool IsFirst, bool IsBlankBefore);

    private sealed class Page
    {
        public List<Line> Body { get; } = [];

        /// <summary>The rest of a note of the page before.</summary>
        public List<List<Token>> Remainder { get; } = [];
        public TruthNote? RemainderOf { get; set; }
        public List<TruthNote> Notes { get; } = [];
        public Dictionary<TruthNote, List<List<Token>>> NoteLines { get; } = [];
    }

    /// <summary>Writes a block of lines as they stand, before anything else: the head of a file in YAML.</summary>
    public void WriteRaw(IEnumerable<string> lines, TextPart part)
    {
        foreach (var line in lines)
        {
            Write(line, part, -1);
            EndLine();
        }
    }

    public void Write(IReadOnlyList<SetBlock> blocks)
    {
        var set = Paginate(blocks);
        if (setting.HasFeet)
        {
            foreach (var page in set)
            {
                page.Notes.AddRange(page.Body.SelectMany(line => line.Tokens).SelectMany(token => token.Notes));
                foreach (var note in page.Notes)
                {
                    page.NoteLines[note] = setting.IsWrapped ? Wrap(notes[note], setting.Width + 3) : [notes[note]];
                }
            }

            LoseCallouts(set);
            RunNotesOver(set);
            LoseNumbers(set);
        }

        for (var i = 0; i < set.Count; i++)
        {
            WritePage(set, i);
        }

        // A label that is not printed follows from printed ones before and behind it.
        for (var i = 0; i < pages.Count; i++)
        {
            if (
                unprinted[i] is { } label
                && pages.Take(i).Any(page => page is { Label: not null, IsInferred: false })
                && pages.Skip(i + 1).Any(page => page.Label is not null)
            )
            {
                pages[i] = pages[i] with { Label = label, IsInferred = true };
            }
        }
    }

    private List<Page> Paginate(IReadOnlyList<SetBlock> blocks)
    {
        var set = new List<Page> { new() };
        var used = 0;
        Line? previous = null;
        foreach (var block in blocks)
        {
            var queue = new Queue<Line>(Lines(block));
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
                    set.Add(new Page());
                    used = 0;
                    previous = null;
                    queue = new Queue<Line>([new Line(block, cut.Tail, false, false), .. queue]);
                    continue;
                }

                if (used + cost > setting.PageSize && previous is not null && MayPartBefore(previous, line))
                {
                    set.Add(new Page());
                    used = 0;
                }

                set[^1].Body.Add(line);
                used += cost;
                previous = line;
            }
        }

        return set;
    }

    private int Cost(Line line) =>
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

    /// <summary>A page ends where no reader can take the line behind it for a new paragraph, or the one before it for a whole one.</summary>
    private static bool MayPartBefore(Line before, Line after)
    {
        if (before.Block.KeepsWithNext)
        {
            return false;
        }

        return after.IsFirst || (after.Block.MayBreak && IsMidSentence(before.Tokens[^1], after.Tokens[0]));
    }

    private static bool IsMidSentence(Token before, Token after) =>
        !before.EndsSentence
        && !before.Notes.Any()
        && after.Words.FirstOrDefault(char.IsLetterOrDigit) is var first
        && char.IsLower(first);

    private (List<Token> Head, List<Token> Tail)? Cut(Line line, int room)
    {
        _ = setting;
        if (room < 150 || Length(line.Tokens) - room < 120)
        {
            return null;
        }

        var length = 0;
        for (var i = 0; i + 1 < line.Tokens.Count; i++)
        {
            length += line.Tokens[i].Length + 1;
            if (length >= room && line.Tokens.Count - i > 8 && IsMidSentence(line.Tokens[i], line.Tokens[i + 1]))
            {
                return (line.Tokens[..(i + 1)], line.Tokens[(i + 1)..]);
            }
        }

        return null;
    }

    private IEnumerable<Line> Lines(SetBlock block)
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
                    : i == gap && IsMidSentence(set[i - 1][^1], set[i][0]) && !IsBrokenAt(set[i - 1][^1]);
                yield return new Line(block, set[i], first, isBlank);
                first = false;
            }
        }
    }

    private static bool IsBrokenAt(Token token) => token.Text.EndsWith('-');

    private List<List<Token>> Wrap(List<Token> tokens, int width)
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

    /// <summary>A callout is lost where another note of the page shows what the foot is.</summary>
    private void LoseCallouts(List<Page> set)
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

    private void RunNotesOver(List<Page> set)
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
                    IsMidSentence(tokens[at - 1], tokens[at])
                    && !IsBrokenAt(tokens[at - 1])
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
    private void LoseNumbers(List<Page> set)
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

    private void WritePage(List<Page> set, int index)
    {
        var page = set[index];
        var number = setting.FirstNumber + index;
        firstOfPage = -1;
        if (index > 0 && setting.Pages == PageShape.FormFeed)
        {
            Write("\f", TextPart.Space, -1);
        }

        // A chapter's first page carries no head and no number.
        // In a flow of lines such a page could not be seen.
        var opens =
            index == 0
            || (
                page.Body is [{ Block.Truth.Part: TextPart.Heading }, ..]
                && setting is { NumbersAtHead: true, Pages: PageShape.FormFeed }
            );
        // What stands between two printed numbers follows from them.
        var isLost =
            damages.Contains(Damage.LostPageNumbers) && index > 1 && index + 1 < set.Count && random.Next(4) == 0;
        WriteHead(index, number, opens || isLost);
        for (var i = 0; i < page.Body.Count; i++)
        {
            var line = page.Body[i];
            if (i > 0 && line.IsBlankBefore)
            {
                EndLine();
            }

            WriteLine(line, i == 0);
        }

        WriteFoot(page);
        if (setting.HasNumbers && !setting.NumbersAtHead && !isLost)
        {
            EndLine();
            Write(Label(number), TextPart.PageNumber, -1);
            EndLine();
        }

        if (index + 1 < set.Count && !setting.IsWrapped)
        {
            EndLine();
        }
        else if (
            index + 1 < set.Count
            && setting.Pages == PageShape.Furniture
            && (set[index + 1].Body[0].IsBlankBefore || setting.HasHeads || setting.HasNumbers)
        )
        {
            EndLine();
        }

        if (firstOfPage >= 0)
        {
            var isPrinted = setting.HasNumbers && !isLost && !(setting.NumbersAtHead && opens);
            var isSure = setting.Pages != PageShape.Furniture || setting.FirstNumber == 1 || !setting.NumbersAtHead;
            pages.Add(new TruthPage(firstOfPage, lastOfPage, isPrinted ? Label(number) : null, isSure));
            unprinted.Add(isPrinted || !setting.HasNumbers ? null : Label(number));
        }
    }

    private static string Label(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void WriteHead(int index, int number, bool opens)
    {
        if (setting.Pages == PageShape.HeadGroup)
        {
            foreach (var line in setting.HeadGroup)
            {
                Write(line, TextPart.RunningHead, -1);
                EndLine();
                EndLine();
            }
        }
        else if ((setting.HasHeads || (setting.HasNumbers && setting.NumbersAtHead)) && !opens)
        {
            var head = index % 2 == 0 ? setting.RightHead : setting.LeftHead;
            if (!setting.HasNumbers || !setting.NumbersAtHead)
            {
                Write(head, TextPart.RunningHead, -1);
            }
            else if (!setting.HasHeads)
            {
                Write(Label(number), TextPart.PageNumber, -1);
            }
            else
            {
                Write(index % 2 == 0 ? $"{head} {number}" : $"{number} {head}", TextPart.RunningHead, -1);
            }

            EndLine();
            EndLine();
        }
    }

    private void WriteLine(Line line, bool beginsPage)
    {
        var block = line.Block;
        if (beginsPage && setting.Pages == PageShape.FormFeedRemnant)
        {
            Write(" ", TextPart.Space, -1);
        }

        var indent = line.IsFirst ? block.Indent : Math.Max(block.Indent, block.Hanging);
        Write(new string(' ', indent), TextPart.Space, -1);
        if (line.IsFirst || block.MarksEveryLine)
        {
            Write(block.Mark, TextPart.Markup, -1);
        }

        firstOfPage = firstOfPage < 0 ? source.Length : firstOfPage;
        WriteTokens(line.Tokens, block.Truth.Part, block.Truth.Index, block.IsUnwrapped);
        lastOfPage = source.Length - 1;
        if (setting.TrailingSpaces && !IsBrokenAt(line.Tokens[^1]))
        {
            Write(" ", TextPart.Space, -1);
        }

        EndLine();
    }

    private void WriteFoot(Page page)
    {
        if (page.Notes.Count == 0 && page.Remainder.Count == 0)
        {
            return;
        }

        EndLine();
        foreach (var line in page.Remainder)
        {
            WriteNoteLine(page.RemainderOf!, line);
            if (!setting.IsWrapped)
            {
                EndLine();
            }
        }

        for (var i = 0; i < page.Notes.Count; i++)
        {
            var note = page.Notes[i];
            var lines = page.NoteLines[note];
            if (!note.LabelIsLost)
            {
                Write(setting.SuperscriptNotes ? Superscript(note.Label) : note.Label, TextPart.Callout, note.Block);
                Write(" ", TextPart.Space, -1);
            }

            for (var j = 0; j < lines.Count; j++)
            {
                // Two notes run together where the second has its number to be known by.
                var runsTogether =
                    !setting.IsWrapped
                    && damages.Contains(Damage.TwoNotesOnOneLine)
                    && i + 1 < page.Notes.Count
                    && !page.Notes[i + 1].LabelIsLost
                    && !note.LabelIsLost
                    && char.IsAsciiDigit(note.Label[0])
                    && lines[j][^1].EndsSentence
                    && random.Next(5) == 0;
                WriteTokens(lines[j], TextPart.Note, note.Block, isUnwrapped: false);
                if (runsTogether)
                {
                    Write(" ", TextPart.Space, -1);
                    continue;
                }

                EndLine();
                if (!setting.IsWrapped && i + 1 < page.Notes.Count)
                {
                    EndLine();
                }
            }
        }
    }

    private void WriteNoteLine(TruthNote note, List<Token> tokens)
    {
        WriteTokens(tokens, TextPart.Note, note.Block, isUnwrapped: false);
        EndLine();
    }

    public static string Superscript(string label) =>
        string.Concat(label.Select(c => char.IsAsciiDigit(c) ? "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0'] : c));

    private void WriteTokens(List<Token> tokens, TextPart part, int owner, bool isUnwrapped)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (i > 0)
            {
                var fixedSpace = damages.Contains(Damage.NonBreakingSpaces) && !isUnwrapped && random.Next(40) == 0;
                Write(fixedSpace ? "\u00a0" : " ", TextPart.Space, owner);
            }

            foreach (var run in tokens[i].Runs)
            {
                if (run.Calls is { } note)
                {
                    note.CalledAt = source.Length;
                }

                if (run.Word is { } word)
                {
                    if (word.Start < 0)
                    {
                        word.Start = source.Length;
                        words.Add(word);
                    }

                    word.End = source.Length + run.Source.Length;
                }

                Write(run.Source, run.Calls is not null ? TextPart.Callout : run.Part ?? part, owner);
            }
        }
    }

    private void EndLine() => Write(setting.NewLine, TextPart.Space, -1);

    private void Write(string text, TextPart part, int owner)
    {
        source.Append(text);
        foreach (var c in text)
        {
            parts.Add(char.IsWhiteSpace(c) ? TextPart.Space : part);
            owners.Add(char.IsWhiteSpace(c) ? -1 : owner);
        }
    }
}
