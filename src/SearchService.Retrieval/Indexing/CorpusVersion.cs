using System.Security.Cryptography;
using System.Text;

namespace SearchService.Retrieval.Indexing;

/// <summary>A hash of everything indexed: of the documents' ids and fingerprints, whatever the order in which they came.</summary>
public static class CorpusVersion
{
    public static string Of(IEnumerable<(string Id, string Fingerprint)> documents)
    {
        var lines = documents
            .Select(document => $"{document.Id}\t{document.Fingerprint}\n")
            .Order(StringComparer.Ordinal);
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }
}
