using System.Text.RegularExpressions;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// Code is kept to the letter, line breaks too, and no later pass reads markup into it: what stands between two Markdown fences, and
/// statements set in by four columns between blank lines.
/// </summary>
internal static partial class CodeBlocks
{
    private const int Indent = 4;

    /// <summary>One statement set in may be a formula.</summary>
    private const int FewestStatements = 2;

    public static void Apply(Draft draft)
    {
        var lines = draft.Lines;
        var openings = new Dictionary<(char, int), int>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Role != LineRole.Open)
            {
                continue;
            }

            if (Fence(draft, lines[i]) is { } fence)
            {
                if (ClosingLine(draft, i, fence, openings) is { } close)
                {
                    DropFences(draft, i, close);
                    Claim(draft, i + 1, close - 1);
                    i = close;
                }
            }
            else if (LastOfIndented(draft, i) is { } last)
            {
                Claim(draft, i, last);
                i = last;
            }
        }
    }

    /// <summary>The last of the statements set in that begin at a line behind a blank one; null when they are none, or a list goes on there.</summary>
    private static int? LastOfIndented(Draft draft, int first)
    {
        if (!IsStatement(draft, first) || (first > 0 && draft.Lines[first - 1].Role != LineRole.Blank))
        {
            return null;
        }

        var last = first;
        while (last + 1 < draft.Lines.Count && IsStatement(draft, last + 1))
        {
            last++;
        }

        var above = first - 1;
        while (above >= 0 && draft.Lines[above].Role == LineRole.Blank)
        {
            above--;
        }

        return
            last - first + 1 >= FewestStatements
            && (last + 1 == draft.Lines.Count || draft.Lines[last + 1].Role == LineRole.Blank)
            && (above < 0 || (IndentOf(draft, above) < Indent && ItemMark.Read(draft, draft.Lines[above]) is null))
            ? last
            : null;
    }

    /// <summary>A statement set in: no head of a page, however often it recurs.</summary>
    public static bool IsStatement(Draft draft, int line) =>
        draft.Lines[line] is { Role: LineRole.Open } open
        && IndentOf(draft, line) >= Indent
        && Statement().IsMatch(draft.Source.AsSpan(open.Start, open.End - open.Start).Trim());

    /// <summary>In columns; a tab is four.</summary>
    private static int IndentOf(Draft draft, int line)
    {
        var columns = 0;
        for (var i = draft.Lines[line].Start; i < draft.Lines[line].End && draft.Source[i] is ' ' or '\t'; i++)
        {
            columns += draft.Source[i] == '\t' ? Indent : 1;
        }

        return columns;
    }

    /// <summary>Looks no fence up twice: where a closing line was once sought in vain, none of its kind follows.</summary>
    private static int? ClosingLine(
        Draft draft,
        int open,
        (char Mark, int Length, bool Bare) fence,
        Dictionary<(char, int), int> vain
    )
    {
        if (vain.ContainsKey((fence.Mark, fence.Length)))
        {
            return null;
        }

        for (var i = open + 1; i < draft.Lines.Count; i++)
        {
            if (
                Fence(draft, draft.Lines[i]) is { Bare: true } found
                && found.Mark == fence.Mark
                && found.Length >= fence.Length
            )
            {
                return i;
            }
        }

        vain[(fence.Mark, fence.Length)] = open;
        return null;
    }

    private static void DropFences(Draft draft, int open, int close)
    {
        foreach (var i in (ReadOnlySpan<int>)[open, close])
        {
            draft.Mark(draft.Lines[i].Start, draft.Lines[i].End, NoiseKind.Markup);
            draft.Lines[i].Role = LineRole.Noise;
        }
    }

    private static void Claim(Draft draft, int first, int last)
    {
        var lines = draft.Lines;
        while (first <= last && lines[first].Role == LineRole.Blank)
        {
            first++;
        }

        while (last >= first && lines[last].Role == LineRole.Blank)
        {
            last--;
        }

        if (first > last)
        {
            return;
        }

        for (var i = first; i <= last; i++)
        {
            lines[i].Role = LineRole.Claimed;
        }

        draft.Blocks.Add(
            new DraftBlock(BlockKind.Paragraph, new SourceSpan(lines[first].Start, lines[last].End)) { Verbatim = true }
        );
    }

    private static (char Mark, int Length, bool Bare)? Fence(Draft draft, DraftLine line)
    {
        var text = draft.Source.AsSpan(line.Start, line.End - line.Start).TrimEnd();
        var indent = text.Length - text.TrimStart(' ').Length;
        text = text[indent..];
        if (indent > 3 || text.Length < 3 || text[0] is not ('`' or '~'))
        {
            return null;
        }

        var length = text.IndexOfAnyExcept(text[0]);
        length = length < 0 ? text.Length : length;
        var info = text[length..];
        return length < 3 || info.Contains('`') || info.Length > 40 ? null : (text[0], length, info.IsEmpty);
    }

    /// <summary>"name = value", "call(it)", "{", "// a remark": nothing that a sentence of prose could be.</summary>
    [GeneratedRegex(
        @"^([\w.\[\]]+\s*[-+*/]?=\s*\S.*|.*[;{}]|[\w.]+\(.*\)|(//|#).*)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Statement();
}
