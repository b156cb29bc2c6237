namespace SearchService.Corpus.Tests.Generated;

/// <summary>A text as its author wrote it down: blocks to be set, and of each what it truly is.</summary>
internal sealed class Manuscript(HeadingShape headings)
{
    public List<SetBlock> Blocks { get; } = [];

    public List<TruthBlock> Truths { get; } = [];

    public List<TruthEntry> Entries { get; } = [];

    public TruthBlock Truth(TextPart part)
    {
        var truth = new TruthBlock(Truths.Count, part);
        Truths.Add(truth);
        return truth;
    }

    public TruthBlock Heading(string words, int level, string number = "", TruthBlock? above = null)
    {
        var truth = Truth(TextPart.Heading) with { Parent = above?.Index };
        Truths[^1] = truth;
        var tokens = Inscription.Plain(number + words);
        var mark = headings == HeadingShape.Markdown ? new string('#', level) + " " : "";
        Blocks.Add(new SetBlock(truth, tokens) { Mark = mark, KeepsWithNext = true });
        return truth;
    }
}
