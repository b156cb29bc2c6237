using System.Text.Json;
using System.Text.Json.Serialization;
using SearchService.Analysis;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Passages;
using SearchService.Retrieval.Engines;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Searching;

/// <summary>A passage with all that is known of it. Offsets are Unicode code points; those of <see cref="Source"/> count in the decoded file.</summary>
/// <param name="Resolves">Citations in short that the passage itself has ("Ibid." in a note, "(Haass 2002)"), and what they mean.</param>
/// <param name="Work">What an entry of a reference list says of its work; null for other passages.</param>
/// <param name="Status">Against the hash that was asked with: "same", "moved", "changed"; absent when none was given.</param>
/// <param name="MovedTo">The passage that the text of that hash stands or begins in now.</param>
/// <param name="MovedAt">Where in that passage's text; absent when it is all of it.</param>
/// <param name="Nearest">Where the text is changed: the passage that is likest to the opening words that were given.</param>
public sealed record PassageReading(
    string CorpusVersion,
    string Id,
    string Kind,
    DocumentHead Document,
    IReadOnlyList<string> Section,
    ParagraphRange? Paragraphs,
    PageRange Pages,
    string Text,
    string TextHash,
    int Words,
    IReadOnlyList<TextRange> Sentences,
    IReadOnlyList<NoteReading> Notes,
    IReadOnlyList<ResolvedCitation> Resolves,
    WorkReading? Work,
    string? NoteNumber,
    string? CalledFrom,
    IReadOnlyList<RepairReading> Repairs,
    IReadOnlyList<DoubtReading> Doubts,
    IReadOnlyList<Selector> Selectors,
    SourceReadingRanges Source,
    IReadOnlyList<NeighbourReading> Before,
    IReadOnlyList<NeighbourReading> After,
    HitLinks Links,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Status = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? MovedTo = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TextRange? MovedAt = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Nearest = null
);

/// <param name="CalledAt">Before which character of the passage's text the callout stands; null when the callout is missing.</param>
/// <param name="Resolves">Citations in short ("Ibid.") that the note has, and the notes and works that they mean.</param>
public sealed record NoteReading(
    string? Number,
    string Method,
    string Text,
    string PassageId,
    int? CalledAt,
    IReadOnlyList<ResolvedCitation> Resolves
);

/// <param name="At">In the passage's text.</param>
/// <param name="Length">Of what stands there now; 0 when the source's characters were dropped.</param>
/// <param name="Original">The source's characters.</param>
public sealed record RepairReading(string Kind, int At, int Length, string Original, TextRange Source);

/// <summary>What stands at [Start, End) of the text, what kind of doubt there is about it, and the likely reading if there is one.</summary>
/// <param name="Start">In the text of the passage or block, in characters.</param>
/// <param name="Text">The words as the source has them.</param>
/// <param name="Kind">"lostHyphen", "straySpace", "lineEndHyphen", "spelling", "confusion", "name", "date", "identifier", "quotationMark" or "address".</param>
/// <param name="Suggestion">The likely reading, under which the passage is found, too; null when only the doubt is certain.</param>
/// <param name="Certainty">Of the likely reading, or of the doubt where there is none: "sure" when the text itself, grammar or a check digit says so, else "likely".</param>
/// <param name="Message">For a reader: what is doubtful, and why.</param>
public sealed record DoubtReading(
    int Start,
    int End,
    string Text,
    string Kind,
    string? Suggestion,
    string Certainty,
    string Message
)
{
    /// <param name="text">The text in which <paramref name="start"/> counts.</param>
    public static DoubtReading Of(Doubt doubt, string text, int start, int end)
    {
        var from = CodePoints.Count(text, start);
        return new DoubtReading(
            from,
            from + CodePoints.Count(text.AsSpan(start, end - start), end - start),
            text[start..end],
            JsonNamingPolicy.CamelCase.ConvertName(doubt.Kind.ToString()),
            doubt.Suggestion,
            JsonNamingPolicy.CamelCase.ConvertName(doubt.Certainty.ToString()),
            doubt.Message
        );
    }
}

/// <param name="Sha256">Of the file's bytes.</param>
/// <param name="Ranges">Pieces of the decoded file that the text comes from, in order.</param>
public sealed record SourceReadingRanges(string File, string Sha256, IReadOnlyList<TextRange> Ranges);

public sealed record NeighbourReading(string Id, string Kind, string Text);

/// <summary>Reads passages out of a snapshot.</summary>
public static class PassageReader
{
    public const int MaxNeighbours = 10;

    /// <summary>Null when the snapshot has no such passage.</summary>
    /// <param name="hash">The text's hash when the reader last saw it; null when it does not matter.</param>
    /// <param name="words">Its opening words then.</param>
    public static PassageReading? Read(
        IPassageSnapshot snapshot,
        string id,
        int before,
        int after,
        string? hash = null,
        string? words = null
    )
    {
        if (
            !PassageId.TryParse(id, out var documentId, out var ordinal)
            || snapshot.Passage(documentId, ordinal) is not { } passage
        )
        {
            return null;
        }

        var document = snapshot.Document(documentId)!;
        var citations = new CitationReadings(document.Document);
        var whole = new TextRange(0, passage.Text.Length);
        var runs = Selectors.Runs(document, [(passage, whole)]);
        var trace = hash is null ? null : Permalinks.Trace(snapshot, id, hash, words);
        return new PassageReading(
            snapshot.CorpusVersion,
            passage.Id,
            PassageKinds.Name(passage.Kind),
            PassageHeads.Head(document.Summary),
            passage.Section,
            passage is { FirstParagraph: { } first, LastParagraph: { } last } ? new ParagraphRange(first, last) : null,
            PassageHeads.Pages(passage, 0, passage.Text.Length),
            passage.Text,
            passage.TextHash,
            passage.Words,
            [.. Sentences.Split(passage.Text).Select(sentence => Range(passage.Text, sentence.Start, sentence.End))],
            [
                .. passage.Notes.Select(note => new NoteReading(
                    note.Label,
                    PassageHeads.Method(note.LabelMethod),
                    note.Text,
                    PassageId.Format(documentId, note.Passage),
                    note.CalledAt is { } at ? CodePoints.Count(passage.Text, at) : null,
                    note.Resolves
                )),
            ],
            [.. Resolved(citations, passage)],
            passage is { Kind: PassageKind.Reference, Parts: [var entry, ..] } ? citations.Entry(entry.Block) : null,
            passage.NoteLabel,
            passage.CalledFrom is { } caller ? PassageId.Format(documentId, caller) : null,
            [.. Repairs(document, passage)],
            [.. Doubts(document, passage)],
            [.. Selectors.Of(document, runs)],
            Source(document, passage),
            [.. Walk(snapshot, passage, before, Neighbours.Before).Reverse()],
            [.. Walk(snapshot, passage, after, Neighbours.After)],
            PassageLinks.Of(document, passage, runs),
            trace?.Status,
            trace?.MovedTo,
            trace?.MovedAt,
            trace?.Nearest
        );
    }

    private static IEnumerable<NeighbourReading> Walk(
        IPassageSnapshot snapshot,
        StoredPassage passage,
        int count,
        Func<IPassageSnapshot, StoredPassage, StoredPassage?> step
    )
    {
        for (
            var (at, left) = (step(snapshot, passage), count);
            at is not null && left > 0;
            at = step(snapshot, at), left--
        )
        {
            yield return new NeighbourReading(at.Id, PassageKinds.Name(at.Kind), at.Text);
        }
    }

    private static IEnumerable<RepairReading> Repairs(StoredDocument document, StoredPassage passage)
    {
        foreach (var part in passage.Parts)
        {
            var text = document
                .Document.Blocks[part.Block]
                .Text.Slice(part.BlockStart, part.BlockStart + part.TextEnd - part.TextStart);
            foreach (var piece in text.Repairs)
            {
                var at = part.TextStart + piece.TextStart;
                var start = CodePoints.Count(passage.Text, at);
                yield return new RepairReading(
                    JsonNamingPolicy.CamelCase.ConvertName(piece.Repair!.Value.ToString()),
                    start,
                    CodePoints.Count(passage.Text, at + piece.TextLength) - start,
                    piece.Original ?? "",
                    InSource(document, piece.Source)
                );
            }
        }
    }

    private static IEnumerable<ResolvedCitation> Resolved(CitationReadings citations, StoredPassage passage) =>
        from part in passage.Parts
        let before = CodePoints.Count(passage.Text, part.TextStart)
        from citation in citations.Resolved(
            part.Block,
            part.BlockStart,
            part.BlockStart + part.TextEnd - part.TextStart
        )
        select citation with
        {
            Start = before + citation.Start,
            End = before + citation.End,
        };

    private static IEnumerable<DoubtReading> Doubts(StoredDocument document, StoredPassage passage) =>
        from part in passage.Parts
        from doubt in document.Document.Blocks[part.Block].Doubts
        let start = doubt.Start - part.BlockStart + part.TextStart
        where start >= part.TextStart && start < part.TextEnd
        select DoubtReading.Of(doubt, passage.Text, start, Math.Min(part.TextEnd, start + doubt.Length));

    private static SourceReadingRanges Source(StoredDocument document, StoredPassage passage)
    {
        var ranges = passage.Parts.SelectMany(part =>
            document
                .Document.Blocks[part.Block]
                .Text.SourceRanges(part.BlockStart, part.BlockStart + part.TextEnd - part.TextStart)
        );
        return new SourceReadingRanges(
            document.Summary.File,
            document.Summary.Sha256,
            [.. ranges.Select(range => InSource(document, range))]
        );
    }

    private static TextRange InSource(StoredDocument document, SourceSpan span) =>
        new(document.Document.SourceCodePoint(span.Start), document.Document.SourceCodePoint(span.End));

    private static TextRange Range(string text, int start, int end) =>
        new(CodePoints.Count(text, start), CodePoints.Count(text, end));
}
