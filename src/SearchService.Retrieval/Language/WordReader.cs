using System.Buffers;
using System.Text;
using SearchService.Analysis;

namespace SearchService.Retrieval.Language;

/// <summary>Reads a run of unspaced characters as words, patterns and near spellings.</summary>
/// <param name="text">The whole query; ranges count in it.</param>
/// <param name="faults">Takes what is wrong.</param>
/// <param name="isShort">A query of a word or two, where a question mark at the end may have been meant as a wildcard.</param>
internal sealed class WordReader(string text, List<QueryFault> faults, bool isShort)
{
    private const int LongestClass = 8;
    private const int LongestBracket = 48;

    private static readonly SearchValues<char> Marks = SearchValues.Create("[]~^");
    private static readonly SearchValues<char> DigitsAndPoint = SearchValues.Create("0123456789.");

    /// <summary>The words in order; none for punctuation alone.</summary>
    public List<QueryNode> Read(int start, int end)
    {
        var nodes = new List<QueryNode>(1);
        foreach (var (from, to) in Pieces(start, end, keepMarks: true))
        {
            ReadPiece(from, to, nodes);
        }

        return nodes;
    }

    /// <summary>The words between quotation marks: wildcards keep their meaning, everything else is punctuation.</summary>
    public List<QueryNode> ReadQuoted(int start, int end)
    {
        var nodes = new List<QueryNode>();
        foreach (var (from, to) in Chunks(start, end))
        {
            foreach (var (pieceStart, pieceEnd) in Pieces(from, to, keepMarks: false))
            {
                if (TrimmedPattern(pieceStart, pieceEnd) is var (left, right) && HasWildcard(left, right))
                {
                    ReadPattern(left, right, nodes);
                }
                else
                {
                    AddWord(pieceStart, pieceEnd, nodes);
                }
            }
        }

        return nodes;
    }

    /// <summary>The words of prose: no character means anything. A word cut at a line's end is one hyphenated word.</summary>
    public List<QueryNode> ReadProse()
    {
        var nodes = new List<QueryNode>();
        var chunks = Chunks(0, text.Length).ToList();
        for (var i = 0; i < chunks.Count; i++)
        {
            var (start, end) = chunks[i];
            if (
                i + 1 < chunks.Count
                && end - start > 1
                && text[end - 1] == '-'
                && char.IsLetter(text[end - 2])
                && char.IsLower(text[chunks[i + 1].Start])
                && text.AsSpan(end, chunks[i + 1].Start - end).Contains('\n')
            )
            {
                var next = new List<QueryNode>();
                ReadPlain(chunks[i + 1].Start, chunks[i + 1].End, next);
                ReadPlain(start, end, nodes);
                if (nodes is [.., WordNode left] && next is [WordNode right, ..] && left.Start + left.Length == end - 1)
                {
                    nodes[^1] = new WordNode($"{left.Text}-{right.Text}")
                    {
                        Start = left.Start,
                        Length = right.Start + right.Length - left.Start,
                    };
                    next.RemoveAt(0);
                }

                nodes.AddRange(next);
                i++;
                continue;
            }

            ReadPlain(start, end, nodes);
        }

        return nodes;
    }

    private void ReadPlain(int start, int end, List<QueryNode> nodes)
    {
        foreach (var (from, to) in Pieces(start, end, keepMarks: false, keepWildcards: false))
        {
            AddWord(from, to, nodes);
        }
    }

    private IEnumerable<(int Start, int End)> Chunks(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            var from = i;
            while (i < end && !QueryCharacters.EndsChunk(text[i]))
            {
                i++;
            }

            if (i > from)
            {
                yield return (from, i);
            }
        }
    }

    // Cut where even a hyphenated word ends. Marks are ~ ^ [ ].
    private List<(int Start, int End)> Pieces(int start, int end, bool keepMarks, bool keepWildcards = true)
    {
        var pieces = new List<(int, int)>(1);
        var from = start;
        for (var i = start; i < end; i++)
        {
            var cut = text[i] switch
            {
                ';' or '—' or '―' or '…' or '|' or '\\' or '<' or '>' or '=' or '{' or '}' or '!' => true,
                ',' => !IsBetweenDigits(i, start, end),
                ':' => !IsBetweenDigits(i, start, end) && !(i + 2 < end && text[i + 1] == '/' && text[i + 2] == '/'),
                '-' => i + 1 < end && text[i + 1] == '-',
                '~' or '^' or '[' or ']' => !keepMarks,
                '*' or '?' => !keepWildcards,
                _ => false,
            };
            if (cut)
            {
                Add(i);
                from = i + 1;
            }
        }

        Add(end);
        return pieces;

        void Add(int to)
        {
            if (to > from)
            {
                pieces.Add((from, to));
            }
        }
    }

    private bool IsBetweenDigits(int i, int start, int end) =>
        i > start && i + 1 < end && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]);

    private void ReadPiece(int start, int end, List<QueryNode> nodes)
    {
        while (start < end)
        {
            var mark = text.AsSpan(start, end - start).IndexOfAny(Marks);
            if (mark < 0)
            {
                ReadUnmarked(start, end, nodes);
                return;
            }

            mark += start;
            start = text[mark] is '[' or ']'
                ? ReadBracketed(start, mark, end, nodes)
                : ReadMarked(start, mark, end, nodes);
        }
    }

    private void ReadUnmarked(int start, int end, List<QueryNode> nodes)
    {
        var (left, right) = TrimmedPattern(start, end);
        if (HasWildcard(left, right))
        {
            if (text.AsSpan(left, right - left).Contains("://", StringComparison.Ordinal))
            {
                // The ? of an address is no wildcard.
                ReadPlain(left, right, nodes);
            }
            else
            {
                ReadPattern(left, right, nodes);
            }

            return;
        }

        if (left == right && text.AsSpan(start, end - start).ContainsAny('*', '?') && !IsSentenceEnd(start, end))
        {
            FaultLoneWildcard(start, end);
        }
        else if (
            end > right
            && text[right] == '?'
            && isShort
            && right > left
            && !IsQuestion(text.AsSpan(left, right - left))
        )
        {
            faults.Add(
                new QueryFault(right, 1, "A ? at the end of a word is punctuation; for any ending write *.", "*")
            );
        }

        AddWord(start, end, nodes);
    }

    // "mobili[sz]ation": one place of a word with several letters. Gives the place to read on from.
    private int ReadBracketed(int start, int open, int end, List<QueryNode> nodes)
    {
        var within = text.AsSpan(open, Math.Min(end - open, LongestBracket));
        var close = text[open] == '[' && within.IndexOf(']') is var found and > 0 ? open + found : -1;
        if (close < 0)
        {
            faults.Add(new QueryFault(open, 1, "A square bracket means nothing here; it is passed over.", ""));
            ReadUnmarked(start, open, nodes);
            return open + 1;
        }

        var inside = text[(open + 1)..close];
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
            ReadUnmarked(start, open, nodes);
            ReadPlain(open + 1, close, nodes);
            return close + 1;
        }

        if (text.AsSpan(close + 1, end - close - 1).ContainsAny(Marks))
        {
            return ReadBracketsAsWildcards(start, end, nodes);
        }

        var (left, right) = TrimmedPattern(start, end);
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
            else if (Marks.Contains(text[i]))
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

    // Milosevic~ Milosevic~1, and what looks like them. Gives the place to read on from.
    private int ReadMarked(int start, int mark, int end, List<QueryNode> nodes)
    {
        var before = nodes.Count;
        ReadUnmarked(start, mark, nodes);
        var rest = text.AsSpan(mark + 1, end - mark - 1);
        var digits = rest.IndexOfAnyExcept(DigitsAndPoint) is var stop and >= 0 ? stop : rest.Length;
        var number = rest[..digits].TrimEnd('.').ToString();
        var isNumber = digits == rest.Length || !QueryCharacters.IsWordUnit(rest[digits]);
        var length = isNumber ? 1 + number.Length : 1;
        if (text[mark] == '^')
        {
            faults.Add(new QueryFault(mark, length, "Words cannot be weighted with ^; it is passed over.", ""));
        }
        else if (nodes.Count == before)
        {
            length = 1;
            faults.Add(
                new QueryFault(
                    mark,
                    1,
                    "A ~ stands behind the word whose spelling may vary; this one is passed over.",
                    ""
                )
            );
        }
        else if (nodes[^1] is not WordNode word || Words.Count(word.Text) != 1)
        {
            faults.Add(new QueryFault(mark, length, "A ~ stands behind one plain word; it is passed over.", ""));
        }
        else if (!isNumber)
        {
            faults.Add(new QueryFault(mark, length, "Behind ~ stands 1, 2 or nothing; it is passed over.", ""));
        }
        else if (number == "0")
        {
            faults.Add(new QueryFault(mark, length, "No edits are no near spelling; the word is read without ~0.", ""));
        }
        else
        {
            if (number is not ("" or "1" or "2"))
            {
                faults.Add(new QueryFault(mark, length, "A spelling may vary by 1 or 2 edits; it is read as 2.", "~2"));
            }

            nodes[^1] = new FuzzyNode(word.Text, number == "1" ? 1 : 2)
            {
                Start = word.Start,
                Length = mark + length - word.Start,
            };
        }

        return mark + length;
    }

    private void ReadPattern(int left, int right, List<QueryNode> nodes)
    {
        // With a letter in the place of each wildcard, the cuts are those of a word that the pattern stands for.
        var pattern = OneStar(text.AsSpan(left, right - left));
        var shape = pattern.Replace('*', 'x').Replace('?', 'x');
        var parts = new List<QueryNode>();
        foreach (var (start, length) in Words.Ranges(shape))
        {
            var part = pattern.Substring(start, length);
            var (from, to) = TrimmedPattern(part, 0, part.Length);
            part = part[from..to];
            if (part.AsSpan().ContainsAny('*', '?') && part.Any(char.IsLetterOrDigit))
            {
                parts.Add(new WildcardNode(WithoutPoints(part)) { Start = left, Length = right - left });
            }
            else if (Words.Count(part) > 0)
            {
                parts.Add(new WordNode(PlainWord(part)) { Start = left, Length = right - left });
            }
        }

        if (parts.Count == 0)
        {
            FaultLoneWildcard(left, right);
        }
        else
        {
            nodes.Add(parts.Count == 1 ? parts[0] : new PhraseNode(parts) { Start = left, Length = right - left });
        }
    }

    // "U.S.*" is a pattern of us; the point of a number stays.
    private static string WithoutPoints(string pattern) =>
        pattern.Any(char.IsLetter) ? OneStar(pattern.Replace(".", "", StringComparison.Ordinal)) : pattern;

    private static string OneStar(ReadOnlySpan<char> pattern)
    {
        var builder = new StringBuilder(pattern.Length);
        foreach (var unit in pattern)
        {
            if (unit != '*' || builder.Length == 0 || builder[^1] != '*')
            {
                builder.Append(unit);
            }
        }

        return builder.ToString();
    }

    private void FaultLoneWildcard(int start, int end) =>
        faults.Add(
            new QueryFault(
                start,
                end - start,
                "A wildcard needs at least one letter beside it; this one is passed over.",
                ""
            )
        );

    private void AddWord(int start, int end, List<QueryNode> nodes)
    {
        var first = -1;
        var last = -1;
        foreach (var (wordStart, length) in Words.Ranges(text.AsSpan(start, end - start)))
        {
            first = first < 0 ? start + wordStart : first;
            last = start + wordStart + length;
        }

        if (first < 0)
        {
            return;
        }

        var word = text[first..last];
        nodes.Add(new WordNode(PlainWord(word)) { Start = first, Length = last - first });
    }

    // What is read as a word must not print as an operator.
    private static string PlainWord(string word) => QueryCharacters.IsOperator(word) ? word.ToLowerInvariant() : word;

    // Question marks by themselves are punctuation where a word stands before them.
    private bool IsSentenceEnd(int start, int end) => start > 0 && !text.AsSpan(start, end - start).Contains('*');

    private (int Left, int Right) TrimmedPattern(int start, int end) => TrimmedPattern(text, start, end);

    // From the first to the last character that a pattern may begin or end with; a ? at the end is punctuation.
    private static (int Left, int Right) TrimmedPattern(string text, int start, int end)
    {
        while (start < end && !IsPatternStart(text, start, end))
        {
            start++;
        }

        while (end > start && !QueryCharacters.IsWordUnit(text[end - 1]) && text[end - 1] != '*')
        {
            end--;
        }

        return (start, end);
    }

    private static bool IsPatternStart(string text, int at, int end) =>
        QueryCharacters.IsWordUnit(text[at])
        || text[at] == '*'
        || (
            text[at] == '?'
            && at + 1 < end
            && (QueryCharacters.IsWordUnit(text[at + 1]) || QueryCharacters.IsWildcard(text[at + 1]))
        );

    private bool HasWildcard(int left, int right) => text.AsSpan(left, right - left).ContainsAny('*', '?');

    private static bool IsQuestion(ReadOnlySpan<char> word) => StopWords.IsFunctionWord(Words.Term(word));
}
