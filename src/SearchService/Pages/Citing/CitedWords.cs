using SearchService.Analysis;
using SearchService.Api;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Citations;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;

namespace SearchService.Pages.Citing;

/// <summary>Whether a passage still has the text in which words were chosen.</summary>
public enum TextState
{
    /// <summary>It has, or nobody kept what it was.</summary>
    Same,

    /// <summary>The text stands in another place now.</summary>
    Moved,

    /// <summary>The text is another one; the words must be chosen again.</summary>
    Changed,
}

/// <summary>One thing to paste, in the forms in which it may be pasted.</summary>
/// <param name="Html">Escaped, with italics and block quotations as markup.</param>
public sealed record Pasted(string Html, string Markdown, string Plain)
{
    internal static Pasted Of(FormattedText text) => new(text.Html, text.Markdown, text.Plain);
}

/// <summary>Words of a passage with everything that is needed to quote and cite them in a style.</summary>
/// <param name="Chosen">Where they stand now.</param>
/// <param name="Text">Of the whole passage.</param>
/// <param name="Range">The words in it, in UTF-16 units, without white space at their ends.</param>
/// <param name="Quotation">Ready to paste, with the citation in styles that cite in the text.</param>
/// <param name="FullNote">Null in styles that cite in the text; so is <paramref name="ShortNote"/>.</param>
public sealed record CitedWords(
    ChosenWords Chosen,
    TextState State,
    PassageHead Passage,
    DocumentHead Document,
    Work Work,
    string Style,
    string Text,
    TextRange Range,
    Pasted Quotation,
    Pasted InText,
    Pasted? FullNote,
    Pasted? ShortNote,
    Pasted Reference,
    IReadOnlyList<string> Warnings
)
{
    /// <summary>Reads the words from a snapshot; null when the collection has no such passage any more.</summary>
    /// <param name="number">Of the work, in styles that cite by numbers.</param>
    internal static CitedWords? Read(IPassageSnapshot snapshot, ChosenWords chosen, CitationStyle style, int number = 1)
    {
        if (
            !PassageId.TryParse(chosen.Passage, out var documentId, out var ordinal)
            || snapshot.Summary(documentId) is not { } document
        )
        {
            return null;
        }

        var passage = snapshot.Passage(documentId, ordinal);
        var state = TextState.Same;
        if (chosen.Hash is { } hash && passage?.TextHash.StartsWith(hash, StringComparison.Ordinal) != true)
        {
            var moved = Find(snapshot, document, hash);
            state = moved is null ? TextState.Changed : TextState.Moved;
            passage = moved ?? passage;
        }

        if (passage is null)
        {
            return null;
        }

        // Places in a text that is another one now mean nothing.
        var range = state == TextState.Changed ? Whole(passage.Text) : Trimmed(passage.Text, chosen);
        var citation = PassageCitations.Cite(style, snapshot, document, [(passage, range)]);
        citation = CitationNumbers.Put(citation, number);
        var words = passage.Text[range.Start..range.End];
        return new CitedWords(
            ChosenWords.Of(
                passage.Id,
                CodePoints.Count(passage.Text, range.Start),
                CodePoints.Count(passage.Text, range.End),
                passage.TextHash
            ),
            state,
            PassageHeads.Head(passage, null, withText: false),
            PassageHeads.Head(document),
            document.Work.Work,
            style.Name,
            passage.Text,
            range,
            new Pasted(
                CitationFormats.Quotation(words, style, citation, CitationFormats.Html),
                CitationFormats.Quotation(words, style, citation, CitationFormats.Markdown),
                CitationFormats.Quotation(words, style, citation, CitationFormats.Text)
            ),
            Pasted.Of(citation.InText),
            citation.Note is { } note ? Pasted.Of(note.Full) : null,
            citation.Note is { } again ? Pasted.Of(again.Short) : null,
            Pasted.Of(citation.Reference),
            CitationFormats.Warnings(words, style, citation)
        );
    }

    /// <summary>The sentences that a range of a text touches, whole.</summary>
    /// <param name="start">As <paramref name="end"/>, in code points.</param>
    internal static TextRange Sentences(string text, int start, int end)
    {
        var (from, to) = (CodePoints.ToUtf16(text, start), CodePoints.ToUtf16(text, end));
        var touched = Analysis.Sentences.Split(text).Where(one => one.Start < to && one.End > from).ToList();
        return touched.Count == 0
            ? new TextRange(start, end)
            : new TextRange(CodePoints.Count(text, touched[0].Start), CodePoints.Count(text, touched[^1].End));
    }

    private static StoredPassage? Find(IPassageSnapshot snapshot, DocumentSummary document, string hash) =>
        Enumerable
            .Range(1, document.Passages)
            .Select(ordinal => snapshot.Passage(document.Id, ordinal))
            .FirstOrDefault(passage => passage?.TextHash.StartsWith(hash, StringComparison.Ordinal) == true);

    private static TextRange Trimmed(string text, ChosenWords chosen)
    {
        if (chosen is not { Start: { } first, End: { } last })
        {
            return Whole(text);
        }

        var (start, end) = (CodePoints.ToUtf16(text, first), CodePoints.ToUtf16(text, last));
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return start < end ? new TextRange(start, end) : Whole(text);
    }

    private static TextRange Whole(string text) => new(0, text.Length);
}
