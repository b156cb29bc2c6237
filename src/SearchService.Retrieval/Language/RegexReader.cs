using System.Text.RegularExpressions;

namespace SearchService.Retrieval.Language;

/// <summary>Regular expressions, which other systems have: read as wildcards where those can say it, else as their words.</summary>
internal static partial class RegexReader
{
    /// <param name="regex">Without its slashes: <c>sovereign.*</c> is read as <c>sovereign*</c>.</param>
    public static List<QueryNode> Read(string regex)
    {
        // The edge of a word is where a word's pattern ends anyway.
        regex = regex.Replace("\\b", "", StringComparison.Ordinal);
        var pattern = regex
            .Replace(".*", "*", StringComparison.Ordinal)
            .Replace(".+", "*", StringComparison.Ordinal)
            .Replace("\\w*", "*", StringComparison.Ordinal)
            .Replace("\\w+", "*", StringComparison.Ordinal)
            .Replace(".", "?", StringComparison.Ordinal)
            .Trim('^', '$');
        var isPattern =
            pattern.Any(char.IsLetterOrDigit)
            && pattern.All(unit => char.IsLetterOrDigit(unit) || QueryCharacters.IsWildcard(unit));
        var written = isPattern
            ? pattern
            : string.Concat(Escape().Replace(regex, " ").Select(unit => char.IsLetterOrDigit(unit) ? unit : ' '));
        var nodes = new List<QueryNode>();
        foreach (var part in written.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            nodes.AddRange(new WordReader(part, [], isShort: false).Read(0, part.Length));
        }

        return nodes;
    }

    /// <summary>A kind of character, <c>\d</c>, whose letter is no word.</summary>
    [GeneratedRegex(@"\\[A-Za-z]", RegexOptions.NonBacktracking)]
    private static partial Regex Escape();
}
