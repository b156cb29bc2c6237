using SearchService.Corpus.Bibliography.Entries;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>What a recovered document cites: the works of its reference lists, lists of a series and notes, and the short forms that mean them.</summary>
internal static class Citations
{
    public static Document Read(Document document)
    {
        var volumes = SeriesEntries.Read(document.Blocks).ToList();
        if (
            document.Notes.Count == 0
            && volumes.Count == 0
            && !document.Blocks.Any(block => block.Kind == BlockKind.Reference)
        )
        {
            return document;
        }

        var works = new CitedWorkIndex(document);
        foreach (var block in document.Blocks)
        {
            if (block.Kind == BlockKind.Reference)
            {
                works.Add(EntryParser.Entry(block, works.Latest), null);
            }
        }

        foreach (var volume in volumes)
        {
            works.Add(volume, null);
        }

        var shorts = new NoteCitations(document, works).Read();
        shorts.AddRange(AuthorYearCitations.Read(document, works));
        return document with
        {
            CitedWorks = works.Works,
            ShortCitations = [.. shorts.OrderBy(citation => citation.Block).ThenBy(citation => citation.At.Start)],
        };
    }
}
