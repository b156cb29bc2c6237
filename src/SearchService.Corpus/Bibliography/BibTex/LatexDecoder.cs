using System.Buffers;
using System.Text;
using SearchService.Corpus.Citations;

namespace SearchService.Corpus.Bibliography.BibTex;

/// <summary>How a value is read.</summary>
internal enum LatexKind
{
    Text,

    /// <summary>Braces around small letters keep their case in every style; elsewhere braces say nothing that a reader sees.</summary>
    Title,

    /// <summary>An address: signs stand for themselves, but for those that a program has escaped.</summary>
    Address,
}

/// <summary>
/// LaTeX as bibliographies have it, as Unicode: accents, signs and letters by name, faces as the inline tags of CSL-JSON. The argument
/// of a command that is not known is kept, and the command is named to the caller.
/// </summary>
internal sealed class LatexDecoder
{
    /// <summary>Braces deeper than this are passed over; no bibliography has them.</summary>
    private const int MostDepth = 60;

    private static readonly SearchValues<char> Signs = SearchValues.Create(@"\{}$~`'-");

    private readonly string latex;
    private readonly LatexKind kind;
    private readonly SortedSet<string> unknown = new(StringComparer.Ordinal);
    private bool inMath;
    private bool singleQuote;
    private int at;

    private LatexDecoder(string latex, LatexKind kind)
    {
        this.latex = latex;
        this.kind = kind;
    }

    /// <summary>The value on one line. Never throws.</summary>
    /// <param name="unknown">Commands that were left out.</param>
    public static string Decode(string latex, LatexKind kind, out IReadOnlyCollection<string> unknown)
    {
        if (latex.AsSpan().IndexOfAny(Signs) < 0)
        {
            unknown = [];
            return SingleLine.Of(latex);
        }

        var decoder = new LatexDecoder(latex, kind);
        var text = new StringBuilder();
        while (decoder.at < latex.Length)
        {
            text.Append(decoder.Group(0));

            // A closing brace without its opening one is passed over.
            decoder.at++;
        }

        unknown = decoder.unknown;
        return SingleLine.Of(text.ToString());
    }

    public static string Decode(string latex, LatexKind kind = LatexKind.Text) => Decode(latex, kind, out _);

    /// <summary>Reads up to the brace that closes the group, which is left.</summary>
    private string Group(int depth)
    {
        var text = new StringBuilder();
        var ends = "";
        while (at < latex.Length && latex[at] != '}')
        {
            var c = latex[at++];
            switch (c)
            {
                case '{':
                    text.Append(Braces(depth));
                    break;
                case '\\':
                    var name = CommandName();
                    if (LatexSymbols.Declarations.Contains(name))
                    {
                        var (start, end) = LatexSymbols.Faces[name];
                        text.Append(start);
                        ends = end + ends;
                    }
                    else
                    {
                        text.Append(Command(name, depth));
                    }

                    break;
                case '$' when kind == LatexKind.Address:
                    text.Append(AddressSign());
                    break;
                case '$' when inMath || latex.IndexOf('$', at) >= 0:
                    inMath = !inMath;
                    break;
                case '^' or '_' when inMath:
                    var (open, close) = c == '^' ? ("<sup>", "</sup>") : ("<sub>", "</sub>");
                    text.Append(open).Append(Argument(depth)).Append(close);
                    break;
                default:
                    text.Append(kind == LatexKind.Address ? c.ToString() : Plain(c));
                    break;
            }
        }

        return text.Append(ends).ToString();
    }

    /// <summary>The group whose opening brace has just been read.</summary>
    private string Braces(int depth)
    {
        if (depth >= MostDepth)
        {
            return "";
        }

        var start = at;
        var inner = Group(depth + 1);
        var isCommand = start < latex.Length && latex[start] == '\\';
        at++;
        return
            kind == LatexKind.Title
            && !isCommand
            && !inMath
            && inner.Any(char.IsLower)
            && !inner.Any(char.IsUpper)
            && !inner.Contains('<', StringComparison.Ordinal)
            ? InlineTag.KeepCase + inner + "</span>"
            : inner;
    }

    /// <summary>Letters, with a star that may follow, or one sign; the spaces behind letters belong to the command.</summary>
    private string CommandName()
    {
        var start = at;
        while (at < latex.Length && char.IsAsciiLetter(latex[at]))
        {
            at++;
        }

        if (at == start)
        {
            at = Math.Min(at + 1, latex.Length);
            return latex[start..at];
        }

        at += at < latex.Length && latex[at] == '*' ? 1 : 0;
        var name = latex[start..at];
        if (!inMath)
        {
            SkipSpaces();
        }

        return name;
    }

    private string Command(string name, int depth)
    {
        if (
            LatexSymbols.Accents.TryGetValue(name, out var accent)
            && !(inMath && name.Length == 1 && char.IsLetter(name[0]))
        )
        {
            return Accented(name, accent, depth);
        }

        if (LatexSymbols.Symbols.TryGetValue(name, out var symbol))
        {
            SkipEmptyGroup();
            return symbol;
        }

        if (LatexSymbols.Space(name) is { } space)
        {
            SkipEmptyGroup();
            return space;
        }

        if (LatexSymbols.Faces.TryGetValue(name, out var face))
        {
            var words = Argument(depth);
            return words.Length == 0 ? "" : face.Start + words + face.End;
        }

        switch (name)
        {
            case "href" or "foreignlanguage" or "textcolor" or "texorpdfstring":
                // The first argument is an address, a language or a colour.
                Argument(depth);
                return Argument(depth);
            case "frac":
                return Argument(depth) + "/" + Argument(depth);
            case "begin" or "end":
                Argument(depth);
                return " ";
            case "":
                return "";
        }

        if (LatexSymbols.Dropped.Contains(name))
        {
            Argument(depth);
            return "";
        }

        if (!LatexSymbols.Transparent.Contains(name))
        {
            unknown.Add('\\' + name);
        }

        return Next("{") ? Argument(depth) : "";
    }

    private string Accented(string name, char accent, int depth)
    {
        if (char.IsAsciiLetter(name[0]) || (at < latex.Length && latex[at] == ' '))
        {
            SkipSpaces();
        }

        var argument = Argument(depth);
        if (argument.Length == 0)
        {
            // "\~{}" is how many write the sign itself.
            return name is "~" or "^" or "`" or "'" ? name : "";
        }

        var length = char.IsHighSurrogate(argument[0]) && argument.Length > 1 ? 2 : 1;
        var letter = argument[..length] switch
        {
            "ı" when accent < '\u0323' => "i",
            "ȷ" when accent < '\u0323' => "j",
            var other => other,
        };
        var composed = char.IsSurrogate(letter[0])
            ? letter + accent
            : (letter + accent).Normalize(NormalizationForm.FormC);
        return composed + argument[length..];
    }

    /// <summary>A group, a command with its own argument, or one character.</summary>
    private string Argument(int depth)
    {
        if (depth >= MostDepth)
        {
            return "";
        }

        SkipSpaces();
        if (at >= latex.Length || latex[at] == '}')
        {
            return "";
        }

        var c = latex[at++];
        if (c == '{')
        {
            var inner = Group(depth + 1);
            at++;
            return inner;
        }

        if (c == '\\')
        {
            return Command(CommandName(), depth + 1);
        }

        return char.IsHighSurrogate(c) && at < latex.Length ? c.ToString() + latex[at++] : c.ToString();
    }

    /// <summary>A character outside of commands: TeX's ligatures.</summary>
    private string Plain(char c)
    {
        switch (c)
        {
            case '~':
                return "\u00A0";
            case '-' when Next("--"):
                at += 2;
                return "—";
            case '-' when Next("-"):
                at++;
                return "–";
            case '`' when Next("`"):
                at++;
                return "“";
            case '`':
                singleQuote = true;
                return "‘";
            case '\'' when Next("'"):
                at++;
                return "”";
            case '\'' when inMath:
                return "′";
            case '\'' when singleQuote && !(at < latex.Length && char.IsLetter(latex[at])):
                singleQuote = false;
                return "’";
            default:
                return c.ToString();
        }
    }

    /// <summary>Mendeley and others write "$\sim$" for a tilde.</summary>
    private string AddressSign()
    {
        const string tilde = @"\sim$";
        if (!Next(tilde))
        {
            return "$";
        }

        at += tilde.Length;
        return "~";
    }

    private bool Next(string text) => string.CompareOrdinal(latex, at, text, 0, text.Length) == 0;

    private void SkipSpaces()
    {
        while (at < latex.Length && char.IsWhiteSpace(latex[at]))
        {
            at++;
        }
    }

    private void SkipEmptyGroup()
    {
        if (Next("{}"))
        {
            at += 2;
        }
    }
}
