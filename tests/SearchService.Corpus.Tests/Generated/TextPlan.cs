namespace SearchService.Corpus.Tests.Generated;

/// <summary>How the headings of a text are told from its paragraphs.</summary>
internal enum HeadingShape
{
    Plain,
    Numbered,
    Markdown,
}

/// <summary>Where the notes of a text stand.</summary>
internal enum NoteShape
{
    None,
    Feet,
    EndNotes,
    Definitions,
}

/// <summary>How a text is to be set and what is done to it: some kinds of damage at random, which go together in one conversion.</summary>
internal sealed class TextPlan
{
    private readonly Random random;
    private readonly Prose prose;

    public TextPlan(Random random, Prose prose, int seed, bool isWrapped, string title, string author)
    {
        this.random = random;
        this.prose = prose;
        Setting = isWrapped ? Wrapped(title, author) : OneLine(title, author);
        ChooseDamages(seed);
    }

    /// <summary>Those chosen here and those that the text's parts add as they are written.</summary>
    public HashSet<Damage> Damages { get; } = [];

    public Setting Setting { get; }

    public HeadingShape Headings { get; private set; }

    public NoteShape Notes { get; private set; }

    public bool Has(Damage damage) => Damages.Contains(damage);

    public void Add(Damage damage) => Damages.Add(damage);

    /// <summary>The mark around titles.</summary>
    public string Italics => Has(Damage.Emphasis) ? "*" : "";

    public void Perhaps(Damage damage, int percent)
    {
        if (random.Chance(percent))
        {
            Damages.Add(damage);
        }
    }

    /// <summary>The text layer of a PDF: lines as the page had them.</summary>
    private Setting Wrapped(string title, string author)
    {
        Damages.Add(Damage.HardWrapped);
        var pages = random.Next(10) switch
        {
            < 4 => PageShape.FormFeed,
            < 7 => PageShape.FormFeedRemnant,
            _ => PageShape.Furniture,
        };
        var headed = pages == PageShape.Furniture || (pages == PageShape.FormFeed && random.Chance(60));
        var numbered = headed && (pages == PageShape.Furniture || random.Chance(70));
        Damages.Add(
            pages switch
            {
                PageShape.FormFeed => Damage.FormFeeds,
                PageShape.FormFeedRemnant => Damage.FormFeedRemnants,
                _ => Damage.UnmarkedPages,
            }
        );
        var hasHeads = headed && random.Chance(70);
        Notes =
            pages == PageShape.Furniture
                ? (random.Chance(50) ? NoteShape.EndNotes : NoteShape.None)
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
            TrailingSpaces = random.Chance(30),
            HasHeads = hasHeads,
            HasNumbers = numbered || (headed && !hasHeads),
            NumbersAtHead = random.Chance(50),
            FirstNumber = random.Chance(50) ? 1 : random.Next(2, 300),
            LeftHead = author,
            RightHead = Prose.Capital(title.Split(" in an age")[0]),
            HasFeet = Notes == NoteShape.Feet,
            SuperscriptNotes = random.Chance(30),
        };
    }

    /// <summary>Recognised pages in Markdown: each paragraph on a line.</summary>
    private Setting OneLine(string title, string author)
    {
        Damages.Add(Damage.OneLineParagraphs);
        var pages = random.Next(10) switch
        {
            < 5 => PageShape.None,
            < 7 => PageShape.HeadGroup,
            _ => PageShape.Furniture,
        };
        Notes = random.Next(8) switch
        {
            0 => NoteShape.None,
            1 => NoteShape.EndNotes,
            2 => NoteShape.Definitions,
            _ => pages == PageShape.None ? NoteShape.Feet : NoteShape.EndNotes,
        };
        Damages.Add(
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
            FirstNumber = random.Chance(50) ? 1 : random.Next(2, 300),
            HasFeet = Notes == NoteShape.Feet,
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
        if (!random.Chance(15))
        {
            return "\n";
        }

        Damages.Add(Damage.CarriageReturns);
        return "\r\n";
    }

    private void ChooseDamages(int seed)
    {
        if (Setting.HasHeads)
        {
            Damages.Add(Damage.RunningHeads);
        }

        if (Setting.HasNumbers)
        {
            Damages.Add(Damage.PageNumbersAlone);
        }

        if (Setting.IsWrapped)
        {
            Perhaps(Damage.LineEndHyphens, 80);
            Headings = random.Chance(60) ? HeadingShape.Numbered : HeadingShape.Plain;
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
            Headings = random.Next(3) switch
            {
                0 => HeadingShape.Plain,
                1 => HeadingShape.Numbered,
                _ => HeadingShape.Markdown,
            };
        }

        Damages.Add(
            Headings switch
            {
                HeadingShape.Plain => Damage.PlainHeadings,
                HeadingShape.Numbered => Damage.NumberedHeadings,
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
            Damages.Add(Damage.LostSpaces);
        }

        if (Notes == NoteShape.Feet)
        {
            Perhaps(Damage.LostNoteNumbers, 50);
            Perhaps(Damage.MissingCallouts, 40);
            Perhaps(Damage.NotesRunningOver, 50);
            Perhaps(Damage.TwoNotesOnOneLine, Setting.IsWrapped ? 0 : 40);
        }

        if (Notes == NoteShape.EndNotes)
        {
            Damages.Add(Damage.EndNotes);
        }

        if (Notes == NoteShape.Definitions)
        {
            Damages.Add(Damage.DefinedNotes);
        }
        else if (Notes != NoteShape.None)
        {
            var superscript = Setting.IsWrapped ? random.Chance(30) : random.Chance(70);
            Damages.Add(superscript ? Damage.SuperscriptCallouts : Damage.GluedCallouts);
            if (!superscript)
            {
                Perhaps(Damage.SpacedCallouts, 30);
            }
        }

        if (Setting.HasNumbers && Setting.Pages == PageShape.FormFeed)
        {
            Perhaps(Damage.LostPageNumbers, 80);
        }

        Perhaps(Damage.HeadingsOnTwoLines, Setting.IsWrapped ? 40 : 0);
        Perhaps(Damage.FrontMatter, 70);
        Perhaps(Damage.BackMatter, 30);
        Perhaps(Damage.Epigraphs, 35);
    }
}
