using System.Text.Json;
using System.Text.Json.Nodes;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.CslJson;
using SearchService.Corpus.Documents;
using SearchService.Retrieval.Indexing;
using SearchService.Retrieval.Searching;

namespace SearchService.Api;

/// <summary>Recovered documents as the API and the <c>inspect</c> command show them: offsets in code points.</summary>
internal static class DocumentReadings
{
    public static DocumentReading Read(string corpusVersion, StoredDocument stored)
    {
        var (summary, document) = stored;
        return new DocumentReading(
            corpusVersion,
            summary.Id,
            JsonNode.Parse(CslJsonWriter.Item(summary.Work.Work))!,
            summary.Work.Origins.ToDictionary(
                origin => origin.Key,
                origin =>
                    origin.Value == FieldOrigin.Library && summary.Work.RecordSource is { } source
                        ? source
                        : Name(origin.Value),
                StringComparer.Ordinal
            ),
            new DocumentFile(
                summary.File,
                summary.Sha256,
                document.SourceCodePoint(summary.SourceLength),
                summary.Encoding
            ),
            new DocumentCounts(
                summary.Words,
                summary.Passages,
                document.Blocks.Count,
                document.Notes.Count,
                document.Blocks.Sum(block => block.Callouts.Count),
                document.Pages.Count,
                document.Blocks.Sum(block => block.Doubts.Count)
            ),
            Children(document, null),
            Ledger(document),
            summary.Problems
        );
    }

    public static BlockReading Read(StoredDocument stored, CitationReadings citations, Block block)
    {
        var text = block.Text.Text;
        var start = stored.BlockCodePoints[block.Index];
        var note =
            block.Kind == BlockKind.Note
                ? stored.Document.Notes.FirstOrDefault(note => note.Block == block.Index)
                : null;
        return new BlockReading(
            Name(block.Kind),
            text,
            stored.Document.SectionPath(block.Section),
            block.Paragraph,
            [
                .. block.Pages.Select(page =>
                {
                    var label = stored.Document.Pages[page.Page];
                    return new BlockPage(
                        CodePoints.Count(text, page.Offset),
                        label.Label,
                        PassageHeads.Method(label.Method),
                        label.Ordinal
                    );
                }),
            ],
            [
                .. block.Callouts.Select(callout => new BlockCallout(
                    callout.Label,
                    CodePoints.Count(text, callout.Offset)
                )),
            ],
            [.. block.Doubts.Select(doubt => DoubtReading.Of(doubt, text, doubt.Start, doubt.Start + doubt.Length))],
            note?.Label,
            note is null ? null : Name(note.LabelMethod),
            citations.Entry(block.Index),
            citations.Works(block.Index),
            [.. citations.Resolved(block.Index, 0, text.Length)],
            start,
            start + CodePoints.Count(text, text.Length)
        );
    }

    /// <summary>Every character of the source, neighbouring ones of a kind as one entry.</summary>
    public static IReadOnlyList<LedgerReading> Ledger(Document document)
    {
        var entries = new List<LedgerReading>();
        foreach (var entry in document.Ledger)
        {
            var kind =
                entry.Block is { } block ? Name(document.Blocks[block].Kind)
                : entry.Noise == NoiseKind.None ? "unaccounted"
                : Name(entry.Noise);
            entries.Add(
                new LedgerReading(
                    document.SourceCodePoint(entry.Span.Start),
                    document.SourceCodePoint(entry.Span.End),
                    kind
                )
            );
        }

        return entries;
    }

    public static IReadOnlyList<SectionReading> Children(Document document, int? parent) =>
        [
            .. document
                .Sections.Where(section => section.Parent == parent && section.Title.Length > 0)
                .Select(section => new SectionReading(
                    section.Title,
                    section.Level,
                    Name(section.Role),
                    Children(document, section.Index)
                )),
        ];

    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
