using System.Globalization;

namespace SearchService.Corpus.Tests.Generated;

/// <summary>Sets blocks into lines and pages and writes them, with the truth of every character.</summary>
internal sealed class Typesetter(
    Random random,
    IReadOnlySet<Damage> damages,
    Setting setting,
    IReadOnlyDictionary<TruthNote, List<Token>> notes
)
{
    private readonly SourceWriter writer = new(random, damages, setting.NewLine);
    private readonly List<TruthPage> pages = [];
    private readonly List<string?> unprinted = [];
    private int firstOfPage = -1;
    private int lastOfPage = -1;

    public string Source => writer.Source;

    public IReadOnlyList<TextPart> Parts => writer.Parts;

    public IReadOnlyList<int> Owners => writer.Owners;

    public IReadOnlyList<TruthWord> Words => writer.Words;

    public IReadOnlyList<TruthPage> Pages => pages;

    /// <summary>Writes a block of lines as they stand, before anything else: the head of a file in YAML.</summary>
    public void WriteRaw(IEnumerable<string> lines, TextPart part)
    {
        foreach (var line in lines)
        {
            writer.Write(line, part, -1);
            writer.EndLine();
        }
    }

    public void Write(IReadOnlyList<SetBlock> blocks)
    {
        var breaker = new LineBreaker(random, damages, setting);
        var set = new Paginator(setting, breaker, notes).Paginate(blocks);
        if (setting.HasFeet)
        {
            new PageFeet(random, damages, setting, breaker, notes).Fill(set);
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

    private void WritePage(List<SetPage> set, int index)
    {
        var page = set[index];
        var number = setting.FirstNumber + index;
        firstOfPage = -1;
        if (index > 0 && setting.Pages == PageShape.FormFeed)
        {
            writer.Write("\f", TextPart.Space, -1);
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
                writer.EndLine();
            }

            WriteLine(line, i == 0);
        }

        WriteFoot(page);
        if (setting.HasNumbers && !setting.NumbersAtHead && !isLost)
        {
            writer.EndLine();
            writer.Write(Label(number), TextPart.PageNumber, -1);
            writer.EndLine();
        }

        if (index + 1 < set.Count && !setting.IsWrapped)
        {
            writer.EndLine();
        }
        else if (
            index + 1 < set.Count
            && setting.Pages == PageShape.Furniture
            && (set[index + 1].Body[0].IsBlankBefore || setting.HasHeads || setting.HasNumbers)
        )
        {
            writer.EndLine();
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
                writer.Write(line, TextPart.RunningHead, -1);
                writer.EndLine();
                writer.EndLine();
            }
        }
        else if ((setting.HasHeads || (setting.HasNumbers && setting.NumbersAtHead)) && !opens)
        {
            var head = index % 2 == 0 ? setting.RightHead : setting.LeftHead;
            if (!setting.HasNumbers || !setting.NumbersAtHead)
            {
                writer.Write(head, TextPart.RunningHead, -1);
            }
            else if (!setting.HasHeads)
            {
                writer.Write(Label(number), TextPart.PageNumber, -1);
            }
            else
            {
                writer.Write(index % 2 == 0 ? $"{head} {number}" : $"{number} {head}", TextPart.RunningHead, -1);
            }

            writer.EndLine();
            writer.EndLine();
        }
    }

    private void WriteLine(SetLine line, bool beginsPage)
    {
        var block = line.Block;
        if (beginsPage && setting.Pages == PageShape.FormFeedRemnant)
        {
            writer.Write(" ", TextPart.Space, -1);
        }

        var indent = line.IsFirst ? block.Indent : Math.Max(block.Indent, block.Hanging);
        writer.Write(new string(' ', indent), TextPart.Space, -1);
        if (line.IsFirst || block.MarksEveryLine)
        {
            writer.Write(block.Mark, TextPart.Markup, -1);
        }

        firstOfPage = firstOfPage < 0 ? writer.Length : firstOfPage;
        writer.Write(line.Tokens, block.Truth.Part, block.Truth.Index, block.IsUnwrapped);
        lastOfPage = writer.Length - 1;
        if (setting.TrailingSpaces && !line.Tokens[^1].IsBroken)
        {
            writer.Write(" ", TextPart.Space, -1);
        }

        writer.EndLine();
    }

    private void WriteFoot(SetPage page)
    {
        if (page.Notes.Count == 0 && page.Remainder.Count == 0)
        {
            return;
        }

        writer.EndLine();
        foreach (var line in page.Remainder)
        {
            WriteNoteLine(page.RemainderOf!, line);
            if (!setting.IsWrapped)
            {
                writer.EndLine();
            }
        }

        for (var i = 0; i < page.Notes.Count; i++)
        {
            var note = page.Notes[i];
            var lines = page.NoteLines[note];
            if (!note.LabelIsLost)
            {
                writer.Write(
                    setting.SuperscriptNotes ? Superscript(note.Label) : note.Label,
                    TextPart.Callout,
                    note.Block
                );
                writer.Write(" ", TextPart.Space, -1);
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
                writer.Write(lines[j], TextPart.Note, note.Block, isUnwrapped: false);
                if (runsTogether)
                {
                    writer.Write(" ", TextPart.Space, -1);
                    continue;
                }

                writer.EndLine();
                if (!setting.IsWrapped && i + 1 < page.Notes.Count)
                {
                    writer.EndLine();
                }
            }
        }
    }

    private void WriteNoteLine(TruthNote note, List<Token> tokens)
    {
        writer.Write(tokens, TextPart.Note, note.Block, isUnwrapped: false);
        writer.EndLine();
    }

    public static string Superscript(string label) =>
        string.Concat(label.Select(c => char.IsAsciiDigit(c) ? "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0'] : c));
}
