using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using SearchService.Corpus.Bibliography.Entries;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>"(Haass 2002)", "Newman and Visoka (2018a, p. 5)": a name and a year that an entry of the reference list has.</summary>
internal static partial class AuthorYearCitations
{
    /// <summary>Names stand within so many characters before their year.</summary>
    private const int Window = 140;
    private const int MostWordsOfBody = 8;

    public static IEnumerable<ShortCitation> Read(Document document, CitedWorkIndex works)
    {
        var years = works
            .Works.Where(work =>
                work is { Year: not null, Authors.Count: > 0 }
                && document.Blocks[work.Block].Kind == BlockKind.Reference
            )
            .Select(work => work.Year!.Value.Of(document.Blocks[work.Block])[..4])
            .ToHashSet(StringComparer.Ordinal);
        if (years.Count == 0)
        {
            yield break;
        }

        var anyYear = SearchValues.Create([.. years], StringComparison.Ordinal);
        foreach (var block in document.Blocks)
        {
            if (
                block.Kind is BlockKind.Reference or BlockKind.Heading
                || !block.Text.Text.AsSpan().ContainsAny(anyYear)
            )
            {
                continue;
            }

            var text = EntryText.Of(block);
            foreach (Match found in Year().Matches(text))
            {
                if (years.Contains(found.Value[..4]) && At(document, works, text, found) is { } citation)
                {
                    yield return new ShortCitation(
                        block.Index,
                        citation.At,
                        ShortForm.AuthorAndYear,
                        citation.Targets,
                        citation.Doubt
                    );
                }
            }
        }
    }

    private static (TextSpan At, List<CitationTarget> Targets, string? Doubt)? At(
        Document document,
        CitedWorkIndex works,
        string text,
        Match year
    )
    {
        var end = year.Index;
        while (end > 0 && text[end - 1] is ' ' or ',' or '(' or '[')
        {
            end--;
        }

        if (end == year.Index || end == 0)
        {
            return null;
        }

        // The widest reading that an entry has wins: of "In Newman and Visoka" the last two names, not the last.
        (TextSpan, List<CitationTarget>, string?)? best = null;
        foreach (var (names, start) in NamesBefore(text, end))
        {
            var found = works
                .By(names)
                .Where(work =>
                    works.IsEntry(work)
                    && works.Works[work].Year is { } printed
                    && Agrees(printed.Of(document.Blocks[works.Works[work].Block]), year.Value)
                )
                .ToList();
            if (found.Count > 0)
            {
                var doubt = found.Count > 1 ? $"{found.Count} entries have this name and year." : null;
                best = (new TextSpan(start, year.Index + year.Length), [.. found.Select(works.Target)], doubt);
            }
        }

        return best;
    }

    /// <summary>A year without its letter may mean any of that year.</summary>
    private static bool Agrees(string printed, string cited) =>
        printed == cited || (cited.Length == 4 && printed.StartsWith(cited, StringComparison.Ordinal));

    /// <summary>Readings of the words that end at <paramref name="end"/>, each wider than the one before.</summary>
    private static IEnumerable<(IReadOnlyList<CitedName> Names, int Start)> NamesBefore(string text, int end)
    {
        var from = Math.Max(0, end - Window);
        var words = Words(text, from, end);
        var names = new List<CitedName>();
        var at = words.Count - 1;
        if (
            at >= 1
            && text[words[at].Start..words[at].End] is "al"
            && text[words[at - 1].Start..words[at - 1].End] is "et"
        )
        {
            at -= 2;
        }
        else if (at < 0 || !text.AsSpan(words[at].End, end - words[at].End).TrimEnd(".").IsEmpty)
        {
            yield break;
        }

        // A body's name of several words.
        var last = at;
        for (var first = last - 1; first >= 0 && last - first < MostWordsOfBody; first--)
        {
            var gap = text.AsSpan(words[first].End, words[first + 1].Start - words[first].End);
            if (gap is not " ")
            {
                break;
            }

            if (char.IsUpper(text[words[first].Start]))
            {
                var span = new TextSpan(words[first].Start, words[last].End);
                yield return ([new CitedName(null, null, null, text[span.Start..span.End], span)], span.Start);
            }
        }

        while (at >= 0 && char.IsUpper(text[words[at].Start]))
        {
            names.Insert(0, new CitedName(text[words[at].Start..words[at].End], null, null, null, words[at]));
            yield return ([.. names], words[at].Start);
            if (at == 0)
            {
                yield break;
            }

            // With its particle: "van Gogh".
            var before = at - 1;
            var word = text[words[before].Start..words[before].End];
            if (word is "van" or "von" or "de" or "di" or "der" or "den" or "da" or "del" or "la")
            {
                names[0] = names[0] with { Family = text[words[before].Start..words[at].End] };
                yield return ([.. names], words[before].Start);
                before--;
                if (before < 0)
                {
                    yield break;
                }

                word = text[words[before].Start..words[before].End];
            }

            var comma = text.AsSpan(words[before].End, words[before + 1].Start - words[before].End).Contains(',');
            at =
                word is "and" ? before - 1
                : comma || text.AsSpan(words[before].End, words[before + 1].Start - words[before].End).Contains('&')
                    ? before
                : -1;
        }
    }

    [GeneratedRegex(@"\b(1[5-9]|20)\d\d[a-z]?\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Year();

    /// <summary>A letter, and the letters, accents, apostrophes and hyphens behind it.</summary>
    private static List<TextSpan> Words(string text, int from, int end)
    {
        var words = new List<TextSpan>();
        for (var start = from; start < end; start++)
        {
            if (!char.IsLetter(text[start]))
            {
                continue;
            }

            var behind = start + 1;
            while (
                behind < end
                && (char.IsLetter(text[behind]) || text[behind] is '\'' or '’' or '-' || IsMark(text[behind]))
            )
            {
                behind++;
            }

            words.Add(new TextSpan(start, behind));
            start = behind;
        }

        return words;
    }

    private static bool IsMark(char c) =>
        char.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;
}
