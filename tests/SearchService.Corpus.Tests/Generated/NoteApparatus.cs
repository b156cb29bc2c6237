namespace SearchService.Corpus.Tests.Generated;

/// <summary>The notes of a text: what they cite, where they are called, and where they stand when not at the foot of a page.</summary>
internal sealed class NoteApparatus(
    Random random,
    Prose prose,
    Inscription inscription,
    TextPlan plan,
    Manuscript manuscript
)
{
    private readonly List<TruthNote> notes = [];
    private readonly Dictionary<TruthNote, List<Token>> texts = [];

    public IReadOnlyList<TruthNote> Notes => notes;

    public IReadOnlyDictionary<TruthNote, List<Token>> Texts => texts;

    /// <summary>Puts marks of notes behind the ends of sentences, and now and then behind a word or a comma.</summary>
    public void Call(List<Token> tokens, int count)
    {
        var ends = Enumerable
            .Range(0, tokens.Count)
            .Where(i => tokens[i].Text is [.., '.' or '?'] text && text.Length > 5 && !text.Any(char.IsAsciiDigit))
            .ToList();
        var middles = Enumerable
            .Range(2, Math.Max(0, tokens.Count - 4))
            .Where(i =>
                tokens[i].Runs is [{ Word: { Damage: null, Whole.Length: > 4 } }, ..]
                && tokens[i].Runs.Count == 1
                && tokens[i].Text.All(char.IsAsciiLetterLower)
            )
            .ToList();
        var places = ends.OrderBy(_ => random.Next()).Take(count).ToList();
        if (middles.Count > 0 && random.Chance(15))
        {
            places.Add(middles[random.Next(middles.Count)]);
        }

        foreach (var place in places.Distinct().Order())
        {
            var earlier = notes.Where(other => other.IsWork).ToList();
            var cites = prose.Citation(
                plan.Italics,
                earlier.Count == 0 ? null : earlier[random.Next(earlier.Count)].Families[0]
            );
            var note = new TruthNote(notes.Count + 1)
            {
                Block = manuscript.Truth(TextPart.Note).Index,
                IsWork = cites.Form == CitationForm.Full,
                Families = cites.Families,
                Means = Meant(cites),
            };
            notes.Add(note);
            texts[note] = inscription.Tokens(cites.Text);
            var spaced =
                plan.Has(Damage.SpacedCallouts)
                && ends.Contains(place)
                && place + 1 < tokens.Count
                && random.Chance(30);
            if (spaced)
            {
                tokens[place].Runs.Add(new Run(" ", TextPart.Space));
            }

            var mark =
                plan.Notes == NoteShape.Definitions ? $"[^{note.Label}]"
                : plan.Has(Damage.SuperscriptCallouts) ? Typesetter.Superscript(note.Label)
                : note.Label;
            tokens[place].Runs.Add(new Run(mark, TextPart.Callout, Calls: note));
        }
    }

    /// <summary>The note above, or the work it means; the one work of an author. Two works of one author leave the reader in doubt.</summary>
    private TruthNote? Meant(Citation cites)
    {
        switch (cites.Form)
        {
            case CitationForm.Ibidem when notes.Count > 0:
                return notes[^1].IsWork ? notes[^1] : notes[^1].Means;
            case CitationForm.OpereCitato:
                var works = notes
                    .Where(note => note.Means is null && note.Families.Contains(cites.Families[0]))
                    .ToList();
                return works is [{ IsWork: true }] ? works[0] : null;
            default:
                return null;
        }
    }

    /// <summary>Writes them down behind the body, under a heading.</summary>
    public void AddEndNotes()
    {
        manuscript.Heading("Notes", level: 2);
        var dotted = random.Chance(50);
        foreach (var note in notes)
        {
            var mark = new Token(new Run(note.Label + (dotted ? "." : ""), TextPart.Callout));
            manuscript.Blocks.Add(
                new SetBlock(new TruthBlock(note.Block, TextPart.Note), [mark, .. texts[note]])
                {
                    BlankBefore = note == notes[0] || !plan.Setting.IsWrapped,
                    MayBreak = true,
                }
            );
        }
    }

    /// <summary>Writes them down as Markdown defines notes.</summary>
    public void AddDefinitions()
    {
        foreach (var note in notes)
        {
            var mark = new Token(new Run($"[^{note.Label}]:", TextPart.Callout));
            manuscript.Blocks.Add(new SetBlock(new TruthBlock(note.Block, TextPart.Note), [mark, .. texts[note]]));
        }
    }
}
