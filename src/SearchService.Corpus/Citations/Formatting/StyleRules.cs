using SearchService.Corpus.Bibliography;

namespace SearchService.Corpus.Citations.Formatting;

/// <summary>The face of a work's title.</summary>
internal enum TitleFace
{
    Plain,
    Italic,
    Quoted,
}

/// <summary>What stands in the author's place where nobody is known.</summary>
internal enum WithoutAuthor
{
    Nothing,
    Title,
    Container,
}

/// <summary>The order of a reference or note for works of some types; "*" for all the rest.</summary>
internal sealed record WorkTemplate(string Types, Template Template)
{
    private readonly string[] _types = Types.Split(' ');

    public bool IsFor(string type) => Types == "*" || Array.IndexOf(_types, type) >= 0;
}

/// <summary>A style as a table: what its manual rules, with nothing of how it is done.</summary>
internal sealed record StyleRules(string Name, string Title)
{
    // Marks
    public required QuotationMarks Marks { get; init; }

    /// <summary>Stops and commas go inside a closing quotation mark, as American usage has it.</summary>
    public required bool PunctuationInQuotes { get; init; }

    /// <summary>A comma stands even behind a question mark that ends a quoted title.</summary>
    public bool CommaAfterQuestion { get; init; } = true;

    /// <summary>From so many words on a quotation is a block of its own; and where that is said.</summary>
    public required int BlockFrom { get; init; }
    public required string BlockRule { get; init; }

    // Names
    public required NameForm HeadNames { get; init; }
    public required NameForm InnerNames { get; init; }
    public required NameForm ShortNames { get; init; }

    /// <summary>Of a style that cites in notes.</summary>
    public NameForm? NoteNames { get; init; }

    /// <summary>In whose place the next stands when there is no author; what is said of one and of several behind the names.</summary>
    public required IReadOnlyList<(string Role, string One, string Many)> Heads { get; init; }

    /// <summary>A body that publishes its own work, or whose site it is on, is not named as the author: the title begins the entry.</summary>
    public bool PublisherIsNoAuthor { get; init; }
    public Func<Work, WithoutAuthor> WithoutAuthor { get; init; } = _ => Formatting.WithoutAuthor.Nothing;

    // Titles
    public required Func<Work, TitleFace> Face { get; init; }

    /// <summary>Words that stay small in titles with capitals; null where titles keep the record's letters.</summary>
    public SmallWords? Capitals { get; init; }

    /// <summary>As <see cref="Capitals"/>, where works that stand by themselves and books have capitals and articles have none.</summary>
    public SmallWords? BookCapitals { get; init; }

    /// <summary>A subtitle begins with a small letter, as any other words of a sentence.</summary>
    public bool SmallSubtitles { get; init; }

    /// <summary>A short note or citation leaves the subtitle out.</summary>
    public bool ShortensTitles { get; init; }

    /// <summary>A short title leaves out the article that begins it.</summary>
    public bool DropsArticles { get; init; }

    /// <summary>A journal's title is abbreviated, where the record says how.</summary>
    public bool AbbreviatesJournals { get; init; }

    // Dates and numbers
    public required DateForm Dates { get; init; }
    public string NoDate { get; init; } = "";

    /// <summary>It cites by author and year, and so tells works of the same author and year apart: "2005a".</summary>
    public bool CitesByYear { get; init; }
    public RangeForm Pages { get; init; } = RangeForm.AsRecorded;
    public string Edition { get; init; } = "ed.";

    /// <summary>How the style writes a publisher's name.</summary>
    public Func<string, string> Publisher { get; init; } = name => name;
    public required LocatorForm Locators { get; init; }

    /// <summary>Books and reports name the place where they were published.</summary>
    public bool WantsPlace { get; init; }

    // Order
    public Template? InText { get; init; }
    public IReadOnlyList<WorkTemplate> Notes { get; init; } = [];
    public IReadOnlyList<WorkTemplate> ShortNotes { get; init; } = [];

    /// <summary>Empty in a style without a reference list: the full note, without its place, stands for the entry.</summary>
    public required IReadOnlyList<WorkTemplate> References { get; init; }

    /// <summary>What the style cannot say, for the writer.</summary>
    public string? Advice { get; init; }
}
