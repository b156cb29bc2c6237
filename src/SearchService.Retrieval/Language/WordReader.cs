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
    private const char SoftHyphen = '\u00AD';

    /// <summary>Of the language within a word.</summary>
    internal static readonly SearchValues<char> Marks = SearchValues.Create("[]~^");
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

    /// <summary>The words of prose: no character means anything. A word cut at the ends of lines is one hyphenated word, or one without, by the hyphen.</summary>
    public List<QueryNode> ReadProse()
    {
        var nodes = new List<QueryNode>();
        var end = 0;
        foreach (var chunk in Chunks(0, text.Length))
        {
            var read = new List<QueryNode>();
            ReadPlain(chunk.Start, chunk.End, read);
            if (
                IsCutWord(end, chunk.Start)
                && nodes is [.., WordNode left]
                && left.Start + left.Length == end - 1
                && read is [WordNode right, ..]
            )
            {
                nodes[^1] = new WordNode(left.Text + (text[end - 1] == SoftHyphen ? "" : "-") + right.Text)
                {
                    Start = left.Start,
                    Length = right.Start + right.Length - left.Start,
                };
                read.RemoveAt(0);
            }

            nodes.AddRange(read);
            end = chunk.End;
        }

        return nodes;
    }

    /// <summary>Whether a word goes on behind a hyphen at the end of its line.</summary>
    private bool IsCutWord(int end, int next) =>
        end > 1
        && text[end - 1] is '-' or '‐' or SoftHyphen
        && char.IsLetter(text[end - 2])
        && char.IsLower(text[next])
        && text.AsSpan(end, next - end).Contains('\n');

    internal void ReadPlain(int start, int end, List<QueryNode> nodes)
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
                ? new BracketReader(text, faults, this).Read(start, mark, end, nodes)
                : ReadMarked(start, mark, end, nodes);
        }
    }

    internal void ReadUnmarked(int start, int end, List<QueryNode> nodes)
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

    internal (int Left, int Right) TrimmedPattern(int start, int end) => TrimmedPattern(text, start, end);

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
