using Lucene.Net.Index;
using Lucene.Net.Util;

namespace SearchService.Lucene;

/// <summary>The postings of a term in a segment; null where it has none.</summary>
internal static class Postings
{
    /// <param name="live">Documents to be passed over are not in it; null for none.</param>
    public static DocsEnum? Docs(
        AtomicReader reader,
        string field,
        string term,
        IBits? live,
        bool frequencies = false
    ) => Seek(reader, field, term)?.Docs(live, null, frequencies ? DocsFlags.FREQS : DocsFlags.NONE);

    /// <summary>Of deleted documents as well.</summary>
    public static DocsAndPositionsEnum? Positions(AtomicReader reader, string field, string term) =>
        Seek(reader, field, term)?.DocsAndPositions(null, null, DocsAndPositionsFlags.NONE);

    private static TermsEnum? Seek(AtomicReader reader, string field, string term)
    {
        var terms = reader.GetTerms(field)?.GetEnumerator();
        return terms is not null && terms.SeekExact(new BytesRef(term)) ? terms : null;
    }
}
