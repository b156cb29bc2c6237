using System.Text;

namespace SearchService.Corpus.Sources;

/// <summary>Finds the texts that a record names, without a look at each text for each record.</summary>
internal sealed class NamedTexts
{
    private readonly IReadOnlyList<string> paths;
    private readonly ILookup<string, string> byPath;
    private readonly ILookup<string, string> byName;
    private readonly ILookup<string, string> byStem;

    public NamedTexts(IReadOnlyList<string> paths)
    {
        this.paths = paths;
        byPath = paths.ToLookup(FilePattern.Normal, StringComparer.Ordinal);
        byName = paths.ToLookup(path => NameOf(FilePattern.Normal(path)), StringComparer.Ordinal);
        byStem = paths.ToLookup(path => StemOf(NameOf(FilePattern.Normal(path))), StringComparer.Ordinal);
    }

    /// <summary>The texts that a name means, and whether only by their file's name, of which there should be one.</summary>
    public (IReadOnlyList<string> Paths, bool IsByName) Of(string name)
    {
        var pattern = new FilePattern(name);
        if (byPath[pattern.Text].ToList() is { Count: > 0 } exact)
        {
            return (exact, false);
        }

        if (pattern.IsPattern && paths.Where(pattern.Matches).ToList() is { Count: > 0 } matching)
        {
            return (matching, false);
        }

        var file = NameOf(pattern.Text);
        return byName[file].ToList() is { Count: > 0 } named ? (named, true) : ([.. byStem[StemOf(file)]], true);
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string StemOf(string name) => Path.ChangeExtension(name, null);
}
