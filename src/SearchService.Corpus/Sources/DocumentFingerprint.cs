using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SearchService.Corpus.Bibliography.CslJson;
using SearchService.Corpus.Recovery;

namespace SearchService.Corpus.Sources;

/// <summary>What a document is made of, as one hash: when it changes, the document is indexed again, and for nothing else.</summary>
public static class DocumentFingerprint
{
    /// <summary>Hashes the file's bytes and path, its record and where that stands, its id, and the versions of recovery and analysis.</summary>
    /// <param name="analysisVersion">Names the tokenizer and its tables.</param>
    /// <returns>SHA-256 in lower-case hex.</returns>
    public static string Of(CorpusFile file, string analysisVersion)
    {
        // Each part on its own line; none of them holds a line break.
        var parts = string.Join(
            '\n',
            file.Sha256,
            SingleLine(file.RelativePath),
            file.DocumentId,
            file.Record is { } record ? CslJsonWriter.Item(record) : "",
            file.RecordSource ?? "",
            RecoveryPipeline.Version.ToString(CultureInfo.InvariantCulture),
            SingleLine(analysisVersion)
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)));
    }

    private static string SingleLine(string part) => part.Replace("\n", "\\n", StringComparison.Ordinal);
}
