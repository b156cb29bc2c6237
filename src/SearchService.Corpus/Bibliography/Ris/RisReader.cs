using SearchService.Corpus.Bibliography.BibTex;
using SearchService.Corpus.Bibliography.CslJson;

namespace SearchService.Corpus.Bibliography.Ris;

/// <summary>
/// Reads RIS as Zotero, EndNote, Mendeley and publishers write it. Whatever is wrong is a problem with its place; what can be understood is
/// kept. A record without ID is called by its author, year and title.
/// </summary>
public static class RisReader
{
    /// <summary>Reads a whole file. Never throws.</summary>
    public static WorksRead Read(string text)
    {
        var (records, faults) = RisParser.Parse(text);
        var problems = new List<RecordProblem>(faults);
        var works = new List<WorkRead>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            var item = new RisItem(record);
            var work = item.Work();
            problems.AddRange(item.Problems);
            if (work.Id.Length == 0)
            {
                var stem = CitationKey.Stem(work) is { Length: > 0 } words ? words : "record";
                var id = stem;
                for (var copy = 2; lines.ContainsKey(id); copy++)
                {
                    id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{stem}-{copy}");
                }

                work = work with { Id = id };
            }

            if (lines.TryAdd(work.Id, record.Line))
            {
                works.Add(new WorkRead(work, record.Line));
            }
            else
            {
                problems.Add(
                    new RecordProblem(
                        $"record '{work.Id}': the ID is that of the record on line {lines[work.Id]}, which is used",
                        record.Line,
                        1
                    )
                );
            }
        }

        return new WorksRead(works, [.. problems.OrderBy(problem => problem.Line)]);
    }
}
