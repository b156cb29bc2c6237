using System.Globalization;
using System.Text.RegularExpressions;
using SearchService.Corpus.Citations;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Passages;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Searching;

/// <summary>Where the very words stand: page where one is printed or follows from its neighbours, else section and paragraph; a note by its number.</summary>
public static partial class PassageLocator
{
    /// <summary>The locator of a UTF-16 range of a passage; null when nothing is known that could be cited.</summary>
    public static Locator? Of(StoredPassage passage, int start, int end) => Of([(passage, new TextRange(start, end))]);

    /// <summary>The locator of words that run through several passages: one UTF-16 range of each, in their order.</summary>
    public static Locator? Of(IReadOnlyList<(StoredPassage Passage, TextRange Range)> words)
    {
        var (passage, range) = words[0];
        var (lastPassage, lastRange) = words[^1];
        var note = passage is { Kind: PassageKind.Note, NoteLabel: { } label }
            ? new Locator(LocatorLabel.Note, label, passage.NoteLabelMethod)
            : null;
        var pages = PassageHeads.Pages(passage, range.Start, range.End);
        var lastPages = PassageHeads.Pages(lastPassage, lastRange.Start, lastRange.End);
        if (pages is { First: { } first } && lastPages is { Last: { } last })
        {
            var method =
                pages.Method == "printed" && lastPages.Method == "printed"
                    ? LocatorMethod.Printed
                    : LocatorMethod.Inferred;
            return new Locator(LocatorLabel.Page, first == last ? first : $"{first}–{last}", method, note);
        }

        if (note is not null)
        {
            return note;
        }

        var paragraph = Paragraph(
            ParagraphAt(passage, range.Start) ?? passage.FirstParagraph,
            ParagraphAt(lastPassage, lastRange.End - 1) ?? lastPassage.LastParagraph
        );
        if (passage.Section.Count == 0)
        {
            return paragraph;
        }

        var title = passage.Section[^1];
        var number = SectionNumber().Match(title);
        return new Locator(
            LocatorLabel.Section,
            number.Success ? number.Groups["number"].Value : title,
            LocatorMethod.Printed,
            paragraph
        );
    }

    private static int? ParagraphAt(StoredPassage passage, int offset) =>
        passage.Parts.LastOrDefault(part => part.TextStart <= offset)?.Paragraph;

    /// <summary>Paragraphs are counted by us and printed nowhere.</summary>
    private static Locator? Paragraph(int? first, int? last)
    {
        if (first is null || last is null)
        {
            return null;
        }

        var value =
            first == last
                ? first.Value.ToString(CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"{first}–{last}");
        return new Locator(LocatorLabel.Paragraph, value, LocatorMethod.Inferred);
    }

    [GeneratedRegex(
        @"^\s*(?<number>\d+(\.\d+)*)\.?\s+\S",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex SectionNumber();
}
