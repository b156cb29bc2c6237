using SearchService.Corpus.Documents;
using SearchService.Retrieval.Indexing;

namespace SearchService.Retrieval.Searching;

/// <summary>
/// Text directives, with which a browser finds words in a page (WICG, URL Fragment Text Directives):
/// <c>text=[prefix-,]start[,end][,-suffix]</c>. A browser compares without case, begins and ends at words, and takes the first place that fits;
/// each part must stand within one block of the page.
/// </summary>
internal static class TextDirectives
{
    /// <summary>Longer words are named by their first and last ones.</summary>
    private const int Longest = 300;
    private const int FewestWords = 4;

    /// <summary>The directive that finds [start, end) of the recovered text; null where no words tell it from another place.</summary>
    public static string? Of(StoredDocument document, int start, int end)
    {
        var text = document.Text;
        (start, end) = WholeWords(text, start, end);
        var first = Piece(document, start);
        var last = Piece(document, end - 1);
        if (first == last && end - start <= Longest)
        {
            var words = SurroundingWords.Of(
                document.Places,
                new TextRange(start, end),
                new TextRange(Before(document, start, first), Behind(document, end, first)),
                ignoreCase: true,
                StandsAbove(document, text[start..end])
            );
            return words.AreEnough
                ? Written(text, new TextRange(words.Start, start), new TextRange(start, end), null, words.End)
                : null;
        }

        var middle = start + ((end - start) / 2);
        return
            Beginning(document, start, Before(document, start, first), first == last ? middle : first.End)
                is { } beginning
            && Ending(text, beginning.Words.End, end, first == last ? middle : last.Start, Behind(document, end, last))
                is { } ending
            ? Written(text, beginning.Before, beginning.Words, ending.Words, ending.Behind)
            : null;
    }

    /// <summary>The first words, as many as it takes to stand nowhere else, with words before them where even all are not enough.</summary>
    private static (TextRange Before, TextRange Words)? Beginning(
        StoredDocument document,
        int start,
        int first,
        int last
    )
    {
        var text = document.Text;
        for (var count = FewestWords; ; count *= 2)
        {
            var end = start;
            for (var words = 0; words < count && end < last; words++)
            {
                end = Past(text, Past(text, end, last, isSpace: true), last, isSpace: false);
            }

            end = start + text.AsSpan(start..end).TrimEnd().Length;
            var around = SurroundingWords.Of(
                document.Places,
                new TextRange(start, end),
                new TextRange(first, end),
                ignoreCase: true,
                StandsAbove(document, text[start..end])
            );
            if (around.AreEnough)
            {
                return (new TextRange(around.Start, start), new TextRange(start, end));
            }

            if (end >= last || string.IsNullOrWhiteSpace(text[end..last]))
            {
                return null;
            }
        }
    }

    /// <summary>
    /// The last words, as many as it takes not to stand between <paramref name="from"/> and themselves, with words behind them where even
    /// all are not enough: a cell of a table says "kept" again and again.
    /// </summary>
    /// <param name="first">From where on the words may begin.</param>
    /// <param name="last">Up to where words behind them may be taken.</param>
    private static (TextRange Words, int Behind)? Ending(string text, int from, int end, int first, int last)
    {
        first = Math.Max(from, first);
        for (var count = FewestWords; ; count *= 2)
        {
            var start = end;
            for (var words = 0; words < count && start > first; words++)
            {
                start = Back(text, Back(text, start, first, isSpace: true), first, isSpace: false);
            }

            start = end - text.AsSpan(start..end).TrimStart().Length;
            if (
                start < end
                && text.IndexOf(text[start..end], from, end - from, StringComparison.OrdinalIgnoreCase) == start
            )
            {
                return (new TextRange(start, end), end);
            }

            if (start <= first || string.IsNullOrWhiteSpace(text[first..start]))
            {
                return start < end && Suffix(text, from, start, end, last) is { } behind
                    ? (new TextRange(start, end), behind)
                    : null;
            }
        }
    }

    /// <summary>The end of the fewest words behind [start, end) that stand behind no such words from <paramref name="from"/> on; null where none tell.</summary>
    private static int? Suffix(string text, int from, int start, int end, int last)
    {
        var others = new List<int>();
        for (
            var at = text.IndexOf(text[start..end], from, end - from, StringComparison.OrdinalIgnoreCase);
            at >= 0 && at < start;
            at = text.IndexOf(text[start..end], at + 1, end - at - 1, StringComparison.OrdinalIgnoreCase)
        )
        {
            others.Add(at + (end - start));
        }

        var behind = end;
        for (var words = 0; words < SurroundingWords.Most && behind < last; words++)
        {
            behind = Past(text, Past(text, behind, last, isSpace: true), last, isSpace: false);
            others.RemoveAll(other => !Follows(text, other, new TextRange(end, behind)));
            if (others.Count == 0)
            {
                return behind;
            }
        }

        return null;
    }

    /// <summary>Whether the words of a range stand at a place, too, whatever white space parts them.</summary>
    private static bool Follows(string text, int at, TextRange words)
    {
        for (var i = words.Start; ; at++, i++)
        {
            at = Past(text, at, text.Length, isSpace: true);
            i = Past(text, i, words.End, isSpace: true);
            if (i == words.End)
            {
                return true;
            }

            if (at == text.Length || char.ToUpperInvariant(text[at]) != char.ToUpperInvariant(text[i]))
            {
                return false;
            }
        }
    }

    /// <summary>Whether the words may stand in what the reading view shows above the text: the work and its reference.</summary>
    private static bool StandsAbove(StoredDocument document, string words)
    {
        var work = document.Summary.Work.Work;
        return work
            .Texts.Values.Concat(work.Authors)
            .Any(above => above.Contains(words, StringComparison.OrdinalIgnoreCase));
    }

    private static int Past(string text, int at, int last, bool isSpace)
    {
        while (at < last && char.IsWhiteSpace(text[at]) == isSpace)
        {
            at++;
        }

        return at;
    }

    private static int Back(string text, int at, int first, bool isSpace)
    {
        while (at > first && char.IsWhiteSpace(text[at - 1]) == isSpace)
        {
            at--;
        }

        return at;
    }

    private static (int Start, int End) WholeWords(string text, int start, int end)
    {
        while (start > 0 && IsInWord(text, start))
        {
            start--;
        }

        while (end < text.Length && IsInWord(text, end))
        {
            end++;
        }

        return (start, end);
    }

    /// <summary>Whether a cut here would part a word, as far as letters and digits tell.</summary>
    private static bool IsInWord(string text, int at) => IsOfWord(text[at - 1]) && IsOfWord(text[at]);

    private static bool IsOfWord(char letter) => char.IsLetterOrDigit(letter) || char.IsSurrogate(letter);

    /// <summary>The block that an offset stands in or, in a row of a table, the cell: what a browser finds words within.</summary>
    private static TextRange Piece(StoredDocument document, int at)
    {
        var block = document.BlockStarts.FirstAbove(start => start, at) - 1;
        var start = document.BlockStarts[block];
        var text = document.Document.Blocks[block].Text.Text;
        if (document.Document.Blocks[block].Kind != BlockKind.TableRow)
        {
            return new TextRange(start, start + text.Length);
        }

        var before = text.AsSpan(0, Math.Min(text.Length, at - start)).LastIndexOf('\t') + 1;
        var length = text.AsSpan(before).IndexOf('\t');
        return new TextRange(start + before, start + (length < 0 ? text.Length : before + length));
    }

    /// <summary>From where on words before may be taken: the piece's start or, where nothing stands before them in it, that of the one before.</summary>
    private static int Before(StoredDocument document, int start, TextRange piece) =>
        start == piece.Start && start > 0 ? Piece(document, start - 1).Start : piece.Start;

    private static int Behind(StoredDocument document, int end, TextRange piece) =>
        end == piece.End && end < document.Text.Length ? Next(document, end).End : piece.End;

    private static TextRange Next(StoredDocument document, int end)
    {
        var next = Past(document.Text, end, document.Text.Length, isSpace: true);
        return next < document.Text.Length ? Piece(document, next) : new TextRange(end, end);
    }

    private static string Written(string text, TextRange before, TextRange words, TextRange? ending, int last)
    {
        var prefix = Encoded(text[before.Start..before.End]);
        var suffix = Encoded(text[(ending ?? words).End..last]);
        return "text="
            + (prefix.Length > 0 ? prefix + "-," : "")
            + Encoded(text[words.Start..words.End])
            + (ending is { } end ? "," + Encoded(text[end.Start..end.End]) : "")
            + (suffix.Length > 0 ? ",-" + suffix : "");
    }

    /// <summary>Percent-encoded, the dash, too, which separates the parts; white space as the one space that a page shows.</summary>
    private static string Encoded(string words) =>
        Uri.EscapeDataString(string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .Replace("-", "%2D", StringComparison.Ordinal);
}
