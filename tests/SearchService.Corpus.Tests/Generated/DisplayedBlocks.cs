using System.Globalization;

namespace SearchService.Corpus.Tests.Generated;

/// <summary>What stands between the paragraphs of a text: epigraphs, quotations, poems, lists, tables, code.</summary>
internal sealed class DisplayedBlocks(
    Random random,
    Prose prose,
    Inscription inscription,
    TextPlan plan,
    Manuscript manuscript
)
{
    /// <summary>One of them, whichever the setting can show.</summary>
    public void AddAny()
    {
        switch (random.Next(6))
        {
            case 0:
            case 1:
                Quotation();
                break;
            case 2 when plan.Setting.Pages != PageShape.FormFeedRemnant:
                Verse();
                break;
            case 3:
                Table();
                break;
            case 4:
                ListOfItems();
                break;
            default:
                if (plan.Has(Damage.FencedCode) || plan.Has(Damage.IndentedCode))
                {
                    Code(isFenced: plan.Has(Damage.FencedCode));
                }
                else
                {
                    ListOfItems();
                }

                break;
        }
    }

    public void AddEpigraph()
    {
        var words = prose.Clause();
        var quoted = Inscription.Plain(prose.Quoted(Prose.Capital(words) + "."));
        var name = Inscription.Plain("— " + prose.Name());
        if (random.Chance(40))
        {
            plan.Add(Damage.AttributedEpigraphs);
            name.AddRange(Inscription.Plain($"in {prose.Title()} ({prose.Year()})"));
        }

        manuscript.Blocks.Add(new SetBlock(manuscript.Truth(TextPart.Epigraph), quoted) { KeepsWithNext = true });
        manuscript.Blocks.Add(new SetBlock(manuscript.Truth(TextPart.Epigraph), name) { KeepsWithNext = true });
    }

    private void Quotation()
    {
        var lead = inscription.Tokens($"{prose.Sentence()} As {prose.Surname()} wrote in {prose.Place()}:");
        manuscript.Blocks.Add(new SetBlock(manuscript.Truth(TextPart.Paragraph), lead) { KeepsWithNext = true });
        var words = prose.Sentences(random.Next(2, 4));
        var truth = manuscript.Truth(TextPart.BlockQuotation);
        if (!plan.Setting.IsWrapped && random.Chance(50))
        {
            plan.Add(Damage.MarkedQuotations);
            manuscript.Blocks.Add(
                new SetBlock(truth, inscription.Tokens(words)) { Mark = "> ", MarksEveryLine = true }
            );
        }
        else if (plan.Setting.IsWrapped && plan.Setting.Pages != PageShape.FormFeedRemnant && random.Chance(50))
        {
            plan.Add(Damage.IndentedQuotations);
            manuscript.Blocks.Add(new SetBlock(truth, inscription.Tokens(words)) { Indent = 5 });
        }
        else
        {
            manuscript.Blocks.Add(new SetBlock(truth, inscription.Tokens(prose.Quoted(words))));
        }
    }

    /// <summary>Lines of a poem, each kept: marked, or set in.</summary>
    private void Verse()
    {
        plan.Add(Damage.Verse);
        var lead = inscription.Tokens($"{prose.Sentence()} As {prose.Surname()} sang in {prose.Place()}:");
        manuscript.Blocks.Add(new SetBlock(manuscript.Truth(TextPart.Paragraph), lead) { KeepsWithNext = true });
        var lines = Enumerable
            .Range(0, random.Next(3, 7))
            .Select(_ =>
                Inscription.Plain(
                    $"The {prose.Noun()} and the {prose.Noun()} of {prose.Place()}{prose.Pick([",", "", ";"])}"
                )
            )
            .ToArray();
        lines[^1].AddRange(Inscription.Plain("are gone."));
        manuscript.Blocks.Add(
            new SetBlock(manuscript.Truth(TextPart.BlockQuotation), lines)
            {
                Mark = plan.Setting.IsWrapped ? "" : "> ",
                MarksEveryLine = true,
                Indent = plan.Setting.IsWrapped ? 5 : 0,
                IsUnwrapped = true,
            }
        );
    }

    private void ListOfItems()
    {
        var lead = inscription.Tokens($"{prose.Sentence()} Three points follow for {prose.Phrase()}:");
        manuscript.Blocks.Add(new SetBlock(manuscript.Truth(TextPart.Paragraph), lead) { KeepsWithNext = true });
        var numbered = random.Chance(60);
        var apart = random.Chance(50);
        var count = random.Next(3, 5);
        for (var i = 1; i <= count; i++)
        {
            var text = prose.Sentences(random.Next(1, 4));
            manuscript.Blocks.Add(
                new SetBlock(
                    manuscript.Truth(TextPart.ListItem),
                    inscription.Tokens(numbered ? string.Create(CultureInfo.InvariantCulture, $"{i}. {text}") : text)
                )
                {
                    Mark =
                        numbered ? ""
                        : plan.Setting.IsWrapped ? "• "
                        : "- ",
                    BlankBefore = i == 1 || apart,
                    MayBreak = true,
                }
            );
        }
    }

    private void Table()
    {
        var piped = !plan.Setting.IsWrapped && random.Chance(60);
        plan.Add(piped ? Damage.PipeTables : Damage.TabTables);
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

            manuscript.Blocks.Add(
                new SetBlock(manuscript.Truth(TextPart.TableRow), tokens)
                {
                    BlankBefore = i == 0,
                    KeepsWithNext = i + 1 < rows,
                    IsUnwrapped = true,
                }
            );
            if (piped && i == 0)
            {
                var rule = new Token(new Run("|---|---|---|", TextPart.Markup));
                manuscript.Blocks.Add(
                    new SetBlock(manuscript.Truths[^1], [rule])
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
        var truth = manuscript.Truth(TextPart.Paragraph);
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

        manuscript.Blocks.Add(new SetBlock(truth, [.. lines]) { IsUnwrapped = true, Indent = isFenced ? 0 : 4 });
    }
}
