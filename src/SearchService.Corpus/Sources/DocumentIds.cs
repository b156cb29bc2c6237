using System.Globalization;
using System.Text;

namespace SearchService.Corpus.Sources;

/// <summary>
/// Names documents: by the CSL id where one record means one file, else by a slug of the path. An id stands in URLs, so that a CSL id with
/// other characters than letters, digits, '.', '_', '~' and '-' is made a slug too.
/// </summary>
internal static class DocumentIds
{
    /// <summary>An id for each path, all different. Records' ids are given out before slugs, each in the order of the paths.</summary>
    public static IReadOnlyDictionary<string, string> Assign(
        IReadOnlyList<string> paths,
        IReadOnlyDictionary<string, RecordTie> ties,
        List<CorpusProblem> problems
    )
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (ties.TryGetValue(path, out var tie) && tie.Alone)
            {
                Give(path, IsPlain(tie.Work.Id) ? tie.Work.Id : Slug(tie.Work.Id));
            }
        }

        foreach (var path in paths.Where(path => !ids.ContainsKey(path)))
        {
            Give(path, Slug(System.IO.Path.ChangeExtension(path, null)));
        }

        return ids;

        void Give(string path, string id)
        {
            var free = id;
            for (var copy = 2; !taken.TryAdd(free, path); copy++)
            {
                free = string.Create(CultureInfo.InvariantCulture, $"{id}-{copy}");
            }

            ids.Add(path, free);
            if (free != id)
            {
                problems.Add(
                    new CorpusProblem(path, $"its id '{id}' is that of {taken[id]}; this one is called '{free}'")
                );
            }
        }
    }

    /// <summary>Letters and digits without accents, in lower case, hyphens between them; "document" when nothing is left.</summary>
    public static string Slug(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            if (rune.IsAscii && Rune.IsLetterOrDigit(rune))
            {
                slug.Append((char)Rune.ToLowerInvariant(rune).Value);
            }
            else if (!rune.IsAscii && Rune.IsLetterOrDigit(rune))
            {
                // A letter of another script has no plain form; its number keeps two such names apart.
                slug.Append(CultureInfo.InvariantCulture, $"u{rune.Value:x}");
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var trimmed = slug.ToString().Trim('-');
        return trimmed.Length == 0 ? "document" : trimmed;
    }

    private static bool IsPlain(string id) =>
        id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '~' or '-') && id.Any(char.IsAsciiLetterOrDigit);
}
