using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Notes in a text whose pages are not marked: runs of numbered paragraphs in the midst of the body, each where a page ended. What
/// lies between two runs is body, unless it can only be a note: because a number is missing and it cuts a sentence of the body.
/// </summary>
internal sealed class NoteRuns
{
    /// <summary>How many numbers may have been lost between two notes.</summary>
    private const int MostLost = 4;

    /// <summary>A note stands on the page that calls it: several pages away no mark is its callout.</summary>
    private const int FarthestCallout = 30000;

    private readonly Draft draft;
    private readonly CalloutMarks marks;
    private readonly List<(int First, int Last)> chunks;

    // Of each chunk: the note that it is, the number of the last note in it, and that of its first.
    private readonly DraftBlock?[] notes;
    private readonly int[] numbers;
    private int[] firsts = [];

    private NoteRuns(Draft draft, CalloutMarks marks)
    {
        this.draft = draft;
        this.marks = marks;
        chunks = Chunks();
        notes = new DraftBlock?[chunks.Count];
        numbers = new int[chunks.Count];
    }

    public static void Claim(Draft draft, CalloutMarks marks) => new NoteRuns(draft, marks).Claim();

    private void Claim()
    {
        ClaimNumbered();
        firsts = (int[])numbers.Clone();
        SplitDoubled();
        ClaimContinuations();
        ClaimUnnumbered();
        ClaimSymbols();
    }

    /// <summary>Runs of open lines with nothing between them, as [first, last] line indices; a note below a note is a run of its own.</summary>
    private List<(int First, int Last)> Chunks()
    {
        var found = new List<(int First, int Last)>();
        NoteMark? head = null;
        for (var i = 0; i < draft.Lines.Count; i++)
        {
            if (draft.Lines[i] is not { Role: LineRole.Open, IsReference: false })
            {
                continue;
            }

            var mark = NoteMark.Read(draft.Source, draft.Lines[i].Start, draft.Lines[i].End);
            var starts =
                found.Count == 0
                || found[^1].Last != i - 1
                || mark is { Style: NoteMarkStyle.Superscript }
                || BeginsBelow(head, mark, i);
            if (starts)
            {
                found.Add((i, i));
                head = mark;
            }
            else
            {
                found[^1] = (found[^1].First, i);
            }
        }

        return found;
    }

    /// <summary>Right below a note in plain digits, or one with a symbol, begins the next: its mark follows on and a word before carries it.</summary>
    private bool BeginsBelow(NoteMark? above, NoteMark? mark, int line) =>
        (above, mark) switch
        {
            ({ Style: NoteMarkStyle.Digits } last, { Style: NoteMarkStyle.Digits } next) => next.Number
                == last.Number + 1,
            ({ Style: NoteMarkStyle.Symbol } last, { Style: NoteMarkStyle.Symbol } next) => next.Label != last.Label,
            _ => false,
        }
        && Glyphs.EndsSentence(draft, draft.Lines[line - 1].Start, draft.Lines[line - 1].End)
        && marks.Find(
            mark!.Value.Label,
            Math.Max(0, draft.Lines[line].Start - FarthestCallout),
            draft.Lines[line].Start,
            CalloutStrength.NumberTail
        )
            is not null;

    private int Start((int First, int Last) chunk) => draft.Lines[chunk.First].Start;

    private int End((int First, int Last) chunk) => draft.Lines[chunk.Last].End;

    private void ClaimNumbered()
    {
        var last = 0;
        var bodyFrom = 0;
        var latest = -2;
        for (var i = 0; i < chunks.Count; i++)
        {
            var line = draft.Lines[chunks[i].First];
            if (NoteMark.Read(draft.Source, line.Start, line.End) is not { Number: > 0 } mark)
            {
                continue;
            }

            // The body that may call the notes of a run begins behind the run before it.
            if (latest >= 0 && latest < i - 1)
            {
                bodyFrom = End(chunks[latest]);
            }

            // Right below the note before it, a note needs less of a callout.
            var goesOn = latest == i - 1 && mark.Number == last + 1;
            var called =
                marks.Find(
                    mark.Label,
                    Math.Max(bodyFrom, line.Start - FarthestCallout),
                    line.Start,
                    goesOn ? CalloutStrength.NumberTail : CalloutStrength.GluedToWord
                )
                is not null;
            var near = mark.Number > last && mark.Number <= last + 1 + MostLost;
            var accepted = mark.Style switch
            {
                NoteMarkStyle.Superscript => near || called || mark.Number == 1,
                NoteMarkStyle.Digits => called && (near || mark.Number == 1 || last == 0),
                _ => false,
            };
            if (!accepted)
            {
                continue;
            }

            notes[i] = Notes.Claim(draft, chunks[i].First, chunks[i].Last, mark, mark.Label, LocatorMethod.Printed);
            numbers[i] = mark.Number;
            last = mark.Number;
            latest = i;
        }
    }

    /// <summary>Where the body that may call the notes of this run begins: behind the run before it.</summary>
    private int BodyFrom(int note)
    {
        var first = note;
        while (first > 0 && notes[first - 1] is not null)
        {
            first--;
        }

        for (var i = first - 1; i >= 0; i--)
        {
            if (notes[i] is not null)
            {
                return End(chunks[i]);
            }
        }

        return 0;
    }

    /// <summary>Two notes in one paragraph: the number that the run lacks stands behind a sentence's end.</summary>
    private void SplitDoubled()
    {
        var previous = -1;
        for (var i = 0; i < chunks.Count; i++)
        {
            if (notes[i] is null)
            {
                continue;
            }

            if (previous >= 0 && numbers[i] > numbers[previous] + 1)
            {
                SplitAt(previous, numbers[i]);
            }

            previous = i;
        }

        if (previous >= 0)
        {
            SplitAt(previous, numbers[previous] + 2);
        }

        void SplitAt(int i, int to) =>
            (notes[i], numbers[i]) = Notes.SplitDoubled(
                draft,
                notes[i]!,
                numbers[i] + 1,
                to,
                label =>
                    marks.Find(
                        label,
                        Math.Max(BodyFrom(i), Start(chunks[i]) - FarthestCallout),
                        Start(chunks[i]),
                        CalloutStrength.GluedToWord
                    )
                        is not null
            );
    }

    /// <summary>
    /// A note that runs over to the next page goes on at the head of that page's run: the paragraph before the run's first number,
    /// when the earlier note has not ended, no number is missing, and the paragraph cannot go on from the body before it.
    /// </summary>
    private void ClaimContinuations()
    {
        var previous = -1;
        for (var i = 0; i < chunks.Count; i++)
        {
            if (notes[i] is null)
            {
                continue;
            }

            // At least one paragraph of the body stands before the one in question.
            if (previous >= 0 && previous < i - 2 && numbers[previous] == firsts[i] - 1)
            {
                var body = chunks[i - 2];
                var bodyCut = IsCut(body) && !HasMark(chunks[i - 1]);
                var lower = char.IsLower(Glyphs.FirstMeant(draft, Start(chunks[i - 1]), End(chunks[i - 1])));
                if ((bodyCut || lower) && !Notes.IsFinished(draft, notes[previous]!))
                {
                    Notes.Extend(draft, notes[previous]!, chunks[i - 1].First, chunks[i - 1].Last);
                }
            }

            previous = i;
        }
    }

    private void ClaimUnnumbered()
    {
        var previous = -1;
        var number = 0;
        for (var i = 0; i < chunks.Count; i++)
        {
            if (notes[i] is null)
            {
                continue;
            }

            if (firsts[i] > number + 1)
            {
                number = Fill(previous, i, number);
            }

            number = numbers[i];
            previous = i;
        }

        if (previous >= 0)
        {
            Fill(previous, chunks.Count, number);
        }
    }

    /// <summary>Gives the numbers that are missing between two notes to the paragraphs between them that can only be notes.</summary>
    private int Fill(int before, int after, int number)
    {
        var end = after < chunks.Count ? firsts[after] : int.MaxValue;
        var at = before + 1;
        while (number + 1 < end)
        {
            var label = CalloutMarks.Label(number + 1);
            var from = before < 0 ? 0 : BodyFrom(before);
            var to = after < chunks.Count ? Start(chunks[after]) : draft.Source.Length;
            var callout = marks.Find(label, from, to, CalloutStrength.GluedToPoint);
            if (callout is null && after == chunks.Count)
            {
                return number;
            }

            var found = -1;
            for (var i = at; i < after && found < 0; i++)
            {
                if (notes[i] is null && CanOnlyBeNote(i, after, callout))
                {
                    found = i;
                }
            }

            if (found < 0)
            {
                return number;
            }

            number++;
            notes[found] = Notes.Claim(
                draft,
                chunks[found].First,
                chunks[found].Last,
                null,
                label,
                LocatorMethod.Inferred
            );
            firsts[found] = number;
            before = found;
            at = found + 1;
        }

        return number;
    }

    private bool CanOnlyBeNote(int index, int after, CalloutMark? callout)
    {
        var start = Start(chunks[index]);
        if (
            char.IsLower(Glyphs.FirstMeant(draft, start, End(chunks[index])))
            || callout?.Start >= start
            || HasMark(chunks[index])
        )
        {
            return false;
        }

        var behindNote = index > 0 && notes[index - 1] is not null;
        var beforeNote = index + 1 < chunks.Count && notes[index + 1] is not null;
        if (behindNote && beforeNote)
        {
            return true;
        }

        // The body paragraph before the run, and the one behind it.
        var body = index - 1;
        while (body >= 0 && notes[body] is not null)
        {
            body--;
        }

        if (body < 0)
        {
            return false;
        }

        var bodyCut = IsCut(chunks[body]);
        var goesOn =
            index + 1 < chunks.Count
            && notes[index + 1] is null
            && char.IsLower(Glyphs.FirstMeant(draft, Start(chunks[index + 1]), End(chunks[index + 1])));
        if (beforeNote)
        {
            return bodyCut;
        }

        // Behind a run that the page's callouts say is one short: what follows goes on from the body before, or that had ended.
        if (behindNote && callout is { } call && call.Start < Start(chunks[FirstOfRun(index - 1)]))
        {
            return !bodyCut || goesOn;
        }

        return bodyCut && goesOn && callout is not null && after > index;
    }

    /// <summary>Whether the sentence of a paragraph goes on elsewhere; a colon leads to what stands directly below.</summary>
    private bool IsCut((int First, int Last) chunk) =>
        !Glyphs.EndsSentence(draft, Start(chunk), End(chunk))
        && Glyphs.LastMeant(draft, Start(chunk), End(chunk)) != ':';

    /// <summary>An item of a list, a marked quotation, a heading: none is a note without its number.</summary>
    private bool HasMark((int First, int Last) chunk) =>
        Glyphs.FirstMeant(draft, Start(chunk), End(chunk)) is '>' or '#'
        || ItemMark.Read(draft, draft.Lines[chunk.First]) is not null;

    private int FirstOfRun(int note)
    {
        while (note > 0 && notes[note - 1] is not null)
        {
            note--;
        }

        return note;
    }

    /// <summary>
    /// A paragraph that begins with an asterisk or a dagger which a word before it carries: at the edge of a run, or the only one, so that
    /// it is no item of a list.
    /// </summary>
    private void ClaimSymbols()
    {
        for (var i = 1; i < chunks.Count; i++)
        {
            var line = draft.Lines[chunks[i].First];
            if (
                notes[i] is null
                && NoteMark.Read(draft.Source, line.Start, line.End) is { Style: NoteMarkStyle.Symbol } mark
                && marks.Find(mark.Label, 0, line.Start, CalloutStrength.GluedToWord) is not null
                && (notes[i - 1] is not null || (i + 1 < chunks.Count && notes[i + 1] is not null) || IsOnly(mark))
            )
            {
                notes[i] = Notes.Claim(draft, chunks[i].First, chunks[i].Last, mark, mark.Label, LocatorMethod.Printed);
            }
        }
    }

    /// <summary>Whether no other line of the text begins with the mark.</summary>
    private bool IsOnly(NoteMark mark) =>
        draft
            .Lines.Where(line => line.Role != LineRole.Blank)
            .Where(line => NoteMark.Read(draft.Source, line.Start, line.End)?.Label == mark.Label)
            .Take(2)
            .Count() == 1;
}
