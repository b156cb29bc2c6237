using System.Text.RegularExpressions;
using SearchService.Analysis;

namespace SearchService.Retrieval.Quotations;

/// <summary>A word of a quotation.</summary>
/// <param name="Start">Offset of its first UTF-16 unit in the quotation.</param>
/// <param name="Term">Folded, as <see cref="Token.Term"/>.</param>
/// <param name="IsMarked">It stands in square brackets, whole or in part: the writer says that it is not the source's.</param>
/// <param name="AfterEllipsis">An ellipsis stands between the word before and this one.</param>
internal readonly record struct QuotedWord(int Start, int Length, string Term, bool IsMarked, bool AfterEllipsis)
{
    public int End => Start + Length;
}

/// <summary>
/// A quotation as it is read: its words, what of them is marked as the writer's own, and where words are left out. The marks around the
/// whole are not part of it; brackets within a word ("[t]he") do not part it.
/// </summary>
internal sealed partial class QuotedText
{
    private const string Openers = "\"“„‟«‹‘‚'＂";

    private QuotedText(string text, string unmarked, int start, int end, IReadOnlyList<QuotedWord> words)
    {
        Text = text;
        Unmarked = unmarked;
        Start = start;
        End = end;
        Words = words;
    }

    /// <summary>The quotation as given; all places count in it.</summary>
    public string Text { get; }

    /// <summary>The text with blanks in the place of the marks of notes.</summary>
    public string Unmarked { get; }

    /// <summary>Marks of the source's notes stand in it that are none of its words.</summary>
    public bool HasNoteMarks => !ReferenceEquals(Text, Unmarked);

    /// <summary>Where the words begin, without the white space and the marks around the whole.</summary>
    public int Start { get; }

    public int End { get; }

    public IReadOnlyList<QuotedWord> Words { get; }

    public bool HasEllipsis { get; private init; }

    /// <summary>Ranges in square brackets.</summary>
    public IReadOnlyList<(int Start, int End)> Brackets { get; private init; } = [];

    /// <param name="noteMarks">Ranges that are no words but marks of notes.</param>
    public static QuotedText Read(string text, params IReadOnlyList<(int Start, int End)> noteMarks)
    {
        var (start, end) = Inside(text);
        var letters = text.ToCharArray();
        foreach (var mark in noteMarks)
        {
            Blank(letters, mark.Start, mark.End);
        }

        var unmarked = noteMarks.Count == 0 ? text : new string(letters);
        Blank(letters, 0, start);
        Blank(letters, end, text.Length);
        var ellipses = new List<(int Start, int End)>();
        foreach (var match in Ellipsis().EnumerateMatches(text.AsSpan(0, end), start))
        {
            ellipses.Add((match.Index, match.Index + match.Length));
            Blank(letters, match.Index, match.Index + match.Length);
        }

        var brackets = BracketsOf(new string(letters));
        JoinBrackets(letters, brackets);
        var words = new List<QuotedWord>();
        var ellipsis = 0;
        foreach (var token in Analysis.Words.Tokenize(new string(letters)))
        {
            var after = false;
            while (ellipsis < ellipses.Count && ellipses[ellipsis].End <= token.Start)
            {
                after = words.Count > 0;
                ellipsis++;
            }

            var marked = brackets.Exists(bracket => bracket.Start < token.End && token.Start < bracket.End);
            words.Add(new QuotedWord(token.Start, token.Length, token.Term, marked, after));
        }

        return new QuotedText(text, unmarked, start, end, words)
        {
            HasEllipsis = words.Exists(word => word.AfterEllipsis),
            Brackets = brackets,
        };
    }

    /// <summary>The words of a text; brackets within a word, "mobili[sz]ation", do not part it.</summary>
    public static IReadOnlyList<Token> WordsOf(string text, IReadOnlyList<(int Start, int End)> brackets)
    {
        if (brackets.Count == 0)
        {
            return Analysis.Words.Tokenize(text);
        }

        var letters = text.ToCharArray();
        JoinBrackets(letters, brackets);
        return Analysis.Words.Tokenize(new string(letters));
    }

    /// <summary>Pairs of square brackets with what is between them.</summary>
    public static List<(int Start, int End)> BracketsOf(string text)
    {
        var brackets = new List<(int, int)>();
        foreach (var match in SquareBrackets().EnumerateMatches(text))
        {
            brackets.Add((match.Index, match.Index + match.Length));
        }

        return brackets;
    }

    private static void JoinBrackets(char[] letters, IReadOnlyList<(int Start, int End)> brackets)
    {
        foreach (var at in brackets.SelectMany(bracket => (int[])[bracket.Start, bracket.End - 1]))
        {
            // What a word skips: its letters on both sides stay together.
            if (at > 0 && at + 1 < letters.Length && char.IsLetter(letters[at - 1]) && char.IsLetter(letters[at + 1]))
            {
                letters[at] = '\u00AD';
            }
        }
    }

    private static void Blank(char[] letters, int from, int to) => Array.Fill(letters, ' ', from, to - from);

    /// <summary>The range without white space and without a pair of marks around it all.</summary>
    private static (int Start, int End) Inside(string text)
    {
        var (start, end) = Trimmed(text, 0, text.Length);
        while (end - start > 2 && Openers.Contains(text[start], StringComparison.Ordinal))
        {
            var closers = Language.QuotationMarks.ClosersOf(text[start]);
            var inner = text.AsSpan(start + 1, end - start - 2);
            if (text[start] == '‘' ? text[end - 1] != '’' : !closers.Contains(text[end - 1], StringComparison.Ordinal))
            {
                break;
            }

            // “A” and “B” is not one quotation: a pair of its own closes inside.
            if (
                inner.Contains(text[start])
                || (text[start] != text[end - 1] && inner.Contains(text[end - 1]) && text[start] != '‘')
            )
            {
                break;
            }

            (start, end) = Trimmed(text, start + 1, end - 1);
        }

        return (start, end);
    }

    private static (int Start, int End) Trimmed(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return (start, end);
    }

    // Three or four points, close or spaced, or the one character; bare or in brackets.
    [GeneratedRegex(
        @"[\[(]\s*(?:…|\.(?:[ \u00A0\u2009\u202F]?\.){2,3})\s*[\])]|\.?\s?…\.?|\.(?:[ \u00A0\u2009\u202F]?\.){2,3}",
        RegexOptions.CultureInvariant,
        1_000
    )]
    private static partial Regex Ellipsis();

    [GeneratedRegex(@"\[[^\[\]]{1,300}\]", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex SquareBrackets();
}
