using SearchService.Corpus.Citations.Formatting;

namespace SearchService.Corpus.Citations;

/// <summary>How a style sets a quotation: between its marks in a sentence, or as a block of its own.</summary>
public sealed class QuotationForm
{
    private readonly QuotationMarks _marks;
    private readonly int _blockFrom;

    internal QuotationForm(QuotationMarks marks, int blockFrom, string blockRule)
    {
        _marks = marks;
        _blockFrom = blockFrom;
        BlockWarning = blockRule;
    }

    /// <summary>For the writer, where <see cref="IsBlock"/>.</summary>
    public string BlockWarning { get; }

    /// <summary>Whether words are so many that they stand in a block of their own.</summary>
    public bool IsBlock(string words) => Analysis.Words.Count(words) >= _blockFrom;

    /// <summary>Words between the style's marks, those within turned into the inner ones.</summary>
    public string Quote(string words) => _marks.Quote(words);

    /// <summary>Words as they stand in a block: without marks around them, and so with the outer marks within.</summary>
    public string Block(string words) => _marks.Turned(words, 0);
}
