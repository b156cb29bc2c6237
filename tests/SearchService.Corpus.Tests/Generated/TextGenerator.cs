using System.Globalization;

namespace SearchService.Corpus.Tests.Generated;

/// <summary>
/// A scholarly text as its author meant it, put through what converters do to texts: some kinds of damage at random, each only where
/// a careful reader could still tell what was meant. One seed gives one text.
/// </summary>
internal sealed class TextGenerator
{
    /// <summary>Sections of the body.</summary>
    private const int FewestSections = 3;

    private const int MostSections = 5;

    private readonly int seed;
    private readonly Random random;
    private readonly HashSet<Damage> damages = [];
    private readonly Prose prose;
    private readonly Inscription inscription;
    private readonly Setting setting;
    private readonly List<TruthBlock> truths = [];
    private readonly List<SetBlock> blocks = [];
    private readonly List<TruthNote> notes = [];
    private readonly List<TruthEntry> entries = [];
    private readonly Dictionary<TruthNote, List<Token>> noteTexts = [];
    private readonly string title;
    private readonly string author;
    private Heads heads;
    private NoteShape shape;
    private int section;

    private enum Heads
    {
        Plain,
        Numbered,
        Markdown,
    }

    private enum NoteShape
    {
        None,
        Feet,
        EndNotes,
        Definitions,
    }

    private TextGenerator(int seed)
    {
        this.seed = seed;
        random = new Random(seed);
        var wrapped = random.Next(2) == 0;
        prose = new Prose(random) { StraightQuotes = random.Next(3) == 0, HasDecoys = true };
        title = prose.LongTitle();
        author = prose.Name();
        setting = wrapped ? Wrapped() : OneLine();
        ChooseDamages();
        inscription = new Inscription(random, damages);
    }

    public static GeneratedText Generate(int seed) => new TextGenerator(seed).Run();

    private bool Chance(int percent) => random.Next(100) < percent;

    private bool Has(Damage damage) => damages.Contains(damage);

    private void Perhaps(Damage damage, int percent)
    {
        if (Chance(percent))
        {
            damages.Add(damage);
        }
    }

    /// <summary>The text layer of a PDF: lines as the page had them.</summary>
    private Setting Wrapped()
    {
        damages.Add(Damage.HardWrapped);
        var pages = random.Next(10) switch
        {
            < 4 => PageShape.FormFeed,
            < 7 => PageShape.FormFeedRemnant,
            _ => PageShape.Furniture,
        };
        var headed = pages == PageShape.Furniture || (pages == PageShape.FormFeed && Chance(60));
        var numbered = headed && (pages == PageShape.Furniture || Chance(70));
        damages.Add(
            pages switch
            {
                PageShape.FormFeed => Damage.FormFeeds,
                PageShape.FormFeedRemnant => Damage.FormFeedRemnants,
                _ => Damage.UnmarkedPages,
            }
        );
        var hasHeads = headed && Chance(70);
        shape =
            pages == PageShape.Furniture
                ? (Chance(50) ? NoteShape.EndNotes : NoteShape.None)
                : random.Next(6) switch
                {
                    0 => NoteShape.None,
                    1 => NoteShape.EndNotes,
                    _ => NoteShape.Feet,
                };
        return new Setting
        {
            Width = random.Next(68, 92),
            PageSize = random.Next(32, 42),
            Pages = pages,
            NewLine = NewLine(),
            TrailingSpaces = Chance(30),
            HasHeads = hasHeads,
            HasNumbers = numbered || (headed && !hasHeads),
            NumbersAtHead = Chance(50),
            FirstNumber = Chance(50) ? 1 : random.Next(2, 300),
            LeftHead = author,
            RightHead = Prose.Capital(title.Split(" in an age")[0]),
            HasFeet = shape == NoteShape.Feet,
            SuperscriptNotes = Chance(30),
        };
    }

    /// <summary>Recognised pages in Markdown: each paragraph on a line.</summary>
    private Setting OneLine()
    {
        damages.Add(Damage.OneLineParagraphs);
        var pages = random.Next(10) switch
        {
            < 5 => PageShape.None,
            < 7 => PageShape.HeadGroup,
            _ => PageShape.Furniture,
        };
        shape = random.Next(8) switch
        {
            0 => NoteShape.None,
            1 => NoteShape.EndNotes,
            2 => NoteShape.Definitions,
            _ => pages == PageShape.None ? NoteShape.Feet : NoteShape.EndNotes,
        };
        damages.Add(
            pages == PageShape.HeadGroup ? Damage.RunningHeadGroups
            : pages == PageShape.Furniture ? Damage.PageNumbersAlone
            : Damage.UnmarkedPages
        );
        return new Setting
        {
            Width = 0,
            PageSize = random.Next(2200, 3200),
            Pages = pages,
            NewLine = NewLine(),
            HasNumbers = pages == PageShape.Furniture,
            FirstNumber = Chance(50) ? 1 : random.Next(2, 300),
            HasFeet = shape == NoteShape.Feet,
            SuperscriptNotes = true,
            HeadGroup =
                pages == PageShape.HeadGroup
                    ?
                    [
                        prose.Publisher(),
                        $"978-0-{random.Next(100, 999)}-{random.Next(10000, 99999)}-3 - {title}",
                        author,
                    ]
                    : [],
        };
    }

    private string NewLine()
    {
        if (!Chance(15))
        {
            return "\n";
        }

        damages.Add(Damage.CarriageReturns);
        return "\r\n";
    }

    private void ChooseDamages()
    {
        if (setting.HasHeads)
        {
            damages.Add(Damage.RunningHeads);
        }

        if (setting.HasNumbers)
        {
            damages.Add(Damage.PageNumbersAlone);
        }

        if (setting.IsWrapped)
        {
            Perhaps(Damage.LineEndHyphens, 80);
            heads = Chance(60) ? Heads.Numbered : Heads.Plain;
        }
        else
        {
            Perhaps(Damage.Emphasis, 60);
            Perhaps(Damage.Entities, 30);
            if (Has(Damage.Emphasis))
            {
                Perhaps(Damage.HtmlTags, 25);
            }

            Perhaps(Damage.YamlHead, 20);
            Perhaps(Damage.FencedCode, 15);
            Perhaps(Damage.IndentedCode, 15);
            heads = random.Next(3) switch
            {
                0 => Heads.Plain,
                1 => Heads.Numbered,
                _ => Heads.Markdown,
            };
        }

        damages.Add(
            heads switch
            {
                Heads.Plain => Damage.PlainHeadings,
                Heads.Numbered => Damage.NumberedHeadings,
                _ => Damage.MarkdownHeadings,
            }
        );
        foreach (
            var damage in (ReadOnlySpan<Damage>)
                [
                    Damage.HyphensLeftInWords,
                    Damage.SpacesLeftInWords,
                    Damage.LostHyphens,
                    Damage.DoubledHyphens,
                    Damage.SoftHyphens,
                    Damage.SpacedPunctuation,
                    Damage.BrokenAddresses,
                    Damage.Overprint,
                    Damage.NonBreakingSpaces,
                    Damage.Ligatures,
                    Damage.BlankLinesInSentences,
                ]
        )
        {
            Perhaps(damage, 35);
        }

        if (seed % 3 == 1)
        {
            damages.Add(Damage.LostSpaces);
        }

        if (shape == NoteShape.Feet)
        {
            Perhaps(Damage.LostNoteNumbers, 50);
            Perhaps(Damage.MissingCallouts, 40);
            Perhaps(Damage.NotesRunningOver, 50);
            Perhaps(Damage.TwoNotesOnOneLine, setting.IsWrapped ? 0 : 40);
        }

        if (shape == NoteShape.EndNotes)
        {
            damages.Add(Damage.EndNotes);
        }

        if (shape == NoteShape.Definitions)
        {
            damages.Add(Damage.DefinedNotes);
        }
        else if (shape != NoteShape.None)
        {
            var superscript = setting.IsWrapped ? Chance(30) : Chance(70);
            damages.Add(superscript ? Damage.SuperscriptCallouts : Damage.GluedCallouts);
            if (!superscript)
            {
                Perhaps(Damage.SpacedCallouts, 30);
            }
        }

        if (setting.HasNumbers && setting.Pages == PageShape.FormFeed)
        {
            Perhaps(Damage.LostPageNumbers, 80);
        }

        Perhaps(Damage.HeadingsOnTwoLines, setting.IsWrapped ? 40 : 0);
        Perhaps(Damage.FrontMatter, 70);
        Perhaps(Damage.BackMatter, 30);
        Perhaps(Damage.Epigraphs, 35);
    }

    private GeneratedText Run()
    {
        var typesetter = new Typesetter(random, damages, setting, noteTexts);
        if (Has(Damage.YamlHead))
        {
            typesetter.WriteRaw(
                [
                    "---",
                    $"title: \"{title}\"",
                    $"author: {author}",
                    $"year: {prose.Year()}",
                    "tags: [history, theory]",
                    "---",
                    "",
                ],
                TextPart.Markup
            );
        }

        Front();
        var sections = random.Next(FewestSections, MostSections + 1);
        for (section = 1; section <= sections; section++)
        {
            Section(sections);
        }

        if (shape == NoteShape.EndNotes)
        {
            EndNotes();
        }

        if (Chance(60))
        {
            References();
            if (Chance(25))
            {
                Captions();
            }
        }

        if (Has(Damage.BackMatter))
        {
            Back();
        }

        if (shape == NoteShape.Definitions)
        {
            Definitions();
        }

        typesetter.Write(blocks);
        Judge(typesetter);
        return new GeneratedText(
            seed,
            typesetter.Source,
            typesetter.Parts,
            typesetter.Owners,
            truths,
            notes,
            entries,
            typesetter.Words,
            typesetter.Pages,
            damages
        );
    }

    /// <summary>A damaged word that only its other places can tell, and that has none: how it should read nobody knows.</summary>
    private static void Judge(Typesetter typesetter)
    {
        var whole = typesetter
            .Words.Where(word => word.Damage is null)
            .Select(word => word.Whole.ToLowerInvariant())
            .ToHashSet(StringComparer.Ordinal);
        foreach (var word in typesetter.Words.Where(word => word.NeedsEvidence))
        {
            word.NeedsEvidence = !whole.Contains(word.Whole.ToLowerInvariant());
        }
    }

    private TruthBlock Truth(TextPart part)
    {
        var truth = new TruthBlock(truths.Count, part);
        truths.Add(truth);
        return truth;
    }

    private void Front()
    {
        if (!Has(Damage.FrontMatter))
        {
            if (Chance(70))
            {
                Abstract();
            }

            return;
        }

        var lines = new List<string>();
        if (heads == Heads.Markdown)
        {
            blocks.Add(
                new SetBlock(Truth(TextPart.Front), Inscription.Plain(title)) { Mark = "# ", KeepsWithNext = true }
            );
        }
        else
        {
            lines.Add(title);
        }

        lines.Add(author);
        if (Chance(40))
        {
            lines.Add($"{prose.Pick(["March", "June", "October"])} {prose.Year()}");
        }

        foreach (var line in lines)
        {
            blocks.Add(
                new SetBlock(Truth(TextPart.Front), Inscription.Plain(line))
                {
                    KeepsWithNext = true,
                    IsUnwrapped = true,
                }
            );
        }

        Abstract();
    }

    private void Abstract()
    {
        Heading("Abstract", level: 2);
        Paragraph(TextPart.Abstract, prose.Sentences(random.Next(4, 7)), calls: 0);
    }

    private TruthBlock Heading(string words, int level, string number = "", TruthBlock? above = null)
    {
        var truth = Truth(TextPart.Heading) with { Parent = above?.Index };
        truths[^1] = truth;
        var tokens = Inscription.Plain(number + words);
        var mark = heads == Heads.Markdown ? new string('#', level) + " " : "";
        blocks.Add(new SetBlock(truth, tokens) { Mark = mark, KeepsWithNext = true });
        return truth;
    }

    private void Section(int sections)
    {
        var name =
            section == 1 ? "Introduction"
            : section == sections ? "Conclusion"
            : Has(Damage.HeadingsOnTwoLines) && Chance(50) ? prose.LongTitle()
            : prose.Title();
        var heading = Heading(name, level: 2, heads == Heads.Numbered ? $"{section}. " : "");
        if (section == 1 && Has(Damage.Epigraphs))
        {
            Epigraph();
        }

        var count = random.Next(4, 8);
        var special = Enumerable.Range(0, count - 1).OrderBy(_ => random.Next()).Take(2).ToList();
        var subsection = 0;
        for (var i = 0; i < count; i++)
        {
            if (heads != Heads.Plain && section > 1 && i > 0 && i + 1 < count && Chance(15))
            {
                damages.Add(Damage.Subsections);
                subsection++;
                var number = heads == Heads.Numbered ? $"{section}.{subsection} " : "";
                Heading(prose.Title(), level: 3, number, above: heading);
            }

            Paragraph(
                TextPart.Paragraph,
                prose.Sentences(random.Next(3, 8)),
                calls: shape == NoteShape.None ? 0 : random.Next(0, 4)
            );
            if (special.Contains(i) && section > 1)
            {
                Special();
            }
        }
    }

    private void Special()
    {
        switch (random.Next(6))
        {
            case 0:
            case 1:
                Quotation();
                break;
            case 2 when setting.Pages != PageShape.FormFeedRemnant:
                Verse();
                break;
            case 3:
                Table();
                break;
            case 4:
                ListOfItems();
                break;
            default:
                if (Has(Damage.FencedCode) || Has(Damage.IndentedCode))
                {
                    Code(isFenced: Has(Damage.FencedCode));
                }
                else
                {
                    ListOfItems();
                }

                break;
        }
    }

    private void Paragraph(TextPart part, string text, int calls)
    {
        var tokens = inscription.Tokens(text);
        if (calls > 0)
        {
            Call(tokens, calls);
        }

        if (Has(Damage.Overprint) && Chance(25))
        {
            for (var at = 1; at + 6 < tokens.Count; at++)
            {
                if (inscription.Overprint(tokens.GetRange(at, 4)) is { } twice)
                {
                    tokens.RemoveRange(at, 4);
                    tokens.Insert(at, twice);
                    break;
                }
            }
        }

        blocks.Add(new SetBlock(Truth(part), tokens) { MayBreak = true });
    }

    /// <summary>Puts marks of notes behind the ends of sentences, and now and then behind a word or a comma.</summary>
    private void Call(List<Token> tokens, int count)
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
        if (middles.Count > 0 && Chance(15))
        {
            places.Add(middles[random.Next(middles.Count)]);
        }

        foreach (var place in places.Distinct().Order())
        {
            var earlier = notes.Where(other => other.IsWork).ToList();
            var cites = prose.Citation(
                Italics,
                earlier.Count == 0 ? null : earlier[random.Next(earlier.Count)].Families[0]
            );
            var note = new TruthNote(notes.Count + 1)
            {
                Block = Truth(TextPart.Note).Index,
                IsWork = cites.Form == CitationForm.Full,
                Families = cites.Families,
                Means = Meant(cites),
            };
            notes.Add(note);
            noteTexts[note] = inscription.Tokens(cites.Text);
            var spaced = Has(Damage.SpacedCallouts) && ends.Contains(place) && place + 1 < tokens.Count && Chance(30);
            if (spaced)
            {
                tokens[place].Runs.Add(new Run(" ", TextPart.Space));
            }

            var mark =
                shape == NoteShape.Definitions ? $"[^{note.Label}]"
                : Has(Damage.SuperscriptCallouts) ? Typesetter.Superscript(note.Label)
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

    private string Italics => Has(Damage.Emphasis) ? "*" : "";

    private void Epigraph()
    {
        var words = prose.Clause();
        var quoted = Inscription.Plain(prose.Quoted(Prose.Capital(words) + "."));
        var name = Inscription.Plain("— " + prose.Name());
        if (Chance(40))
        {
            damages.Add(Damage.AttributedEpigraphs);
            name.AddRange(Inscription.Plain($"in {prose.Title()} ({prose.Year()})"));
        }

        blocks.Add(new SetBlock(Truth(TextPart.Epigraph), quoted) { KeepsWithNext = true });
        blocks.Add(new SetBlock(Truth(TextPart.Epigraph), name) { KeepsWithNext = true });
    }

    private void Quotation()
    {
        var lead = inscription.Tokens($"{prose.Sentence()} As {prose.Surname()} wrote in {prose.Place()}:");
        blocks.Add(new SetBlock(Truth(TextPart.Paragraph), lead) { KeepsWithNext = true });
        var words = prose.Sentences(random.Next(2, 4));
        var truth = Truth(TextPart.BlockQuotation);
        if (!setting.IsWrapped && Chance(50))
        {
            damages.Add(Damage.MarkedQuotations);
            blocks.Add(new SetBlock(truth, inscription.Tokens(words)) { Mark = "> ", MarksEveryLine = true });
        }
        else if (setting.IsWrapped && setting.Pages != PageShape.FormFeedRemnant && Chance(50))
        {
            damages.Add(Damage.IndentedQuotations);
            blocks.Add(new SetBlock(truth, inscription.Tokens(words)) { Indent = 5 });
        }
        else
        {
            blocks.Add(new SetBlock(truth, inscription.Tokens(prose.Quoted(words))));
        }
    }

    /// <summary>Lines of a poem, each kept: marked, or set in.</summary>
    private void Verse()
    {
        damages.Add(Damage.Verse);
        var lead = inscription.Tokens($"{prose.Sentence()} As {prose.Surname()} sang in {prose.Place()}:");
        blocks.Add(new SetBlock(Truth(TextPart.Paragraph), lead) { KeepsWithNext = true });
        var lines = Enumerable
            .Range(0, random.Next(3, 7))
            .Select(_ =>
                Inscription.Plain(
                    $"The {prose.Noun()} and the {prose.Noun()} of {prose.Place()}{prose.Pick([",", "", ";"])}"
                )
            )
            .ToArray();
        lines[^1].AddRange(Inscription.Plain("are gone."));
        blocks.Add(
            new SetBlock(Truth(TextPart.BlockQuotation), lines)
            {
                Mark = setting.IsWrapped ? "" : "> ",
                MarksEveryLine = true,
                Indent = setting.IsWrapped ? 5 : 0,
                IsUnwrapped = true,
            }
        );
    }

    private void ListOfItems()
    {
        var lead = inscription.Tokens($"{prose.Sentence()} Three points follow for {prose.Phrase()}:");
        blocks.Add(new SetBlock(Truth(TextPart.Paragraph), lead) { KeepsWithNext = true });
        var numbered = Chance(60);
        var apart = Chance(50);
        var count = random.Next(3, 5);
        for (var i = 1; i <= count; i++)
        {
            var text = prose.Sentences(random.Next(1, 4));
            blocks.Add(
                new SetBlock(
                    Truth(TextPart.ListItem),
                    inscription.Tokens(numbered ? string.Create(CultureInfo.InvariantCulture, $"{i}. {text}") : text)
                )
                {
                    Mark =
                        numbered ? ""
                        : setting.IsWrapped ? "• "
                        : "- ",
                    BlankBefore = i == 1 || apart,
                    MayBreak = true,
                }
            );
        }
    }

    private void Table()
    {
        var piped = !setting.IsWrapped && Chance(60);
        damages.Add(piped ? Damage.PipeTables : Damage.TabTables);
        var rows = random.Next(3, 8);
        for (var i = 0; i < rows; i++)
        {
            var cells = new[]
            {
                i == 0 ? "Country" : $"{prose.Place()} {prose.Noun()}",
                i == 0 ? "Years" : $"{prose.Year()}",
                i == 0
                    ? "Share"
                    : string.Create(CultureInfo.InvariantCulture, $"{random.Next(1, 99)}.{random.Next(0, 9)}"),
            };
            var tokens = new List<Token>();
            if (piped)
            {
                tokens.Add(new Token(new Run("|", TextPart.Markup)));
                foreach (var cell in cells)
                {
                    tokens.AddRange(Inscription.Plain(cell));
                    tokens.Add(new Token(new Run("|", TextPart.Markup)));
                }
            }
            else
            {
                tokens.AddRange(Inscription.Plain(string.Join('\t', cells)));
            }

            blocks.Add(
                new SetBlock(Truth(TextPart.TableRow), tokens)
                {
                    BlankBefore = i == 0,
                    KeepsWithNext = i + 1 < rows,
                    IsUnwrapped = true,
                }
            );
            if (piped && i == 0)
            {
                var rule = new Token(new Run("|---|---|---|", TextPart.Markup));
                blocks.Add(
                    new SetBlock(truths[^1], [rule])
                    {
                        BlankBefore = false,
                        KeepsWithNext = true,
                        IsUnwrapped = true,
                    }
                );
            }
        }
    }

    private void Code(bool isFenced)
    {
        var fence = new Token(new Run("```", TextPart.Markup));
        var truth = Truth(TextPart.Paragraph);
        var names = Enumerable.Range(0, 3).Select(_ => prose.Noun()).ToList();
        List<List<Token>> lines = [];
        foreach (var name in names)
        {
            var code = $"{name} = *read*(\"{name}.csv\")";
            lines.Add([new Token(new Run(code, Word: Kept()))]);

            TruthWord Kept() => new(code) { Damage = isFenced ? Damage.FencedCode : Damage.IndentedCode };
        }

        if (isFenced)
        {
            lines =
            [
                [fence],
                .. lines,
                [fence],
            ];
        }

        blocks.Add(new SetBlock(truth, [.. lines]) { IsUnwrapped = true, Indent = isFenced ? 0 : 4 });
    }

    private void EndNotes()
    {
        Heading("Notes", level: 2);
        var dotted = Chance(50);
        foreach (var note in notes)
        {
            var mark = new Token(new Run(note.Label + (dotted ? "." : ""), TextPart.Callout));
            blocks.Add(
                new SetBlock(new TruthBlock(note.Block, TextPart.Note), [mark, .. noteTexts[note]])
                {
                    BlankBefore = note == notes[0] || !setting.IsWrapped,
                    MayBreak = true,
                }
            );
        }
    }

    private void Definitions()
    {
        foreach (var note in notes)
        {
            var mark = new Token(new Run($"[^{note.Label}]:", TextPart.Callout));
            blocks.Add(new SetBlock(new TruthBlock(note.Block, TextPart.Note), [mark, .. noteTexts[note]]));
        }
    }

    private void References()
    {
        var hidden =
            (!setting.IsWrapped || setting.Pages == PageShape.Furniture) && Chance(60) && shape != NoteShape.EndNotes;
        if (hidden)
        {
            damages.Add(Damage.ReferencesWithoutHeading);
        }
        else
        {
            Heading(prose.Pick(["References", "Bibliography", "Works Cited"]), level: 2);
        }

        var authors = Enumerable
            .Range(0, random.Next(10, 24))
            .Select(_ => prose.EntryAuthor())
            .Order(StringComparer.Ordinal)
            .ToList();
        var bulleted = !setting.IsWrapped && Chance(30);
        var apart = !setting.IsWrapped || Chance(50);
        var hanging = setting.Pages != PageShape.FormFeedRemnant && setting.IsWrapped && Chance(50) ? 4 : 0;
        var rule = prose.Pick(["____.", "__.", "———."]);
        Perhaps(Damage.RepeatedAuthors, 50);
        if (bulleted)
        {
            damages.Add(Damage.BulletedReferences);
        }

        IReadOnlyList<string> families = [];
        for (var i = 0; i < authors.Count; i++)
        {
            var isRepeated = i > 0 && Has(Damage.RepeatedAuthors) && Chance(20);
            families = isRepeated ? families : [.. authors[i].Split(" and ").Select(name => name.Split(',')[0])];
            var (text, says) = prose.Entry(Italics);
            var truth = Truth(TextPart.Reference);
            entries.Add(says with { Block = truth.Index, Families = families });
            blocks.Add(
                new SetBlock(truth, inscription.Tokens($"{(isRepeated ? rule : authors[i])} {text}"))
                {
                    BlankBefore = apart || i == 0,
                    Hanging = hanging,
                    Mark = bulleted ? "- " : "",
                    MayBreak = true,
                }
            );
        }
    }

    private void Captions()
    {
        damages.Add(Damage.Captions);
        var count = random.Next(2, 5);
        for (var i = 1; i <= count; i++)
        {
            blocks.Add(
                new SetBlock(
                    Truth(TextPart.Caption),
                    inscription.Tokens(string.Create(CultureInfo.InvariantCulture, $"Figure {i}. {prose.Sentence()}"))
                )
            );
        }
    }

    private void Back()
    {
        Heading("About the Author", level: 2);
        blocks.Add(
            new SetBlock(
                Truth(TextPart.Back),
                inscription.Tokens(
                    $"{author} teaches history at {prose.Place()}. {prose.Sentence()} {prose.Sentence()}"
                )
            )
            {
                MayBreak = true,
            }
        );
    }
}
