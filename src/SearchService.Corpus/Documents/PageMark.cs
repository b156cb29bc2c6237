namespace SearchService.Corpus.Documents;

/// <summary>By what the pages of a file are told apart.</summary>
public enum PageMark
{
    /// <summary>The file shows no pages.</summary>
    None,
    FormFeed,

    /// <summary>A single space before a page's first line: what some conversions leave of a form feed.</summary>
    FormFeedRemnant,

    /// <summary>The same lines at the head of each page.</summary>
    RunningHead,

    /// <summary>Ascending numbers, each alone on a line.</summary>
    PageNumber,

    /// <summary>Notes that stand between two parts of the body: a page ends behind them, but a page without notes cannot be seen.</summary>
    NoteBlock,
}
