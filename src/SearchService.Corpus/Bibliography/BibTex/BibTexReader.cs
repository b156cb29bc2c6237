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

    /// <summary>Longer chains of references are a mistake.</summary>
    private const int MostReferences = 8;

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

        var byKey = new Dictionary<string, BibTexEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            byKey.TryAdd(entry.Key, entry);
        }

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
                var item = new BibTexItem(entry, Inherited(entry, byKey, Report));
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

    /// <summary>The entry's fields, and those that it takes from the entries that its <c>crossref</c> and <c>xdata</c> name.</summary>
    private static Dictionary<string, BibTexField> Inherited(
        BibTexEntry entry,
        Dictionary<string, BibTexEntry> byKey,
        Action<string, int> report,
        int depth = 0
    )
    {
        var fields = new Dictionary<string, BibTexField>(entry.Fields, StringComparer.Ordinal);
        foreach (var reference in (ReadOnlySpan<string>)["xdata", "crossref"])
        {
            if (!entry.Fields.TryGetValue(reference, out var named) || depth == MostReferences)
            {
                continue;
            }

            foreach (
                var key in named.Value.Split(
                    ',',
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                )
            )
            {
                if (!byKey.TryGetValue(key, out var parent) || ReferenceEquals(parent, entry))
                {
                    report($"entry '{entry.Key}': {reference} names '{key}', which is no other entry", named.Offset);
                    continue;
                }

                foreach (var (field, value) in Inherited(parent, byKey, (_, _) => { }, depth + 1))
                {
                    if (reference == "xdata")
                    {
                        fields.TryAdd(field, value);
                    }
                    else if (NameInChild(field, parent.Type, entry.Type) is { } name)
                    {
                        fields.TryAdd(name, value);
                    }
                }
            }
        }

        return fields;
    }

    /// <summary>What a book's field is in its part (BibLaTeX manual, appendix B); null for what is the book's own.</summary>
    private static string? NameInChild(string field, string parent, string child)
    {
        if (
            field == AttachedFiles.Member
            || BibTexFields.Technical.Contains(field)
            || field.StartsWith("short", StringComparison.Ordinal)
        )
        {
            return null;
        }

        var isPart = BibTexTypes.IsPart(child);
        return field switch
        {
            "title" when parent == "periodical" => "journal",
            "title" or "subtitle" or "titleaddon" when parent.StartsWith("mv", StringComparison.Ordinal) => "main"
                + field,
            "title" or "subtitle" or "titleaddon" when isPart => "book" + field,
            "title" or "subtitle" or "titleaddon" => null,
            "author" when isPart && child is "inbook" or "bookinbook" or "suppbook" => "bookauthor",
            "abstract"
            or "keywords"
            or "note"
            or "annote"
            or "annotation"
            or "pages"
            or "pagetotal"
            or "doi"
            or "url"
            or "urldate" => null,
            _ => field,
        };
    }
}
