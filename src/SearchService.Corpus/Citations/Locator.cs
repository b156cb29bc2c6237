using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Citations;

/// <summary>The kinds of place that CSL names and that texts have.</summary>
public enum LocatorLabel
{
    Page,
    Section,
    Paragraph,
    Note,
    Chapter,
    Part,
    Volume,
    Book,
    Verse,
    Line,
    Figure,
    Table,
}

/// <summary>Where in the work the words stand.</summary>
/// <param name="Value">"12", "112–113", "2.1", "iv"; for a section without a number its heading.</param>
/// <param name="Method">How it is known. When it is unknown, nothing of it is cited and the citation warns.</param>
/// <param name="Within">A finer place inside this one: the paragraph of a section, the note of a page.</param>
public sealed record Locator(LocatorLabel Label, string Value, LocatorMethod Method, Locator? Within = null);
