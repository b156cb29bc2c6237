using System.Globalization;
using SearchService.Retrieval.Searching;

namespace SearchService.Api;

/// <summary>Lines of a concordance as comma- or tab-separated values.</summary>
internal static class ConcordanceFile
{
    /// <summary>What is written is handed on so often that nobody waits long for the first lines.</summary>
    private const int LinesAtOnce = 500;

    /// <param name="format"><see cref="ConcordanceRequests.Csv"/> (RFC 4180) or <see cref="ConcordanceRequests.Tsv"/>.</param>
    public static async Task WriteAsync(
        TextWriter writer,
        IEnumerable<ConcordanceLine> lines,
        string format,
        CancellationToken cancellation
    )
    {
        await WriteAsync([
            "left",
            "match",
            "right",
            "passageId",
            "documentId",
            "section",
            "pageFirst",
            "pageLast",
            "note",
            "positionInDocument",
        ]);
        foreach (var (i, line) in lines.Index())
        {
            await WriteAsync([
                line.Left,
                line.Match,
                line.Right,
                line.PassageId,
                line.DocumentId,
                string.Join(" > ", line.Section),
                line.Pages.First ?? "",
                line.Pages.Last ?? "",
                line.Note ?? "",
                line.PositionInDocument.ToString(CultureInfo.InvariantCulture),
            ]);
            if (i % LinesAtOnce == LinesAtOnce - 1)
            {
                await writer.FlushAsync(cancellation);
            }
        }

        Task WriteAsync(IEnumerable<string> cells) =>
            format == ConcordanceRequests.Csv
                ? writer.WriteAsync(string.Join(',', cells.Select(Quoted)) + "\r\n")
                : writer.WriteAsync(
                    string.Join('\t', cells.Select(cell => cell.ReplaceLineEndings(" ").Replace('\t', ' '))) + "\n"
                );
    }

    /// <summary>A cell as RFC 4180 has it.</summary>
    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
