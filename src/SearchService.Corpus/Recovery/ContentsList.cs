namespace SearchService.Corpus.Recovery;

/// <summary>A table of contents: folded titles and the page each begins on.</summary>
internal static class ContentsList
{
    private static readonly HashSet<string> Titles = new(StringComparer.Ordinal)
    {
        "contents",
        "table of contents",
        "detailed contents",
    };

    /// <summary>So many lines without a page's number end the list.</summary>
    private const int MostLinesWithoutPage = 4;

    private const int LongestTitle = 60;
    private const string ListOf = "list of ";

    public static Dictionary<string, PageNumeral> Read(Draft draft)
    {
        var entries = new Dictionary<string, PageNumeral>(StringComparer.Ordinal);
        var titles = Titles.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> buffer = stackalloc char[PageLine.Longest];
        var without = -1;
        foreach (var line in draft.Lines)
        {
            if (line.Role is LineRole.Blank or LineRole.Noise || line.End - line.Start > PageLine.Longest)
            {
                continue;
            }

            // Only a short line is the title.
            if (without < 0 && line.End - line.Start > LongestTitle)
            {
                continue;
            }

            if (without < 0)
            {
                var words = draft.IsClean(line.Start, line.End)
                    ? draft.Source.AsSpan(line.Start, line.End - line.Start)
                    : draft.Kept(line.Start, line.End);
                without = titles.Contains(PageLine.Fold(words, buffer)) ? 0 : -1;
                continue;
            }

            var text = draft.Kept(line.Start, line.End).Trim();
            var read = PageLine.Read(text, 0, text.Length);
            if (read.Number is not { } number || read.Key.Length == 0)
            {
                if (++without > MostLinesWithoutPage)
                {
                    break;
                }

                continue;
            }

            without = 0;
            // "List of figures page x": the column's head stands on the first line only.
            var key = read.Key.EndsWith(" page", StringComparison.Ordinal) ? read.Key[..^5] : read.Key;
            if (!entries.TryAdd(key, number))
            {
                entries.Remove(key);
            }

            // "List of figures" is headed "Figures".
            if (key.StartsWith(ListOf, StringComparison.Ordinal))
            {
                entries.TryAdd(key[ListOf.Length..], number);
            }
        }

        return entries;
    }
}
