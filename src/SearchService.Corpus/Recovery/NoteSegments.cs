using System.Text.RegularExpressions;
using SearchService.Analysis;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>The parts of a note that may each cite one work: between semicolons and between sentences.</summary>
internal static partial class NoteSegments
{
    public static List<TextSpan> Of(string text)
    {
        var segments = new List<TextSpan>();
        var from = -1;
        foreach (var (start, end) in Sentences.Split(text))
        {
            from = from < 0 ? start : from;
            var depth = 0;
            for (var i = start; i < end; i++)
            {
                depth += text[i] switch
                {
                    '(' or '[' or '“' => 1,
                    ')' or ']' or '”' => -1,
                    _ => 0,
                };
                // "Realism; a survey" has its semicolon in a title; a reference goes on behind one with a capital.
                if (text[i] == ';' && depth <= 0 && i + 2 < end && text[i + 1] == ' ')
                {
                    segments.Add(new TextSpan(from, i));
                    from = i + 2;
                    depth = 0;
                }
            }

            // A title that asks ends no citation: "A Lame Duck?" The Guardian.
            if (
                end < text.Length
                && end - from > 2
                && text[end - 1] is '"' or '”' or '’' or '\''
                && text[end - 2] is '?' or '!'
            )
            {
                continue;
            }

            segments.Add(new TextSpan(from, end));
            from = -1;
        }

        if (from >= 0)
        {
            segments.Add(new TextSpan(from, text.Length));
        }

        return segments;
    }

    /// <summary>Where a citation may begin in the segment: at its start, and behind each "see", "quoted in", "compare".</summary>
    public static IEnumerable<int> Starts(string text, TextSpan segment)
    {
        var at = segment.Start;
        var lead = LeadIn().Match(text, at, segment.End - at);
        while (lead.Success && lead.Length > 0)
        {
            at += lead.Length;
            lead = LeadIn().Match(text, at, segment.End - at);
        }

        yield return at;
        foreach (Match found in Pointer().Matches(text[at..segment.End]))
        {
            var behind = at + found.Index + found.Length;
            lead = LeadIn().Match(text, behind, segment.End - behind);
            while (lead.Success && lead.Length > 0)
            {
                behind += lead.Length;
                lead = LeadIn().Match(text, behind, segment.End - behind);
            }

            yield return behind;
        }
    }

    [GeneratedRegex(
        @"^\s*(([Ss]ee|[Ss]ee also|[Cc]f\.?|[Cc]ompare|[Bb]ut see|[Aa]nd see|[Aa]lso|[Aa]nd|[Bb]ut|[Ee]specially|[Ee]sp\.|[Ee]\.g\.|[Ff]or example|[Ff]or instance|[Ff]or an overview|[Aa]s in|[Ff]ollowing|[Qq]uoted in|[Cc]ited in|[Qq]uoted from|[Ff]rom|[Ii]n)[,:]? )",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex LeadIn();

    [GeneratedRegex(
        @"\b([Ss]ee|[Cc]f\.|[Cc]ompare|[Qq]uoted in|[Cc]ited in|[Rr]eprinted in|according to|argued by|and also)( also)?[,:]? ",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Pointer();
}
