using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SearchService.Analysis;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Passages;

namespace SearchService.Retrieval.Indexing;

/// <summary>From a recovered document to what an index takes: its passages with terms at positions that run through the document.</summary>
public static class PassageIndexing
{
    /// <summary>Part of each document's fingerprint: raised when the same text gives other passages or terms.</summary>
    public static string Version { get; } =
        string.Create(CultureInfo.InvariantCulture, $"passages 7, analysis {AnalysisVersion.Current}");

    public static IndexedDocument Build(StoredDocument stored) => Build(stored, PassageSplitter.Split(stored.Document));

    /// <summary>As <see cref="Build(StoredDocument)"/>, with the text cut into the passages that are given.</summary>
    internal static IndexedDocument Build(StoredDocument stored, IReadOnlyList<Passage> passages)
    {
        var stream = new PassageStream(stored, new PassageNotes(stored.Document, passages));
        var running = passages.Where(passage => passage.Kind != PassageKind.Note);
        var notes = passages.Where(passage => passage.Kind == PassageKind.Note);
        var order = running.Concat(notes).Select(stream.Next).ToList();
        var summary = stored.Summary with
        {
            Words = order.Sum(passage => passage.Stored.Words),
            Passages = order.Count,
        };
        return new IndexedDocument(stored with { Summary = summary }, order);
    }

    /// <summary>Where a paragraph was cut, the space between two sentences is no part of either passage's text.</summary>
    internal static PassagePart WithoutTrailingSpace(Block block, PassagePart part)
    {
        var end = part.End;
        while (end > part.Start && char.IsWhiteSpace(block.Text.Text[end - 1]))
        {
            end--;
        }

        return part with
        {
            End = end,
        };
    }

    public static string TextHash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
