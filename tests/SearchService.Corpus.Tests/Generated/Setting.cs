namespace SearchService.Corpus.Tests.Generated;

/// <summary>By what a file shows where its pages end.</summary>
internal enum PageShape
{
    /// <summary>Not at all, or by the notes that stand between two parts of the body.</summary>
    None,
    FormFeed,
    FormFeedRemnant,

    /// <summary>By heads and numbers among the lines of the text.</summary>
    Furniture,

    /// <summary>By some lines that come back at the head of each page.</summary>
    HeadGroup,
}

/// <summary>How a text is set, broken into pages and written down.</summary>
internal sealed record Setting
{
    /// <summary>0: each paragraph is one line.</summary>
    public required int Width { get; init; }

    /// <summary>Lines, or characters where a paragraph is one line.</summary>
    public required int PageSize { get; init; }
    public required PageShape Pages { get; init; }
    public required string NewLine { get; init; }

    /// <summary>Whether a line that does not end in a hyphen ends in a space.</summary>
    public bool TrailingSpaces { get; init; }

    /// <summary>Whether heads stand at the top of pages, other than as a group.</summary>
    public bool HasHeads { get; init; }
    public bool HasNumbers { get; init; }
    public bool NumbersAtHead { get; init; }
    public int FirstNumber { get; init; } = 1;
    public IReadOnlyList<string> HeadGroup { get; init; } = [];
    public string LeftHead { get; init; } = "";
    public string RightHead { get; init; } = "";

    /// <summary>Notes stand at the foot of the page that calls them.</summary>
    public bool HasFeet { get; init; }
    public bool SuperscriptNotes { get; init; }

    public bool IsWrapped => Width > 0;
}
