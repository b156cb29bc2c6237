using System.Globalization;
using System.Text.RegularExpressions;

namespace SearchService.Corpus.Recovery;

internal enum ItemStyle
{
    /// <summary>A sign that is nothing but a bullet.</summary>
    Bullet,

    /// <summary>A dash, an asterisk or a plus sign, which prose has too.</summary>
    Dash,
    Arabic,
    Letter,
    Roman,
    Bracketed,
}

/// <summary>The mark with which a line begins an item of a list or an entry of a bibliography.</summary>
/// <param name="Sign">The bullet, or what closes the number: marks are siblings only when it is the same.</param>
/// <param name="Start">In the source.</param>
/// <param name="Content">Where in the source the item's words begin.</param>
internal readonly partial record struct ItemMark(ItemStyle Style, char Sign, int Value, int Start, int End, int Content)
{
    public bool IsNumber => Style is not (ItemStyle.Bullet or ItemStyle.Dash);

    /// <summary>Whether <paramref name="next"/> is the mark of the item after this one.</summary>
    public bool Precedes(ItemMark next) =>
        next.Sign == Sign && (IsNumber ? next.Value == Value + 1 && next.Style == Style : next.Style == Style);

    /// <summary>Null when the line begins with words.</summary>
    public static ItemMark? Read(Draft draft, DraftLine line)
    {
        var ink = Glyphs.FirstInk(draft, line);
        while (ink < line.End && draft.Noise[ink] != Documents.NoiseKind.None)
        {
            ink++;
        }

        if (ink >= line.End)
        {
            return null;
        }

        var head = draft.Source.AsSpan(ink, Math.Min(line.End - ink, 16));
        var length = 0;
        foreach (var found in Mark().EnumerateMatches(head))
        {
            length = found.Length;
        }

        if (length == 0)
        {
            return null;
        }

        var content = ink + length;
        while (content < line.End && char.IsWhiteSpace(draft.Source[content]))
        {
            content++;
        }

        if (content >= line.End)
        {
            return null;
        }

        var sign = head[..length].TrimEnd();
        var end = ink + sign.Length;
        if (!char.IsLetterOrDigit(sign[0]) && sign[0] is not ('(' or '['))
        {
            var style = sign[0] is '-' or '*' or '+' or '–' or '—' ? ItemStyle.Dash : ItemStyle.Bullet;
            return new ItemMark(style, sign[0], 0, ink, end, content);
        }

        var name = sign.Trim("()[].");
        var close = sign[0] is '(' ? '(' : sign[^1];
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            var style = sign[0] == '[' ? ItemStyle.Bracketed : ItemStyle.Arabic;
            return new ItemMark(style, close, number, ink, end, content);
        }

        return Roman(name) is > 0 and var roman && (name.Length > 1 || name[0] is 'i' or 'v' or 'x')
                ? new ItemMark(ItemStyle.Roman, close, roman, ink, end, content)
            : name.Length == 1
                ? new ItemMark(ItemStyle.Letter, close, char.ToLowerInvariant(name[0]) - 'a' + 1, ink, end, content)
            : null;
    }

    private static int Roman(ReadOnlySpan<char> name)
    {
        var value = 0;
        for (var i = 0; i < name.Length; i++)
        {
            var digit = Digit(name[i]);
            if (digit == 0)
            {
                return 0;
            }

            value += i + 1 < name.Length && Digit(name[i + 1]) > digit ? -digit : digit;
        }

        return value;

        static int Digit(char c) =>
            c switch
            {
                'i' => 1,
                'v' => 5,
                'x' => 10,
                _ => 0,
            };
    }

    [GeneratedRegex(
        @"^([•◦▪‣●■□➢∙·‐*+–—-]|\d{1,3}[.)]|\(\d{1,3}\)|\[\d{1,3}\]|[a-zA-Z][)]|\([a-zA-Z]\)|[ivx]{1,5}[.)]|\([ivx]{1,5}\))\s+",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Mark();
}
