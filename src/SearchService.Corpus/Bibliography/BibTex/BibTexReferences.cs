namespace SearchService.Corpus.Bibliography.BibTex;

/// <summary>The fields that entries take from those that their <c>crossref</c> and <c>xdata</c> name; each entry is put together once.</summary>
/// <param name="report">Takes what is wrong with a reference, and where that stands.</param>
internal sealed class BibTexReferences(IEnumerable<BibTexEntry> entries, Action<string, int> report)
{
    /// <summary>A longer chain of references is a mistake.</summary>
    private const int MostReferences = 20;

    private readonly Dictionary<string, BibTexEntry> byKey = entries
        .DistinctBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(entry => entry.Key, StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<BibTexEntry, Dictionary<string, BibTexField>> whole = new(
        ReferenceEqualityComparer.Instance
    );

    private int depth;

    /// <summary>The entry's own fields before those that it takes.</summary>
    public IReadOnlyDictionary<string, BibTexField> Fields(BibTexEntry entry)
    {
        if (whole.TryGetValue(entry, out var known))
        {
            return known;
        }

        // An entry that leads back to itself finds its own fields here.
        var fields = new Dictionary<string, BibTexField>(entry.Fields, StringComparer.Ordinal);
        whole[entry] = fields;
        foreach (var reference in (string[])["xdata", "crossref"])
        {
            if (!entry.Fields.TryGetValue(reference, out var named))
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

                if (depth == MostReferences)
                {
                    report(
                        $"entry '{entry.Key}': {reference} ends a chain that is too long; not followed",
                        named.Offset
                    );
                    continue;
                }

                depth++;
                var inherited = Fields(parent).ToList();
                depth--;
                foreach (var (field, value) in inherited)
                {
                    if ((reference == "xdata" ? field : NameInChild(field, parent.Type, entry.Type)) is { } name)
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
