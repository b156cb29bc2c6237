using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SearchService.Corpus.Bibliography.BibTex;

/// <summary>
/// The key by which a LaTeX manuscript cites a work. It depends on the work alone, so that keys in manuscripts stay good whatever else is
/// exported: the record's own key or id where LaTeX takes it as it is, else author, year and first word of the title ("cooper2005stretching").
/// </summary>
internal static class CitationKey
{
    /// <summary>Words that a title begins with and that tell nothing.</summary>
    private static readonly FrozenSet<string> Small =
        "a an the on of in to for and le la les l der die das ein eine el los il lo un une de"
            .Split(' ')
            .ToFrozenSet(StringComparer.Ordinal);

    public static string Of(Work work) =>
        work.Text("citation-key") is { } own && IsKey(own) ? own
        : IsKey(work.Id) ? work.Id
        : Made(work);

    /// <summary>The first author's name, the year and the first telling word of the title, as far as they are known: "cooper2005stretching".</summary>
    public static string Stem(Work work)
    {
        var name = work.Author.Concat(work.Editor).FirstOrDefault();
        var author = Words(name?.Family ?? name?.Literal ?? "").FirstOrDefault() ?? "";
        var year = work.Year is { } issued ? Math.Abs(issued).ToString(CultureInfo.InvariantCulture) : "";
        var title = Words(Citations.InlineTag.Strip(work.Title ?? "")).FirstOrDefault() ?? "";
        return author + year + title;
    }

    /// <summary>The id's hash stands at the end: two such works never have the same key, in whatever order they come.</summary>
    private static string Made(Work work)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(work.Id)).AsSpan(0, 3);
        return $"{Stem(work)}-{Convert.ToHexStringLower(hash)}".TrimStart('-');
    }

    /// <summary>Letters and digits, and the signs that no package of LaTeX makes a command of; an address is none.</summary>
    private static bool IsKey(string id) =>
        id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '+')
        && id.Any(char.IsAsciiLetterOrDigit);

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormD) + " ")
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                word.Append(char.ToLowerInvariant(c));
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && c is not ('\'' or '’'))
            {
                if (word.Length > 0 && !Small.Contains(word.ToString()))
                {
                    yield return word.ToString();
                }

                word.Clear();
            }
        }
    }
}
