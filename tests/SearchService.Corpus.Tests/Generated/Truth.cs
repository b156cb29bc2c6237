namespace SearchService.Corpus.Tests.Generated;

/// <summary>What a character of a generated text truly is.</summary>
internal enum TextPart : byte
{
    /// <summary>Between the words; not counted.</summary>
    Space,
    Paragraph,
    Abstract,
    BlockQuotation,
    Epigraph,
    ListItem,
    TableRow,
    Heading,
    Note,
    Reference,

    /// <summary>Of a figure, behind the references of a manuscript.</summary>
    Caption,
    Front,
    Back,
    RunningHead,
    PageNumber,
    Callout,
    Hyphen,
    Markup,

    /// <summary>One of two copies; which of them stays is all the same. Counted among the words.</summary>
    Overprint,
}

/// <summary>What a conversion did to a text.</summary>
internal enum Damage
{
    HardWrapped,
    OneLineParagraphs,
    FormFeeds,
    FormFeedRemnants,
    RunningHeads,
    RunningHeadGroups,
    PageNumbersAlone,
    LostPageNumbers,
    UnmarkedPages,
    LineEndHyphens,
    HyphensLeftInWords,
    SpacesLeftInWords,
    LostHyphens,
    LostSpaces,
    DoubledHyphens,
    SoftHyphens,
    SpacedPunctuation,
    BrokenAddresses,
    Overprint,
    Emphasis,
    HtmlTags,
    Entities,
    CarriageReturns,
    NonBreakingSpaces,
    Ligatures,
    BlankLinesInSentences,
    SuperscriptCallouts,
    GluedCallouts,
    SpacedCallouts,
    DefinedNotes,
    AsteriskNotes,
    EndNotes,
    LostNoteNumbers,
    MissingCallouts,
    NotesRunningOver,
    TwoNotesOnOneLine,
    PlainHeadings,
    NumberedHeadings,
    MarkdownHeadings,
    HeadingsOnTwoLines,
    Subsections,
    RepeatedAuthors,
    ReferencesWithoutHeading,
    BulletedReferences,
    TabTables,
    PipeTables,
    MarkedQuotations,
    IndentedQuotations,
    Epigraphs,
    FrontMatter,
    YamlHead,
    FencedCode,
    IndentedCode,
    Verse,
    AttributedEpigraphs,
    Captions,
    BackMatter,
}

/// <summary>A block of the text as its author meant it.</summary>
internal sealed record TruthBlock(int Index, TextPart Part)
{
    /// <summary>For a heading below another: the block of that one.</summary>
    public int? Parent { get; init; }
}

/// <summary>What an entry of the references says of its work.</summary>
/// <param name="Families">The authors' family names, those of the entry above where a rule stands for them.</param>
/// <param name="Container">Null where it appeared in nothing, and so the others.</param>
internal sealed record TruthEntry(
    int Block,
    IReadOnlyList<string> Families,
    string Year,
    string Title,
    string? Container,
    string? Place,
    string? Publisher
);

/// <summary>A note and the place of its mark.</summary>
internal sealed class TruthNote(int number)
{
    /// <summary>As a label: digits, or a sign.</summary>
    public string Label { get; init; } = number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public int Block { get; set; } = -1;

    /// <summary>Where in the source its mark in the text begins; null when the conversion lost it.</summary>
    public int? CalledAt { get; set; }

    public bool IsUncalled { get; set; }

    /// <summary>The family names of those whose works it cites.</summary>
    public IReadOnlyList<string> Families { get; init; } = [];

    /// <summary>Whether it cites one work in full, and says nothing else.</summary>
    public bool IsWork { get; init; }

    /// <summary>The note whose work it cites in short; null when it does not, or when no reader could tell.</summary>
    public TruthNote? Means { get; init; }

    /// <summary>Whether its own number does not stand before it.</summary>
    public bool LabelIsLost { get; set; }
}

/// <summary>A word at [Start, End) of the source, and how it should read.</summary>
internal sealed class TruthWord(string whole)
{
    public int Start { get; set; } = -1;

    public int End { get; set; }

    public string Whole => whole;

    /// <summary>Null when the conversion left the word as it was: it must stay so.</summary>
    public Damage? Damage { get; set; }

    /// <summary>
    /// Whether it takes the same word in another place of the text to tell how this one should read; where there is none, any reading
    /// of the word is as good.
    /// </summary>
    public bool NeedsEvidence { get; set; }
}

/// <summary>A page as the file shows it: where its first word and its last stand, and the label that is printed or follows.</summary>
/// <param name="IsSure">
/// Whether the label must be found: where heads with numbers stand in a flow of lines, and the first is no small number, they may as
/// well be feet.
/// </param>
/// <param name="IsInferred">Whether the label is not printed and follows from its neighbours.</param>
internal sealed record TruthPage(int First, int Last, string? Label, bool IsSure, bool IsInferred = false);

/// <summary>A text with every kind of damage it has, and what is true of it.</summary>
internal sealed record GeneratedText(
    int Seed,
    string Source,
    IReadOnlyList<TextPart> Parts,
    IReadOnlyList<int> Owners,
    IReadOnlyList<TruthBlock> Blocks,
    IReadOnlyList<TruthNote> Notes,
    IReadOnlyList<TruthEntry> Entries,
    IReadOnlyList<TruthWord> Words,
    IReadOnlyList<TruthPage> Pages,
    IReadOnlySet<Damage> Damages
);
