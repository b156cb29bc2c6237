using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>How likely a mark in the text calls a note, by its shape alone; the weakest count only where the note is known and no other mark is.</summary>
internal enum CalloutStrength
{
    /// <summary>The last digits of a longer number: "4000018".</summary>
    NumberTail,

    /// <summary>"posse. 10 When".</summary>
    Spaced,

    /// <summary>"Europe48".</summary>
    GluedToWord,

    /// <summary>"legitimacy.3".</summary>
    GluedToPoint,
    Bracketed,
    Superscript,
}

/// <summary>A place [Start, End) of the source that may call the note <paramref name="Label"/>.</summary>
internal readonly record struct CalloutMark(int Start, int End, string Label, CalloutStrength Strength);

/// <summary>Every place of a text that may call a note, found in one reading and asked for by label and place.</summary>
internal sealed class CalloutMarks
{
    private const int MostDigits = 3;

    /// <summary>A number of fewer digits than this is a year or a count, not a count with a callout behind it.</summary>
    private const int FewestDigitsOfTail = 5;

    private const int MostTails = 64;

    /// <summary>What a mark may begin with: a digit, a superscript, a bracket, a sign.</summary>
    private static readonly SearchValues<char> Signs = SearchValues.Create("0123456789" + Glyphs.Superscripts + "[*†‡");

    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "no",
        "nos",
        "nr",
        "vol",
        "vols",
        "p",
        "pp",
        "ch",
        "chap",
        "art",
        "arts",
        "fig",
        "figs",
        "sec",
        "sect",
        "para",
        "paras",
        "pt",
        "bk",
        "ca",
        "c",
        "ed",
        "n",
        "nn",
        "f",
        "ff",
        "jg",
        "bd",
        "s",
        "v",
        "vv",
        "eq",
        "table",
        "tab",
    };

    /// <summary>"vol", "pp": a word whose full stop ends no sentence, and that a number follows.</summary>
    public static bool IsAbbreviation(ReadOnlySpan<char> word) =>
        Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private readonly Dictionary<string, List<CalloutMark>> _byLabel = new(StringComparer.Ordinal);
    private readonly List<SourceSpan> _longNumbers = [];

    private CalloutMarks() { }

    public static CalloutMarks Read(Draft draft)
    {
        var marks = new CalloutMarks();
        foreach (var line in draft.Lines)
        {
            if (line.Role != LineRole.Blank)
            {
                marks.ReadLine(draft, line);
            }
        }

        return marks;
    }

    /// <summary>The most likely mark for a label in [from, to): the strongest, and of those the first; null when there is none of at least the strength.</summary>
    public CalloutMark? Find(
        string label,
        int from,
        int to,
        CalloutStrength least,
        Func<CalloutMark, bool>? accepts = null
    )
    {
        CalloutMark? best = null;
        if (_byLabel.TryGetValue(label, out var marks))
        {
            for (var i = FirstAt(marks, from); i < marks.Count && marks[i].Start < to; i++)
            {
                if (
                    marks[i].Strength >= least
                    && (best is null || marks[i].Strength > best.Value.Strength)
                    && accepts?.Invoke(marks[i]) != false
                )
                {
                    best = marks[i];
                }
            }
        }

        return best ?? (least == CalloutStrength.NumberTail ? FindTail(label, from, to, accepts) : null);
    }

    /// <summary>Every mark with a label, in order.</summary>
    public IReadOnlyList<CalloutMark> All(string label) => _byLabel.TryGetValue(label, out var marks) ? marks : [];

    private CalloutMark? FindTail(string label, int from, int to, Func<CalloutMark, bool>? accepts)
    {
        var low = _longNumbers.FirstFrom(number => number.Start, from);

        // A page has few long numbers; a table of them holds no callouts.
        for (var i = low; i < Math.Min(_longNumbers.Count, low + MostTails) && _longNumbers[i].Start < to; i++)
        {
            var number = _longNumbers[i];
            var mark = new CalloutMark(number.End - label.Length, number.End, label, CalloutStrength.NumberTail);
            if (
                number.Length - label.Length >= 4
                && Source.AsSpan(number.Start, number.Length).EndsWith(label)
                && accepts?.Invoke(mark) != false
            )
            {
                return mark;
            }
        }

        return null;
    }

    private string Source { get; set; } = "";

    private static int FirstAt(List<CalloutMark> marks, int from) => marks.FirstFrom(mark => mark.Start, from);

    private void ReadLine(Draft draft, DraftLine line)
    {
        Source = draft.Source;
        var source = draft.Source;
        for (var i = line.Start; i < line.End; )
        {
            var next = source.AsSpan(i, line.End - i).IndexOfAny(Signs);
            if (next < 0)
            {
                return;
            }

            i += next;
            var c = source[i];
            if (char.IsAsciiDigit(c))
            {
                var end = i + 1;
                while (end < line.End && char.IsAsciiDigit(source[end]))
                {
                    end++;
                }

                ReadDigits(draft, line, i, end);
                i = end;
            }
            else if (Glyphs.IsSuperscript(c))
            {
                var end = i + 1;
                while (end < line.End && Glyphs.IsSuperscript(source[end]))
                {
                    end++;
                }

                if (end - i <= MostDigits && i > Glyphs.FirstInk(draft, line))
                {
                    Add(i, end, string.Concat(source[i..end].Select(Glyphs.PlainDigit)), CalloutStrength.Superscript);
                }

                i = end;
            }
            else if (c == '[')
            {
                i = ReadBracket(draft, line, i);
            }
            else
            {
                var end = i + 1;
                while (end < line.End && source[end] == c)
                {
                    end++;
                }

                if (
                    i > line.Start
                    && !char.IsWhiteSpace(source[i - 1])
                    && (
                        end == line.End
                        || char.IsWhiteSpace(source[end])
                        || source[end] is '.' or ',' or ';' or ':' or ')'
                    )
                )
                {
                    Add(i, end, source.AsSpan(i, end - i), CalloutStrength.GluedToWord);
                }

                i = end;
            }
        }
    }

    private int ReadBracket(Draft draft, DraftLine line, int open)
    {
        var source = draft.Source;
        var close = source.AsSpan(open, Math.Min(line.End - open, 64)).IndexOf(']');
        if (close < 2)
        {
            return open + 1;
        }

        close += open;
        if (source[open + 1] == '^')
        {
            if (close + 1 < line.End && source[close + 1] == ':' && Glyphs.FirstInk(draft, line) == open)
            {
                return close;
            }

            Add(open, close + 1, source.AsSpan((open + 2), close - open - 2), CalloutStrength.Bracketed);
            return close + 1;
        }

        var digits = source.AsSpan(open + 1, close - open - 1);
        if (
            digits.Length <= MostDigits
            && !digits.ContainsAnyExceptInRange('0', '9')
            && open > Glyphs.FirstInk(draft, line)
        )
        {
            Add(open, close + 1, digits, CalloutStrength.Bracketed);
            return close + 1;
        }

        return open + 1;
    }

    private void ReadDigits(Draft draft, DraftLine line, int start, int end)
    {
        var source = draft.Source;
        var next = end < line.End ? source[end] : '\n';
        if (char.IsLetter(next) || next is '%' or '+' or '°' or '/' or '–' or '-' or '_' or '=' or '@' or '#')
        {
            return;
        }

        // "12.5", "1,000" and "10:30" are numbers; "3. The" and "8," end in a callout.
        if (next is '.' or ',' or ':' && end + 1 < line.End && char.IsAsciiDigit(source[end + 1]))
        {
            return;
        }

        if (end - start >= FewestDigitsOfTail)
        {
            _longNumbers.Add(new SourceSpan(start, end));
        }

        if (end - start > MostDigits || source[start] == '0')
        {
            return;
        }

        // What overprint or markup left between the words and the mark does not part them.
        var before = start - 1;
        while (before >= line.Start && draft.Noise[before] is NoiseKind.Markup or NoiseKind.Overprint)
        {
            before--;
        }

        if (before < line.Start)
        {
            return;
        }

        var label = source.AsSpan(start, end - start);
        var c = source[before];
        var second = before > line.Start ? source[before - 1] : ' ';
        if (c is ' ' or '\u00a0')
        {
            var follows = end + 1 < line.End ? source[end + 1] : '\n';
            if (
                (second is '.' or '!' or '?' || (Glyphs.IsClosing(second) && second != '>'))
                && !IsAbbreviation(source, line.Start, before - 1)
                && (
                    next == '\n'
                    || (
                        next is ' ' or '\u00a0'
                        && (follows == '\n' || char.IsUpper(follows) || Glyphs.IsOpening(follows))
                    )
                )
            )
            {
                Add(start, end, label, CalloutStrength.Spaced);
            }
        }
        else if (c is '.' or ',' or ';' or ':' or '!' or '?' or '…')
        {
            if (char.IsAsciiDigit(second))
            {
                // "before 1500.5" ends a sentence with a year and a callout; any other number is a decimal.
                if (c == '.' && char.IsWhiteSpace(next) && EndsYear(source, line.Start, before))
                {
                    Add(start, end, label, CalloutStrength.GluedToWord);
                }
            }
            else if (!char.IsWhiteSpace(second) && !IsAbbreviation(source, line.Start, before))
            {
                Add(start, end, label, CalloutStrength.GluedToPoint);
            }
        }
        else if (Glyphs.IsClosing(c) && c is not ('>' or '_'))
        {
            if (!char.IsWhiteSpace(second))
            {
                Add(start, end, label, CalloutStrength.GluedToPoint);
            }
        }
        else if (char.IsLetter(c) && char.IsLetter(second))
        {
            Add(start, end, label, CalloutStrength.GluedToWord);
        }
    }

    private static bool EndsYear(string source, int lineStart, int point) =>
        point - 4 >= lineStart
        && (source.AsSpan(point - 4, 2) is "20" || source[point - 4] == '1')
        && !source.AsSpan(point - 4, 4).ContainsAnyExceptInRange('0', '9')
        && (point - 5 < lineStart || !char.IsLetterOrDigit(source[point - 5]));

    /// <summary>Whether the point at <paramref name="point"/> ends an abbreviation that a number follows: "No.1", "pp.44".</summary>
    private static bool IsAbbreviation(string source, int lineStart, int point)
    {
        if (point < lineStart || source[point] != '.')
        {
            return false;
        }

        var start = point;
        while (start > lineStart && point - start < 8 && char.IsLetter(source[start - 1]))
        {
            start--;
        }

        return IsAbbreviation(source.AsSpan(start, point - start));
    }

    private void Add(int start, int end, ReadOnlySpan<char> label, CalloutStrength strength)
    {
        var byLabel = _byLabel.GetAlternateLookup<ReadOnlySpan<char>>();
        ref var marks = ref CollectionsMarshal.GetValueRefOrAddDefault(byLabel, label, out _);
        marks ??= [];
        marks.Add(new CalloutMark(start, end, marks is [var first, ..] ? first.Label : label.ToString(), strength));
    }

    internal static string Label(int number) => number.ToString(CultureInfo.InvariantCulture);
}
