using System.Globalization;
using System.Text;

namespace SearchService.Corpus.Recovery;

/// <summary>A page's number as printed: arabic ("112") or lower-case roman ("xiii").</summary>
internal readonly record struct PageNumeral(int Value, bool IsRoman)
{
    private const int Largest = 9999;

    private static readonly (int Value, string Letters)[] Romans =
    [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];

    public static PageNumeral? Parse(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > 9)
        {
            return null;
        }

        if (text.Length <= 4 && !text.ContainsAnyExceptInRange('0', '9'))
        {
            var value = int.Parse(text, CultureInfo.InvariantCulture);
            return value > 0 && text[0] != '0' ? new PageNumeral(value, false) : null;
        }

        var roman = 0;
        var rest = text;
        foreach (var (value, letters) in Romans)
        {
            while (rest.StartsWith(letters))
            {
                roman += value;
                rest = rest[letters.Length..];
            }
        }

        // Only the usual spelling: "iiii" and the words "mild" or "mix" of no number are none, "mix" itself would be 1009.
        return rest.IsEmpty && roman is > 0 and < 400 && text.SequenceEqual(new PageNumeral(roman, true).ToString())
            ? new PageNumeral(roman, true)
            : null;
    }

    public override string ToString()
    {
        if (!IsRoman)
        {
            return Math.Min(Value, Largest).ToString(CultureInfo.InvariantCulture);
        }

        var text = new StringBuilder();
        var left = Value;
        foreach (var (value, letters) in Romans)
        {
            for (; left >= value; left -= value)
            {
                text.Append(letters);
            }
        }

        return text.ToString();
    }

    public PageNumeral Plus(int pages) => this with { Value = Value + pages };
}
