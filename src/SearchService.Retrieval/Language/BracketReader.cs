using System.Text;

namespace SearchService.Retrieval.Language;

/// <summary>
/// Square brackets in words, which are no part of the language: "mobili[sz]ation", one place with several letters, and "[T]he", a letter
/// that an editor has put. What they were meant for is read and said; others are passed over.
/// </summary>
/// <param name="text">The whole query; ranges count in it.</param>
/// <param name="faults">Takes what is wrong.</param>
/// <param name="words">Reads what stands beside brackets that mean nothing.</param>
internal sealed class BracketReader(string text, List<QueryFault> faults, WordReader words)
{
    private const int LongestClass = 8;
    private const int LongestBracket = 48;

    /// <summary>Reads a piece with a bracket in it.</summary>
    /// <returns>The place to read on from.</returns>
    public int Read(int start, int open, int end, List<QueryNode> nodes)
    {
        var within = text.AsSpan(open, Math.Min(end - open, LongestBracket));
        var close = text[open] == '[' && within.IndexOf(']') is var found and > 0 ? open + found : -1;
        if (close < 0)
        {
            faults.Add(new QueryFault(open, 1, "A square bracket means nothing here; it is passed over.", ""));
            words.ReadUnmarked(start, open, nodes);
            return open + 1;
        }

        var inside = text[(open + 1)..close];
        if (open > start && inside.Length > 0 && inside.All(char.IsAsciiDigit))
        {
            faults.Add(
                new QueryFault(
                    open,
                    close - open + 1,
                    "A number in square brackets behind a word is the mark of a note; it is passed over.",
                    ""
                )
            );
            words.ReadUnmarked(start, open, nodes);
            return close + 1;
        }

        var touches =
            (open > start && QueryCharacters.IsWordUnit(text[open - 1]))
            || (close + 1 < end && (QueryCharacters.IsWordUnit(text[close + 1]) || text[close + 1] == '*'));
        if (!touches || inside.Length is 0 or > LongestClass)
        {
            faults.Add(
                new QueryFault(
                    open,
                    close - open + 1,
                    "Square brackets mean nothing here; they are passed over.",
                    inside
                )
            );
            words.ReadUnmarked(start, open, nodes);
            words.ReadPlain(open + 1, close, nodes);
            return close + 1;
        }

        if (text.AsSpan(close + 1, end - close - 1).ContainsAny(WordReader.Marks))
        {
            return ReadBracketsAsWildcards(start, end, nodes);
        }

        var (left, right) = words.TrimmedPattern(start, end);
        left = Math.Min(left, open);
        right = Math.Max(right, close + 1);
        var (before, after) = (text[left..open], text[(close + 1)..right]);

        // "[T]he": an editor's letter
        if (inside.Length == 1 && char.IsLetterOrDigit(inside[0]))
        {
            ReadInPlace(before + inside + after, left, right, nodes);
            return end;
        }

        ReadClass(before, inside, after, left, right, nodes);
        return end;
    }

    // "mobili[sz]ation[s]": each place one letter, the last any ending. Gives the place to read on from.
    private int ReadBracketsAsWildcards(int start, int end, List<QueryNode> nodes)
    {
        var pattern = new StringBuilder();
        var i = start;
        while (i < end)
        {
            var close = text[i] == '[' ? text.AsSpan(i, Math.Min(end - i, LongestBracket)).IndexOf(']') : -1;
            if (close > 0)
            {
                pattern.Append('?');
                i += close + 1;
            }
            else if (WordReader.Marks.Contains(text[i]))
            {
                break;
            }
            else
            {
                pattern.Append(text[i++]);
            }
        }

        if (pattern.Length > 0 && pattern[^1] == '?')
        {
            pattern[^1] = '*';
        }

        var read = new List<QueryNode>();
        ReadInPlace(pattern.ToString(), start, i, read);
        faults.Add(
            new QueryFault(
                start,
                i - start,
                "Square brackets are no part of the language; ? stands for any one letter, * for any number.",
                string.Join(' ', read)
            )
        );
        nodes.AddRange(read);
        return i;
    }

    private void ReadClass(string before, string inside, string after, int left, int right, List<QueryNode> nodes)
    {
        var isClass = inside.All(char.IsLetterOrDigit);
        List<string> spellings = isClass
            ? [.. inside.Distinct().Select(letter => before + letter + after)]
            :
            [
                (before + "?" + after).TrimEnd('?') is var shorter && shorter.Length > 0
                    ? shorter + (after.Length == 0 ? "*" : "")
                    : "?",
            ];
        faults.Add(
            new QueryFault(
                left,
                right - left,
                isClass
                    ? "Letters in square brackets are no part of the language; each spelling is searched for."
                    : "Square brackets are no part of the language; ? stands for any one letter, * for any number.",
                spellings.Count > 1 ? $"({string.Join(" OR ", spellings)})" : spellings[0]
            )
        );
        var alternatives = new List<QueryNode>();
        foreach (var spelling in spellings)
        {
            ReadInPlace(spelling, left, right, alternatives);
        }

        if (alternatives.Count > 1 && alternatives.Count == spellings.Count)
        {
            nodes.Add(new AnyNode(alternatives) { Start = left, Length = right - left });
        }
        else
        {
            nodes.AddRange(alternatives);
        }
    }

    // Words that do not stand in the text as they are read; their nodes take the place of what was written.
    private static void ReadInPlace(string written, int start, int end, List<QueryNode> nodes)
    {
        foreach (var node in new WordReader(written, [], isShort: false).Read(0, written.Length))
        {
            nodes.Add(node with { Start = start, Length = end - start });
        }
    }
}
