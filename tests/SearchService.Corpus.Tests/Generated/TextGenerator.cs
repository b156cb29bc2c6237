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
    private readonly Prose prose;
    private readonly TextPlan plan;
    private readonly Inscription inscription;
    private readonly Manuscript manuscript;
    private readonly NoteApparatus notes;
    private readonly DisplayedBlocks displayed;
    private readonly string title;
    private readonly string author;

    private TextGenerator(int seed)
    {
        this.seed = seed;
        random = new Random(seed);
        var isWrapped = random.Next(2) == 0;
        prose = new Prose(random) { StraightQuotes = random.Next(3) == 0, HasDecoys = true };
        title = prose.LongTitle();
        author = prose.Name();
        plan = new TextPlan(random, prose, seed, isWrapped, title, author);
        inscription = new Inscription(random, plan.Damages);
        manuscript = new Manuscript(plan.Headings);
        notes = new NoteApparatus(random, prose, inscription, plan, manuscript);
        displayed = new DisplayedBlocks(random, prose, inscription, plan, manuscript);
    }

    public static GeneratedText Generate(int seed) => new TextGenerator(seed).Run();

    private GeneratedText Run()
    {
        var typesetter = new Typesetter(random, plan.Damages, plan.Setting, notes.Texts);
        if (plan.Has(Damage.YamlHead))
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
        for (var section = 1; section <= sections; section++)
        {
            Section(section, sections);
        }

        if (plan.Notes == NoteShape.EndNotes)
        {
            notes.AddEndNotes();
        }

        if (random.Chance(60))
        {
            References();
            if (random.Chance(25))
            {
                Captions();
            }
        }

        if (plan.Has(Damage.BackMatter))
        {
            Back();
        }

        if (plan.Notes == NoteShape.Definitions)
        {
            notes.AddDefinitions();
        }

        typesetter.Write(manuscript.Blocks);
        Judge(typesetter);
        return new GeneratedText(
            seed,
            typesetter.Source,
            typesetter.Parts,
            typesetter.Owners,
            manuscript.Truths,
            notes.Notes,
            manuscript.Entries,
            typesetter.Words,
            typesetter.Pages,
            plan.Damages
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

    private void Front()
    {
        if (!plan.Has(Damage.FrontMatter))
        {
            if (random.Chance(70))
            {
                Abstract();
            }

            return;
        }

        var lines = new List<string>();
        if (plan.Headings == HeadingShape.Markdown)
        {
            manuscript.Blocks.Add(
                new SetBlock(manuscript.Truth(TextPart.Front), Inscription.Plain(title))
                {
                    Mark = "# ",
                    KeepsWithNext = true,
                }
            );
        }
        else
        {
            lines.Add(title);
        }

        lines.Add(author);
        if (random.Chance(40))
        {
            lines.Add($"{prose.Pick(["March", "June", "October"])} {prose.Year()}");
        }

        foreach (var line in lines)
        {
            manuscript.Blocks.Add(
                new SetBlock(manuscript.Truth(TextPart.Front), Inscription.Plain(line))
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
        manuscript.Heading("Abstract", level: 2);
        Paragraph(TextPart.Abstract, prose.Sentences(random.Next(4, 7)), calls: 0);
    }

    private void Section(int section, int sections)
    {
        var name =
            section == 1 ? "Introduction"
            : section == sections ? "Conclusion"
            : plan.Has(Damage.HeadingsOnTwoLines) && random.Chance(50) ? prose.LongTitle()
            : prose.Title();
        var heading = manuscript.Heading(name, level: 2, plan.Headings == HeadingShape.Numbered ? $"{section}. " : "");
        if (section == 1 && plan.Has(Damage.Epigraphs))
        {
            displayed.AddEpigraph();
        }

        var count = random.Next(4, 8);
        var special = Enumerable.Range(0, count - 1).OrderBy(_ => random.Next()).Take(2).ToList();
        var subsection = 0;
        for (var i = 0; i < count; i++)
        {
            if (plan.Headings != HeadingShape.Plain && section > 1 && i > 0 && i + 1 < count && random.Chance(15))
            {
                plan.Add(Damage.Subsections);
                subsection++;
                var number = plan.Headings == HeadingShape.Numbered ? $"{section}.{subsection} " : "";
                manuscript.Heading(prose.Title(), level: 3, number, above: heading);
            }

            Paragraph(
                TextPart.Paragraph,
                prose.Sentences(random.Next(3, 8)),
                calls: plan.Notes == NoteShape.None ? 0 : random.Next(0, 4)
            );
            if (special.Contains(i) && section > 1)
            {
                displayed.AddAny();
            }
        }
    }

    private void Paragraph(TextPart part, string text, int calls)
    {
        var tokens = inscription.Tokens(text);
        if (calls > 0)
        {
            notes.Call(tokens, calls);
        }

        if (plan.Has(Damage.Overprint) && random.Chance(25))
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

        manuscript.Blocks.Add(new SetBlock(manuscript.Truth(part), tokens) { MayBreak = true });
    }

    private void References()
    {
        var hidden =
            (!plan.Setting.IsWrapped || plan.Setting.Pages == PageShape.Furniture)
            && random.Chance(60)
            && plan.Notes != NoteShape.EndNotes;
        if (hidden)
        {
            plan.Add(Damage.ReferencesWithoutHeading);
        }
        else
        {
            manuscript.Heading(prose.Pick(["References", "Bibliography", "Works Cited"]), level: 2);
        }

        var authors = Enumerable
            .Range(0, random.Next(10, 24))
            .Select(_ => prose.EntryAuthor())
            .Order(StringComparer.Ordinal)
            .ToList();
        var bulleted = !plan.Setting.IsWrapped && random.Chance(30);
        var apart = !plan.Setting.IsWrapped || random.Chance(50);
        var hanging =
            plan.Setting.Pages != PageShape.FormFeedRemnant && plan.Setting.IsWrapped && random.Chance(50) ? 4 : 0;
        var rule = prose.Pick(["____.", "__.", "———."]);
        plan.Perhaps(Damage.RepeatedAuthors, 50);
        if (bulleted)
        {
            plan.Add(Damage.BulletedReferences);
        }

        IReadOnlyList<string> families = [];
        for (var i = 0; i < authors.Count; i++)
        {
            var isRepeated = i > 0 && plan.Has(Damage.RepeatedAuthors) && random.Chance(20);
            families = isRepeated ? families : [.. authors[i].Split(" and ").Select(name => name.Split(',')[0])];
            var (text, says) = prose.Entry(plan.Italics);
            var truth = manuscript.Truth(TextPart.Reference);
            manuscript.Entries.Add(says with { Block = truth.Index, Families = families });
            manuscript.Blocks.Add(
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
        plan.Add(Damage.Captions);
        var count = random.Next(2, 5);
        for (var i = 1; i <= count; i++)
        {
            manuscript.Blocks.Add(
                new SetBlock(
                    manuscript.Truth(TextPart.Caption),
                    inscription.Tokens(string.Create(CultureInfo.InvariantCulture, $"Figure {i}. {prose.Sentence()}"))
                )
            );
        }
    }

    private void Back()
    {
        manuscript.Heading("About the Author", level: 2);
        manuscript.Blocks.Add(
            new SetBlock(
                manuscript.Truth(TextPart.Back),
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
