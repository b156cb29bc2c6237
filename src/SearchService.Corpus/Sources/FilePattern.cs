using System.Text;

namespace SearchService.Corpus.Sources;

/// <summary>
/// A path below the corpus folder, or a pattern of paths: '*' stands for any characters within a name, '?' for one, '**' for any folders.
/// Composed and decomposed accents are one, since systems write file names in either form.
/// </summary>
internal sealed class FilePattern
{
    private readonly string pattern;

    /// <summary>As it is compared.</summary>
    public string Text => pattern;

    /// <summary>Whether it may mean other paths than the one that is written.</summary>
    public bool IsPattern => pattern.AsSpan().IndexOfAny('*', '?') >= 0;

    public FilePattern(string text)
    {
        var path = Normal(text.Replace('\\', '/').Trim());
        pattern = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
    }

    public bool Matches(string path)
    {
        var name = Normal(path);
        return name == pattern || Matches(pattern, name);
    }

    /// <summary>Steps through both at once; on a mismatch the latest star takes one character more, so that the time is bounded by the product of the lengths.</summary>
    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int p = 0,
            n = 0,
            star = -1,
            starAt = 0;
        var (deep, deepAt) = (-1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                if (p + 1 < pattern.Length && pattern[p + 1] == '*')
                {
                    p += 2;
                    // "**/" stands for no folder too.
                    p += p < pattern.Length && pattern[p] == '/' ? 1 : 0;
                    (deep, deepAt, star) = (p, n, -1);
                }
                else
                {
                    (star, starAt) = (++p, n);
                }
            }
            else if (p < pattern.Length && (pattern[p] == name[n] || (pattern[p] == '?' && name[n] != '/')))
            {
                p++;
                n++;
            }
            else if (star >= 0 && name[starAt] != '/')
            {
                n = ++starAt;
                p = star;
            }
            else if (deep >= 0)
            {
                n = ++deepAt;
                p = deep;
                star = -1;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }

        return p == pattern.Length;
    }

    /// <summary>The path with its accents composed.</summary>
    public static string Normal(string path) => path.IsNormalized() ? path : path.Normalize(NormalizationForm.FormC);
}
