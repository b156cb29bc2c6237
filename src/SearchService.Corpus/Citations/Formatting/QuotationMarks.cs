using System.Text;

namespace SearchService.Corpus.Citations.Formatting;

/// <summary>The quotation marks of a country: the outer ones, and those of a quotation within a quotation.</summary>
internal sealed record QuotationMarks(char Open, char Close, char InnerOpen, char InnerClose)
{
    public static QuotationMarks American { get; } = new('“', '”', '‘', '’');

    public static QuotationMarks British { get; } = new('‘', '’', '“', '”');

    /// <summary>Words between the outer marks.</summary>
    public string Quote(string words) => Open + Turned(words, 1) + Close;

    /// <summary>Words whose own marks, of whatever kind, become this country's; an apostrophe stays.</summary>
    /// <param name="depth">1 for words that stand in quotation marks themselves, else 0.</param>
    public string Turned(string words, int depth)
    {
        var turned = new StringBuilder(words.Length);
        var open = new Stack<char>();
        for (var i = 0; i < words.Length; i++)
        {
            var c = words[i];
            var before = i == 0 ? ' ' : words[i - 1];
            if (c is '“' or '„' or '«' || (c == '"' && Opens(before)) || (c == '‘' && Closing(words, i) > 0))
            {
                turned.Append(Mark(depth + open.Count, Open, InnerOpen));
                open.Push(c);
            }
            else if (c is '”' or '»' or '"' || (c == '’' && open.TryPeek(out var o) && o == '‘' && Ends(words, i)))
            {
                _ = open.TryPop(out _);
                turned.Append(Mark(depth + open.Count, Close, InnerClose));
            }
            else
            {
                turned.Append(c);
            }
        }

        return turned.ToString();
    }

    private static char Mark(int depth, char outer, char inner) => depth % 2 == 0 ? outer : inner;

    private static bool Opens(char before) =>
        char.IsWhiteSpace(before) || before is '(' or '[' or '—' or '–' or '-' or '“' or '‘' or '\'' or '>';

    private static int Closing(string words, int open)
    {
        for (var i = open + 1; i < words.Length && words[i] != '‘'; i++)
        {
            if (words[i] == '’' && Ends(words, i))
            {
                return i;
            }
        }

        return 0;
    }

    /// <summary>An apostrophe within a word is no mark.</summary>
    private static bool Ends(string words, int at) => at + 1 == words.Length || !char.IsLetterOrDigit(words[at + 1]);
}
