using SearchService.Corpus.Bibliography.Entries;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>Reads the names at the head of a short citation, which are mostly family names alone.</summary>
internal static class ShortNames
{
    /// <summary>The readings of a head: whole names, family names alone, a body's name; each with where it ends.</summary>
    public static IEnumerable<(IReadOnlyList<CitedName> Names, int End)> Readings(string text, int start, int end)
    {
        var whole = NameList.Read(text, start, end, NameOrder.Direct);
        if (whole.Names.Count > 0)
        {
            yield return (whole.Names, whole.End);
        }

        if (Families(text, start, end) is { Names.Count: > 0 } families)
        {
            yield return families;
        }

        var comma = text.AsSpan(start, end - start).IndexOf(',');
        var head = EntryText.Trim(text, start, comma > 0 ? start + comma : end);
        if (head.End - head.Start is > 1 and < 120)
        {
            yield return ([new CitedName(null, null, null, text[head.Start..head.End], head)], head.End);
        }
    }

    /// <summary>"Newman and Visoka", "Simmons Jr."</summary>
    private static (IReadOnlyList<CitedName> Names, int End) Families(string text, int start, int end)
    {
        var tokens = NameScanner.Scan(text, start, end);
        var names = new List<CitedName>();
        var at = 0;
        var behind = start;
        while (true)
        {
            var first = at;
            while (tokens[at].Kind == NameTokenKind.Particle)
            {
                at++;
            }

            if (tokens[at].Kind is not (NameTokenKind.Word or NameTokenKind.Capitals))
            {
                break;
            }

            var family = new TextSpan(tokens[first].Start, tokens[at].End);
            at++;
            behind = family.End;
            var suffix = tokens[at].Kind == NameTokenKind.Comma ? at + 1 : at;
            if (tokens[suffix].Kind == NameTokenKind.Suffix)
            {
                behind = tokens[suffix].End;
                at = suffix + 1;
            }

            names.Add(new CitedName(text[family.Start..family.End], null, null, null, family));
            var next = tokens[at].Kind == NameTokenKind.Comma ? at + 1 : at;
            next = tokens[next].Kind == NameTokenKind.And ? next + 1 : next;
            if (tokens[at].Kind == NameTokenKind.EtAl)
            {
                behind = tokens[at].End;
                break;
            }

            // A comma alone parts names only where "and" follows further on.
            if (next == at || (tokens[next - 1].Kind == NameTokenKind.Comma && !AndFollows(tokens, next)))
            {
                break;
            }

            at = next;
        }

        return (names, behind);
    }

    private static bool AndFollows(List<NameToken> tokens, int at)
    {
        while (tokens[at].Kind is NameTokenKind.Word or NameTokenKind.Particle or NameTokenKind.Comma)
        {
            at++;
        }

        return tokens[at].Kind == NameTokenKind.And;
    }
}
