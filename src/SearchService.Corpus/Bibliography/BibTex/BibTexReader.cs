using SearchService.Corpus.Bibliography.CslJson;

namespace SearchService.Corpus.Bibliography.BibTex;

/// <summary>
/// Reads BibTeX and BibLaTeX as Zotero, JabRef, EndNote, Mendeley and people write them. Whatever is wrong is a problem with its place;
/// what can be understood is kept.
/// </summary>
public static class BibTexReader
{
    /// <summary>Entries that are no works: sets of others, pieces for others, notes of the program.</summary>
    private static readonly string[] NoWorks = ["xdata", "set", "bibnote", "control"];

    /// <summary>Reads a whole file. Never throws.</summary>
    public static WorksRead Read(string text)
    {
        var places = new LinePlaces(text);
        var (entries, faults) = BibTexParser.Parse(text);
        var problems = new List<RecordProblem>();
        foreach (var (message, offset) in faults)
        {
            Report(message, offset);
        }

        var references = new BibTexReferences(entries, Report);
        var works = new List<WorkRead>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in entries.Where(entry => !NoWorks.Contains(entry.Type, StringComparer.Ordinal)))
        {
            var line = places.Of(entry.Offset).Line;
            if (entry.Key.Length == 0)
            {
                Report($"@{entry.Type}: no key; ignored", entry.Offset);
            }
            else if (!lines.TryAdd(entry.Key, line))
            {
                Report(
                    $"entry '{entry.Key}': the key is that of the entry on line {lines[entry.Key]}, which is used",
                    entry.Offset
                );
            }
            else
            {
                var item = new BibTexItem(entry, references.Fields(entry));
                works.Add(new WorkRead(item.Work(), line));
                foreach (var (message, offset) in item.Problems)
                {
                    Report($"entry '{entry.Key}': {message}", offset);
                }
            }
        }

        return new WorksRead(works, [.. problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)]);

        void Report(string message, int offset)
        {
            var (line, column) = places.Of(offset);
            problems.Add(new RecordProblem(message, line, column));
        }
    }
}
