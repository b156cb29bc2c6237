using System.Text.RegularExpressions;
using SearchService.Analysis;

namespace SearchService.Retrieval.Quotations;

/// <summary>A quotation of a manuscript.</summary>
/// <param name="Line">1-based, where it begins.</param>
/// <param name="Text">The words between the marks, or of the block, without marks of emphasis and of notes.</param>
/// <param name="Citation">What is cited beside it, as written, or the text of the note; null where nothing is.</param>
public sealed record ManuscriptQuotation(int Line, string Text, string? Citation);

/// <summary>
/// Finds the quotations of a text in Markdown or plain: between double or single marks, curly or straight, and in block quotes. What is
/// within another quotation is part of it. Code, headings and what stands in one pair of brackets as a link are no prose.
/// </summary>
/// <remarks>
/// The citation is what stands in brackets behind the quotation, in the same sentence; else the note that is called there; else a name
/// with a year before it, as in "Cooper (2005) writes". Of a block quote it may be its last line, behind a dash.
/// </remarks>
public static partial class ManuscriptQuotations
{
    private const int TimeLimit = 2_000;

    /// <summary>A paragraph's end ends a quotation, too, so that one lost mark does not turn all that follows inside out.</summary>
    public static IReadOnlyList<ManuscriptQuotation> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var notes = Notes(text);
        var found = new List<ManuscriptQuotation>();
        var inCode = false;
        var line = 1;
        var paragraph = new List<string>();
        var first = 1;
        foreach (var written in text.ReplaceLineEndings("\n").Split('\n').Append(""))
        {
            var isFence = Fence().IsMatch(written);
            inCode ^= isFence;
            var isPart = !inCode && !isFence && !string.IsNullOrWhiteSpace(written) && !written.StartsWith('#');
            var isBlock = isPart && Block().IsMatch(written);
            if (
                paragraph.Count > 0
                && (!isPart || isBlock != Block().IsMatch(paragraph[0]) || NoteOf().IsMatch(written))
            )
            {
                Read(paragraph, first, notes, found);
                paragraph.Clear();
            }

            if (isPart)
            {
                first = paragraph.Count == 0 ? line : first;
                paragraph.Add(written);
            }

            line++;
        }

        return found;
    }

    private static void Read(
        List<string> paragraph,
        int line,
        Dictionary<string, string> notes,
        List<ManuscriptQuotation> found
    )
    {
        if (Block().IsMatch(paragraph[0]))
        {
            ReadBlock([.. paragraph.Select(written => Block().Replace(written, ""))], line, notes, found);
            return;
        }

        // Code keeps its place and loses its marks.
        var text = Code().Replace(string.Join('\n', paragraph), code => new string(' ', code.Length));
        foreach (var (open, close) in Ranges(text))
        {
            found.Add(
                new ManuscriptQuotation(
                    line + text.AsSpan(0, open).Count('\n'),
                    Plain(text[(open + 1)..close]),
                    CitationBeside(text, open, close + 1, notes)
                )
            );
        }
    }

    /// <summary>The places of the marks around each quotation of a paragraph, but those within another one.</summary>
    internal static IEnumerable<(int Open, int Close)> Ranges(string paragraph)
    {
        for (var at = 0; at < paragraph.Length; at++)
        {
            if (Opens(paragraph, at) && Closing(paragraph, at) is > 0 and var end)
            {
                yield return (at, end);
                at = end;
            }
        }
    }

    /// <summary>What is cited in the text beside a quotation, as written; null where nothing is.</summary>
    /// <param name="start">Of the opening mark.</param>
    /// <param name="end">Behind the closing one.</param>
    internal static string? CitationBeside(string paragraph, int start, int end) =>
        CitationBeside(paragraph, start, end, []);

    private static void ReadBlock(
        List<string> lines,
        int line,
        Dictionary<string, string> notes,
        List<ManuscriptQuotation> found
    )
    {
        string? citation = null;
        if (lines.Count > 1 && Source().Match(lines[^1]) is { Success: true } source)
        {
            citation = source.Groups["source"].Value.Trim();
            lines.RemoveAt(lines.Count - 1);
        }

        var text = string.Join('\n', lines).Trim();
        if (NoteMark().Match(text) is { Success: true } mark)
        {
            citation ??= notes.GetValueOrDefault(mark.Groups["note"].Value);
        }

        if (LastBrackets().Match(text) is { Success: true } brackets && IsCitation(brackets.Groups["inside"].Value))
        {
            citation ??= brackets.Groups["inside"].Value;
            text = text[..brackets.Index];
        }

        found.Add(new ManuscriptQuotation(line, Plain(text), citation));
    }

    /// <summary>Whether a mark at a place opens a quotation.</summary>
    private static bool Opens(string text, int at)
    {
        if (at + 1 >= text.Length || char.IsWhiteSpace(text[at + 1]))
        {
            return false;
        }

        var isAfterSpace =
            at == 0
            || char.IsWhiteSpace(text[at - 1])
            || text[at - 1] is '(' or '[' or '—' or '–' or '-' or '*' or '_' or '/';
        return text[at] switch
        {
            '“' or '„' or '«' or '‘' => true,
            '"' => isAfterSpace,
            '\'' => isAfterSpace && char.IsLetter(text[at + 1]),
            _ => false,
        };
    }

    /// <summary>The place of the mark that closes the one at a place; 0 where none does.</summary>
    private static int Closing(string text, int open)
    {
        var depth = 0;
        var last = 0;
        for (var i = open + 1; i < text.Length; i++)
        {
            switch (text[open], text[i])
            {
                case ('“', '“') or ('«', '«'):
                    depth++;
                    break;
                case ('“', '”') or ('«', '»') or ('„', '“' or '”'):
                    if (depth == 0)
                    {
                        return i;
                    }

                    depth--;
                    break;
                case ('"', '"') when !char.IsWhiteSpace(text[i - 1]):
                    return i;
                case ('‘', '’') or ('\'', '\''):
                    if (i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1]))
                    {
                        break;
                    }

                    // "the states' rights'": the mark behind an s may be the genitive's, where another one follows.
                    if (text[i - 1] != 's')
                    {
                        return i;
                    }

                    last = last == 0 ? i : last;
                    break;
                case ('‘', '‘'):
                    return last;
                case ('\'', '\n') when i + 1 < text.Length && text[i + 1] == '\n':
                    return last;
            }
        }

        return last;
    }

    private static string? CitationBeside(string text, int start, int end, Dictionary<string, string> notes)
    {
        var rest = text[end..];
        if (
            NoteBehind().Match(rest) is { Success: true } note
            && notes.TryGetValue(note.Groups["note"].Value, out var called)
        )
        {
            return called;
        }

        // A citation belongs to the sentence of the quotation, which ends before the next one.
        var sentence = Sentences.Split(text).FirstOrDefault(range => range.Start <= start && range.End > start);
        var behind = text[end..Math.Max(end, Math.Min(text.Length, sentence.End + 1))];
        var next = behind.AsSpan().IndexOfAny("“„«\"");
        var reach = next < 0 ? behind : behind[..next];
        var cited = Brackets().Matches(reach).Select(match => match.Groups["inside"].Value).FirstOrDefault(IsCitation);
        if (
            cited is null
            && Brackets().Match(rest) is { Success: true } close
            && close.Index <= 2
            && IsCitation(close.Groups["inside"].Value)
        )
        {
            cited = close.Groups["inside"].Value;
        }

        if (cited is not null && char.IsLetter(cited[0]) && !OnlyPage().IsMatch(cited))
        {
            return cited;
        }

        // "…," writes Cooper (2005), or Cooper (2005) writes "…".
        var before = text[Math.Min(sentence.Start, start)..start];
        var named = NameAndYear().Match(reach) is { Success: true } after
            ? after
            : NameAndYear().Matches(before).LastOrDefault();
        cited = cited is not null && OnlyPage().IsMatch(cited) ? cited : null;
        return named is not null
            ? $"{named.Groups["names"].Value}, {named.Groups["year"].Value}" + (cited is null ? "" : ", " + cited)
            : cited;
    }

    private static bool IsCitation(string brackets) =>
        CitedYear.InText().IsMatch(brackets) || OnlyPage().IsMatch(brackets);

    private static Dictionary<string, string> Notes(string text)
    {
        var notes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match note in NoteOf().Matches(text.ReplaceLineEndings("\n")))
        {
            notes.TryAdd(note.Groups["note"].Value, note.Groups["text"].Value.Trim());
        }

        return notes;
    }

    /// <summary>Without marks of notes and of emphasis.</summary>
    private static string Plain(string text) => Emphasis().Replace(NoteMark().Replace(text, ""), "${text}").Trim();

    [GeneratedRegex(@"^\s{0,3}(```|~~~)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeLimit)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^ {0,3}> ?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeLimit)]
    private static partial Regex Block();

    [GeneratedRegex(@"`[^`\n]+`", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeLimit)]
    private static partial Regex Code();

    [GeneratedRegex(
        @"^\s*(?:—|–|--+)\s*(?<source>.+)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeLimit
    )]
    private static partial Regex Source();

    [GeneratedRegex(
        @"\[\^(?<note>[^\]\s]+)\]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeLimit
    )]
    private static partial Regex NoteMark();

    [GeneratedRegex(
        @"^[.,;:?!]?\s?\[\^(?<note>[^\]\s]+)\]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeLimit
    )]
    private static partial Regex NoteBehind();

    [GeneratedRegex(
        @"^ {0,3}\[\^(?<note>[^\]\s]+)\]:[ \t]*(?<text>.+)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        TimeLimit
    )]
    private static partial Regex NoteOf();

    [GeneratedRegex(
        @"[\(\[](?<inside>[^()\[\]]{1,200})[\)\]]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeLimit
    )]
    private static partial Regex Brackets();

    [GeneratedRegex(
        @"\s*\((?<inside>[^()]{1,200})\)[.\s]*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeLimit
    )]
    private static partial Regex LastBrackets();

    [GeneratedRegex(
        @"^\s*(pp?\.|p\.?p\.|para\.|¶|§|chap\.|note)\s*[\divxlc]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        TimeLimit
    )]
    private static partial Regex OnlyPage();

    [GeneratedRegex(
        @"(?<names>\p{Lu}[\p{L}’'-]+(?:(?:\s(?:and|&)\s|,\s)\p{Lu}[\p{L}’'-]+)*(?:\set\sal\.)?)(?:['’]s)?\s\((?<year>"
            + CitedYear.Pattern
            + @")[^()]{0,40}\)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeLimit
    )]
    private static partial Regex NameAndYear();

    [GeneratedRegex(
        @"(?<mark>\*{1,3}|(?<!\w)_{1,2})(?<text>\S(?:[^*_]*?\S)?)\k<mark>(?!\w)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeLimit
    )]
    private static partial Regex Emphasis();
}
