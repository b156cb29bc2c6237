using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// What stands wrong in the source itself, read off the finished blocks. The words stay as they are; a doubt says what is likely wrong.
/// Evidence is the text's own usage, the grammar of the language and check digits, never a list of words: what these cannot tell stays
/// without a doubt.
/// </summary>
internal static class Slips
{
    private static readonly Func<IReadOnlyList<Block>, IEnumerable<(int Block, Doubt Doubt)>>[] Readers =
    [
        VowellessWords.Find,
        WrongWords.Find,
        MisspeltNames.Find,
        IncompleteDates.Find,
        WrongIdentifiers.Find,
        WrongAddresses.Find,
        LostQuotationMarks.Find,
        UnevenQuotationMarks.Find,
    ];

    public static Document Note(Document document)
    {
        // What has line breaks of its own is code: none of its words are prose.
        var prose = document.Blocks.Where(block => !block.Text.Text.Contains('\n', StringComparison.Ordinal)).ToList();
        var found = Readers.SelectMany(read => read(prose)).ToLookup(slip => slip.Block, slip => slip.Doubt);
        if (found.Count == 0)
        {
            return document;
        }

        return document with
        {
            Blocks =
            [
                .. document.Blocks.Select(block =>
                    found.Contains(block.Index)
                        ? block with
                        {
                            Doubts = [.. block.Doubts.Concat(found[block.Index]).OrderBy(doubt => doubt.Start)],
                        }
                        : block
                ),
            ],
        };
    }
}
